extern int first();
extern int second(int);
int sum() {
  return first(); //~ ld | undefined reference to `first()'
}
int main() {
  return sum() + second(1); //~ ld | undefined reference to `second(int)'
}
