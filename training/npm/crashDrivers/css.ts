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
    package: 'css-select',
    inputs: 'selector',
    needs: { htmlparser2: '^6.0.0' },
    calls: [
      'var tree = require("htmlparser2").parseDOM("<div id=a class=\'b c\'><p title=x><a href=y>z</a></p><input checked><select><option selected></select></div>"); library.selectAll(input, tree); library.is(tree[0], input); library.selectOne(input, tree, { xmlMode: true });',
    ],
  },
];
