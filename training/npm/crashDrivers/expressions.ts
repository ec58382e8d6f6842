import type { CrashDriver } from '../crashDrivers';

/** Readers of expressions and paths. */
export const EXPRESSIONS_DRIVERS: readonly CrashDriver[] = [
  { package: 'jsep', inputs: 'expression', calls: ['(library.default || library)(input);'] },
];
