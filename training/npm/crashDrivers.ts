import type { CorpusName } from './crashCorpora';
import { BABEL_DRIVERS } from './crashDrivers/babel';
import { CSS_DRIVERS } from './crashDrivers/css';
import { HTML_DRIVERS } from './crashDrivers/html';
import { JAVASCRIPT_DRIVERS } from './crashDrivers/javascript';
import { MARKDOWN_DRIVERS } from './crashDrivers/markdown';
import { POSTCSS_DRIVERS } from './crashDrivers/postcss';
import { TEMPLATES_DRIVERS } from './crashDrivers/templates';
import { XML_DRIVERS } from './crashDrivers/xml';

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
export const CRASH_DRIVERS: readonly CrashDriver[] = [
  ...HTML_DRIVERS,
  ...TEMPLATES_DRIVERS,
  ...POSTCSS_DRIVERS,
  ...CSS_DRIVERS,
  ...JAVASCRIPT_DRIVERS,
  ...BABEL_DRIVERS,
  ...MARKDOWN_DRIVERS,
  ...XML_DRIVERS,
];
