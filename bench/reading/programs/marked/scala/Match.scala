object Match {
  def price(name: String): Int = name match { //~ scala.MatchError | milk (of class java.lang.String)
    case "tea" => 3
  }

  def main(args: Array[String]): Unit = println(price("milk"))
}
