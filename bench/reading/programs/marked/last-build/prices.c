int total(int count) {
    return count + tax; //~ error | ‘tax’ undeclared (first use in this function)
}
