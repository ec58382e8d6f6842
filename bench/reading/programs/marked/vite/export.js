import { sum } from './lib.mjs'; //~ | export.js (1:9): "sum" is not exported by "lib.mjs", imported by "export.js".

console.log(sum);
