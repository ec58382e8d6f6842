const knex = require('knex')({ client: 'pg', connection: 'postgres://127.0.0.1:59999/shop' });

async function load() {
  await knex('orders').where('id', 7).first(); //~> Error | connect ECONNREFUSED 127.0.0.1:59999
}

load();
