const { request } = require('undici');

async function load() {
  await request('http://127.0.0.1:59999/prices'); //~> Error | connect ECONNREFUSED 127.0.0.1:59999
}

load();
