const left = require('left-pad-of-old'); //~ Module not found | Can't resolve 'left-pad-of-old' in '/home/dev/app'
const more = require('./more.less.css'); //~ Module not found | Can't resolve './more.less.css' in '/home/dev/app'

console.log(left, more);
