int share(int all, int by) {
  return all / by; //~ SIGFPE | Arithmetic exception
}
int main(int count, char **) { return share(7, count - 1); }
