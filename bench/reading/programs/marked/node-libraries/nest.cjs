require('reflect-metadata');
const { Controller, Get, Module } = require('@nestjs/common');
const { NestFactory } = require('@nestjs/core');

class Prices {
  list() {
    throw new RangeError('no prices today'); //~ RangeError | no prices today
  }
}
Controller('prices')(Prices);
Get()(Prices.prototype, 'list', Object.getOwnPropertyDescriptor(Prices.prototype, 'list'));
class Shop {}
Module({ controllers: [Prices] })(Shop);

(async () => {
  const app = await NestFactory.create(Shop);
  await app.listen(0);
  await fetch(`${await app.getUrl()}/prices`.replace('[::1]', '127.0.0.1'));
  await app.close();
})();
