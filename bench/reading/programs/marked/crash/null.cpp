struct Order { int id; int price; };
int price(Order *order) {
  return order->price; //~ SIGSEGV | Segmentation fault
}
int total(Order *order) { return price(order) + 1; }
int main() { return total(nullptr); }
