const { Sequelize, DataTypes } = require('sequelize');

const shop = new Sequelize('postgres://127.0.0.1:59999/shop', { logging: false });
const Order = shop.define('Order', { total: { type: DataTypes.INTEGER, allowNull: false } });

async function save() {
  await Order.build({}).validate(); //~ ValidationError | notNull Violation: Order.total cannot be null
}

save();
