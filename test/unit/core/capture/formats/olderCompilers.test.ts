import { readsAlike } from '../../../../support/readsAlike';

describe('compilers beside the common ones', () => {
  readsAlike(
    'gcc before 4.8, without a column and code',
    "make[1]: Entering directory `/u1'\ng++ -c cart.cc\n\n/u1/cart.cc:73: error: implicit typename is deprecated\ncart.cc:80: warning: unused variable 'x'\nmake: *** [cart.o] Error 1\n",
    [{ type: 'error', message: 'implicit typename is deprecated', frames: ['/u1/cart.cc:73'] }],
  );

  readsAlike(
    'gfortran prints the place above the code',
    "/app/cart.f90:12:9:\n\n   12 |   call totl(x)\n      |         1\nError: Symbol 'totl' at (1) has no IMPLICIT type\n",
    [{ type: 'Error', message: "Symbol 'totl' at (1) has no IMPLICIT type", frames: ['/app/cart.f90:12:9'] }],
  );

  readsAlike("Go's words behind a time", './cart.go:12:5: undefined: total\n', [
    { type: 'error', message: 'undefined: total', frames: ['./cart.go:12:5'] },
  ]);

  readsAlike(
    "a sanitizer's place in a header without an extension",
    "/usr/include/c++/12/bits/stl_vector:1123:34: runtime error: reference binding to null pointer of type 'int'\n    #0 0x4a in main /app/main.cpp:3:3\n",
    [{ type: 'runtime error', message: "reference binding to null pointer of type 'int'", frames: 1 }],
  );

  readsAlike(
    "a frame without a place is no part of libFuzzer's message",
    '==123== ERROR: libFuzzer: timeout after 26 seconds\n    #0 0x4a in __sanitizer_print_stack_trace\n    #1 0x4b in parse /app/parse.cc:7:3\nSUMMARY: libFuzzer: timeout\n',
    [
      {
        type: 'libFuzzer',
        message: 'timeout after 26 seconds',
        frames: ['__sanitizer_print_stack_trace ', 'parse /app/parse.cc:7:3'],
      },
    ],
  );

  readsAlike('NAG Fortran', 'Error: cart.f90, line 12: Implicit type for TOTL\n', [
    { type: 'Error', message: 'Implicit type for TOTL', frames: ['cart.f90:12'] },
  ]);

  readsAlike(
    'a file in quotes',
    '"cart.c", line 12: error #20: identifier "totl" is undefined\n"tax.c",14  Error[Pe020]: identifier "rate" is undefined\n"main.c", line 3: warning: unused\n',
    [
      { type: 'error', message: 'identifier "totl" is undefined', frames: ['cart.c:12'] },
      { type: 'Error', message: 'identifier "rate" is undefined', frames: ['tax.c:14'] },
    ],
    ['HTML'],
  );

  readsAlike(
    'Erlang',
    '===> Verifying dependencies...\n===> Compiling shop\n===> Compiling src/cart.erl failed\nsrc/cart.erl:5:3: syntax error before: total\n\nsrc/tax.erl:9: Warning: variable X is unused\n',
    [{ type: 'error', message: 'syntax error before: total', frames: ['src/cart.erl:5:3'] }],
  );

  readsAlike(
    'Perl',
    'syntax error at cart.pl line 7, near "my "\nExecution of cart.pl aborted due to compilation errors.\n',
    [{ message: 'syntax error, near "my "', frames: ['cart.pl:7'] }],
    ['HTML'],
  );
});
