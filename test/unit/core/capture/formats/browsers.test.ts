import { readsAlike } from '../../../../support/readsAlike';

describe('browsers and app containers', () => {
  readsAlike(
    'names of Firefox before 14 come without their arguments',
    'TypeError: cart is null\n()@http://shop/cart.js:9\n(null)@http://shop/cart.js:31\ntotal("tea",2)@http://shop/cart.js:18\n@http://shop/main.js:24\n',
    [
      {
        type: 'TypeError',
        message: 'cart is null',
        frames: ['http://shop/cart.js:9', 'http://shop/cart.js:31', 'total http://shop/cart.js:18', 'http://shop/main.js:24'],
      },
    ],
  );

  readsAlike(
    'a line that only says that code was evaluated is not part of the message',
    "ReferenceError: Can't find variable: price\neval code\neval@[native code]\ntotal@http://shop/cart.js:58:21\neval code\neval@[native code]\nglobal code@http://shop/main.js:1:9\n",
    [
      {
        type: 'ReferenceError',
        message: "Can't find variable: price",
        frames: ['eval [native code]', 'total http://shop/cart.js:58:21', 'eval [native code]', 'global code http://shop/main.js:1:9'],
      },
    ],
  );

  readsAlike(
    'anonymous functions of React Native do not split a trace',
    'Error: no cart\nonPress@index.android.bundle:12:19\n[native code]\nindex.android.bundle:156:572\napply@index.android.bundle:93:6\n',
    [
      {
        type: 'Error',
        message: 'no cart',
        frames: ['onPress index.android.bundle:12:19', '[native code]', 'index.android.bundle:156:572', 'apply index.android.bundle:93:6'],
      },
    ],
  );

  readsAlike(
    'a place without a space before it belongs to JavaScript when it has a column',
    "TypeError: Cannot read property 'sum' of undefined\n   at Cart.eval(webpack:///./src/cart.jsx?:295:108)\n   at Object.onPress(index.android.bundle:2342:3773)\n   at s._receiveSignal(index.android.bundle:198:8309)\n",
    [
      {
        type: 'TypeError',
        message: "Cannot read property 'sum' of undefined",
        frames: [
          'Cart.eval webpack:///./src/cart.jsx?:295:108',
          'Object.onPress index.android.bundle:2342:3773',
          's._receiveSignal index.android.bundle:198:8309',
        ],
      },
    ],
  );

  readsAlike(
    'Opera 9 has its trace in the message',
    'Error: Statement on line 44: Type mismatch\nBacktrace:\n  Line 44 of linked script http://shop/cart.js\n    this.sum();\n  Line 31 of linked script http://shop/cart.js: In function total\n    load(cart);\n  Line 4 of inline#1 script in http://shop/index.html\n    start();\n',
    [
      {
        type: 'Error',
        message: 'Statement on line 44: Type mismatch',
        frames: ['http://shop/cart.js:44', 'total http://shop/cart.js:31', 'http://shop/index.html:4'],
      },
    ],
  );

  readsAlike(
    'Opera 10 writes the code below each place',
    "TypeError: 'this.sum' is not a function\nError thrown at line 42, column 12 in <anonymous function: createCart>() in http://shop/cart.js:\n    this.sum();\ncalled from line 27, column 8 in total(options) in http://shop/cart.js:\n    create();\n",
    [
      {
        type: 'TypeError',
        message: "'this.sum' is not a function",
        frames: ['createCart http://shop/cart.js:42:12', 'total http://shop/cart.js:27:8'],
      },
    ],
  );

  readsAlike(
    'Safari names lines in words',
    "[Error] TypeError: undefined is not an object (evaluating 'cart.sum')\n\ttotal (cart.js, line 52)\n\t(anonymous function) (cart.js, line 60)\n\tglobal code (shop.html, line 12)\n",
    [
      {
        type: 'TypeError',
        message: "undefined is not an object (evaluating 'cart.sum')",
        frames: ['total cart.js:52', 'cart.js:60', 'global code shop.html:12'],
      },
    ],
    ['indented'],
  );

  readsAlike(
    "Safari's inspector writes a place behind the name",
    "[Error] Unhandled Promise Rejection: TypeError: undefined is not an object (evaluating 'cart.sum')\n\tload (cart.js:12:5)\n\t(anonymous function) (main.js:3)\n",
    [
      {
        type: 'TypeError',
        message: "undefined is not an object (evaluating 'cart.sum')",
        frames: ['load cart.js:12:5', 'main.js:3'],
      },
    ],
    ['indented'],
  );

  readsAlike(
    "Safari's extensions",
    'Error: no cart\n    at load@safari-extension:(//3284871F/2665fee0/cart.js:22:10)\n    at safari-web-extension:(//3284871F/2665fee0/main.js:3:26)\n',
    [
      {
        type: 'Error',
        message: 'no cart',
        frames: ['load safari-extension://3284871F/2665fee0/cart.js:22:10', 'safari-web-extension://3284871F/2665fee0/main.js:3:26'],
      },
    ],
  );

  readsAlike(
    "Expo's bundles have no extension, and Edge's own code has a place in words",
    'Error: no cart\nonPress@/data/user/0/com.shop/files/.expo-internal/bundle-613EDD44:595:658\nforEach@[native code]\n\nTypeError: no tax\n    at tax (http://shop/tax.js:20:11)\n    at Array.prototype.map (native code)\n    at Global code (http://shop/main.js:24:7)\n',
    [
      {
        type: 'Error',
        message: 'no cart',
        frames: ['onPress /data/user/0/com.shop/files/.expo-internal/bundle-613EDD44:595:658', 'forEach [native code]'],
      },
      {
        type: 'TypeError',
        message: 'no tax',
        frames: ['tax http://shop/tax.js:20:11', 'Array.prototype.map native code', 'Global code http://shop/main.js:24:7'],
      },
    ],
  );

  readsAlike(
    'Jasmine 1 ends a message with its place',
    "TypeError: 'undefined' is not a function (evaluating 'cart.sum()') in http://shop/cart.spec.js (line 34)\n",
    [
      {
        type: 'TypeError',
        message: "'undefined' is not a function (evaluating 'cart.sum()')",
        frames: ['http://shop/cart.spec.js:34'],
      },
    ],
  );
});

