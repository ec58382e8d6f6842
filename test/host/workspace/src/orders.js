/** Orders of a user, newest first. */
function newestFirst(orders) {
  return orders.slice().sort((a, b) => b.placed - a.placed);
}

function countOrders(user) {
  const orders = user.orders;
  return newestFirst(orders).length;
}

module.exports = { newestFirst, countOrders };
