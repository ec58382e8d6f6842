import type { CrashDriver } from '../crashDrivers';

/** Template languages. */
export const TEMPLATES_DRIVERS: readonly CrashDriver[] = [
  {
    package: 'ejs',
    inputs: 'ejs',
    calls: [
      'library.render(input, { a: 1, b: [1], c: null, locals: {} }, { compileDebug: true, rmWhitespace: true, filename: "/a.ejs", strict: false });',
      'library.compile(input, { client: true, delimiter: "%", _with: false, localsName: "it", debug: false })({ a: 1 });',
    ],
  },
  {
    package: 'liquidjs',
    inputs: 'liquid',
    calls: [
      'var Liquid = library.Liquid || library; var engine = typeof Liquid === "function" && Liquid.prototype && Liquid.prototype.parseAndRender ? new Liquid({ jsTruthy: true }) : Liquid(); return engine.parseAndRender(input, { a: 1, b: [1, 2, { c: "d" }], d: { e: null } });',
      'var engine = new library.Liquid({ strictFilters: false, lenientIf: true, trimTagLeft: true, greedy: false, outputEscape: "escape" }); engine.parseAndRenderSync(input, { a: "x y", b: [3, 1], d: { e: [] } });',
    ],
  },
  {
    package: '@vue/compiler-core',
    inputs: 'vue',
    calls: [
      '(library.baseCompile || library.compile)(input, { onError: function () {}, prefixIdentifiers: true, mode: "module", cacheHandlers: true, hoistStatic: true, sourceMap: true, filename: "a.vue" });',
    ],
  },
  {
    package: '@vue/compiler-dom',
    inputs: 'vue',
    calls: ['library.compile(input, { onError: function () {}, hoistStatic: true, comments: true });'],
  },
  { package: '@vue/compiler-ssr', inputs: 'vue', calls: ['library.compile(input, { onError: function () {}, scopeId: "data-v-1" });'] },
  {
    package: 'jade',
    inputs: 'pug',
    calls: [
      'library.compile(input, { pretty: true, filename: "a.jade" })({ a: 1, b: [1, 2], c: { d: "e" } });',
      'library.compileClient ? library.compileClient(input, { compileDebug: true, self: true, doctype: "xml" }) : library.compile(input, { client: true, self: true });',
    ],
  },
  {
    package: 'twig',
    inputs: 'liquid',
    calls: [
      '(library.twig || library)({ data: input, rethrow: true, strict_variables: false, autoescape: true, allowInlineIncludes: true }).render({ a: 1, b: [1, 2, { c: "d" }], d: { e: null }, f: function (x) { return x; } });',
      'library.extend && library.twig({ id: "t" + Math.random(), data: input, rethrow: true, precompiled: false }).compile({ module: "node", twig: "twig" });',
    ],
  },
  {
    package: 'tempura',
    inputs: 'liquid',
    calls: ['library.compile(input)({ a: 1, b: [1] }); library.transform(input, { format: "cjs" });'],
  },
  {
    package: 'vue-template-compiler',
    inputs: 'vue',
    calls: [
      'library.compile(input, { outputSourceRange: true, whitespace: "condense", comments: true }); library.ssrCompile && library.ssrCompile(input);',
      'library.parseComponent(input, { pad: "line", deindent: true });',
    ],
  },
  {
    package: 'velocityjs',
    inputs: 'velocity',
    calls: [
      'library.render(input, { a: 1, b: [1, 2, { c: "d" }], d: { e: null, f: function (x) { return x; } } }, { m: function () { return "x"; } });',
      'var tree = library.parse ? library.parse(input) : library.Parser.parse(input); new library.Compile(tree, { unescape: {} }).render({ a: "b", list: [1], map: { k: "v" } });',
    ],
  },
  {
    package: 'dot',
    inputs: 'ejs',
    calls: [
      'library.template(input.replace(/<%/g, "{{").replace(/%>/g, "}}"), null, { x: { y: "z" }, p: "{{=it.a}}" })({ a: 1, b: [1, 2], c: { d: 2 } });',
    ],
  },
  {
    package: 'mustache',
    inputs: 'mustache',
    calls: [
      '(library.render || library.to_html)(input, { a: 1, b: [{ c: 2 }, null, 3], d: { e: { f: "g" } }, h: function () { return function (text, render) { return render(text); }; }, i: false, j: null }, { p: "<{{a}}>{{#b}}{{c}}{{/b}}" });',
    ],
  },
  {
    package: 'pug-linker',
    inputs: 'pug',
    needs: { 'pug-lexer': '^5.0.0', 'pug-parser': '^6.0.0' },
    calls: ['library(require("pug-parser")(require("pug-lexer")(input)));'],
  },
  {
    package: 'eta',
    inputs: 'ejs',
    calls: [
      'library.render ? library.render(input, { a: 1, b: [1] }, { autoTrim: ["nl", "slurp"], useWith: true }) : new library.Eta({ useWith: true, autoTrim: ["nl", "slurp"] }).renderString(input, { a: 1, b: [1] });',
      'library.compileToString ? library.compileToString(input, library.getConfig ? library.getConfig({ useWith: true }) : undefined) : new library.Eta({ rmWhitespace: true, debug: true }).compileToString(input);',
    ],
  },
  {
    package: 'mjml',
    inputs: 'html',
    calls: [
      '(library.default || library).mjml2html ? library.mjml2html("<mjml><mj-body>" + input + "</mj-body></mjml>") : (library.default || library)("<mjml><mj-body><mj-section><mj-column><mj-text>" + input + "</mj-text></mj-column></mj-section></mj-body></mjml>", { validationLevel: "skip" });',
    ],
  },
  {
    package: 'art-template',
    inputs: 'mustache',
    calls: [
      'library.render(input, { a: 1, b: [{ c: 2 }], d: { e: "f" } }, { minimize: false, escape: true, compileDebug: true, bail: true });',
      'library.compile(input, { compileDebug: false, minimize: false, bail: true });',
    ],
  },
  {
    package: 'pug-code-gen',
    inputs: 'pug',
    needs: { 'pug-lexer': '^5.0.0', 'pug-parser': '^6.0.0' },
    calls: [
      'library(require("pug-parser")(require("pug-lexer")(input)), { compileDebug: true, pretty: true, inlineRuntimeFunctions: false, templateName: "t", doctype: "html" });',
    ],
  },
  {
    package: 'nunjucks',
    inputs: 'liquid',
    calls: [
      'var Environment = library.Environment; new Environment(null, { autoescape: true, trimBlocks: true, lstripBlocks: true, throwOnUndefined: false }).renderString(input, { a: 1, b: [1, 2, { c: "d" }], d: { e: null }, f: function (x) { return x; } });',
      'library.precompileString ? library.precompileString(input, { name: "a", asFunction: true }) : library.compiler.compile(input, [], [], "a");',
    ],
  },
  {
    package: 'dustjs-linkedin',
    inputs: 'mustache',
    calls: [
      'var code = library.compile(input.replace(/\\{\\{/g, "{").replace(/\\}\\}/g, "}"), "t"); library.loadSource(code); return new Promise(function (done, fail) { library.render("t", { a: 1, b: [{ c: 2 }], d: { e: "f" } }, function (error, out) { if (error) fail(error); else done(out); }); });',
    ],
  },
  {
    package: 'pug-filters',
    inputs: 'pug',
    needs: { 'pug-lexer': '^5.0.0', 'pug-parser': '^6.0.0' },
    calls: [
      'var run = library.handleFilters || library; run(require("pug-parser")(require("pug-lexer")(input)), { f: function (text) { return text; } }, {}, { g: "f" });',
    ],
  },
  {
    package: 'pug',
    inputs: 'pug',
    calls: [
      'library.compile(input, { pretty: true, filename: "a.pug", filters: { f: function (text) { return text; } } })({ a: 1, b: [1, 2], c: { d: "e" } });',
      'library.compileClient(input, { compileDebug: true, inlineRuntimeFunctions: true, doctype: "xml", self: true });',
    ],
  },
  { package: 'pug-lexer', inputs: 'pug', calls: ['(library.default || library)(input, { filename: "a.pug", interpolated: false });'] },
  {
    package: '@vue/component-compiler-utils',
    inputs: 'vue',
    needs: { 'vue-template-compiler': '^2.7.0' },
    calls: [
      'var descriptor = library.parse({ source: input, filename: "a.vue", needMap: true, compiler: require("vue-template-compiler") }); if (descriptor.template) library.compileTemplate({ source: descriptor.template.content, filename: "a.vue", compiler: require("vue-template-compiler"), transformAssetUrls: true, isFunctional: true }); descriptor.styles.forEach(function (style) { library.compileStyle({ source: style.content, filename: "a.vue", id: "v", scoped: true }); });',
    ],
  },
  {
    package: 'pug-parser',
    inputs: 'pug',
    needs: { 'pug-lexer': '^5.0.0' },
    calls: ['library(require("pug-lexer")(input), { filename: "a.pug", src: input });'],
  },
  { package: 'hamljs', inputs: 'pug', calls: ['library.render(input, { locals: { a: 1 } });'] },
  {
    package: 'liquid-node',
    inputs: 'liquid',
    calls: ['var engine = new library.Engine(); return engine.parseAndRender(input, { a: 1, b: [1, 2, { c: "d" }], d: { e: null } });'],
  },
  {
    package: 'html2jade',
    inputs: 'html',
    calls: [
      'return new Promise(function (done, fail) { library.convertHtml(input, { bodyless: true, double: true, scalate: true }, function (error, out) { if (error) fail(error); else done(out); }); });',
    ],
  },
  {
    package: 'pug-lint',
    inputs: 'pug',
    calls: [
      'var linter = new library(); linter.configure({ disallowAttributeConcatenation: true, requireSpecificAttributes: [{ img: ["alt"] }], validateIndentation: 2, validateAttributeSeparator: " ", requireClassLiteralsBeforeAttributes: true, disallowDuplicateAttributes: true, validateAttributeQuoteMarks: "\'", validateDivTags: true, maximumLineLength: 10, requireStrictEqualityOperators: true, disallowHtmlText: true, validateSelfClosingTags: true }); linter.checkString(input);',
    ],
  },
  {
    package: 'html2pug',
    inputs: 'html',
    calls: ['return (library.html2pug || library.default || library)(input, { fragment: true, tabs: true });'],
  },
  {
    package: 'pug-attrs',
    inputs: 'json',
    calls: [
      'library(Object.keys(Object(JSON.parse(input))).map(function (name) { return { name: name, val: JSON.stringify(JSON.parse(input)[name]), mustEscape: true }; }), { terse: true, format: "html", runtime: function (name) { return name; } });',
    ],
  },
  {
    package: 'liquid',
    inputs: 'liquid',
    calls: ['var engine = new library.Engine(); return engine.parseAndRender(input, { a: 1, b: [1, 2, { c: "d" }], d: { e: null } });'],
  },
  { package: 'haml', inputs: 'pug', calls: ['library(input)({ a: 1 });'] },
  {
    package: 'inky',
    inputs: 'html',
    calls: [
      'var Inky = library.Inky || library; new Inky({}).releaseTheKraken("<container><row><columns large=1>" + input + "</columns></row></container>");',
    ],
  },
  {
    package: 'hogan.js',
    inputs: 'mustache',
    calls: [
      'library.compile(input, { asString: true, sectionTags: [{ o: "_x", c: "x" }] }); library.compile(input).render({ a: 1, b: [{ c: 2 }, null, 3], d: { e: { f: "g" } }, h: function () { return function (text) { return text; }; }, j: null }, { p: "<{{a}}>{{#b}}{{c}}{{/b}}" });',
    ],
  },
  {
    package: 'swig-templates',
    inputs: 'liquid',
    calls: [
      'library.render(input, { locals: { a: 1, b: [1, 2, { c: "d" }], d: { e: null }, f: function (x) { return x; } }, filename: "/a.html" });',
    ],
  },
  {
    package: 'heml',
    inputs: 'html',
    calls: ['return (library.default || library)("<heml><head></head><body>" + input + "</body></heml>", { validate: "none" });'],
  },
];
