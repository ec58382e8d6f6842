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
  { package: 'vue-docgen-api', inputs: 'html', calls: ['return library.parseSource ? library.parseSource(input, "/a.vue") : undefined;'] },
  {
    package: 'ast-types',
    inputs: 'script',
    needs: { esprima: '^4.0.1' },
    calls: [
      'var tree = require("esprima").parse(input, { jsx: true, loc: true }); library.visit(tree, { visitNode: function (path) { path.needsParens(); path.scope && path.scope.getBindings(); path.canBeFirstInStatement(); this.traverse(path); } }); library.namedTypes.Program.check(tree, true); library.eachField(tree, function () {});',
      'var tree = require("esprima").parseScript(input); library.visit(tree, { visitIdentifier: function (path) { path.scope && path.scope.lookup(path.value.name); path.insertBefore && path.parentPath && Array.isArray(path.parentPath.value) ? path.insertBefore(path.value) : 0; return false; }, visitVariableDeclarator: function (path) { path.prune ? path.prune() : path.replace(); return false; } });',
    ],
  },
  { package: 'decaffeinate', inputs: 'coffee', calls: ['library.convert(input);'] },
  {
    package: 'LiveScript',
    inputs: 'coffee',
    calls: ['library.compile(input, { bare: true });', 'library.ast(input).compile({ const: true });'],
  },
  {
    package: 'buble',
    inputs: 'script',
    calls: [
      'library.transform(input, { transforms: { dangerousForOf: true, modules: false }, objectAssign: "a" });',
      'library.transform(input, { target: { chrome: 48 }, transforms: { modules: false, generator: false } });',
    ],
  },
  {
    package: 'highlight.js',
    inputs: 'script',
    calls: [
      'var hljs = library.default || library; hljs.highlightAuto(input, ["javascript", "css", "xml", "ruby", "bash"]); ["markdown", "php", "perl", "swift", "typescript", "yaml", "sql", "lisp"].forEach(function (name) { hljs.getLanguage(name) && (hljs.listLanguages && /languageName|code/.test(String(hljs.highlight).slice(0, 80)) ? hljs.highlight(name, input, true) : 0); });',
    ],
  },
  { package: 'traceur', inputs: 'script', calls: ['library.compile(input);'] },
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
    package: 'espree',
    inputs: 'script',
    calls: [
      'library.parse(input, { ecmaVersion: 6, ecmaFeatures: { jsx: true, globalReturn: true, modules: true }, loc: true, range: true, comment: true, attachComment: true, tokens: true, tolerant: true });',
      'library.tokenize(input, { ecmaVersion: 6, loc: true, ecmaFeatures: { jsx: true } });',
      'library.parse(input, { ecmaVersion: 8, sourceType: "module", range: true, tokens: true, comment: true, ecmaFeatures: { jsx: true } });',
    ],
  },
  {
    package: 'regenerator',
    inputs: 'script',
    calls: ['(library.compile || library)(input, { includeRuntime: false, disableAsync: false });'],
  },
  {
    package: 'jscodeshift',
    inputs: 'jsx',
    calls: [
      'var j = library.withParser ? library.withParser("babel") : library; var root = j(input); root.find(j.Identifier).forEach(function (path) { path.scope && path.scope.lookup(path.value.name); }).closest(j.Statement).size(); root.findVariableDeclarators && root.findVariableDeclarators().renameTo("z"); root.findJSXElements && root.findJSXElements().childElements().size(); root.toSource({ quote: "single" });',
      'var j = library.withParser ? library.withParser("flow") : library; j(input).find(j.VariableDeclarator).replaceWith(function (path) { return path.value; }).insertBefore("a").toSource();',
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
    package: 'precinct',
    inputs: 'script',
    calls: [
      'library(input, { es6: { mixedImports: true }, includeCore: false });',
      'library(input, { type: "scss" }); library(input, "css");',
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
    package: 'escodegen',
    inputs: 'script',
    needs: { esprima: '^4.0.1' },
    calls: [
      'var tree = require("esprima").parseModule(input, { range: true, tokens: true, comment: true }); library.generate(tree); library.generate(tree, { format: library.FORMAT_MINIFY });',
      'var tree = require("esprima").parseScript(input, { range: true, tokens: true, comment: true }); library.attachComments(tree, tree.comments, tree.tokens); library.generate(tree, { comment: true, sourceMap: "a.js", sourceContent: input, format: { preserveBlankLines: true }, sourceCode: input, parse: require("esprima").parseScript });',
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
    package: 'react-docgen',
    inputs: 'jsx',
    calls: [
      'try { library.parse(input, null, null, { filename: "a.js", babelrc: false, configFile: false }); } catch (error) { if (!/No suitable component|Multiple exported/.test(error.message)) throw error; }',
      'try { library.parse(input, library.resolver && library.resolver.findAllComponentDefinitions, null, { filename: "a.tsx", babelrc: false, configFile: false }); } catch (error) { if (!/No suitable component|Multiple exported/.test(error.message)) throw error; }',
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
    package: 'lebab',
    inputs: 'script',
    calls: [
      'library.transform(input, ["arrow", "let", "template", "default-param", "obj-method", "obj-shorthand", "class", "commonjs", "arg-spread", "arg-rest", "for-of", "for-each", "no-strict", "includes", "exponent", "arrow-return", "multi-var", "destruct-param"]);',
    ],
  },
  {
    package: 'i18next-scanner',
    inputs: 'jsx',
    calls: [
      'var parser = new library.Parser({ lngs: ["en"], nsSeparator: false }); parser.parseFuncFromString(input.replace(/\\bf\\(/g, "i18n.t("), { list: ["i18n.t", "f"] }); parser.parseTransFromString && parser.parseTransFromString(input); parser.parseAttrFromString && parser.parseAttrFromString(input); parser.toJSON();',
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
    package: 'lowlight',
    inputs: 'script',
    calls: [
      'if (library.highlight) { library.highlight("js", input, { prefix: "a-" }); library.highlightAuto(input, { subset: ["css", "xml"] }); } else { var one = library.createLowlight(library.common); one.highlight("javascript", input); one.highlightAuto(input); }',
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
    package: 'detective-typescript',
    inputs: 'typed',
    calls: ['library(input, { mixedImports: true, skipTypeImports: true }); library(input, { jsx: true });'],
  },
  {
    package: 'refractor',
    inputs: 'script',
    calls: [
      'var refractor = library.refractor || library; ["js", "css", "markup", "jsx", "typescript", "bash", "markdown"].forEach(function (name) { refractor.registered(name) && refractor.highlight(input, name); });',
    ],
  },
  {
    package: 'esmangle',
    inputs: 'script',
    needs: { esprima: '^4.0.1' },
    calls: [
      'var tree = require("esprima").parseScript(input); library.mangle(library.optimize(tree, null, { destructive: true }), { destructive: true, distinguishFunctionExpressionScope: true });',
      'library.optimize(require("esprima").parseScript(input), null, { inStrictCode: true, legacy: false });',
    ],
  },
  {
    package: 'prismjs',
    inputs: 'jsx',
    calls: [
      'require("prismjs/components/")(["jsx", "tsx", "php", "markdown", "ruby", "pug"]); ["javascript", "markup", "css", "jsx", "tsx", "php", "markdown", "ruby", "pug"].forEach(function (name) { library.languages[name] && library.highlight(input, library.languages[name], name); });',
    ],
  },
  {
    package: 'jsx-ast-utils',
    inputs: 'jsx',
    needs: { '@babel/parser': '^7.0.0', '@babel/traverse': '^7.0.0' },
    calls: [
      'require("@babel/traverse").default(require("@babel/parser").parse(input, { sourceType: "module", allowReturnOutsideFunction: true, plugins: ["jsx", "estree"] }), { noScope: true, enter: function (path) { var node = path.node; if (node.type === "JSXOpeningElement") { library.elementType(node); library.hasAnyProp(node.attributes, "key b"); library.getPropValue(library.getProp(node.attributes, "b")); } if (node.type === "JSXAttribute") { library.propName(node); library.getPropValue(node); library.getLiteralPropValue(node); } } });',
    ],
  },
  {
    package: 'detective',
    inputs: 'script',
    calls: [
      'library(input);',
      'library.find(input, { nodes: true, isRequire: function (node) { return node.callee && node.callee.name === "f"; }, parse: { ecmaVersion: 9, sourceType: "module" } });',
    ],
  },
  {
    package: 'escope',
    inputs: 'script',
    needs: { esprima: '^4.0.1' },
    calls: [
      'var manager = library.analyze(require("esprima").parseModule(input), { ecmaVersion: 6, sourceType: "module", optimistic: true, directive: true }); manager.scopes.forEach(function (scope) { scope.references.forEach(function (reference) { reference.isRead(); }); scope.isStatic && scope.isStatic(); }); manager.attach && manager.attach();',
      'var manager = library.analyze(require("esprima").parseScript(input, { range: true }), { ignoreEval: true, nodejsScope: true, impliedStrict: true, fallback: "none" }); manager.scopes.forEach(function (scope) { scope.resolve && scope.resolve(scope.block); });',
    ],
  },
  {
    package: 'estraverse',
    inputs: 'script',
    needs: { esprima: '^4.0.1' },
    calls: [
      'var tree = require("esprima").parseModule(input, { range: true, comment: true, tokens: true, jsx: true }); library.attachComments(tree, tree.comments, tree.tokens); library.replace(tree, { enter: function (node) { if (node.type === "Literal") return library.VisitorOption.Skip; if (node.type === "EmptyStatement") return library.VisitorOption && this.remove ? this.remove() : undefined; } });',
      'var tree = require("esprima").parseScript(input); var controller = new library.Controller(); controller.traverse(tree, { enter: function () { controller.path(); controller.parents(); controller.type && controller.type(); }, fallback: "iteration" });',
    ],
  },
  { package: 'decaffeinate-parser', inputs: 'coffee', calls: ['library.parse(input);'] },
  { package: 'with', inputs: 'script', calls: ['(library.default || library)("o", input, ["a", "b"]);'] },
  {
    package: 'eslint-scope',
    inputs: 'script',
    needs: { esprima: '^4.0.1' },
    calls: [
      'var manager = library.analyze(require("esprima").parseModule(input, { range: true }), { ecmaVersion: 2018, sourceType: "module", optimistic: true }); manager.scopes.forEach(function (scope) { scope.references.length; scope.isUsedName && scope.isUsedName("a"); });',
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
    package: 'espower',
    inputs: 'script',
    needs: { esprima: '^4.0.1' },
    calls: [
      'var tree = require("esprima").parseModule(input.replace(/\\b[fg]\\(/g, "assert("), { range: true, loc: true, tokens: true, raw: true }); library(tree, { path: "a.js", source: input, destructive: false, patterns: ["assert(value, [message])", "assert.equal(actual, expected)"] });',
    ],
  },
  {
    package: 'esformatter',
    inputs: 'script',
    calls: [
      'library.format(input);',
      'library.format(input, { preset: "jquery", lineBreak: { before: { IfStatement: 2 } }, indent: { value: "\\t", ChainedMemberExpression: 1 } });',
    ],
  },
  { package: 'complexity-report', inputs: 'script', calls: ['library.run(input, { logicalor: true, switchcase: true, trycatch: true });'] },
  {
    package: 'ng-annotate',
    inputs: 'script',
    calls: [
      'var result = library(input, { add: true, remove: true, single_quotes: true, stats: true }); if (result.errors && /TypeError/.test(result.errors)) throw new TypeError(result.errors.join());',
    ],
  },
  {
    package: 'gettext-extractor',
    inputs: 'jsx',
    calls: [
      'var extractor = new library.GettextExtractor(); extractor.createJsParser([library.JsExtractors.callExpression(["f", "[this].m"], { arguments: { text: 0, context: 1 }, comments: { sameLineLeading: true } })]).parseString(input, "a.jsx"); extractor.createHtmlParser([library.HtmlExtractors.elementContent("a", {})]).parseString(input, "b.html"); extractor.getPotString();',
    ],
  },
  { package: 'detective-postcss', inputs: 'css', calls: ['library(input); library(input, { url: true });'] },
  { package: 'detective-sass', inputs: 'stylus', calls: ['library(input);'] },
  {
    package: 'static-eval',
    inputs: 'script',
    needs: { esprima: '^4.0.1' },
    calls: [
      'require("esprima").parse(input).body.forEach(function (node) { if (node.type === "ExpressionStatement") library(node.expression, { a: 1, b: { c: [2] }, f: function (x) { return x; }, o: {} }); (node.declarations || []).forEach(function (one) { if (one.init) library(one.init, { a: 1, o: null }); }); });',
    ],
  },
  { package: 'cson-parser', inputs: 'json5', calls: ['library.stringify(library.parse(input), null, 2);'] },
  {
    package: 'falafel',
    inputs: 'script',
    calls: [
      'library(input, { sourceType: "module", ecmaVersion: 9 }, function (node) { if (node.type === "Identifier") node.update(node.source() + "_"); }).toString();',
    ],
  },
  {
    package: 'detective-es6',
    inputs: 'script',
    calls: ['library(input, { skipTypeImports: true, skipAsyncImports: true }); library(input);'],
  },
  { package: 'detective-amd', inputs: 'script', calls: ['library(input, { skipLazyLoaded: true }); library(input);'] },
  {
    package: 'espurify',
    inputs: 'script',
    needs: { esprima: '^4.0.1' },
    calls: ['library(require("esprima").parseModule(input, { range: true, loc: true }));'],
  },
  { package: 'coffee-lex', inputs: 'coffee', calls: ['(library.default || library)(input).toArray();'] },
  {
    package: 'cli-highlight',
    inputs: 'script',
    calls: [
      'library.highlight(input, { language: "js", ignoreIllegals: true }); library.highlight(input); library.highlight(input, { language: "css" });',
    ],
  },
  { package: 'module-definition', inputs: 'script', calls: ['library.fromSource(input);'] },
  { package: 'detective-cjs', inputs: 'script', calls: ['library(input, { skipLazyLoaded: true }); library(input);'] },
  {
    package: 'jsfmt',
    inputs: 'script',
    calls: ['library.format(input, {}); library.search(input, "a.b"); library.rewrite(input, "a -> b");'],
  },
  {
    package: 'esquery',
    inputs: 'selector',
    needs: { esprima: '^4.0.1' },
    calls: [
      'library(require("esprima").parse("function a(b, c) { if (b > 1) return `x${c}`; for (var d of [1, , 2]) try { d.e(); } catch (f) {} }"), input);',
      'library(require("esprima").parse("var a = { b: /c/g, d() {} }; switch (a) { case 1: break; default: }"), ":matches(" + input + ", Identifier[name=/^a/]):not(:first-child) > *");',
    ],
  },
  { package: 'coffee-react-transform', inputs: 'coffee', calls: ['library(input);'] },
  { package: 'detective-scss', inputs: 'scss', calls: ['library(input); library(input, { url: true });'] },
  { package: 'get-amd-module-type', inputs: 'script', calls: ['library.fromSource(input);'] },
  {
    package: 'esutils',
    inputs: 'script',
    needs: { esprima: '^4.0.1' },
    calls: [
      'library.keyword.isIdentifierNameES6 && library.keyword.isIdentifierNameES6(input); library.keyword.isReservedWordES6 && library.keyword.isReservedWordES6(input, true); require("esprima").parse(input).body.forEach(function (node) { library.ast.isExpression(node); library.ast.isProblematicIfStatement(node); library.ast.trailingStatement(node); });',
    ],
  },
  { package: 'detective-stylus', inputs: 'stylus', calls: ['library(input);'] },
  {
    package: 'scope-analyzer',
    inputs: 'script',
    needs: { esprima: '^4.0.1' },
    calls: [
      'var tree = require("esprima").parse(input); library.crawl(tree); library.getUndeclaredNames ? library.getUndeclaredNames() : library.scope(tree).getUndeclaredNames();',
    ],
  },
  {
    package: 'transform-ast',
    inputs: 'script',
    calls: [
      'library(input, { parser: { parse: require("acorn-node").parse } }, function (node) { if (node.type === "Identifier") node.edit.append("_"); }).toString();',
    ],
  },
  {
    package: 'constantinople',
    inputs: 'script',
    calls: [
      'library(input, { a: 1 }); try { library.toConstant(input, { a: 1 }); } catch (error) { if (!/not constant|is not/.test(error.message)) throw error; }',
    ],
  },
  { package: 'lexical-scope', inputs: 'script', calls: ['library(input);'] },
  {
    package: 'xgettext-js',
    inputs: 'script',
    calls: ['var Parser = library; new Parser({ keywords: { f: 1, g: { 1: "x" } }, parseOptions: {} }).getMatches(input);'],
  },
  { package: 'is-expression', inputs: 'script', calls: ['library(input, { throw: false, strict: true });'] },
  {
    package: 'unassert',
    inputs: 'script',
    needs: { esprima: '^4.0.1' },
    calls: [
      'var tree = require("esprima").parseModule("import assert from \'assert\';" + input.replace(/\\bf\\(/g, "assert(")); (library.unassertAst || library)(tree);',
    ],
  },
  {
    package: 'fixmyjs',
    inputs: 'script',
    needs: { jshint: '^2.5.0' },
    calls: [
      'if (library.fix) { library.fix(input, {}); } else { require("jshint").JSHINT(input, {}); library(require("jshint").JSHINT.data(), input).run(); }',
      'library.fix(input, { legacy: true, curly: true, plusplus: true, nonew: true, quotmark: "single", es3: true });',
    ],
  },
  { package: 'iced-coffee-script', inputs: 'coffee', calls: ['library.compile(input, { bare: true, runtime: "inline" });'] },
  {
    package: 'livescript',
    inputs: 'coffee',
    calls: [
      'library.compile(input, { bare: true });',
      'library.compile(input, { map: "linked", filename: "a.ls", const: true, header: false });',
    ],
  },
  { package: 'amdetective', inputs: 'script', calls: ['library(input, { findNestedDependencies: true });'] },
  { package: 'es6-template-strings', inputs: 'script', calls: ['library(input, { a: 1, b: "c", d: {} });'] },
  { package: 'detective-less', inputs: 'less', calls: ['library(input); library(input, { url: true });'] },
  { package: 'undeclared-identifiers', inputs: 'script', calls: ['library(input, { wildcard: true, properties: true });'] },
  {
    package: 'deamdify',
    inputs: 'script',
    calls: [
      'return new Promise(function (done, fail) { var stream = library("a.js"); stream.on("error", fail); stream.on("data", function () {}); stream.on("end", done); stream.end(input); });',
    ],
  },
  { package: 'typhonjs-escomplex', inputs: 'script', calls: ['(library.default || library).analyzeModule(input);'] },
];
