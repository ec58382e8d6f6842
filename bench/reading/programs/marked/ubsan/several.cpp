#include <climits>
int main(int count, char **) {
  int big = INT_MAX;
  int bits = 40;
  int list[3] = {1, 2, 3};
  int a = big + count; //~ runtime error | signed integer overflow: 2147483647 + 1 cannot be represented in type 'int'
  int b = 1 << bits; //~ runtime error | shift exponent 40 is too large for 32-bit type 'int'
  return a + b + list[0];
}
