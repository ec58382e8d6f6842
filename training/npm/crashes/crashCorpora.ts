import { CSS_CORPORA } from './crashCorpora/css';
import { DATA_CORPORA } from './crashCorpora/data';
import { FORMAT_CORPORA } from './crashCorpora/formats';
import { JAVASCRIPT_CORPORA } from './crashCorpora/javascript';
import { MARKUP_CORPORA } from './crashCorpora/markup';
import { NOTATION_CORPORA } from './crashCorpora/notations';
import { TEMPLATE_CORPORA } from './crashCorpora/templates';

/** Inputs of one language. */
export interface Corpus {
  /** Written for this: small valid and odd inputs that reach many parts of what reads them. */
  seeds: readonly string[];
  /** Fixtures of npm packages: fixed versions, files whose text is an input (or, with `split`, several). */
  fixtures?: readonly { package: string; version: string; files: RegExp; split?: RegExp }[];
}

const corpora = {
  ...JAVASCRIPT_CORPORA,
  ...CSS_CORPORA,
  ...MARKUP_CORPORA,
  ...TEMPLATE_CORPORA,
  ...DATA_CORPORA,
  ...NOTATION_CORPORA,
  ...FORMAT_CORPORA,
};

export type CorpusName = keyof typeof corpora;

/** What the older and the newer version of a package are given. */
export const CORPORA: Readonly<Record<CorpusName, Corpus>> = corpora;
