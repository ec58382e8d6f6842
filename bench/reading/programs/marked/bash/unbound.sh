set -u
echo "$ORDERS" #~ | ORDERS: unbound variable
