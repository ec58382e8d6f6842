import type { CrashDriver } from '../crashDrivers';

/** What works on JSON values. */
export const VALUES_DRIVERS: readonly CrashDriver[] = [
  {
    package: 'prosemirror-model',
    inputs: 'json',
    calls: [
      'var value = JSON.parse(input); var schema = new library.Schema({ nodes: { doc: { content: "p+" }, p: { content: "text*", attrs: { x: { default: null } } }, text: {} }, marks: { b: {} } }); try { var node = library.Node.fromJSON(schema, { type: "doc", content: [{ type: "p", attrs: value, content: value }] }); node.check(); } catch (error) { if (error.name !== "RangeError") throw error; } library.Slice.fromJSON(schema, value); library.Fragment.fromJSON(schema, value);',
    ],
  },
  {
    package: 'table',
    inputs: 'json',
    calls: [
      '(library.table || library.default)([].concat(JSON.parse(input)), { columns: { 0: { width: 3, wrapWord: true, alignment: "center", truncate: 5 } }, header: { content: "h" }, drawHorizontalLine: function () { return true; } });',
      '(library.table || library.default)(JSON.parse(input), JSON.parse(input));',
    ],
  },
  {
    package: 'json2csv',
    inputs: 'json',
    calls: [
      'if (library.Parser) { new library.Parser({ flatten: true, unwind: ["a", "children"], withBOM: true, excelStrings: true, eol: "\\n", defaultValue: "x" }).parse(JSON.parse(input)); new library.Parser({ fields: ["a.b", { label: "L", value: function (row) { return row.a; } }, { value: "e.f", default: 1 }] }).parse(JSON.parse(input)); } else return new Promise(function (done, fail) { library({ data: JSON.parse(input), fields: ["a", "e.f"], nested: true, flatten: true, unwindPath: "a" }, function (error) { if (error && error.name === "TypeError") fail(error); else done(); }); });',
    ],
  },
  {
    package: 'd3-array',
    inputs: 'json',
    calls: [
      'var value = JSON.parse(input); library.extent(value); library.median(value); library.quantile(value, 0.3); (library.bin || library.histogram)()(value); library.group && library.group(value, function (d) { return d; }); library.rollup && library.rollups && library.rollups(value, function (v) { return v.length; }, function (d) { return d && d.a; }); library.cross(value, value); library.transpose(value); library.merge(value); library.deviation(value); library.bisect(value, 1); library.scan ? library.scan(value) : library.leastIndex(value); library.flatRollup && library.flatRollup(value, function (v) { return v; }, function (d) { return d; });',
    ],
  },
  { package: 'flatted', inputs: 'json', calls: ['library.parse(library.stringify(JSON.parse(input), null, 1)); library.parse(input);'] },
  {
    package: 'camelcase-keys',
    inputs: 'json',
    calls: [
      '(library.default || library)(JSON.parse(input), { deep: true, pascalCase: true, exclude: ["a_b", /x/], stopPaths: ["e.f"] });',
    ],
  },
  {
    package: 'json-rules-engine',
    inputs: 'json',
    calls: [
      'var value = JSON.parse(input); var engine = new library.Engine([], { allowUndefinedFacts: true }); engine.addRule({ conditions: { all: [{ fact: "f", operator: "equal", value: value, path: "$.a" }, { any: [{ fact: "g", operator: "in", value: value }] }] }, event: { type: "t", params: value } }); return engine.run({ f: value, g: 1 });',
    ],
  },
  {
    package: 'jsonapi-serializer',
    inputs: 'json',
    calls: [
      'new library.Serializer("users", { attributes: ["a", "e", "children"], e: { attributes: ["f"] }, children: { ref: "id", attributes: ["x"] }, keyForAttribute: "camelCase", pluralizeType: false, nullIfMissing: true, topLevelLinks: { self: "x" } }).serialize(JSON.parse(input));',
      'return new library.Deserializer({ keyForAttribute: "snake_case", users: { valueForRelationship: function (x) { return x; } } }).deserialize({ data: JSON.parse(input), included: [].concat(JSON.parse(input)) });',
    ],
  },
  {
    package: 'normalize-package-data',
    inputs: 'json',
    calls: [
      'library(JSON.parse(input), function () {}); library(Object(JSON.parse(input)), function () {}, false);',
      'var value = JSON.parse(input); library({ name: "a", version: "1.0.0", bin: value, files: value, author: value, repository: value, dependencies: value, keywords: value, scripts: value, bugs: value, man: value, bundleDependencies: value, people: value, contributors: value, license: value, homepage: value, engines: value }, function () {});',
    ],
  },
  {
    package: 'json-2-csv',
    inputs: 'json',
    calls: [
      'var options = { expandArrayObjects: true, expandNestedObjects: true, unwindArrays: true, emptyFieldValue: "", sortHeader: true, checkSchemaDifferences: true, escapeHeaderNestedDots: true }; if (library.json2csv.length > 2 || /callback/.test(library.json2csv.toString())) return new Promise(function (done, fail) { library.json2csv(JSON.parse(input), function (error) { if (error && error.name === "TypeError") fail(error); else done(); }, options); }); library.json2csv(JSON.parse(input), options);',
    ],
  },
  {
    package: 'sort-keys',
    inputs: 'json',
    calls: ['(library.default || library)(JSON.parse(input), { deep: true, compare: function (a, b) { return a < b ? 1 : -1; } });'],
  },
  {
    package: 'sort-package-json',
    inputs: 'json',
    calls: [
      '(library.sortPackageJson || library.default || library)(JSON.parse(input)); (library.sortPackageJson || library.default || library)(input);',
      'var value = JSON.parse(input); (library.sortPackageJson || library.default || library)({ scripts: value, dependencies: value, files: value, repository: value, husky: value, "lint-staged": value, eslintConfig: value, babel: value, exports: value, workspaces: value });',
    ],
  },
  {
    package: 'css-in-js-utils',
    inputs: 'json',
    calls: [
      'library.cssifyObject(Object(JSON.parse(input))); library.cssifyDeclaration("a", JSON.parse(input)); library.assignStyle({ a: [1] }, Object(JSON.parse(input))); library.resolveArrayValue("a", [JSON.parse(input)]);',
    ],
  },
  {
    package: 'preact-render-to-string',
    inputs: 'json',
    needs: { preact: '^10.5.0' },
    calls: [
      'var h = require("preact").h; var value = JSON.parse(input); var render = library.render || library.default || library; render(h("div", value, value)); render(h("p", { style: value, class: value, dangerouslySetInnerHTML: value, x: value }, [value, "a"]), null, { pretty: true, shallow: true });',
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
    package: 'jss',
    inputs: 'json',
    calls: [
      'var jss = library.create ? library.create() : library.default.create(); jss.createStyleSheet({ a: JSON.parse(input), "@media x": { a: Object(JSON.parse(input)) }, "@font-face": JSON.parse(input), "@keyframes k": { from: Object(JSON.parse(input)) } }).toString(); jss.createStyleSheet(JSON.parse(input)).toString();',
    ],
  },
  {
    package: 'humanize-duration',
    inputs: 'json',
    calls: [
      'var value = JSON.parse(input); library(value, { units: ["h", "m"], largest: 2, round: true, conjunction: " and ", language: "fr", fallbacks: ["en"] }); library.humanizer({ languages: { x: Object(value) }, unitMeasures: Object(value) })(1e6);',
    ],
  },
  {
    package: 'cli-table',
    inputs: 'json',
    calls: [
      'var table = new library({ head: ["a", "b"], colWidths: [5, 10], style: { compact: true } }); table.push(JSON.parse(input)); String(table);',
    ],
  },
  {
    package: 'map-obj',
    inputs: 'json',
    calls: [
      '(library.default || library)(JSON.parse(input), function (key, value) { return [key + "x", value, { shouldRecurse: key !== "a" }]; }, { deep: true });',
    ],
  },
  {
    package: 'text-table',
    inputs: 'json',
    calls: ['library(JSON.parse(input), { align: ["l", "r", ".", "c"], hsep: " | ", stringLength: function (x) { return x.length; } });'],
  },
  {
    package: 'jsonld',
    inputs: 'json',
    calls: [
      'return library.promises ? library.promises.expand({ "@context": JSON.parse(input), "a": JSON.parse(input) }) : library.expand({ "@context": JSON.parse(input), a: JSON.parse(input) });',
      'var api = library.promises || library; return api.flatten(JSON.parse(input)).then(function (flat) { return api.compact(flat, { "@vocab": "http://a/", b: { "@id": "c", "@container": "@list" } }); });',
    ],
  },
  {
    package: 'superjson',
    inputs: 'json',
    calls: [
      'var json = library.default || library; json.deserialize(json.serialize(JSON.parse(input))); json.deserialize({ json: JSON.parse(input), meta: { values: { a: ["Date"], b: [["set"]] }, referentialEqualities: { c: ["d"] } } });',
    ],
  },
  {
    package: 'traverse',
    inputs: 'json',
    calls: [
      'var value = JSON.parse(input); library(value).map(function () { if (this.circular) this.remove(); else if (this.isLeaf) this.update(1); }); library(value).clone(); library(value).paths(); library(value).reduce(function (sum) { return sum; }, 0); library(value).forEach(function (x) { this.parent; this.after && this.after(function () {}); }); library(value).deepEqual && library(value).deepEqual(value); library(value).get && library(value).get(["a", "x"]);',
    ],
  },
  {
    package: 'snabbdom-to-html',
    inputs: 'json',
    calls: [
      'var value = JSON.parse(input); library({ sel: "div#a.b", data: { style: value, class: value, props: value, attrs: value, dataset: value, attributes: value }, children: [{ text: "x" }, value, { sel: "i", data: {}, text: "y" }] }); library(value);',
    ],
  },
  {
    package: 'devalue',
    inputs: 'json',
    calls: [
      'if (library.uneval) { library.parse(library.stringify(JSON.parse(input))); library.uneval(JSON.parse(input)); library.unflatten(JSON.parse(input)); } else (library.default || library)(JSON.parse(input));',
    ],
  },
  {
    package: 'virtual-dom',
    inputs: 'json',
    calls: [
      'var value = JSON.parse(input); var one = library.h("div.a#b", Object(value), [value, library.h("p", { key: 1, style: value, attributes: value, dataset: value }, "x")]); library.diff(one, library.h("div", { className: "z" }, [library.h("p", { key: 1 }, [String(value)])]));',
    ],
  },
  {
    package: 'markdown-table',
    inputs: 'json',
    calls: [
      '(library.markdownTable || library)(JSON.parse(input), { align: ["l", "c", null, "r"], stringLength: function (x) { return x.length; }, padding: false, delimiterStart: false });',
    ],
  },
  {
    package: 'json-api-normalizer',
    inputs: 'json',
    calls: [
      '(library.default || library)({ data: JSON.parse(input), included: [].concat(JSON.parse(input)) }, { endpoint: "/a?b", camelizeKeys: true, filterEndpoint: false }); (library.default || library)(JSON.parse(input));',
    ],
  },
  {
    package: 'd3-hierarchy',
    inputs: 'json',
    calls: [
      'var value = JSON.parse(input); var root = library.hierarchy(value, function (d) { return d && d.children; }).sum(function (d) { return d && d.value || 1; }).sort(function (a, b) { return b.value - a.value; }); library.tree()(root); library.pack()(root.copy()); library.treemap()(root); root.leaves()[0] && root.path(root.leaves()[0]); root.links();',
      'try { library.stratify().id(function (d) { return d && d.id; }).parentId(function (d) { return d && d.parent; })([].concat(JSON.parse(input))); } catch (error) { if (!/ambiguous|missing|cycle|no root|multiple roots/.test(error.message)) throw error; }',
    ],
  },
  {
    package: 'quill-delta-to-html',
    inputs: 'json',
    calls: [
      'var Converter = library.QuillDeltaToHtmlConverter || library; var value = JSON.parse(input); new Converter([{ insert: value, attributes: value }, { insert: "\\n", attributes: { list: value, header: value, align: value, indent: value } }, { insert: { image: value, video: value, formula: value, mention: value }, attributes: { link: value, color: value, font: value, width: value } }], { encodeHtml: true, inlineStyles: true, multiLineParagraph: false, linkTarget: "" }).convert(); new Converter(value, {}).convert();',
    ],
  },
  {
    package: 'inline-style-prefixer',
    inputs: 'json',
    calls: [
      'if (library.prefix) library.prefix(Object(JSON.parse(input))); else { var Prefixer = library.default || library; new Prefixer({ userAgent: "Mozilla/5.0 (iPhone; CPU iPhone OS 8_0 like Mac OS X) AppleWebKit/600.1.4 (KHTML, like Gecko) Version/8.0 Mobile/12A365 Safari/600.1.4" }).prefix(Object(JSON.parse(input))); }',
    ],
  },
  {
    package: 'flat',
    inputs: 'json',
    calls: [
      'var flatten = library.flatten || library; var value = JSON.parse(input); (library.unflatten || flatten.unflatten)(flatten(value), { object: true }); (library.unflatten || flatten.unflatten)(value, { overwrite: true, delimiter: "_" }); flatten(value, { maxDepth: 2, safe: true, delimiter: "/", transformKey: function (key) { return key + "x"; } });',
    ],
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
    package: 'normalizr',
    inputs: 'json',
    calls: [
      'if (library.schema) { var user = new library.schema.Entity("users"); user.define({ children: [user], e: { f: user }, a: new library.schema.Union({ t: user }, "type") }); var out = library.normalize(JSON.parse(input), [user]); library.denormalize(out.result, [user], out.entities); } else { var one = new library.Schema("users"); one.define({ children: library.arrayOf(one), e: library.valuesOf(one) }); library.normalize(JSON.parse(input), library.arrayOf(one)); }',
      'if (library.schema) { var item = new library.schema.Entity("items", {}, { idAttribute: function (value) { return value.id; } }); library.normalize(JSON.parse(input), new library.schema.Values(item)); library.denormalize(JSON.parse(input), { a: item, d: [item] }, { items: JSON.parse(input) }); }',
    ],
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
    package: 'telejson',
    inputs: 'json',
    calls: ['library.parse(library.stringify(JSON.parse(input), { space: 1, maxDepth: 3 })); library.parse(input);'],
  },
  {
    package: 'columnify',
    inputs: 'json',
    calls: [
      'library(JSON.parse(input), { maxWidth: 5, truncate: true, showHeaders: true, config: { a: { align: "right", minWidth: 3 } }, preserveNewLines: true, columns: ["a", "b"] }); library(JSON.parse(input));',
    ],
  },
  {
    package: 'stringify-object',
    inputs: 'json',
    calls: [
      'library(JSON.parse(input), { indent: "  ", singleQuotes: false, inlineCharacterLimit: 10, filter: function () { return true; }, transform: function (o, k, r) { return r; } });',
    ],
  },
  {
    package: 'jsonexport',
    inputs: 'json',
    calls: [
      'return new Promise(function (done, fail) { library(JSON.parse(input), { headers: ["b"], rename: ["B"], includeHeaders: true, fillGaps: true, verticalOutput: false, mapHeaders: String, typeHandlers: {} }, function (error) { if (error) fail(error); else done(); }); });',
    ],
  },
  {
    package: 'treeify',
    inputs: 'json',
    calls: ['library.asTree(JSON.parse(input), true, true); library.asLines(JSON.parse(input), false, function () {});'],
  },
  {
    package: 'javascript-stringify',
    inputs: 'json',
    calls: [
      '(library.stringify || library)(JSON.parse(input), null, 2, { maxDepth: 2, references: true, skipUndefinedProperties: true });',
    ],
  },
  {
    package: 'archy',
    inputs: 'json',
    calls: ['library(JSON.parse(input), "", { unicode: false }); library({ label: "a", nodes: [].concat(JSON.parse(input)) });'],
  },
  {
    package: 'source-map-js',
    inputs: 'json',
    calls: [
      'var map = Object.assign({ version: 3, sources: ["a", null], names: ["b"], mappings: "AAAA;AACA,IAAIA" }, JSON.parse(input)); var consumer = new library.SourceMapConsumer(map); consumer.eachMapping(function () {}); library.SourceMapGenerator.fromSourceMap(consumer).toString(); library.SourceNode.fromStringWithSourceMap("a b\\nc", consumer).toStringWithSourceMap();',
    ],
  },
  {
    package: 'json-stringify-pretty-compact',
    inputs: 'json',
    calls: ['(library.default || library)(JSON.parse(input), { maxLength: 20, margins: true, indent: 2 });'],
  },
  {
    package: 'cli-table3',
    inputs: 'json',
    calls: [
      'var table = new library({ head: ["a", "b"], colWidths: [5], wordWrap: true, style: { head: [] } }); [].concat(JSON.parse(input)).forEach(function (row) { table.push(Array.isArray(row) ? row : { x: row }); }); String(table);',
      'var other = new library(); other.push([{ colSpan: 2, rowSpan: 2, content: String(input) }, "x"], ["y"]); other.push(Object(JSON.parse(input))); String(other);',
    ],
  },
  {
    package: 'redraft',
    inputs: 'json',
    calls: [
      'var value = JSON.parse(input); (library.redraft || library.default || library)({ blocks: [{ key: "a", text: "abc", type: "unstyled", depth: 0, inlineStyleRanges: [].concat(value).map(function (x) { return Object.assign({ offset: 0, length: 2, style: "BOLD" }, x); }), entityRanges: [{ offset: 1, length: 1, key: 0 }], data: value }, { key: "b", text: "", type: "list", depth: 1, inlineStyleRanges: [], entityRanges: [] }], entityMap: { 0: { type: "LINK", data: value } } }, { inline: { BOLD: function (x) { return x; } }, blocks: { unstyled: function (x) { return x; } }, entities: { LINK: function (x) { return x; } } }, { cleanup: true, joinOutput: false });',
    ],
  },
];
