import type { CrashDriver } from '../crashDrivers';

/** Message formats and files of events. */
export const MESSAGES_DRIVERS: readonly CrashDriver[] = [
  {
    package: 'sprintf-js',
    inputs: 'message',
    calls: ['library.sprintf(input, { a: { b: [1] } }, "x", 3); library.vsprintf(input, [1, "a", null, undefined]);'],
  },
];
