module Shop
  class Declined < StandardError; end
  def self.pay(order)
    raise Declined, "order #{order}: card [4242] was declined" #~ Shop::Declined | order 7: card [4242] was declined
  end
end
[7].each { |order| Shop.pay(order) }
