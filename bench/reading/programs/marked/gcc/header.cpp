#include "nowhere/cart.hpp" //~ fatal error | nowhere/cart.hpp: No such file or directory
int main() { return 0; }
