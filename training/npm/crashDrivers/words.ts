import type { CrashDriver } from '../crashDrivers';

/** Readers of people's words. */
export const WORDS_DRIVERS: readonly CrashDriver[] = [
  {
    package: 'slugify',
    inputs: 'words',
    calls: ['library(input, { strict: true, lower: true, locale: "de", remove: /[x]/g, trim: false }); library(input);'],
  },
  {
    package: 'lunr',
    inputs: 'words',
    calls: [
      'var index = library(function () { this.ref("id"); this.field("t", { boost: 2 }); if (this.metadataWhitelist) { this.add({ id: 1, t: input }); this.add({ id: 2, t: null }); } }); if (index.add) index.add({ id: 1, t: input }); try { index.search(input); index.search("t:" + input + "~1 +a* -b^2"); } catch (error) { if (error.name !== "QueryParseError") throw error; } library.Index.load(JSON.parse(JSON.stringify(index)));',
    ],
  },
  {
    package: 'inflection',
    inputs: 'words',
    calls: [
      '["pluralize", "singularize", "camelize", "underscore", "humanize", "capitalize", "dasherize", "titleize", "demodulize", "tableize", "classify", "foreign_key", "ordinalize"].forEach(function (name) { library[name] && library[name](input); }); library.inflect(input, 2); library.transform(input, ["pluralize", "capitalize", "dasherize"]);',
    ],
  },
  {
    package: 'change-case',
    inputs: 'words',
    calls: [
      'Object.keys(library).forEach(function (name) { if (/Case$|^(lower|upper|title|camel|snake|param|is)/.test(name) && typeof library[name] === "function") library[name](input); });',
    ],
  },
  { package: 'string-width', inputs: 'words', calls: ['(library.default || library)(input);'] },
  {
    package: 'speakingurl',
    inputs: 'words',
    calls: [
      'library(input, { truncate: 5, maintainCase: true, titleCase: ["a"], lang: "de", mark: true, uric: true, custom: { x: "y" }, symbols: false }); library(input);',
    ],
  },
  {
    package: 'pluralize',
    inputs: 'words',
    calls: [
      'library(input, 2, true); library.singular(input); library.isPlural && library.isPlural(input); library.addIrregularRule(input || "x", "ys");',
    ],
  },
  {
    package: 'underscore.string',
    inputs: 'words',
    calls: [
      '["numberFormat", "levenshtein", "capitalize", "chop", "clean", "count", "swapCase", "escapeHTML", "unescapeHTML", "splice", "lines", "dedent", "titleize", "camelize", "underscored", "dasherize", "classify", "humanize", "truncate", "prune", "words", "pad", "sprintf", "toNumber", "strRight", "stripTags", "slugify", "surround", "toBoolean", "naturalCmp", "wrap", "map", "cleanDiacritics"].forEach(function (name) { try { library[name] && library[name](input, 3); } catch (error) { if (error.message !== "[_.sprintf] huh?" && !/not a function$/.test(error.message)) throw error; } });',
    ],
  },
  {
    package: '@sindresorhus/slugify',
    inputs: 'words',
    calls: [
      'var run = library.default || library; run(input, { decamelize: true, customReplacements: [["&", " and "]], preserveLeadingUnderscore: true, preserveCharacters: ["#"] }); run.counter && run.counter()(input);',
    ],
  },
  {
    package: 'wrap-ansi',
    inputs: 'words',
    calls: ['(library.default || library)("\\u001b[31m" + input + "\\u001b[39m", 5, { hard: true, trim: false, wordWrap: false });'],
  },
  { package: 'title-case', inputs: 'words', calls: ['(library.titleCase || library)(input);'] },
  { package: 'slice-ansi', inputs: 'words', calls: ['(library.default || library)("\\u001b[31m" + input + "\\u001b[39m", 1, 5);'] },
  {
    package: 'cli-truncate',
    inputs: 'words',
    calls: [
      'var run = library.default || library; ["start", "middle", "end"].forEach(function (position) { run("\\u001b[31m" + input, 5, { position: position, preferTruncationOnSpace: true, space: true }); });',
    ],
  },
  {
    package: 'word-wrap',
    inputs: 'words',
    calls: ['library(input, { width: 5, indent: "\\t", trim: true, cut: true, escape: function (x) { return x; } });'],
  },
  { package: 'wordwrap', inputs: 'words', calls: ['library(2, 10)(input); library.hard(2, 5)(input);'] },
];
