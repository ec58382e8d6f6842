function price(item) {
  return undefined[item]; //~ TypeError | Cannot read properties of undefined (reading 'tea')
}
console.log('testing the cart');
price('tea');
