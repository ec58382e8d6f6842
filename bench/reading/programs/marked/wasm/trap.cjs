const bytes = Buffer.from('AGFzbQEAAAABBAFgAAADAgEABwcBA3J1bgAACgUBAwAACw==', 'base64');
const { exports: shop } = new WebAssembly.Instance(new WebAssembly.Module(bytes));
function total() {
  return shop.run(); //~ RuntimeError | unreachable
}
total();
