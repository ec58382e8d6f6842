require('reflect-metadata');
const { Injectable, Module } = require('@nestjs/common');
const { NestFactory } = require('@nestjs/core');

class Prices {}
class Cart {
  constructor(prices) {
    this.prices = prices;
  }
}
Injectable()(Cart);
Reflect.defineMetadata('design:paramtypes', [Prices], Cart);
class Shop {}
Module({ providers: [Cart] })(Shop);

NestFactory.create(Shop, { abortOnError: false }); //~> UnknownDependenciesException | Nest can't resolve dependencies of the Cart (?). Please make sure that the argument Prices at index [0] is available in the Shop context.…
