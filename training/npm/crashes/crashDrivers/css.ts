import type { CrashDriver } from '../crashDrivers';

/** Readers, writers and changers of style sheets and their parts. */
export const CSS_DRIVERS: readonly CrashDriver[] = [
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
    package: 'clean-css',
    inputs: 'css',
    calls: [
      'new library({ target: "." }).minify(input);',
      'new library({ target: ".", level: { 2: { all: true } }, sourceMap: true, restructuring: true, advanced: true }).minify(input);',
      'new library({ target: ".", format: "beautify", compatibility: "ie7", keepBreaks: true, level: 2 }).minify(input);',
    ],
  },
  {
    package: 'css-loader',
    inputs: 'css',
    calls: [
      'return new Promise(function (done, fail) { library.call({ query: "?modules&sourceMap", async: function () { return function (error) { if (error) fail(error); else done(); }; }, callback: function (error) { if (error) fail(error); else done(); }, cacheable: function () {}, resourcePath: "/a.css", context: "/", rootContext: "/", remainingRequest: "a.css", currentRequest: "a", loaders: [{}], loaderIndex: 0, options: { context: "/" }, utils: {}, getOptions: function () { return { modules: true }; }, emitWarning: function () {} }, input); });',
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
  { package: 'dropcss', inputs: 'css', calls: ['library({ html: "<html><body class=a><b id=c></b></body></html>", css: input });'] },
  {
    package: 'cssstyle',
    inputs: 'css',
    calls: [
      'var style = new (library.CSSStyleDeclaration || library.default || library)(); style.cssText = input.replace(/^[^{]*\\{|\\}[^}]*$/g, ""); style.cssText; for (var i = 0; i < style.length; i++) style.getPropertyPriority(style[i]);',
      'var style = new (library.CSSStyleDeclaration || library.default || library)(); input.replace(/([a-z-]+)\\s*:\\s*([^;{}]+)/g, function (all, name, value) { style[name.replace(/-./g, function (x) { return x[1].toUpperCase(); })] = value; style.removeProperty(name); return all; }); style.cssText;',
    ],
  },
  { package: 'sqwish', inputs: 'css', calls: ['library.minify(input, true);'] },
  {
    package: 'csso',
    inputs: 'css',
    calls: [
      'library.minify ? library.minify(input) : library.justDoIt(input);',
      'library.minify(input, { restructure: true, comments: false, forceMediaMerge: true, sourceMap: true, usage: { tags: ["a", "b"], classes: ["a"], ids: [] } });',
    ],
  },
  {
    package: 'purgecss',
    inputs: 'css',
    calls: [
      'var Purge = library.PurgeCSS || library.default || library; var options = { content: [{ raw: "<a class=b id=c></a>", extension: "html" }], css: [{ raw: input }], keyframes: true, fontFace: true, variables: true, rejected: true }; return library.PurgeCSS ? new Purge().purge(options) : new Purge(options).purge();',
    ],
  },
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
  {
    package: 'csscomb',
    inputs: 'scss',
    calls: [
      'var comb = new library("csscomb"); var out = comb.processString(input, { syntax: "scss" }); return out;',
      'var comb = new library("zen"); return comb.processString(input, { syntax: "less" });',
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
    package: 'cssom',
    inputs: 'css',
    calls: [
      'var sheet = library.parse(input); library.clone(sheet).toString();',
      'var sheet = library.parse(input); Array.prototype.slice.call(sheet.cssRules).forEach(function (rule) { rule.cssText; rule.style && rule.style.setProperty("a", "b", "important"); }); sheet.insertRule("x{y:z}", 0);',
    ],
  },
  {
    package: 'style-to-object',
    inputs: 'css',
    calls: ['(library.default || library)(input.replace(/^[^{]*\\{|\\}[^}]*$/g, ""), function () {});'],
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
    package: 'css-what',
    inputs: 'selector',
    calls: ['library.parse ? library.stringify(library.parse(input)) : (library.stringify || String)(library(input, { xmlMode: true }));'],
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
    package: 'css-selector-parser',
    inputs: 'selector',
    calls: [
      'if (library.createParser) { library.render(library.createParser({ syntax: "progressive" })(input)); library.createParser({ syntax: "latest", substitutes: true })(input); } else { var parser = new library.CssSelectorParser(); parser.registerSelectorPseudos("has", "not"); parser.registerNestingOperators(">", "+", "~"); parser.registerAttrEqualityMods("^", "$", "*", "~"); parser.enableSubstitutes(); parser.render(parser.parse(input)); }',
    ],
  },
  {
    package: 'css-to-react-native',
    inputs: 'css',
    calls: [
      'var pairs = []; input.replace(/([a-z-]+)\\s*:\\s*([^;{}]+)/g, function (all, name, value) { pairs.push([name, value]); return all; }); pairs.forEach(function (pair) { try { (library.default || library)([pair]); } catch (error) { if (!/Failed to parse|Expected|Unexpected|Not/.test(error.message)) throw error; } });',
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
    package: 'reduce-css-calc',
    inputs: 'cssValue',
    calls: ['(library.default || library)(input, 2);', '(library.default || library)("calc(" + input + " * 2 - (1px + 1em))");'],
  },
  {
    package: 'rework',
    inputs: 'css',
    calls: [
      'library(input).use(library.mixin ? library.mixin({ x: function (v) { return { y: v }; } }) : function () {}).toString({ compress: true });',
    ],
  },
  { package: 'css-parse', inputs: 'css', calls: ['library(input);', 'library(input, { silent: true, source: "a", position: true });'] },
  {
    package: 'css-selector-tokenizer',
    inputs: 'selector',
    calls: ['library.stringify(library.parse(input));', 'library.stringifyValues(library.parseValues(input));'],
  },
  { package: 'specificity', inputs: 'selector', calls: ['library.calculate(input); library.compare && library.compare(input, "a.b");'] },
  { package: 'inline-style-parser', inputs: 'css', calls: ['(library.default || library)(input.replace(/^[^{]*\\{|\\}[^}]*$/g, ""));'] },
  {
    package: 'csslint',
    inputs: 'css',
    calls: [
      'library.CSSLint.verify(input);',
      'var result = library.CSSLint.verify(input + "/*csslint important: 2*/"); library.CSSLint.format(result, "a.css", "checkstyle-xml");',
    ],
  },
  { package: 'scss-parser', inputs: 'scss', calls: ['library.stringify(library.parse(input));'] },
  { package: 'myth', inputs: 'css', calls: ['library(input, { compress: true, preserve: true });'] },
  { package: 'colorguard', inputs: 'css', calls: ['return library.process ? library.process(input) : library.inspect(input);'] },
  {
    package: 'css-color-function',
    inputs: 'cssValue',
    calls: ['library.convert("color(" + input + " a(10%))"); library.parse("color(" + input + ")");', 'library.convert(input);'],
  },
  {
    package: 'crass',
    inputs: 'css',
    calls: [
      'var tree = library.parse(input); tree = tree.optimize({ o1: true, css4: true }); tree.pretty && tree.pretty(); tree.toString();',
    ],
  },
  { package: 'scss-tokenizer', inputs: 'scss', calls: ['library.tokenize(input);'] },
  { package: 'rework-npm', inputs: 'css', needs: { rework: '^1.0.0' }, calls: ['require("rework")(input).use(library()).toString();'] },
  { package: 'css-to-object', inputs: 'css', calls: ['(library.default || library)(input, { camelCase: true, numbers: true });'] },
  {
    package: 'css-font-parser',
    inputs: 'cssValue',
    calls: ['(library.parseFont || library.default || library)(input);', '(library.parseFontFamily || library.default || library)(input);'],
  },
  {
    package: 'rework-vars',
    inputs: 'css',
    needs: { rework: '^1.0.0' },
    calls: ['require("rework")(input).use(library()).toString();', 'require("rework")(input).use(library({ preserve: true })).toString();'],
  },
  {
    package: 'purify-css',
    inputs: 'css',
    calls: ['library("<body class=a><b id=c></b></body>", input, { minify: true, rejected: true, info: false });'],
  },
  {
    package: 'gradient-parser',
    inputs: 'cssValue',
    calls: ['var tree = library.parse(input); library.stringify && library.stringify(tree);'],
  },
  { package: 'rrweb-cssom', inputs: 'css', calls: ['var sheet = library.parse(input); library.clone(sheet).toString();'] },
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
];
