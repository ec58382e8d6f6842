import type { CrashDriver } from '../crashDrivers';

/** Readers of file patterns, versions and patches. */
export const PATTERNS_DRIVERS: readonly CrashDriver[] = [
  {
    package: 'browserslist',
    inputs: 'version',
    calls: [
      'library(input, { ignoreUnknownVersions: true, mobileToDesktop: true, dangerousExtend: true }); library.coverage(library(input)); library.parse && library.parse(input);',
    ],
  },
  {
    package: 'minimatch',
    inputs: 'glob',
    calls: [
      'var run = library.minimatch || library; var Minimatch = library.Minimatch || run.Minimatch; ["a", "a/b", ".a", "a.js", "", "node_modules/a"].forEach(function (path) { run(path, input, { dot: true, nocase: true, matchBase: true, flipNegate: true }); run(path, input, { partial: true, nocomment: true, nonegate: true }); }); new Minimatch(input, { windowsPathsNoEscape: true, noext: true }).makeRe(); (library.braceExpand || run.braceExpand)(input); (run.match || library.match)(["a", "b"], input, { nonull: true });',
    ],
  },
  {
    package: 'conventional-commits-parser',
    inputs: 'version',
    calls: [
      'var Parser = library.CommitParser; if (Parser) new Parser({ noteKeywords: ["BREAKING CHANGE"] }).parse(input); else library.sync(input, { mergePattern: /^Merge pull request #(\\d+) from (.*)$/, mergeCorrespondence: ["id", "source"], fieldPattern: /^-(.*?)-$/, commentChar: "#", issuePrefixesCaseSensitive: true });',
    ],
  },
  {
    package: 'semver',
    inputs: 'version',
    calls: [
      'library.validRange(input, true); library.satisfies("1.2.3-beta.1", input, { includePrerelease: true }); library.coerce && library.coerce(input, { rtl: true }); library.maxSatisfying(["1.0.0", "1.2.3", "2.0.0-a"], input); library.intersects && library.validRange(input) && library.intersects(input, "^1.0.0"); library.minVersion && library.validRange(input) && library.minVersion(input); library.valid(input) && library.inc(input, "prerelease", "x"); library.valid(input) && library.diff(input, "1.2.3"); library.clean(input); library.validRange(input) && library.subset && library.subset(input, ">=1");',
    ],
  },
  {
    package: 'ignore',
    inputs: 'glob',
    calls: [
      'var make = library.default || library; var ig = make({ ignorecase: true, allowRelativePaths: true }).add(input).add(["!" + input, "# c"]); ig.filter(["a", "a/b", ".a", "node_modules/x"]); ig.ignores("a/b/c"); ig.test && ig.test("x"); ig.createFilter()("y");',
    ],
  },
  {
    package: 'diff2html',
    inputs: 'version',
    calls: [
      'var api = library.Diff2Html || library; if (api.html) { api.html(api.parse(input, { diffMaxChanges: 100 }), { matching: "lines", outputFormat: "side-by-side", drawFileList: true }); api.html(input, { matching: "words", outputFormat: "line-by-line" }); } else { var json = api.getJsonFromDiff(input); api.getPrettyHtml(json, { inputFormat: "json", matching: "lines", showFiles: true }); api.getPrettySideBySideHtmlFromJson && api.getPrettySideBySideHtmlFromJson(json); }',
    ],
  },
  { package: 'brace-expansion', inputs: 'glob', calls: ['(library.expand || library.default || library)(input);'] },
  {
    package: 'picomatch',
    inputs: 'glob',
    calls: [
      'var match = library(input, { dot: true, contains: true, capture: true, bash: true, posix: true }); ["a", "a/b", ".a", "a.js", ""].forEach(function (path) { match(path, true); }); library.makeRe(input, { nonegate: true, strictSlashes: true, regex: true }); library.parse(input, { fastpaths: false, keepQuotes: true }); library.scan(input, { tokens: true, parts: true, unescape: true, scanToEnd: true });',
    ],
  },
  {
    package: 'diff',
    inputs: 'version',
    calls: [
      'library.parsePatch && library.parsePatch(input, { strict: false }).forEach(function (patch) { library.applyPatch("a\\n c\\n", patch, { fuzzFactor: 1, autoConvertLineEndings: true }); library.reversePatch && library.reversePatch(patch); library.formatPatch && library.formatPatch(patch); }); library.applyPatch("a\\nb", input); library.createTwoFilesPatch && library.createTwoFilesPatch("a", "b", input, "x\\ny", "h1", "h2", { context: 1 });',
      'library.diffWords(input, "a b, c"); library.diffSentences && library.diffSentences(input, "A. B! C?"); library.diffCss(input, "a{b:c}"); library.convertChangesToXML(library.diffLines(input, "x\\n", { newlineIsToken: true })); library.diffJson && library.diffJson({ a: input }, { a: [null] }); library.merge && library.merge(input, input, "a\\n"); library.convertChangesToDMP && library.convertChangesToDMP(library.diffChars(input, "ab")); library.diffArrays && library.diffArrays([input], [1, input]);',
    ],
  },
  {
    package: 'micromatch',
    inputs: 'glob',
    calls: [
      'library(["a", "a/b", ".a", "a.js", "node_modules/a"], input, { dot: true, unixify: true }); library(["a", "b"], ["*", "!" + input]); library.makeRe(input, { contains: true, nocase: true }); library.any && library.any("a/b", [input]); library.isMatch("a/b", input); library.contains("a/b/c", input);',
      'library.capture && library.capture(input, "a/b/c"); library.scan && library.scan(input, { tokens: true, parts: true }); library.parse && library.parse(input); library.braces && library.braces(input, { expand: true }); library.not(["a", "b"], input); library.create && library.create(input); library.matchKeys && library.matchKeys({ a: 1, b: { c: 2 } }, input); library.expand && library.expand(input);',
    ],
  },
  {
    package: 'compare-versions',
    inputs: 'version',
    calls: [
      'var compare = library.compareVersions || library.default || library; compare(input, "1.2.3"); library.satisfies && library.satisfies("1.2.3", input); library.validate && library.validate(input); library.compare && library.compare(input, "2.0", ">=");',
    ],
  },
  {
    package: 'fill-range',
    inputs: 'glob',
    calls: [
      'var ends = input.replace(/[{}]/g, "").split(".."); library(ends[0], ends[1], ends[2], { transform: function (x) { return x; }, strictZeros: true }); library(ends[0], ends[1], { toRegex: true, capture: true, wrap: true });',
    ],
  },
  { package: 'parse-diff', inputs: 'version', calls: ['(library.default || library)(input);'] },
  {
    package: 'braces',
    inputs: 'glob',
    calls: [
      'library(input.replace(/\\d{3,}/g, "9"), { expand: true, nodupes: true, noempty: true }); library(input, { escapeInvalid: true, quantifiers: true, keepEscaping: true }); library.parse && library.compile && library.parse(input); library.create && library.create(input.replace(/\\d{3,}/g, "9"), { expand: true });',
    ],
  },
  {
    package: 'anymatch',
    inputs: 'glob',
    calls: ['library([input, "!" + input, /a/, function () {}], "a/b", true); library([input])("a/b");'],
  },
  { package: 'glob-parent', inputs: 'glob', calls: ['library(input, { flipBackslashes: false });'] },
  {
    package: 'to-regex-range',
    inputs: 'glob',
    calls: [
      'var ends = input.replace(/[{}]/g, "").split(".."); try { library(ends[0], ends[1], { capture: true, relaxZeros: false, wrap: true, shorthand: true }); } catch (error) { if (!/toRegexRange|expected/.test(error.message)) throw error; }',
    ],
  },
  { package: 'is-glob', inputs: 'glob', calls: ['library(input, { strict: false }); library(input);'] },
  { package: 'multimatch', inputs: 'glob', calls: ['(library.default || library)(["a", "a/b", "c.js"], ["**", "!" + input, input]);'] },
  { package: 'spdx-expression-parse', inputs: 'version', calls: ['(library.parse || library)(input);'] },
  { package: 'spdx-correct', inputs: 'version', calls: ['library(input, { upgrade: false }); library(input);'] },
  {
    package: 'nanomatch',
    inputs: 'glob',
    calls: [
      'library(["a", "a/b", ".a", "a.js"], input, { dot: true }); library.makeRe(input); library.parse && library.parse(input); library.capture && library.capture(input, "a/b"); library.create && library.create(input, { sourcemap: true });',
    ],
  },
  {
    package: 'extglob',
    inputs: 'glob',
    calls: [
      'library.isMatch ? library.isMatch("a/b", input) : library(input); library.makeRe && library.makeRe(input); library.create && library.create(input); library.capture && library.capture(input, "a/b");',
    ],
  },
  {
    package: 'expand-brackets',
    inputs: 'glob',
    calls: [
      'library(input); library.makeRe && library.makeRe(input); library.match && library.match(["a", "b"], input); library.isMatch && library.isMatch("a", input); library.create && library.create(input);',
    ],
  },
  { package: 'validate-npm-package-license', inputs: 'version', calls: ['library(input);'] },
  { package: 'parse-glob', inputs: 'glob', calls: ['library(input);'] },
  { package: 'zeptomatch', inputs: 'glob', calls: ['(library.default || library)(input, "a/b");'] },
  { package: 'glob-to-regexp', inputs: 'glob', calls: ['library(input, { extended: true, globstar: true, flags: "g" });'] },
  {
    package: 'globrex',
    inputs: 'glob',
    calls: ['library(input, { extended: true, globstar: true, filepath: true, strict: true, flags: "i" });'],
  },
  { package: 'glob-base', inputs: 'glob', calls: ['library(input);'] },
];
