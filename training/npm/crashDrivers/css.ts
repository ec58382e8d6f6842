import type { CrashDriver } from '../crashDrivers';

const needs = { postcss: '^8.0.0' };

/** A plugin of PostCSS, with each of some options (JavaScript) or none. */
function plugin(name: string, options: readonly string[] = [''], inputs: CrashDriver['inputs'] = 'css', version = '^8.0.0'): CrashDriver {
  const calls = options.map(
    (given) => `require("postcss")([(library.default || library)(${given})]).process(input, { from: undefined }).css;`,
  );
  return { package: name, inputs, calls, needs: { postcss: version } };
}

/** A plugin that may answer later. */
function slowPlugin(name: string, options: readonly string[] = [''], inputs: CrashDriver['inputs'] = 'css'): CrashDriver {
  const calls = options.map(
    (given) => `return require("postcss")([(library.default || library)(${given})]).process(input, { from: "a.css" }).then(String);`,
  );
  return { package: name, inputs, calls, needs };
}

/** Readers, writers and changers of style sheets. */
export const CSS_DRIVERS: readonly CrashDriver[] = [
  {
    package: 'clean-css',
    inputs: 'css',
    calls: [
      'new library({ target: "." }).minify(input);',
      'new library({ target: ".", level: { 2: { all: true } }, sourceMap: true, restructuring: true, advanced: true }).minify(input);',
      'new library({ target: ".", format: "beautify", compatibility: "ie7", keepBreaks: true, level: 2 }).minify(input);',
    ],
  },
  {
    package: 'csso',
    inputs: 'css',
    calls: [
      'library.minify ? library.minify(input) : library.justDoIt(input);',
      'library.minify(input, { restructure: true, comments: false, forceMediaMerge: true, sourceMap: true, usage: { tags: ["a", "b"], classes: ["a"], ids: [] } });',
    ],
  },
  {
    package: 'css-tree',
    inputs: 'css',
    calls: [
      'library.generate ? library.generate(library.parse(input, { positions: true, parseCustomProperty: true, parseValue: true })) : library.translate(library.parse(input));',
      'var tree = library.parse(input); library.walk(tree, function (node) { if (node.type === "Declaration") { library.lexer && library.lexer.matchDeclaration(node); library.property && library.property(node.property); } }); library.fromPlainObject(library.toPlainObject(tree));',
    ],
  },
  {
    package: 'less',
    inputs: 'less',
    calls: [
      'library.render(input, function (error) { if (error) throw error; });',
      'library.render(input, { compress: true, strictMath: true, strictUnits: true, dumpLineNumbers: "comments", sourceMap: {} }, function (error) { if (error) throw error; });',
    ],
  },
  {
    package: 'stylus',
    inputs: 'stylus',
    calls: [
      'library(input).render(function (error) { if (error) throw error; });',
      'library(input, { compress: true, "include css": true, firebug: false }).render(function (error) { if (error) throw error; });',
      'library.convertCSS && library.convertCSS(input);',
    ],
  },
  {
    package: 'gonzales-pe',
    inputs: 'scss',
    calls: [
      '(library.parse || library.cssToAST)(input, { syntax: "scss" }).toString();',
      'library.parse(input, { syntax: "less" }).toString();',
      'library.parse(input, { syntax: "sass" }).toString();',
    ],
  },
  {
    package: 'postcss-value-parser',
    inputs: 'cssValue',
    calls: [
      'var parsed = library(input); parsed.walk(function (node) { if (node.type === "word") library.unit(node.value); }); library.stringify(parsed.nodes);',
    ],
  },
  {
    package: 'postcss-selector-parser',
    inputs: 'selector',
    calls: [
      'var parser = library(function (root) { root.walk(function (node) { node.toString(); node.clone(); }); }); parser.processSync ? parser.processSync(input, { lossless: false }) : parser.process(input).result;',
      '(library.default || library)(function (root) { root.walkAttributes(function (node) { node.value = "x"; node.quoted; }); root.walkPseudos(function (node) { node.remove(); }); root.walkCombinators(function (node) { node.replaceWith(node.clone()); }); }).processSync(input);',
    ],
  },
  {
    package: 'css',
    inputs: 'css',
    calls: [
      'library.stringify(library.parse(input));',
      'library.stringify(library.parse(input, { silent: true, source: "a.css" }), { compress: true, sourcemap: true });',
    ],
  },
  {
    package: 'autoprefixer',
    inputs: 'css',
    needs: { postcss: '^8.0.0' },
    calls: [
      'library.process ? library.process(input).css : require("postcss")([library]).process(input, { from: undefined }).css;',
      'require("postcss")([library({ grid: "autoplace", overrideBrowserslist: ["ie 9", "last 50 versions"], browsers: ["> 0%"], cascade: true })]).process(input, { from: undefined }).css;',
    ],
  },

  plugin('postcss-merge-longhand'),
  plugin('postcss-merge-rules'),
  plugin('postcss-minify-selectors'),
  plugin('postcss-minify-params'),
  plugin('postcss-minify-gradients'),
  plugin('postcss-minify-font-values', ['', '{ removeAfterKeyword: true, removeDuplicates: true, removeQuotes: true }']),
  plugin('postcss-ordered-values'),
  plugin('postcss-convert-values', ['', '{ precision: 2, angle: false }']),
  plugin('postcss-colormin'),
  plugin('postcss-calc', ['', '{ mediaQueries: true, selectors: true, preserve: true, precision: 2 }']),
  plugin('postcss-normalize-url'),
  plugin('postcss-normalize-positions'),
  plugin('postcss-normalize-repeat-style'),
  plugin('postcss-normalize-string', ['', '{ preferredQuote: "single" }']),
  plugin('postcss-normalize-display-values'),
  plugin('postcss-normalize-timing-functions'),
  plugin('postcss-normalize-unicode'),
  plugin('postcss-normalize-whitespace'),
  plugin('postcss-normalize-charset'),
  plugin('postcss-discard-comments', ['', '{ removeAllButFirst: true }']),
  plugin('postcss-discard-duplicates'),
  plugin('postcss-discard-overridden'),
  plugin('postcss-discard-unused'),
  plugin('postcss-discard-empty'),
  plugin('postcss-merge-idents'),
  plugin('postcss-reduce-idents'),
  plugin('postcss-reduce-initial'),
  plugin('postcss-reduce-transforms'),
  plugin('postcss-unique-selectors'),
  plugin('postcss-zindex'),
  plugin('postcss-svgo'),
  plugin('stylehacks', ['', '{ lint: true }']),
  plugin('postcss-nested', ['', '{ preserveEmpty: true, unwrap: ["a"], rootRuleName: "escape-nesting" }'], 'css'),
  plugin('postcss-nesting'),
  plugin('postcss-custom-properties', ['', '{ preserve: false }']),
  plugin('postcss-custom-media', ['', '{ preserve: true }']),
  plugin('postcss-custom-selectors', ['', '{ preserve: true }']),
  plugin('postcss-color-function'),
  plugin('postcss-color-mod-function', ['{ unresolved: "warn" }']),
  plugin('postcss-color-functional-notation'),
  plugin('postcss-color-rebeccapurple'),
  plugin('postcss-color-hex-alpha'),
  plugin('postcss-lab-function'),
  plugin('postcss-selector-not'),
  plugin('postcss-selector-matches', ['', '{ lineBreak: true }']),
  plugin('postcss-pseudo-class-any-link'),
  plugin('postcss-attribute-case-insensitive'),
  plugin('postcss-logical', ['', '{ dir: "ltr" }']),
  plugin('postcss-dir-pseudo-class'),
  plugin('postcss-gap-properties'),
  plugin('postcss-image-set-function'),
  plugin('postcss-double-position-gradients'),
  plugin('postcss-place'),
  plugin('postcss-focus-within'),
  plugin('postcss-font-variant'),
  plugin('postcss-initial'),
  plugin('postcss-media-minmax'),
  plugin('postcss-overflow-shorthand'),
  plugin('postcss-page-break'),
  plugin('postcss-replace-overflow-wrap'),
  plugin('postcss-env-function'),
  plugin('postcss-apply'),
  plugin('postcss-css-variables', ['', '{ preserve: true }', '{ preserve: "computed" }']),
  plugin('postcss-simple-vars', ['{ silent: true }'], 'scss'),
  plugin('postcss-mixins', [''], 'scss'),
  slowPlugin('postcss-advanced-variables', ['', '{ unresolved: "ignore" }'], 'scss'),
  plugin('postcss-extend', [''], 'scss'),
  plugin('postcss-conditionals', [''], 'scss'),
  plugin('postcss-each', [''], 'scss'),
  plugin('postcss-for', [''], 'scss'),
  plugin('postcss-math', [''], 'scss'),
  plugin('postcss-property-lookup', [''], 'scss'),
  plugin('postcss-modules-local-by-default', ['', '{ mode: "pure" }']),
  plugin('postcss-modules-scope', ['', '{ exportGlobals: true }']),
  plugin('postcss-modules-extract-imports'),
  slowPlugin('postcss-modules', ['{ getJSON: function () {} }']),
  plugin('postcss-prefix-selector', ['{ prefix: ".x", exclude: [".c"] }']),
  plugin(
    'postcss-sorting',
    [
      '{ order: ["custom-properties", "declarations", "rules"], "properties-order": "alphabetical", "sort-order": "default", "unspecified-properties-position": "bottom" }',
    ],
    'scss',
  ),
  plugin('postcss-pxtorem', ['{ propList: ["*"], prop_white_list: [], mediaQuery: true, selectorBlackList: ["b"], replace: false }']),
  plugin('postcss-px-to-viewport', ['{ viewportWidth: 320, landscape: true, landscapeWidth: 568, mediaQuery: true, include: [/a/] }']),
  plugin('postcss-pseudoelements'),
  plugin('postcss-opacity'),
  plugin('postcss-will-change'),
  plugin('postcss-vmin'),
  plugin('postcss-flexbugs-fixes'),
  slowPlugin('postcss-url', ['{ url: "rebase" }', '{ url: function (asset) { return typeof asset === "string" ? asset : asset.url; } }']),
  slowPlugin('postcss-import', ['{ resolve: function (id) { return "/" + id; }, load: function () { return "x{y:z}"; } }']),
  plugin('rtlcss'),
  plugin('postcss-short'),
  plugin('postcss-alias'),
  plugin('postcss-utilities', [''], 'scss'),
  plugin('lost'),
  plugin('doiuse', ['{ browsers: ["ie 8", "> 1%"], onFeatureUsage: function (usage) { String(usage.message); } }']),
  plugin('css-byebye', ['{ rulesToRemove: [".a", /b/] }']),
  plugin('postcss-bem-linter', ['"bem"', '{ preset: "suit", implicitComponents: true, implicitUtilities: true }']),
  plugin('postcss-reporter', ['{ clearMessages: true }']),
  plugin('postcss-filter-plugins', ['{ silent: true }']),
  plugin('postcss-single-charset'),
  slowPlugin('cssnano', [
    '',
    '{ preset: ["default", { cssDeclarationSorter: true }], autoprefixer: { add: true }, zindex: true, unused: true, mergeIdents: true, reduceIdents: true }',
  ]),
  plugin('postcss-preset-env', ['{ stage: 0, preserve: false, browsers: "ie 9" }']),
  {
    package: 'postcss-js',
    inputs: 'css',
    calls: [
      'var js = library.objectify(require("postcss").parse(input)); String(require("postcss")().process(js, { parser: library.parse || library, from: undefined }).css);',
    ],
    needs,
  },
  {
    package: 'postcss-styled-syntax',
    inputs: 'jsx',
    calls: ['require("postcss")().process(input, { syntax: library, from: "a.js" }).css;'],
    needs,
  },
  {
    package: 'postcss-media-query-parser',
    inputs: 'cssValue',
    calls: ['(library.default || library)(input).walk(function (node) { return node.type; });'],
  },
  {
    package: 'postcss-values-parser',
    inputs: 'cssValue',
    calls: [
      'if (library.parse) { var root = library.parse(input, { ignoreUnknownWords: true, loose: true }); root.walk && root.walk(function (node) { return String(node); }); String(root); } else String(new (library.default || library)(input, { loose: true }).parse());',
      'if (library.parse) library.parse(input, { variables: { prefixes: ["$"] }, interpolation: { prefix: "#" } }); else String((library.default || library)(input).parse());',
    ],
  },
  {
    package: 'css-what',
    inputs: 'selector',
    calls: ['library.parse ? library.stringify(library.parse(input)) : (library.stringify || String)(library(input, { xmlMode: true }));'],
  },
  {
    package: 'css-select',
    inputs: 'selector',
    needs: { htmlparser2: '^6.0.0' },
    calls: [
      'var tree = require("htmlparser2").parseDOM("<div id=a class=\'b c\'><p title=x><a href=y>z</a></p><input checked><select><option selected></select></div>"); library.selectAll(input, tree); library.is(tree[0], input); library.selectOne(input, tree, { xmlMode: true });',
    ],
  },
  {
    package: 'css-selector-parser',
    inputs: 'selector',
    calls: [
      'if (library.createParser) { library.render(library.createParser({ syntax: "progressive" })(input)); library.createParser({ syntax: "latest", substitutes: true })(input); } else { var parser = new library.CssSelectorParser(); parser.registerSelectorPseudos("has", "not"); parser.registerNestingOperators(">", "+", "~"); parser.registerAttrEqualityMods("^", "$", "*", "~"); parser.enableSubstitutes(); parser.render(parser.parse(input)); }',
    ],
  },
  {
    package: 'css-selector-tokenizer',
    inputs: 'selector',
    calls: ['library.stringify(library.parse(input));', 'library.stringifyValues(library.parseValues(input));'],
  },
  { package: 'scss-tokenizer', inputs: 'scss', calls: ['library.tokenize(input);'] },
  { package: 'scss-parser', inputs: 'scss', calls: ['library.stringify(library.parse(input));'] },
  { package: 'specificity', inputs: 'selector', calls: ['library.calculate(input); library.compare && library.compare(input, "a.b");'] },
  {
    package: 'parsel-js',
    inputs: 'selector',
    calls: ['library.parse(input); library.specificity(input); library.stringify && library.stringify(library.tokenize(input));'],
  },
  {
    package: 'cssom',
    inputs: 'css',
    calls: [
      'var sheet = library.parse(input); library.clone(sheet).toString();',
      'var sheet = library.parse(input); Array.prototype.slice.call(sheet.cssRules).forEach(function (rule) { rule.cssText; rule.style && rule.style.setProperty("a", "b", "important"); }); sheet.insertRule("x{y:z}", 0);',
    ],
  },
  { package: 'rrweb-cssom', inputs: 'css', calls: ['var sheet = library.parse(input); library.clone(sheet).toString();'] },
  {
    package: 'cssstyle',
    inputs: 'css',
    calls: [
      'var style = new (library.CSSStyleDeclaration || library.default || library)(); style.cssText = input.replace(/^[^{]*\\{|\\}[^}]*$/g, ""); style.cssText; for (var i = 0; i < style.length; i++) style.getPropertyPriority(style[i]);',
      'var style = new (library.CSSStyleDeclaration || library.default || library)(); input.replace(/([a-z-]+)\\s*:\\s*([^;{}]+)/g, function (all, name, value) { style[name.replace(/-./g, function (x) { return x[1].toUpperCase(); })] = value; style.removeProperty(name); return all; }); style.cssText;',
    ],
  },
  {
    package: 'css-color-function',
    inputs: 'cssValue',
    calls: ['library.convert("color(" + input + " a(10%))"); library.parse("color(" + input + ")");', 'library.convert(input);'],
  },
  {
    package: 'reduce-css-calc',
    inputs: 'cssValue',
    calls: ['(library.default || library)(input, 2);', '(library.default || library)("calc(" + input + " * 2 - (1px + 1em))");'],
  },
  {
    package: 'css-to-react-native',
    inputs: 'css',
    calls: [
      'var pairs = []; input.replace(/([a-z-]+)\\s*:\\s*([^;{}]+)/g, function (all, name, value) { pairs.push([name, value]); return all; }); pairs.forEach(function (pair) { try { (library.default || library)([pair]); } catch (error) { if (!/Failed to parse|Expected|Unexpected|Not/.test(error.message)) throw error; } });',
    ],
  },
  { package: 'css-to-object', inputs: 'css', calls: ['(library.default || library)(input, { camelCase: true, numbers: true });'] },
  {
    package: 'style-to-object',
    inputs: 'css',
    calls: ['(library.default || library)(input.replace(/^[^{]*\\{|\\}[^}]*$/g, ""), function () {});'],
  },
  { package: 'inline-style-parser', inputs: 'css', calls: ['(library.default || library)(input.replace(/^[^{]*\\{|\\}[^}]*$/g, ""));'] },
  {
    package: 'css-font-parser',
    inputs: 'cssValue',
    calls: ['(library.parseFont || library.default || library)(input);', '(library.parseFontFamily || library.default || library)(input);'],
  },
  {
    package: 'parse-css-font',
    inputs: 'cssValue',
    calls: ['(library.default || library)(input);', '(library.default || library)("12px " + input);'],
  },
  {
    package: 'css-mediaquery',
    inputs: 'css',
    calls: [
      'input.replace(/@media([^{]*)/g, function (all, query) { library.match(query, { type: "screen", width: "50px", orientation: "landscape" }); return all; }); library.match(input, { type: "print", width: 1 });',
    ],
  },
  {
    package: 'gradient-parser',
    inputs: 'cssValue',
    calls: ['var tree = library.parse(input); library.stringify && library.stringify(tree);'],
  },
  { package: 'css-parse', inputs: 'css', calls: ['library(input);', 'library(input, { silent: true, source: "a", position: true });'] },
  {
    package: 'rework',
    inputs: 'css',
    calls: [
      'library(input).use(library.mixin ? library.mixin({ x: function (v) { return { y: v }; } }) : function () {}).toString({ compress: true });',
    ],
  },
  {
    package: 'rework-vars',
    inputs: 'css',
    needs: { rework: '^1.0.0' },
    calls: ['require("rework")(input).use(library()).toString();', 'require("rework")(input).use(library({ preserve: true })).toString();'],
  },
  { package: 'rework-npm', inputs: 'css', needs: { rework: '^1.0.0' }, calls: ['require("rework")(input).use(library()).toString();'] },
  { package: 'myth', inputs: 'css', calls: ['library(input, { compress: true, preserve: true });'] },
  {
    package: 'csscomb',
    inputs: 'scss',
    calls: [
      'var comb = new library("csscomb"); var out = comb.processString(input, { syntax: "scss" }); return out;',
      'var comb = new library("zen"); return comb.processString(input, { syntax: "less" });',
    ],
  },
  {
    package: 'csslint',
    inputs: 'css',
    calls: [
      'library.CSSLint.verify(input);',
      'var result = library.CSSLint.verify(input + "/*csslint important: 2*/"); library.CSSLint.format(result, "a.css", "checkstyle-xml");',
    ],
  },
  {
    package: 'crass',
    inputs: 'css',
    calls: [
      'var tree = library.parse(input); tree = tree.optimize({ o1: true, css4: true }); tree.pretty && tree.pretty(); tree.toString();',
    ],
  },
  { package: 'sqwish', inputs: 'css', calls: ['library.minify(input, true);'] },
  {
    package: 'purify-css',
    inputs: 'css',
    calls: ['library("<body class=a><b id=c></b></body>", input, { minify: true, rejected: true, info: false });'],
  },
  {
    package: 'purgecss',
    inputs: 'css',
    calls: [
      'var Purge = library.PurgeCSS || library.default || library; var options = { content: [{ raw: "<a class=b id=c></a>", extension: "html" }], css: [{ raw: input }], keyframes: true, fontFace: true, variables: true, rejected: true }; return library.PurgeCSS ? new Purge().purge(options) : new Purge(options).purge();',
    ],
  },
  { package: 'dropcss', inputs: 'css', calls: ['library({ html: "<html><body class=a><b id=c></b></body></html>", css: input });'] },
  {
    package: 'cssstats',
    inputs: 'css',
    calls: [
      'var stats = library(input, { specificityGraph: true, sortedSpecificityGraph: true, propertyResets: true, safe: true, mediaQueries: true, vendorPrefixedProperties: true }); JSON.stringify(stats); stats.selectors && stats.selectors.getSortedSpecificity && stats.selectors.getSortedSpecificity();',
    ],
  },
  {
    package: 'analyze-css',
    inputs: 'css',
    calls: [
      'var Analyzer = library.default || library; return new Promise(function (done, fail) { var out = new Analyzer(input, {}, function (error) { if (error && error.name !== "Error") fail(error); else done(); }); if (out.then) out.then(done, fail); });',
    ],
  },
  { package: '@projectwallace/css-analyzer', inputs: 'css', calls: ['return (library.analyze || library.default || library)(input);'] },
  { package: 'colorguard', inputs: 'css', calls: ['return library.process ? library.process(input) : library.inspect(input);'] },
  {
    package: 'css-loader',
    inputs: 'css',
    calls: [
      'return new Promise(function (done, fail) { library.call({ query: "?modules&sourceMap", async: function () { return function (error) { if (error) fail(error); else done(); }; }, callback: function (error) { if (error) fail(error); else done(); }, cacheable: function () {}, resourcePath: "/a.css", context: "/", rootContext: "/", remainingRequest: "a.css", currentRequest: "a", loaders: [{}], loaderIndex: 0, options: { context: "/" }, utils: {}, getOptions: function () { return { modules: true }; }, emitWarning: function () {} }, input); });',
    ],
  },
];