describe('component stacks', () => {
  readsAlike(
    'of React belong to the error above',
    'Error: cart is empty\n    at Cart (http://localhost:3000/bundle.js:40:9)\n    at renderWithHooks (http://localhost:3000/vendors.js:14985:18)\n\nThe above error occurred in the <Cart> component:\n    in Cart (created by App)\n    in div (created by App)\n    in App (at src/index.js:7)\n\nConsider adding an error boundary to your tree to customize error handling behavior.\n',
    [{ type: 'Error', message: 'cart is empty', frames: 2 }],
  );

  readsAlike(
    'of React Native are no part of the message, and no second error',
    " ERROR  TypeError: Cannot read property 'items' of undefined\n\nThis error is located at:\n    in Cart (created by App)\n    in RCTView (created by View), js engine: hermes\nCart@http://localhost:8081/index.bundle?platform=ios&dev=true:100:12\nrenderWithHooks@http://localhost:8081/index.bundle?platform=ios&dev=true:200:1\n",
    [
      {
        type: 'TypeError',
        message: "Cannot read property 'items' of undefined",
        frames: [
          'Cart http://localhost:8081/index.bundle?platform=ios&dev=true:100:12',
          'renderWithHooks http://localhost:8081/index.bundle?platform=ios&dev=true:200:1',
        ],
      },
    ],
  );

  readsAlike(
    'of React Native give the places where there is no other',
    'TypeError: cart is undefined\n\nThis error is located at:\n    in Cart (created by App)\n    in View (at App.js:12)\n    in App (at renderApplication.js:45)\n',
    [{ type: 'TypeError', message: 'cart is undefined', frames: ['View App.js:12', 'App renderApplication.js:45'] }],
  );
});
