require 'minitest/autorun'
class CartTest < Minitest::Test
  def test_adds
    assert_equal 4, 3 #~ | Expected: 4\n  Actual: 3
  end
end
