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

/** Plugins and syntaxes of PostCSS. */
export const POSTCSS_DRIVERS: readonly CrashDriver[] = [
  {
    package: 'autoprefixer',
    inputs: 'css',
    calls: [
      'library.process ? library.process(input).css : require("postcss")([library]).process(input, { from: undefined }).css;',
      'require("postcss")([library({ grid: "autoplace", overrideBrowserslist: ["ie 9", "last 50 versions"], browsers: ["> 0%"], cascade: true })]).process(input, { from: undefined }).css;',
    ],
  },
  plugin(
    'postcss-sorting',
    [
      '{ order: ["custom-properties", "declarations", "rules"], "properties-order": "alphabetical", "sort-order": "default", "unspecified-properties-position": "bottom" }',
    ],
    'scss',
  ),
  plugin('postcss-preset-env', ['{ stage: 0, preserve: false, browsers: "ie 9" }']),
  {
    package: 'postcss-selector-parser',
    inputs: 'selector',
    calls: [
      'var parser = library(function (root) { root.walk(function (node) { node.toString(); node.clone(); }); }); parser.processSync ? parser.processSync(input, { lossless: false }) : parser.process(input).result;',
      '(library.default || library)(function (root) { root.walkAttributes(function (node) { node.value = "x"; node.quoted; }); root.walkPseudos(function (node) { node.remove(); }); root.walkCombinators(function (node) { node.replaceWith(node.clone()); }); }).processSync(input);',
    ],
  },
  slowPlugin('cssnano', [
    '',
    '{ preset: ["default", { cssDeclarationSorter: true }], autoprefixer: { add: true }, zindex: true, unused: true, mergeIdents: true, reduceIdents: true }',
  ]),
  plugin('postcss-custom-properties', ['', '{ preserve: false }']),
  plugin('postcss-lab-function'),
  slowPlugin('postcss-modules', ['{ getJSON: function () {} }']),
  plugin('postcss-merge-rules'),
  plugin('postcss-nesting'),
  plugin('postcss-color-functional-notation'),
  plugin('postcss-merge-longhand'),
  plugin('postcss-convert-values', ['', '{ precision: 2, angle: false }']),
  plugin('postcss-colormin'),
  plugin('postcss-minify-selectors'),
  plugin('postcss-px-to-viewport', ['{ viewportWidth: 320, landscape: true, landscapeWidth: 568, mediaQuery: true, include: [/a/] }']),
  plugin('postcss-minify-params'),
  plugin('postcss-custom-media', ['', '{ preserve: true }']),
  plugin('postcss-svgo'),
  plugin('postcss-mixins', [''], 'scss'),
  plugin('stylehacks', ['', '{ lint: true }']),
  plugin('postcss-calc', ['', '{ mediaQueries: true, selectors: true, preserve: true, precision: 2 }']),
  plugin('postcss-ordered-values'),
  slowPlugin('postcss-import', ['{ resolve: function (id) { return "/" + id; }, load: function () { return "x{y:z}"; } }']),
  plugin('postcss-minify-gradients'),
  plugin('postcss-discard-comments', ['', '{ removeAllButFirst: true }']),
  plugin('postcss-reduce-initial'),
  {
    package: 'postcss-scss',
    inputs: 'scss',
    calls: [
      'var root = library.parse(input); root.walk(function (node) { node.toString(); }); require("postcss")().process(input, { syntax: library, from: undefined }).css;',
    ],
  },
  plugin('postcss-normalize-url'),
  plugin('postcss-unique-selectors'),
  plugin('postcss-nested', ['', '{ preserveEmpty: true, unwrap: ["a"], rootRuleName: "escape-nesting" }'], 'css'),
  slowPlugin('css-declaration-sorter', ['{ order: "smacss", keepOverrides: true }', '{ order: "concentric-css" }']),
  plugin('rtlcss'),
  plugin('postcss-discard-duplicates'),
  plugin('postcss-custom-selectors', ['', '{ preserve: true }']),
  plugin('postcss-double-position-gradients'),
  {
    package: 'postcss-less',
    inputs: 'less',
    calls: [
      'var root = library.parse(input); root.toString(library.stringify); require("postcss")().process(input, { syntax: library, from: undefined }).css;',
    ],
  },
  plugin('postcss-normalize-unicode'),
  slowPlugin('postcss-url', ['{ url: "rebase" }', '{ url: function (asset) { return typeof asset === "string" ? asset : asset.url; } }']),
  plugin('postcss-minify-font-values', ['', '{ removeAfterKeyword: true, removeDuplicates: true, removeQuotes: true }']),
  plugin('postcss-discard-empty'),
  plugin('postcss-discard-unused'),
  {
    package: 'postcss-values-parser',
    inputs: 'cssValue',
    calls: [
      'if (library.parse) { var root = library.parse(input, { ignoreUnknownWords: true, loose: true }); root.walk && root.walk(function (node) { return String(node); }); String(root); } else String(new (library.default || library)(input, { loose: true }).parse());',
      'if (library.parse) library.parse(input, { variables: { prefixes: ["$"] }, interpolation: { prefix: "#" } }); else String((library.default || library)(input).parse());',
    ],
  },
  plugin('postcss-merge-idents'),
  plugin('postcss-reduce-idents'),
  plugin('postcss-reduce-transforms'),
  plugin('postcss-normalize-whitespace'),
  plugin('postcss-normalize-positions'),
  plugin('postcss-normalize-repeat-style'),
  plugin('postcss-normalize-charset'),
  plugin('postcss-discard-overridden'),
  plugin('postcss-modules-local-by-default', ['', '{ mode: "pure" }']),
  plugin('postcss-normalize-string', ['', '{ preferredQuote: "single" }']),
  plugin('postcss-pseudo-class-any-link'),
  plugin('postcss-normalize-display-values'),
  plugin('postcss-normalize-timing-functions'),
  plugin('postcss-zindex'),
  plugin('postcss-color-rebeccapurple'),
  plugin('postcss-reporter', ['{ clearMessages: true }']),
  plugin('doiuse', ['{ browsers: ["ie 8", "> 1%"], onFeatureUsage: function (usage) { String(usage.message); } }']),
  {
    package: 'postcss-js',
    inputs: 'css',
    calls: [
      'var js = library.objectify(require("postcss").parse(input)); String(require("postcss")().process(js, { parser: library.parse || library, from: undefined }).css);',
    ],
    needs,
  },
  {
    package: 'postcss-value-parser',
    inputs: 'cssValue',
    calls: [
      'var parsed = library(input); parsed.walk(function (node) { if (node.type === "word") library.unit(node.value); }); library.stringify(parsed.nodes);',
    ],
  },
  plugin('postcss-color-hex-alpha'),
  plugin('postcss-logical', ['', '{ dir: "ltr" }']),
  plugin('postcss-image-set-function'),
  plugin('postcss-simple-vars', ['{ silent: true }'], 'scss'),
  plugin('postcss-modules-scope', ['', '{ exportGlobals: true }']),
  {
    package: 'postcss-safe-parser',
    inputs: 'css',
    calls: ['var parse = library.default || library; parse(input).toString();'],
  },
  plugin('postcss-css-variables', ['', '{ preserve: true }', '{ preserve: "computed" }']),
  plugin('lost'),
  plugin('postcss-attribute-case-insensitive'),
  plugin('postcss-dir-pseudo-class'),
  plugin('postcss-focus-within'),
  plugin('postcss-prefix-selector', ['{ prefix: ".x", exclude: [".c"] }']),
  plugin('postcss-place'),
  plugin('postcss-bem-linter', ['"bem"', '{ preset: "suit", implicitComponents: true, implicitUtilities: true }']),
  plugin('postcss-selector-not'),
  plugin('postcss-flexbugs-fixes'),
  {
    package: 'postcss-styled-syntax',
    inputs: 'jsx',
    calls: ['require("postcss")().process(input, { syntax: library, from: "a.js" }).css;'],
    needs,
  },
  plugin('postcss-initial'),
  plugin('postcss-env-function'),
  slowPlugin('postcss-advanced-variables', ['', '{ unresolved: "ignore" }'], 'scss'),
  plugin('postcss-gap-properties'),
  plugin('postcss-overflow-shorthand'),
  plugin('postcss-modules-extract-imports'),
  plugin('postcss-color-mod-function', ['{ unresolved: "warn" }']),
  plugin('postcss-apply'),
  plugin('postcss-pxtorem', ['{ propList: ["*"], prop_white_list: [], mediaQuery: true, selectorBlackList: ["b"], replace: false }']),
  {
    package: 'postcss-sass',
    inputs: 'stylus',
    calls: ['library.stringify ? require("postcss")().process(input, { syntax: library, from: undefined }).css : library.parse(input);'],
  },
  plugin('postcss-utilities', [''], 'scss'),
  plugin('postcss-color-function'),
  plugin('postcss-font-variant'),
  plugin('postcss-media-minmax'),
  plugin('postcss-each', [''], 'scss'),
  plugin('css-byebye', ['{ rulesToRemove: [".a", /b/] }']),
  plugin('postcss-selector-matches', ['', '{ lineBreak: true }']),
  plugin('postcss-property-lookup', [''], 'scss'),
  plugin('postcss-short'),
  plugin('postcss-filter-plugins', ['{ silent: true }']),
  plugin(
    'perfectionist',
    ['', '{ format: "compressed", syntax: "scss" }', '{ format: "compact", maxSelectorLength: 3, maxValueLength: 3, maxAtRuleLength: 3 }'],
    'css',
    '^5.0.0',
  ),
  plugin('postcss-conditionals', [''], 'scss'),
  slowPlugin('postcss-functions', ['{ functions: { f: function (x) { return x; }, darken: function (a) { return a; } } }'], 'scss'),
  plugin('postcss-pseudoelements'),
  plugin('postcss-will-change'),
  plugin('postcss-single-charset'),
  plugin('postcss-extend', [''], 'scss'),
  plugin('postcss-for', [''], 'scss'),
  plugin('postcss-math', [''], 'scss'),
  plugin('postcss-opacity'),
  plugin('postcss-alias'),
  {
    package: 'postcss-media-query-parser',
    inputs: 'cssValue',
    calls: ['(library.default || library)(input).walk(function (node) { return node.type; });'],
  },
  plugin('postcss-replace-overflow-wrap'),
  plugin('postcss-page-break'),
  plugin('postcss-vmin'),
];
