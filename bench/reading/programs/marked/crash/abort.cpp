#include <cstdlib>
void give_up(int code) {
  if (code > 2) std::abort(); //~ SIGABRT | Aborted
}
int main() { give_up(3); }
