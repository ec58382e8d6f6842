#include <string>
int total(int a, int b) { return a + b; }
int main() {
  int sum = total(1); //~ error | too few arguments to function ‘int total(int, int)’
  std::string name = 3.5f + missing; //~ error | ‘missing’ was not declared in this scope
  return sum //~ error | expected ‘;’ before ‘}’ token
}
