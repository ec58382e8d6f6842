import type { CrashDriver } from '../crashDrivers';

/** What works on JSON values. */
export const VALUES_DRIVERS: readonly CrashDriver[] = [
  { package: 'flatted', inputs: 'json', calls: ['library.parse(library.stringify(JSON.parse(input), null, 1)); library.parse(input);'] },
  {
    package: 'normalize-package-data',
    inputs: 'json',
    calls: [
      'library(JSON.parse(input), function () {}); library(Object(JSON.parse(input)), function () {}, false);',
      'var value = JSON.parse(input); library({ name: "a", version: "1.0.0", bin: value, files: value, author: value, repository: value, dependencies: value, keywords: value, scripts: value, bugs: value, man: value, bundleDependencies: value, people: value, contributors: value, license: value, homepage: value, engines: value }, function () {});',
    ],
  },
  {
    package: 'pretty-format',
    inputs: 'json',
    calls: [
      'var format = library.format || library.default || library; format(JSON.parse(input), { min: true, maxDepth: 2, escapeRegex: true, printFunctionName: false }); format(JSON.parse(input), { plugins: Object.keys(library.plugins || {}).map(function (name) { return library.plugins[name]; }), highlight: false, callToJSON: false });',
    ],
  },
  {
    package: 'jest-diff',
    inputs: 'pair',
    calls: [
      'var diff = library.diff || library.default || library; var both = JSON.parse(input); diff(both[0], both[1], { expand: false, contextLines: 1 }); diff(String(input), JSON.stringify(both, null, 1), { includeChangeCounts: true });',
    ],
  },
  {
    package: 'deepmerge',
    inputs: 'pair',
    calls: [
      'var merge = library.default || library; var both = JSON.parse(input); merge(both[0], both[1]); merge(both[1], both[0], { clone: false, arrayMerge: function (a, b) { return b; }, customMerge: function (key) { return key === "a" ? merge : undefined; } }); merge.all && merge.all(both.concat({ a: { b: null } }));',
    ],
  },
  {
    package: 'text-table',
    inputs: 'json',
    calls: ['library(JSON.parse(input), { align: ["l", "r", ".", "c"], hsep: " | ", stringLength: function (x) { return x.length; } });'],
  },
  {
    package: 'serialize-javascript',
    inputs: 'json',
    calls: ['library(JSON.parse(input), { space: 2, unsafe: true }); library(JSON.parse(input), { ignoreFunction: true });'],
  },
  {
    package: 'object-inspect',
    inputs: 'json',
    calls: ['library(JSON.parse(input), { depth: 2, quoteStyle: "double", maxStringLength: 2, indent: 2, numericSeparator: true });'],
  },
  {
    package: 'convert-source-map',
    inputs: 'script',
    calls: [
      'library.fromSource(input + "\\n//# sourceMappingURL=data:application/json;base64,e30="); library.removeComments(input); library.removeMapFileComments(input); library.fromSource(input);',
    ],
  },
  {
    package: 'object-hash',
    inputs: 'json',
    calls: [
      'var value = JSON.parse(input); library(value, { algorithm: "md5", unorderedArrays: true, respectType: false, encoding: "base64" }); library.keys(value); library.MD5(value); library(value, { excludeValues: true, ignoreUnknown: true, replacer: function (x) { return x; } });',
    ],
  },
  {
    package: 'lodash.merge',
    inputs: 'pair',
    calls: ['var both = JSON.parse(input); library(both[0], both[1]); library({ a: [1, { b: 2 }] }, both[0], both[1]);'],
  },
  {
    package: 'source-map-js',
    inputs: 'json',
    calls: [
      'var map = Object.assign({ version: 3, sources: ["a", null], names: ["b"], mappings: "AAAA;AACA,IAAIA" }, JSON.parse(input)); var consumer = new library.SourceMapConsumer(map); consumer.eachMapping(function () {}); library.SourceMapGenerator.fromSourceMap(consumer).toString(); library.SourceNode.fromStringWithSourceMap("a b\\nc", consumer).toStringWithSourceMap();',
    ],
  },
];
