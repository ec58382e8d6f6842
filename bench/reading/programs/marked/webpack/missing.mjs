import { price } from './prices'; //~ Module not found | Can't resolve './prices' in '/home/dev/app'

console.log(price);
