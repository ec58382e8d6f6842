import type { TestRunner } from './runner';

/** Every test runner that capture can read. */
export const runners: readonly TestRunner[] = [];
