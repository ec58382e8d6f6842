int read(volatile int *at) {
  return *at; //~ AddressSanitizer | SEGV on unknown address…
}
int main() { return read(nullptr); }
