using System;
static class Program {
  static int Total(int[] prices) {
    return "none"; //~ CS0029 | Cannot implicitly convert type `string' to `int'
  }
  static void Main() {
    Console.WriteLin(Totl(null)); //~ CS0117 | `System.Console' does not contain a definition for `WriteLin'
  }
}
