import type { CrashDriver } from '../crashDrivers';

/** Readers of people's words. */
export const WORDS_DRIVERS: readonly CrashDriver[] = [
  {
    package: 'natural',
    inputs: 'words',
    calls: [
      'new library.WordTokenizer().tokenize(input); new library.TreebankWordTokenizer().tokenize(input); library.PorterStemmer.tokenizeAndStem(input); library.LancasterStemmer.stem(input); library.Metaphone.process(input); library.DoubleMetaphone.process(input); library.SoundEx.process(input); new library.NounInflector().pluralize(input); new library.PresentVerbInflector().singularize(input); library.JaroWinklerDistance(input, "abc", {}); library.LevenshteinDistance(input, "abc", { search: true }); library.DiceCoefficient(input, "ab"); library.NGrams.trigrams(input, "[s]", "[e]");',
      'var tfidf = new library.TfIdf(); tfidf.addDocument(input); tfidf.tfidfs("a b", function () {}); tfidf.listTerms(0); new library.SentenceTokenizer().tokenize(input); ["Ru", "Es", "Fr", "It", "Pt", "No", "Sv"].forEach(function (name) { var stemmer = library["PorterStemmer" + name]; stemmer && stemmer.stem(input); }); var classifier = new library.BayesClassifier(); classifier.addDocument(input, "a"); classifier.addDocument("x y", "b"); classifier.train(); classifier.getClassifications(input); new library.Trie().addString(input);',
    ],
  },
  {
    package: 'compromise',
    inputs: 'words',
    calls: [
      'var doc = library(input); doc.sentences().toNegative && doc.sentences().toPastTense(); doc.nouns().toPlural(); doc.verbs().conjugate(); doc.people && doc.people().out("array"); doc.numbers ? doc.numbers().toText && doc.numbers().toText() : doc.values && doc.values().toNumber(); doc.normalize && doc.normalize(); doc.contractions().expand(); doc.out("text");',
      'var doc = library(input); doc.match("#Noun+ (is|was) .").found; doc.replace("the [#Adjective] #Noun", "a $0"); doc.adjectives && doc.adjectives().json && doc.adjectives().json(); doc.json ? doc.json({ offset: true }) : doc.data(); doc.quotations && doc.quotations().out(); doc.ngrams && doc.ngrams({ size: 2 }).data && 0; doc.match(input).out("text"); doc.hashTags && doc.hashTags().out("array");',
    ],
  },
  {
    package: 'minisearch',
    inputs: 'words',
    calls: [
      'var Search = library.default || library; var search = new Search({ fields: ["t", "u"], storeFields: ["t"], searchOptions: { fuzzy: 0.2, prefix: true } }); search.addAll([{ id: 1, t: input }, { id: 2, t: null, u: input }]); search.search(input, { boost: { t: 2 }, combineWith: "AND", filter: function () { return true; } }); search.autoSuggest(input); search.remove({ id: 1, t: input }); Search.loadJSON(JSON.stringify(search), { fields: ["t", "u"] });',
    ],
  },
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
    package: 'numeral',
    inputs: 'words',
    calls: [
      'var one = library(input); one.format("0,0.00 a$"); one.value(); library(1234.567).format(input); (library.validate || function () {})(input, "en"); library().unformat ? library().unformat(input) : 0;',
    ],
  },
  {
    package: 'cli-truncate',
    inputs: 'words',
    calls: [
      'var run = library.default || library; ["start", "middle", "end"].forEach(function (position) { run("\\u001b[31m" + input, 5, { position: position, preferTruncationOnSpace: true, space: true }); });',
    ],
  },
  {
    package: 'nlp_compromise',
    inputs: 'words',
    calls: [
      'var text = (library.text || library.pos)(input); if (text.to_past) text.to_past(); text.negate && text.negate(); text.tags && text.tags(); text.people && text.people(); library.noun && library.noun(input).pluralize(); library.verb && library.verb(input).conjugate(); library.value && library.value(input).number; library.adjective && library.adjective(input).conjugate && library.adjective(input).conjugate();',
    ],
  },
  {
    package: 'word-wrap',
    inputs: 'words',
    calls: ['library(input, { width: 5, indent: "\\t", trim: true, cut: true, escape: function (x) { return x; } });'],
  },
  {
    package: 'elasticlunr',
    inputs: 'words',
    calls: [
      'var index = library(function () { this.setRef("id"); this.addField("t"); this.addField("b"); }); index.addDoc({ id: 1, t: input, b: null }); index.updateDoc({ id: 1, t: "a b" }); index.search(input, { fields: { t: { boost: 2 }, b: {} }, expand: true, bool: "AND" }); index.search({ t: input }, {}); index.removeDoc({ id: 1, t: input }); library.Index.load(JSON.parse(JSON.stringify(index)));',
    ],
  },
  { package: 'wordwrap', inputs: 'words', calls: ['library(2, 10)(input); library.hard(2, 5)(input);'] },
];
