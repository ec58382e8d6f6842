require 'minitest/autorun'
class SilentTest < Minitest::Test
  def test_fails
    assert false #~ | Expected false to be truthy.
  end
end
