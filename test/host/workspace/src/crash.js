const { countOrders } = require('./orders');

function report(users) {
  return users.map((user) => `${user.name}: ${countOrders(user)}`);
}

console.log(report([{ name: 'Ada', orders: [] }, { name: 'Grace' }]));
