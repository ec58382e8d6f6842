import { total } from './prices';
import missing from './no-such-file'; //~ | Failed to resolve './no-such-file' from './entry.js'

console.log(total, missing);
