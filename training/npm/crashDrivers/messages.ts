import type { CrashDriver } from '../crashDrivers';

/** Message formats and files of events. */
export const MESSAGES_DRIVERS: readonly CrashDriver[] = [
  {
    package: 'intl-messageformat',
    inputs: 'message',
    calls: [
      'var Message = library.IntlMessageFormat || library.default || library; new Message(input, "en", { date: { short: {} } }, { ignoreTag: false }).format({ a: 1, b: function (x) { return x; }, n: 2, g: "male", 0: "x" });',
    ],
  },
  {
    package: '@formatjs/icu-messageformat-parser',
    inputs: 'message',
    calls: [
      'var tree = library.parse(input, { captureLocation: true, requiresOtherClause: false, shouldParseSkeletons: true }); require("@formatjs/icu-messageformat-parser/printer").printAST(tree);',
    ],
  },
  {
    package: 'd3-format',
    inputs: 'message',
    calls: [
      'var format = library.format(input.replace(/[{}]/g, "")); [0, 1.5, -1e21, NaN, 1e-7].forEach(function (x) { format(x); }); library.formatPrefix(input, 1e3)(1e6);',
    ],
  },
  {
    package: 'sprintf-js',
    inputs: 'message',
    calls: ['library.sprintf(input, { a: { b: [1] } }, "x", 3); library.vsprintf(input, [1, "a", null, undefined]);'],
  },
];
