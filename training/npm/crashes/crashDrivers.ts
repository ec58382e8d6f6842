import type { CorpusName } from './crashCorpora';
import { ADDRESSES_DRIVERS } from './crashDrivers/addresses';
import { BABEL_DRIVERS } from './crashDrivers/babel';
import { CHANGES_DRIVERS } from './crashDrivers/changes';
import { COMMENTS_DRIVERS } from './crashDrivers/comments';
import { CSS_DRIVERS } from './crashDrivers/css';
import { DATA_DRIVERS } from './crashDrivers/data';
import { DATES_DRIVERS } from './crashDrivers/dates';
import { EXPRESSIONS_DRIVERS } from './crashDrivers/expressions';
import { GRAMMARS_DRIVERS } from './crashDrivers/grammars';
import { HTML_DRIVERS } from './crashDrivers/html';
import { JAVASCRIPT_DRIVERS } from './crashDrivers/javascript';
import { MARKDOWN_DRIVERS } from './crashDrivers/markdown';
import { MESSAGES_DRIVERS } from './crashDrivers/messages';
import { PAPERS_DRIVERS } from './crashDrivers/papers';
import { PATTERNS_DRIVERS } from './crashDrivers/patterns';
import { POSTCSS_DRIVERS } from './crashDrivers/postcss';
import { QUERIES_DRIVERS } from './crashDrivers/queries';
import { SCHEMAS_DRIVERS } from './crashDrivers/schemas';
import { SHAPES_DRIVERS } from './crashDrivers/shapes';
import { TEMPLATES_DRIVERS } from './crashDrivers/templates';
import { VALUES_DRIVERS } from './crashDrivers/values';
import { WORDS_DRIVERS } from './crashDrivers/words';
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
  ...COMMENTS_DRIVERS,
  ...BABEL_DRIVERS,
  ...MARKDOWN_DRIVERS,
  ...XML_DRIVERS,
  ...SCHEMAS_DRIVERS,
  ...QUERIES_DRIVERS,
  ...VALUES_DRIVERS,
  ...CHANGES_DRIVERS,
  ...DATA_DRIVERS,
  ...EXPRESSIONS_DRIVERS,
  ...DATES_DRIVERS,
  ...ADDRESSES_DRIVERS,
  ...PATTERNS_DRIVERS,
  ...SHAPES_DRIVERS,
  ...WORDS_DRIVERS,
  ...MESSAGES_DRIVERS,
  ...PAPERS_DRIVERS,
  ...GRAMMARS_DRIVERS,
];
