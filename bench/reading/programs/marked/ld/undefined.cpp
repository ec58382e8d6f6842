int total(int a);
int main() {
  return total(3); //~ ld | undefined reference to `total(int)'
}
