import { readsAlike } from '../../../../support/readsAlike';

describe('traces that are printed in another form than the usual', () => {
  readsAlike(
    'the lines of loguru, which marks a frame and shows the values below it',
    `2026-11-20 10:00:00.123 | ERROR    | __main__:main:12 - An error has been caught in function 'main', process 'MainProcess' (1), thread 'MainThread' (2):
Traceback (most recent call last):

  File "app.py", line 14, in <module>
    main()
    └ <function main at 0x7f>

> File "app.py", line 12, in main
    total(None)
    └ <function total at 0x7f>

  File "cart.py", line 4, in total
    return len(items)
               └ None

TypeError: object of type 'NoneType' has no len()
`,
    [
      {
        type: 'TypeError',
        message: "object of type 'NoneType' has no len()",
        frames: ['total cart.py:4', 'main app.py:12', '<module> app.py:14'],
      },
    ],
  );

  readsAlike(
    'undefined behaviour that Miri reports, with notes that are no errors',
    `error: Undefined Behavior: out-of-bounds pointer use: alloc1234 is only 2 bytes long
  --> src/cart.rs:9:5
   |
9  |     *ptr.add(3)
   |     ^^^^^^^^^^^ out-of-bounds pointer use
   |
   = help: this indicates a bug in the program
help: alloc1234 was allocated here:
  --> src/cart.rs:5:15
   |
5  |     let list = vec![1u16, 2];
   |               ^^^^^^^^^^^^^
note: some details are omitted, run with \`MIRIFLAGS=-Zmiri-backtrace=full\` for a verbose backtrace

error: aborting due to 1 previous error
`,
    [
      {
        type: 'error',
        message: 'Undefined Behavior: out-of-bounds pointer use: alloc1234 is only 2 bytes long',
        frames: ['src/cart.rs:9:5'],
      },
    ],
  );

  readsAlike(
    'a promise that nobody caught in Deno',
    'error: Uncaught (in promise) TypeError: rates is not a function\n    at total (file:///app/cart.ts:4:9)\n    at file:///app/main.ts:2:1\n',
    [{ type: 'TypeError', message: 'rates is not a function', frames: ['total /app/cart.ts:4:9', '/app/main.ts:2:1'] }],
  );

  readsAlike(
    'undefined behaviour in a header without an extension',
    `/usr/include/c++/12/bits/stl_vector:1124:9: runtime error: reference binding to null pointer of type 'int'
    #0 0x55d4e2a3c1f0 in std::vector<int>::operator[](unsigned long) /usr/include/c++/12/bits/stl_vector:1124
    #1 0x55d4e2a3c0a1 in total(std::vector<int>&) /home/dev/app/cart.cpp:4
`,
    [
      {
        type: 'runtime error',
        message: "reference binding to null pointer of type 'int'",
        frames: [
          'std::vector<int>::operator[](unsigned long) /usr/include/c++/12/bits/stl_vector:1124',
          'total(std::vector<int>&) /home/dev/app/cart.cpp:4',
        ],
      },
    ],
  );

  readsAlike(
    'a core file of an old gdb, whose signal has a number and whose frames are wrapped',
    `Program terminated with signal 11, Segmentation fault.
#0  0x000000000040052d in total (n=0x0)
    at cart.c:15
#1  0x000000000040054a in main ()
    at cart.c:20
`,
    [{ type: 'signal 11', message: 'Segmentation fault', frames: ['total cart.c:15', 'main cart.c:20'] }],
  );
});
