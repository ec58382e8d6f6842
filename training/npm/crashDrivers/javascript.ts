import type { CrashDriver } from '../crashDrivers';

/** A plugin of Babel 6, with each of some options (JavaScript) or none. */
function babel6(name: string, options: readonly string[] = [''], inputs: CrashDriver['inputs'] = 'script'): CrashDriver {
  const calls = options.map(
    (given) =>
      `require("babel-core").transform(input, { babelrc: false, filename: "a.js", parserOpts: { plugins: ["*", "jsx", "flow"] }, plugins: [[library.default || library, ${given || '{}'}]] });`,
  );
  return { package: name, inputs, calls, needs: { 'babel-core': '^6.26.0' } };
}

/** A plugin of Babel 7, with each of some options (JavaScript) or none. */
function babel7(name: string, options: readonly string[] = [''], inputs: CrashDriver['inputs'] = 'script'): CrashDriver {
  const parser = inputs === 'typed' && !/flow/.test(name) ? '["typescript", "decorators-legacy"]' : '["jsx", "flow"]';
  const calls = options.map(
    (given) =>
      `require("@babel/core").transformSync(input, { babelrc: false, configFile: false, filename: "/a.js", sourceType: "unambiguous", parserOpts: { plugins: ${/legacy|Before|version/.test(given) ? '["typescript"]' : parser} }, plugins: [[library.default || library, ${given || '{}'}]] });`,
  );
  return { package: name, inputs, calls, needs: { '@babel/core': '^7.12.0' } };
}

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
    package: 'babylon',
    inputs: 'typed',
    calls: [
      'library.parse(input, { sourceType: "module", plugins: ["*", "jsx", "flow"] });',
      'library.parse(input, { sourceType: "module", plugins: ["typescript", "decorators", "classProperties", "objectRestSpread"] });',
    ],
  },
  {
    package: '@babel/generator',
    inputs: 'typed',
    needs: { '@babel/parser': '^7.0.0' },
    calls: [
      'var tree = require("@babel/parser").parse(input, { sourceType: "module", tokens: true, plugins: ["typescript", "jsx", "decorators-legacy"] }); library.default(tree, { retainLines: true, sourceMaps: true, sourceFileName: "a.js" }, input); library.default(tree, { minified: true });',
      'var tree = require("@babel/parser").parse(input, { sourceType: "module", plugins: ["flow", "jsx", "decorators-legacy"] }); library.default(tree, { compact: true, jsescOption: { quotes: "single" } }, input);',
    ],
  },
  {
    package: '@babel/traverse',
    inputs: 'script',
    needs: { '@babel/parser': '^7.0.0' },
    calls: [
      'var tree = require("@babel/parser").parse(input, { sourceType: "unambiguous", plugins: ["jsx", "flow"] }); library.default(tree, { enter: function (path) { path.scope.rename && path.isIdentifier() && path.scope.getBinding(path.node.name) && path.scope.rename(path.node.name); }, Expression: function (path) { path.evaluate(); path.getSource(); }, Statement: function (path) { path.getPrevSibling(); path.isCompletionRecord(); } });',
      'var tree = require("@babel/parser").parse(input, { sourceType: "unambiguous" }); library.default(tree, { Function: function (path) { path.toComputedKey; path.ensureBlock && path.ensureBlock(); path.arrowFunctionToExpression && path.isArrowFunctionExpression() && path.arrowFunctionToExpression(); }, Identifier: function (path) { path.getTypeAnnotation(); path.isReferenced && path.isReferenced(); }, VariableDeclaration: function (path) { path.remove(); } });',
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
  babel6('babel-plugin-transform-es2015-classes'),
  babel6('babel-plugin-transform-es2015-block-scoping', ['', '{ throwIfClosureRequired: false, tdz: true }']),
  babel6('babel-plugin-transform-es2015-destructuring', ['', '{ loose: true }']),
  babel6('babel-plugin-transform-es2015-parameters', ['', '{ loose: true }']),
  babel6('babel-plugin-transform-es2015-for-of', ['', '{ loose: true }']),
  babel6('babel-plugin-transform-es2015-modules-commonjs', ['', '{ loose: true, allowTopLevelThis: true, strict: true, noInterop: true }']),
  babel6('babel-plugin-transform-es2015-modules-systemjs'),
  babel6('babel-plugin-transform-es2015-modules-amd'),
  babel6('babel-plugin-transform-es2015-modules-umd', ['', '{ globals: { m: "M" }, exactGlobals: true }']),
  babel6('babel-plugin-transform-es2015-function-name'),
  babel6('babel-plugin-transform-es2015-computed-properties', ['', '{ loose: true }']),
  babel6('babel-plugin-transform-es2015-template-literals', ['', '{ spec: true, loose: true }']),
  babel6('babel-plugin-transform-es2015-shorthand-properties'),
  babel6('babel-plugin-transform-es2015-spread', ['', '{ loose: true }']),
  babel6('babel-plugin-transform-es2015-object-super'),
  babel6('babel-plugin-transform-regenerator'),
  babel6('babel-plugin-transform-object-rest-spread', ['', '{ useBuiltIns: true }']),
  babel6('babel-plugin-transform-class-properties', ['', '{ spec: true }'], 'jsx'),
  babel6('babel-plugin-transform-flow-strip-types', [''], 'typed'),
  babel6('babel-plugin-transform-runtime'),
  babel6('babel-plugin-transform-decorators-legacy', [''], 'typed'),
  babel6('babel-plugin-transform-react-jsx', [''], 'jsx'),
  babel6('babel-plugin-transform-react-inline-elements', [''], 'jsx'),
  babel6('babel-plugin-transform-react-constant-elements', [''], 'jsx'),
  babel6('babel-plugin-minify-dead-code-elimination', ['', '{ keepFnName: true, keepFnArgs: true, optimizeRawSize: true }']),
  babel6('babel-plugin-minify-mangle-names', ['', '{ topLevel: true, eval: true, keepFnName: true }']),
  babel6('babel-plugin-minify-simplify'),
  babel6('babel-plugin-minify-constant-folding'),
  babel6('babel-plugin-minify-guarded-expressions'),
  babel6('babel-plugin-minify-type-constructors'),
  babel6('babel-plugin-minify-builtins', ['', '{ tdz: true }']),
  babel6('babel-plugin-minify-flip-comparisons'),
  babel6('babel-plugin-transform-merge-sibling-variables'),
  babel6('babel-plugin-transform-remove-undefined', ['', '{ tdz: true }']),
  babel6('babel-plugin-transform-inline-consecutive-adds'),
  babel6('babel-plugin-transform-member-expression-literals'),
  babel6('babel-plugin-transform-remove-console', ['{ exclude: ["error"] }']),
  babel6('babel-plugin-lodash'),
  babel6('babel-plugin-flow-react-proptypes', [''], 'typed'),
  babel6('babel-plugin-tcomb', [''], 'typed'),
  babel6('babel-plugin-closure-elimination'),
  babel6('babel-plugin-transform-async-to-promises'),
  babel6('babel-plugin-transform-builtin-extend', ['{ globals: ["Error", "B"] }']),
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
