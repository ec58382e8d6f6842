using System;
class DeclinedException : Exception { public DeclinedException(string message) : base(message) {} }
static class Program {
  static void Pay(int order) {
    throw new DeclinedException("order " + order + ": card [4242] was declined"); //~ DeclinedException | order 7: card [4242] was declined
  }
  static void Main() { Pay(7); }
}
