defmodule Cart do
  def price(items, name), do: Map.fetch!(items, name) + 0 #~ KeyError | key "milk" not found in: %{"tea" => 1}
end
IO.inspect(Cart.price(%{"tea" => 1}, "milk"))
