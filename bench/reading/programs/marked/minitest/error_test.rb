require 'minitest/autorun'
class NameTest < Minitest::Test
  def test_names
    nil.name #~ NoMethodError | undefined method `name' for nil
  end
end
