import { price } from './prices.js';
import missing from './nowhere.js';
console.log(price, missing);
