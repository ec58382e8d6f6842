defmodule Shop do
  def pay(order) do
    if order > 0, do: raise(ArgumentError, "order #{order}: card [4242] was declined") #~ ArgumentError | order 7: card [4242] was declined
    :ok
  end
end
:ok = Shop.pay(7)
