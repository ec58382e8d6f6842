object Runtime {
  case class Cart(items: List[Int])

  def first(cart: Cart): Int = cart.items.head //~ java.util.NoSuchElementException | head of empty list

  def main(args: Array[String]): Unit = println(first(Cart(Nil)))
}
