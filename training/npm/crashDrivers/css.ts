import type { CrashDriver } from '../crashDrivers';

/** Readers, writers and changers of style sheets. */
export const CSS_DRIVERS: readonly CrashDriver[] = [
  {
    package: 'clean-css',
    inputs: 'css',
    calls: [
      'library.process && library.process.length === 2 ? library.process(input) : new library().minify(input);',
      'new library({ level: { 2: { all: true } }, sourceMap: true, restructuring: true, advanced: true }).minify(input);',
      'new library({ format: "beautify", compatibility: "ie7", keepBreaks: true, level: 2 }).minify(input);',
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
    package: 'postcss-scss',
    inputs: 'scss',
    needs: { postcss: '^8.0.0' },
    calls: [
      'var root = library.parse(input); root.walk(function (node) { node.toString(); }); require("postcss")().process(input, { syntax: library, from: undefined }).css;',
    ],
  },
  {
    package: 'postcss-less',
    inputs: 'less',
    needs: { postcss: '^8.0.0' },
    calls: [
      'var root = library.parse(input); root.toString(library.stringify); require("postcss")().process(input, { syntax: library, from: undefined }).css;',
    ],
  },
  {
    package: 'postcss-safe-parser',
    inputs: 'css',
    needs: { postcss: '^8.0.0' },
    calls: ['var parse = library.default || library; parse(input).toString();'],
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
];
