const { Sequelize } = require('sequelize');

async function connect() {
  await new Sequelize('postgres://127.0.0.1:59999/shop', { logging: false }).authenticate(); //~> ConnectionRefusedError | connect ECONNREFUSED 127.0.0.1:59999
  //~> Error | connect ECONNREFUSED 127.0.0.1:59999
}

connect().catch((error) => console.error('Unable to connect to the database:', error));
