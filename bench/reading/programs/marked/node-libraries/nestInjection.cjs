require('reflect-metadata');
const { Injectable, Module } = require('@nestjs/common');
const { NestFactory } = require('@nestjs/core');

class Stock {}
class Prices {
  constructor(stock) {
    this.stock = stock;
  }
}
Injectable()(Prices);
Reflect.defineMetadata('design:paramtypes', [Stock], Prices);
class Shop {}
Module({ providers: [Prices] })(Shop);

NestFactory.create(Shop); //~> UnknownDependenciesException | Nest can't resolve dependencies of the Prices (?). Please make sure that the argument Stock at index [0] is available in the Shop module…
