using System;
class Order { public string Name; }
static class Program {
  static int Length(Order order) {
    return order.Name.Length; //~ System.NullReferenceException | Object reference not set to an instance of an object
  }
  static void Main() { Console.WriteLine(Length(new Order())); }
}
