const vm = require('node:vm');

function total() {
  return vm.runInNewContext('prices.map((each) => each)', {}, { filename: 'rules.js' }); //~> ReferenceError | prices is not defined
}
total();
