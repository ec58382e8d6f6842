struct Order { int id; int price; };
int main(int count, char **) {
  Order *order = count > 5 ? new Order : nullptr;
  int *price = &order->price; //~ runtime error | member access within null pointer of type 'struct Order'
  return price == nullptr;
}
