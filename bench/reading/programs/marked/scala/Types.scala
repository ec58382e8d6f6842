object Types {
  val total: Int = "three" //~ error | type mismatch;…
  def count = totl + 1 //~ error | not found: value totl
}
