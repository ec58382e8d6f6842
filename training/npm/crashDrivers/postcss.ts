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
];
