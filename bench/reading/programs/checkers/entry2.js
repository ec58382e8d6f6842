import { pric } from './prices.js';
console.log(pric);
