#include <vector>
struct Item {};
int main() {
  std::vector<int> items;
  items.push_back(Item{}); //~ error | no matching function for call to ‘std::vector<int>::push_back(Item)’
}
