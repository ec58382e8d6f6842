import type { CorpusName } from './crashCorpora';
import { CSS_DRIVERS } from './crashDrivers/css';
import { JAVASCRIPT_DRIVERS } from './crashDrivers/javascript';
import { MARKUP_DRIVERS } from './crashDrivers/markup';

/** How a package is given an input. */
export interface CrashDriver {
  package: string;
  inputs: CorpusName;
  /**
   * Each a JavaScript statement list that gives `input` (a string) to `library` (what `require` of the package returns), as a user would;
   * `require` resolves from the package's folder. What answers later is returned as a promise. One call that fits a version is enough.
   */
  calls: readonly string[];
  /** Packages that it needs beside its own dependencies, with ranges. */
  needs?: Readonly<Record<string, string>>;
}

/** Every driven package, in each field those of which most is expected first. */
export const CRASH_DRIVERS: readonly CrashDriver[] = [...MARKUP_DRIVERS, ...CSS_DRIVERS, ...JAVASCRIPT_DRIVERS];
