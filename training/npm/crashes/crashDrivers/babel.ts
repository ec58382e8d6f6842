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

/** Babel's plugins and parts. */
export const BABEL_DRIVERS: readonly CrashDriver[] = [
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
    package: 'babel-traverse',
    inputs: 'script',
    needs: { babylon: '^6.18.0' },
    calls: [
      'var tree = require("babylon").parse(input, { sourceType: "module", plugins: ["*", "jsx"] }); library.default(tree, { enter: function (path) { if (path.isIdentifier() && path.scope.getBinding(path.node.name)) path.scope.rename(path.node.name); }, Expression: function (path) { path.evaluate(); path.getSource(); }, Statement: function (path) { path.getStatementParent(); path.isCompletionRecord(); } });',
      'var tree = require("babylon").parse(input, { sourceType: "script", plugins: ["*", "jsx"] }); library.default(tree, { Function: function (path) { path.ensureBlock && path.ensureBlock(); }, Identifier: function (path) { path.getTypeAnnotation(); }, VariableDeclaration: function (path) { path.remove(); } });',
    ],
  },
  {
    package: 'babel-generator',
    inputs: 'typed',
    needs: { babylon: '^6.18.0' },
    calls: [
      'var tree = require("babylon").parse(input, { sourceType: "module", plugins: ["*", "jsx", "flow"] }); library.default(tree, { retainLines: true, quotes: "single" }, input); library.default(tree, { compact: true, minified: true, comments: false }, input);',
    ],
  },
  babel7(
    'babel-plugin-jsx-dom-expressions',
    ['{ moduleName: "r", generate: "dom" }', '{ moduleName: "r", generate: "ssr", hydratable: true }'],
    'jsx',
  ),
  {
    package: '@babel/generator',
    inputs: 'typed',
    needs: { '@babel/parser': '^7.0.0' },
    calls: [
      'var tree = require("@babel/parser").parse(input, { sourceType: "module", tokens: true, plugins: ["typescript", "jsx", "decorators-legacy"] }); library.default(tree, { retainLines: true, sourceMaps: true, sourceFileName: "a.js" }, input); library.default(tree, { minified: true });',
      'var tree = require("@babel/parser").parse(input, { sourceType: "module", plugins: ["flow", "jsx", "decorators-legacy"] }); library.default(tree, { compact: true, jsescOption: { quotes: "single" } }, input);',
    ],
  },
  babel7('babel-plugin-react-intl', [''], 'jsx'),
  babel6('babel-plugin-flow-react-proptypes', [''], 'typed'),
  babel7('@babel/plugin-transform-runtime'),
  babel7('babel-plugin-formatjs', ['{ ast: true, overrideIdFn: function (id) { return id || "x"; } }'], 'jsx'),
  babel7(
    '@babel/plugin-transform-typescript',
    ['', '{ isTSX: false, allowNamespaces: true, onlyRemoveTypeImports: true, optimizeConstEnums: true, allowDeclareFields: true }'],
    'typed',
  ),
  babel7('babel-plugin-jest-hoist'),
  babel7('@babel/plugin-proposal-decorators', ['{ legacy: true }', '{ decoratorsBeforeExport: true }', '{ version: "2023-05" }'], 'typed'),
  babel7('@babel/plugin-transform-block-scoping', ['', '{ tdz: true }']),
  {
    package: 'babylon',
    inputs: 'jsx',
    calls: ['library.parse(input, { sourceType: "module", plugins: ["*", "jsx", "flow"] });'],
  },
  babel7('@babel/plugin-transform-classes', ['', '{ loose: true }']),
  babel7('@babel/plugin-transform-destructuring', ['', '{ loose: true }']),
  babel7('babel-plugin-styled-components', ['', '{ pure: true, namespace: "n" }'], 'jsx'),
  babel7('@babel/plugin-transform-modules-commonjs', ['', '{ loose: true, lazy: true, allowTopLevelThis: true, strict: true }']),
  babel7('@babel/plugin-transform-modules-systemjs'),
  babel7(
    '@babel/plugin-transform-react-jsx',
    ['', '{ runtime: "automatic" }', '{ pure: false, throwIfNamespace: false, useSpread: true }'],
    'jsx',
  ),
  babel7('@babel/plugin-transform-parameters', ['', '{ loose: true }']),
  babel7('@babel/plugin-transform-regenerator'),
  babel7('@babel/plugin-proposal-object-rest-spread', ['', '{ loose: true, useBuiltIns: true }']),
  babel7('babel-plugin-emotion', ['', '{ sourceMap: true, autoLabel: true, labelFormat: "[local]" }'], 'jsx'),
  babel7('babel-plugin-polyfill-corejs3', ['{ method: "usage-global", targets: { ie: 9 } }', '{ method: "usage-pure" }']),
  babel7('babel-plugin-inferno', ['', '{ imports: true, defineAllArguments: true }'], 'jsx'),
  babel7('@babel/plugin-transform-for-of', ['', '{ loose: true }', '{ assumeArray: true }']),
  babel7('@babel/plugin-transform-modules-amd'),
  babel7('@babel/plugin-transform-spread', ['', '{ loose: true }']),
  babel6('babel-plugin-transform-react-remove-prop-types', ['', '{ mode: "wrap", additionalLibraries: ["m"] }'], 'jsx'),
  babel7('@babel/plugin-transform-flow-strip-types', ['', '{ requireDirective: true, allowDeclareFields: true }'], 'typed'),
  babel7('@babel/plugin-transform-named-capturing-groups-regex'),
  babel7('@babel/plugin-transform-react-constant-elements', ['', '{ allowMutablePropsOnTags: ["a"] }'], 'jsx'),
  babel7('@babel/plugin-transform-async-to-generator'),
  babel7('@babel/plugin-transform-modules-umd'),
  babel7('@babel/plugin-transform-template-literals', ['', '{ loose: true }']),
  babel7('babel-plugin-istanbul', ['{ cwd: "/", exclude: [] }']),
  babel6('babel-plugin-transform-es2015-modules-commonjs', ['', '{ loose: true, allowTopLevelThis: true, strict: true, noInterop: true }']),
  babel6('babel-plugin-lodash'),
  babel6('babel-plugin-import', ['{ libraryName: "m", style: true }']),
  babel7('@babel/plugin-transform-function-name'),
  babel7('@babel/plugin-transform-computed-properties', ['', '{ loose: true }']),
  babel7('@babel/plugin-proposal-optional-chaining', ['', '{ loose: true }']),
  babel6('babel-plugin-transform-react-inline-elements', [''], 'jsx'),
  babel7('@babel/plugin-transform-react-display-name', [''], 'jsx'),
  babel6('babel-plugin-transform-es2015-parameters', ['', '{ loose: true }']),
  babel7('@babel/plugin-transform-arrow-functions', ['', '{ spec: true }']),
  babel6('babel-plugin-transform-es2015-modules-umd', ['', '{ globals: { m: "M" }, exactGlobals: true }']),
  babel6('babel-plugin-transform-es2015-block-scoping', ['', '{ throwIfClosureRequired: false, tdz: true }']),
  babel6('babel-plugin-transform-regenerator'),
  babel7('@babel/plugin-proposal-class-properties', ['', '{ loose: true }'], 'typed'),
  babel7('babel-plugin-macros', ['{ require: function () { return {}; } }']),
  babel6('babel-plugin-module-resolver', ['{ root: ["./src"], alias: { m: "./n", "^@(.+)": "./\\\\1" } }']),
  babel6('babel-plugin-transform-async-to-promises'),
  babel6('babel-plugin-transform-es2015-classes'),
  babel7('@vue/babel-plugin-jsx', ['', '{ optimize: true, mergeProps: false }'], 'jsx'),
  babel6('babel-plugin-transform-class-properties', ['', '{ spec: true }'], 'jsx'),
  babel7('@babel/plugin-proposal-private-methods'),
  babel7('babel-plugin-react-docgen', [''], 'jsx'),
  babel6('babel-plugin-transform-es2015-computed-properties', ['', '{ loose: true }']),
  babel6('babel-plugin-tcomb', [''], 'typed'),
  babel6('babel-plugin-transform-es2015-modules-amd'),
  babel6('babel-plugin-transform-es2015-destructuring', ['', '{ loose: true }']),
  babel6('babel-plugin-minify-dead-code-elimination', ['', '{ keepFnName: true, keepFnArgs: true, optimizeRawSize: true }']),
  babel6('babel-plugin-minify-mangle-names', ['', '{ topLevel: true, eval: true, keepFnName: true }']),
  babel6('babel-plugin-transform-object-rest-spread', ['', '{ useBuiltIns: true }']),
  babel6('babel-plugin-transform-runtime'),
  babel6('babel-plugin-transform-react-jsx', [''], 'jsx'),
  babel6('babel-plugin-minify-simplify'),
  babel6('babel-plugin-transform-merge-sibling-variables'),
  babel6('babel-plugin-add-module-exports'),
  babel6('babel-plugin-transform-flow-strip-types', [''], 'typed'),
  babel7('babel-plugin-rewire-exports'),
  babel6('babel-plugin-transform-es2015-modules-systemjs'),
  babel6('babel-plugin-transform-es2015-function-name'),
  babel6('babel-plugin-transform-es2015-spread', ['', '{ loose: true }']),
  babel6('babel-plugin-closure-elimination'),
  babel6('babel-plugin-transform-es2015-for-of', ['', '{ loose: true }']),
  babel6('babel-plugin-transform-es2015-template-literals', ['', '{ spec: true, loose: true }']),
  babel6('babel-plugin-transform-es2015-object-super'),
  babel6('babel-plugin-minify-constant-folding'),
  babel6('babel-plugin-minify-guarded-expressions'),
  babel6('babel-plugin-transform-remove-undefined', ['', '{ tdz: true }']),
  babel6('babel-plugin-transform-member-expression-literals'),
  babel6('babel-plugin-transform-remove-console', ['{ exclude: ["error"] }']),
  babel6('babel-plugin-minify-type-constructors'),
  babel6('babel-plugin-minify-builtins', ['', '{ tdz: true }']),
  babel7('babel-plugin-dynamic-import-node', ['', '{ noInterop: true }']),
  babel6('babel-plugin-transform-es2015-shorthand-properties'),
  babel6('babel-plugin-minify-flip-comparisons'),
  babel7('babel-plugin-angularjs-annotate', ['', '{ explicitOnly: true }']),
  babel6('babel-plugin-transform-inline-consecutive-adds'),
  babel6('babel-plugin-transform-react-constant-elements', [''], 'jsx'),
  babel6('babel-plugin-react-transform', ['{ transforms: [{ transform: "m", imports: ["react"], locals: ["module"] }] }'], 'jsx'),
  babel6('babel-plugin-transform-decorators-legacy', [''], 'typed'),
  babel7('babel-plugin-jsx-control-statements', [''], 'jsx'),
  babel7('babel-plugin-transform-replace-object-assign'),
  babel6('babel-plugin-transform-builtin-extend', ['{ globals: ["Error", "B"] }']),
];
