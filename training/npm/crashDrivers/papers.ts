import type { CrashDriver } from '../crashDrivers';

/** Readers of formulas and references. */
export const PAPERS_DRIVERS: readonly CrashDriver[] = [
  {
    package: 'katex',
    inputs: 'latex',
    calls: [
      'library.renderToString(input, { displayMode: true, throwOnError: true, trust: true, strict: "ignore", output: "htmlAndMathml", macros: { "\\\\RR": "\\\\mathbb{R}" }, minRuleThickness: 0.1, colorIsTextColor: true }); library.renderToString(input, { output: "mathml", leqno: true, fleqn: true, displayMode: true });',
      'library.__parse(input, { strict: false });',
    ],
  },
];
