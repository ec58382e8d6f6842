import { total } from './prices.mjs'; //~ SyntaxError | The requested module './prices.mjs' does not provide an export named 'total'

console.log(total);
