import type { CrashDriver } from '../crashDrivers';

/** Readers, writers and changers of JavaScript. */
export const JAVASCRIPT_DRIVERS: readonly CrashDriver[] = [
  {
    package: 'uglify-js',
    inputs: 'script',
    calls: [
      'var result = library.minify(input, { fromString: true }); if (result.error && !/fromString/.test(result.error.message)) throw result.error;',
      'var result = library.minify(input, { toplevel: true, compress: { passes: 2, unsafe: true, keep_fargs: false, pure_getters: true } }); if (result.error) throw result.error;',
      'var result = library.minify(input, { ie8: true, output: { beautify: true, comments: "all" }, mangle: { eval: true, properties: true } }); if (result.error) throw result.error;',
    ],
  },
  {
    package: 'recast',
    inputs: 'script',
    calls: [
      'var tree = library.parse(input); library.print(tree); library.prettyPrint(tree);',
      'var tree = library.parse(input); library.visit(tree, { visitIdentifier: function (path) { path.replace(library.types.builders.identifier(path.node.name + "_")); return false; }, visitStatement: function (path) { path.needsParens && path.needsParens(); this.traverse(path); } }); library.print(tree);',
    ],
  },
  {
    package: 'escodegen',
    inputs: 'script',
    needs: { esprima: '^4.0.1' },
    calls: [
      'var tree = require("esprima").parseModule(input, { range: true, tokens: true, comment: true }); library.generate(tree); library.generate(tree, { format: library.FORMAT_MINIFY });',
      'var tree = require("esprima").parseScript(input, { range: true, tokens: true, comment: true }); library.attachComments(tree, tree.comments, tree.tokens); library.generate(tree, { comment: true, sourceMap: "a.js", sourceContent: input, format: { preserveBlankLines: true }, sourceCode: input, parse: require("esprima").parseScript });',
    ],
  },
  {
    package: 'esprima',
    inputs: 'script',
    calls: [
      'library.parse(input, { loc: true, range: true, tokens: true, comment: true, tolerant: true, attachComment: true, jsx: true });',
      'library.tokenize(input, { loc: true, comment: true, tolerant: true });',
      'library.parse(input, { sourceType: "module", tolerant: true }, function (node) { return node; });',
    ],
  },
  {
    package: 'jshint',
    inputs: 'script',
    calls: [
      'library.JSHINT(input, { esnext: true, undef: true, unused: true, latedef: true, shadow: "outer", freeze: true, nonew: true }, { a: true });',
      'library.JSHINT(input, { esversion: 11, moz: true, module: true, enforceall: true, maxerr: 10000, bitwise: true, curly: true, noempty: true }); library.JSHINT.data();',
    ],
  },
  {
    package: 'js-beautify',
    inputs: 'script',
    calls: [
      'library.js_beautify(input, { e4x: true, brace_style: "expand", break_chained_methods: true, wrap_line_length: 10, space_in_paren: true });',
      'library.html_beautify(input, { wrap_line_length: 20, wrap_attributes: "force", indent_inner_html: true, unformatted: [] });',
      'library.css_beautify(input, { selector_separator_newline: true, newline_between_rules: true });',
    ],
  },
  {
    package: 'istanbul-lib-instrument',
    inputs: 'script',
    calls: [
      'library.createInstrumenter({ esModules: true, compact: false, preserveComments: true }).instrumentSync(input, "a.js");',
      'library.createInstrumenter({ autoWrap: true }).instrumentSync(input, "a.js");',
    ],
  },
  {
    package: 'istanbul',
    inputs: 'script',
    calls: [
      'new library.Instrumenter({ embedSource: true, preserveComments: true }).instrumentSync(input, "a.js");',
      'new library.Instrumenter({ esModules: true, noCompact: true }).instrumentSync(input, "a.js");',
    ],
  },
  {
    package: 'coffee-script',
    inputs: 'coffee',
    calls: [
      'library.compile(input, { bare: true });',
      'library.compile(input, { sourceMap: true, filename: "a.coffee" }); library.nodes(input).toString();',
      'library.compile(input, { literate: true }); library.tokens(input);',
    ],
  },
  {
    package: 'coffeescript',
    inputs: 'coffee',
    calls: [
      'library.compile(input, { bare: true });',
      'library.compile(input, { sourceMap: true, filename: "a.coffee" }); library.nodes(input).toString();',
      'library.compile(input, { ast: true }); library.tokens(input);',
    ],
  },
  {
    package: 'coffeelint',
    inputs: 'coffee',
    calls: [
      'library.lint(input);',
      'library.lint(input, Object.keys(library.getRules ? library.getRules() : library.RULES).reduce(function (all, name) { all[name] = { level: "error" }; return all; }, {}));',
    ],
  },
  {
    package: 'brfs',
    inputs: 'script',
    calls: [
      'return new Promise(function (done, fail) { var stream = library("/a.js", {}); stream.on("error", fail); stream.on("data", function () {}); stream.on("end", done); stream.end("var fs = require(\'fs\');" + input.replace(/\\bf\\(/g, "fs.readFileSync(")); });',
    ],
  },
  {
    package: 'static-module',
    inputs: 'script',
    calls: [
      'return new Promise(function (done, fail) { var stream = library({ a: { b: function (x) { return String(x); } }, m: function () { return "1"; } }, { vars: { __dirname: "/" }, sourceMap: true }); stream.on("error", fail); stream.on("data", function () {}); stream.on("end", done); stream.end("var a = require(\'a\'), m = require(\'m\');" + input); });',
    ],
  },
  {
    package: 'espurify',
    inputs: 'script',
    needs: { esprima: '^4.0.1' },
    calls: ['library(require("esprima").parseModule(input, { range: true, loc: true }));'],
  },
  { package: 'complexity-report', inputs: 'script', calls: ['library.run(input, { logicalor: true, switchcase: true, trycatch: true });'] },
  { package: 'typhonjs-escomplex', inputs: 'script', calls: ['(library.default || library).analyzeModule(input);'] },
  {
    package: 'gettext-extractor',
    inputs: 'jsx',
    calls: [
      'var extractor = new library.GettextExtractor(); extractor.createJsParser([library.JsExtractors.callExpression(["f", "[this].m"], { arguments: { text: 0, context: 1 }, comments: { sameLineLeading: true } })]).parseString(input, "a.jsx"); extractor.createHtmlParser([library.HtmlExtractors.elementContent("a", {})]).parseString(input, "b.html"); extractor.getPotString();',
    ],
  },
  {
    package: 'xgettext-js',
    inputs: 'script',
    calls: ['var Parser = library; new Parser({ keywords: { f: 1, g: { 1: "x" } }, parseOptions: {} }).getMatches(input);'],
  },
  {
    package: 'i18next-scanner',
    inputs: 'jsx',
    calls: [
      'var parser = new library.Parser({ lngs: ["en"], nsSeparator: false }); parser.parseFuncFromString(input.replace(/\\bf\\(/g, "i18n.t("), { list: ["i18n.t", "f"] }); parser.parseTransFromString && parser.parseTransFromString(input); parser.parseAttrFromString && parser.parseAttrFromString(input); parser.toJSON();',
    ],
  },
  { package: 'vue-docgen-api', inputs: 'html', calls: ['return library.parseSource ? library.parseSource(input, "/a.vue") : undefined;'] },
  { package: 'es6-template-strings', inputs: 'script', calls: ['library(input, { a: 1, b: "c", d: {} });'] },
];
