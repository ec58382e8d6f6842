local function pay(order)
  error("order " .. order .. ": card [4242] was declined") --~ | order 7: card [4242] was declined
end
pay(7)
print("x")
