int last(const int *prices, int count) {
  return prices[count]; //~ AddressSanitizer | heap-buffer-overflow on…
}
int main() {
  int *prices = new int[3]{1, 2, 3};
  return last(prices, 3);
}
