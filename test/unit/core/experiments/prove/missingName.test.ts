import { deepStrictEqual, strictEqual } from 'node:assert';
import { missingName } from '../../../../../src/core/experiments/prove/missingName';

describe('missingName', () => {
  for (const [said, kind, name] of [
    ['TypeError: cart.tax is not a function', 'name', 'tax'],
    ['TypeError: (0 , _cart.tax) is not a function', 'name', 'tax'],
    ['TypeError: Cart is not a constructor', 'name', 'Cart'],
    ['ReferenceError: rate is not defined', 'name', 'rate'],
    ["SyntaxError: The requested module '../src/cart.js' does not provide an export named 'tax'", 'name', 'tax'],
    ["Error: Cannot find module '../src/tax'\nRequire stack:", 'module', '../src/tax'],
    ["error TS2339: Property 'tax' does not exist on type 'Cart'.", 'name', 'tax'],
    ["ImportError: cannot import name 'tax' from 'shop.cart' (/w/shop/cart.py)", 'name', 'tax'],
    ["ModuleNotFoundError: No module named 'shop.tax'", 'module', 'shop.tax'],
    ["AttributeError: module 'shop.cart' has no attribute 'tax'", 'name', 'tax'],
    ["TypeError: total() got an unexpected keyword argument 'rate'", 'argument', 'rate'],
    ['TypeError: total() takes 1 positional argument but 2 were given', 'arguments', 'total'],
    ["NoMethodError: undefined method `tax' for #<Cart:0x0001>", 'name', 'tax'],
    ['NameError: uninitialized constant Shop::Tax', 'name', 'Shop::Tax'],
    ['Error: Call to undefined method Shop\\Cart::tax()', 'name', 'Shop\\Cart::tax'],
    ['./cart_test.go:9:12: undefined: Tax', 'name', 'Tax'],
    ['./cart_test.go:9:7: c.Tax undefined (type Cart has no field or method Tax)', 'name', 'c.Tax'],
    ['error[E0425]: cannot find function `tax` in this scope', 'name', 'tax'],
    ['error[E0599]: no method named `tax` found for struct `Cart`', 'name', 'tax'],
    ['error: cannot find symbol\n  symbol:   method tax(int)\n  location: class Cart', 'name', 'tax'],
    ["error: 'tax' was not declared in this scope", 'name', 'tax'],
    ["Error: ENOENT: no such file or directory, open '/w/src/rate.json'", 'file', '/w/src/rate.json'],
  ] as const)
    it(`reads that ${name} is missing in "${said.split('\n', 1)[0] ?? ''}"`, () => {
      deepStrictEqual(missingName(said), { kind, name });
    });

  it('reads nothing in an assertion that compares values', () => {
    strictEqual(missingName('AssertionError: Expected values to be strictly equal:\n\n180 !== 198'), undefined);
    strictEqual(missingName("TypeError: Cannot read properties of undefined (reading 'price')"), undefined);
  });
});
