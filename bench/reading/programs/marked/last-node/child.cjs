const { fork } = require('node:child_process');

if (process.argv[2] === 'child') {
  const orders = null;
  orders.push(1); //~ TypeError | Cannot read properties of null (reading 'push')
} else fork(__filename, ['child']).on('exit', (code) => console.log(`worker 1 ended with ${code}`));
