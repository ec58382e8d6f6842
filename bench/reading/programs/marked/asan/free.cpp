struct Order { int price; };
int price(Order *order) {
  return order->price; //~ AddressSanitizer | heap-use-after-free on…
}
int main() {
  Order *order = new Order{3};
  delete order;
  return price(order);
}
