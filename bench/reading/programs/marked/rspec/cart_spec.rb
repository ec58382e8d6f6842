RSpec.describe 'cart' do
  it 'adds' do
    expect(3).to eq(4) #~ RSpec::Expectations::ExpectationNotMetError | expected: 4\n     got: 3\n\n(compared using ==)
  end
  it 'names' do
    nil.name #~ NoMethodError | undefined method `name' for nil
  end
end
