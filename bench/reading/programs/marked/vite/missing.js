import { price } from './prices.js'; //~> | Could not resolve "./prices.js" from "missing.js"

console.log(price);
