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
  {
    package: 'citation-js',
    inputs: 'reference',
    calls: [
      'var one = new library(input); one.get({ type: "string", style: "bibtex" }); one.format && one.format("bibtex");',
      'new library.Cite ? 0 : 0; new library("{\\"title\\": \\"" + input.replace(/["\\\\\\n]/g, "") + "\\", \\"author\\": [{\\"family\\": \\"a\\"}], \\"issued\\": {\\"date-parts\\": [[2000]]}}").get({ type: "string", style: "citation-apa", format: "html" });',
    ],
  },
  {
    package: 'biblatex-csl-converter',
    inputs: 'reference',
    calls: [
      'var parser = new library.BibLatexParser(input, { processUnexpected: true, processUnknown: true, processInvalidURIs: true }); var out = parser.parse ? parser.parse() : parser.output; var entries = out.entries || out; new library.CSLExporter(entries).parse ? new library.CSLExporter(entries).parse() : 0; new library.BibLatexExporter(entries).parse && new library.BibLatexExporter(entries).parse();',
    ],
  },
  {
    package: '@citation-js/core',
    inputs: 'reference',
    calls: ['new library.Cite(input).format && new library.Cite(input).get({ format: "string" });'],
  },
  {
    package: 'latex-utensils',
    inputs: 'latex',
    calls: [
      'var tree = library.latexParser.parse(input, { enableComment: true, enableMathCharacterLocation: true }); library.latexParser.stringify(tree.content || tree); library.latexParser.findAll && library.latexParser.findAll(tree.content || [], library.latexParser.isCommand); library.bibtexParser.parse(input);',
    ],
  },
  { package: 'bibtex-parse-js', inputs: 'reference', calls: ['library.toBibtex(library.toJSON(input));'] },
];
