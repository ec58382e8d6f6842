import { total } from './prices';
import missing from './no-such-file'; //~ Module not found | Can't resolve './no-such-file' in '/home/dev/web'

console.log(total, missing);
