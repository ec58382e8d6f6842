const { createReadStream } = require('node:fs');
const { pipeline } = require('node:stream/promises');

async function copy() {
  await pipeline(createReadStream('/nowhere/prices.csv'), process.stdout); //~> Error | ENOENT: no such file or directory, open '/nowhere/prices.csv'
}
copy();
