const carts = { ada: [{ price: 2 }] };

function itemsOf(user) {
  const found = carts[user];
  return found;
}

function total(user) {
  const items = itemsOf(user);
  const count = items ? items.length : 0;
  return count;
}

setInterval(() => total('grace'), 50);
