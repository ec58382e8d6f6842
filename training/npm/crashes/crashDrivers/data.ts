import type { CrashDriver } from '../crashDrivers';

/** Readers and writers of data files. */
export const DATA_DRIVERS: readonly CrashDriver[] = [
  {
    package: 'csv-parse',
    inputs: 'csv',
    calls: [
      'var parse = library.parse || library; return new Promise(function (done, fail) { parse(input, { columns: true, relax: true, relax_column_count: true, trim: true, comment: "#", auto_parse: true, cast: true, info: true, group_columns_by_name: true }, function (error, rows) { if (error && /TypeError|RangeError/.test(error.name)) fail(error); else done(rows); }); });',
      'var parse = library.parse || library; return new Promise(function (done, fail) { parse(input, { delimiter: ";", quote: "\'", escape: "\\\\", skip_empty_lines: true, from_line: 2, objname: "a", raw: true, rowDelimiter: "auto", ltrim: true }, function (error, rows) { if (error && /TypeError|RangeError/.test(error.name)) fail(error); else done(rows); }); });',
    ],
  },
  { package: 'dotenv', inputs: 'ini', calls: ['library.parse(input, { debug: true }); library.parse(Buffer.from(input));'] },
  {
    package: 'fast-csv',
    inputs: 'csv',
    calls: [
      'return new Promise(function (done, fail) { var options = { headers: true, ignoreEmpty: true, trim: true, comment: "#", discardUnmappedColumns: true, renameHeaders: false }; var stream = (library.parseString || library.fromString)(input, options); stream.on("data", function () {}); stream.on("error", function (error) { if (error.name === "TypeError") fail(error); else done(); }); stream.on("end", done); });',
    ],
  },
  {
    package: 'csvtojson',
    inputs: 'csv',
    calls: [
      'var csv = typeof library === "function" ? library : library.default; return new Promise(function (done, fail) { var out = csv({ checkType: true, flatKeys: false, ignoreEmpty: true, trim: true, delimiter: "auto" }).fromString(input, function (error, rows) { if (error && error.name === "TypeError") fail(error); else done(rows); }); if (out && out.then && !out.pipe) out.then(done, done); else if (out && out.on) { out.on("end", done); out.on("error", function (error) { if (error && error.name === "TypeError") fail(error); else done(); }); out.on("done", done); } });',
    ],
  },
  {
    package: 'papaparse',
    inputs: 'csv',
    calls: [
      'library.unparse(library.parse(input, { header: true, dynamicTyping: true, comments: "#", skipEmptyLines: "greedy", transformHeader: function (x) { return x.trim(); } })); library.parse(input, { preview: 1, fastMode: true, delimitersToGuess: [";", "|"] });',
      'library.parse(input, { delimiter: "", newline: "", quoteChar: "\'", escapeChar: "\\\\", step: function () {}, worker: false }); library.unparse({ fields: input.split(","), data: [input.split("\\n")] }, { quotes: true, header: true, skipEmptyLines: true, escapeFormulae: true });',
    ],
  },
  { package: 'toml', inputs: 'toml', calls: ['library.parse(input);'] },
  {
    package: 'comment-json',
    inputs: 'json5',
    calls: [
      'library.stringify(library.parse(input), null, 2); library.parse(input, null, true); library.assign && library.assign({}, library.parse(input), ["a"]);',
    ],
  },
  {
    package: '@iarna/toml',
    inputs: 'toml',
    calls: ['library.stringify(library.parse(input)); library.stringify.value && library.stringify.value(library.parse(input));'],
  },
  {
    package: 'd3-dsv',
    inputs: 'csv',
    calls: [
      'var dsv = library.dsvFormat ? library.dsvFormat(",") : library.dsv ? library.dsv(",") : library; var rows = dsv.parse(input, library.autoType); dsv.format(rows); dsv.formatRows(dsv.parseRows(input)); dsv.formatBody && dsv.formatBody(rows, ["a"]);',
    ],
  },
  {
    package: 'hjson',
    inputs: 'json5',
    calls: [
      'var value = library.parse(input, { keepWsc: true }); library.stringify(value, { keepWsc: true, bracesSameLine: true, quotes: "all", emitRootBraces: false, space: 2, separator: true }); library.rt.stringify(library.rt.parse(input)); library.comments && library.comments.extract(value);',
    ],
  },
  {
    package: 'properties-reader',
    inputs: 'ini',
    calls: [
      'var one = library("x".slice(1) || undefined, undefined, { allowDuplicateSections: true }); one.read(input); one.getAllProperties(); one.path(); one.get("a.b"); one.each(function () {}); one.set("x.y", 1); one.getByRoot("a");',
    ],
  },
  {
    package: 'ini',
    inputs: 'ini',
    calls: ['library.stringify(library.parse(input), { whitespace: true, section: "s" }); library.unsafe(library.safe(input));'],
  },
  { package: 'smol-toml', inputs: 'toml', calls: ['library.stringify(library.parse(input));'] },
  {
    package: 'dotenv-expand',
    inputs: 'ini',
    needs: { dotenv: '^8.0.0' },
    calls: ['(library.expand || library)({ parsed: require("dotenv").parse(input), ignoreProcessEnv: true, processEnv: {} });'],
  },
  {
    package: 'jsonc-parser',
    inputs: 'json5',
    calls: [
      'library.parse(input, [], { allowTrailingComma: true }); var tree = library.parseTree(input); tree && library.findNodeAtLocation(tree, ["a", 0, "b"]); tree && library.findNodeAtOffset && library.findNodeAtOffset(tree, 3); library.getLocation(input, 5); library.format(input, undefined, { insertSpaces: true, tabSize: 2, eol: "\\n" }); library.stripComments(input);',
      'library.applyEdits(input, library.modify(input, ["a", "b", 0], 1, { formattingOptions: { insertSpaces: true, tabSize: 2 }, isArrayInsertion: true })); library.applyEdits(input, library.modify(input, ["a"], undefined, {})); library.visit(input, { onObjectProperty: function () {} });',
    ],
  },
  {
    package: 'editorconfig',
    inputs: 'ini',
    calls: [
      'library.parseString ? library.parseString(input) : 0; library.parseFromFilesSync && library.parseFromFilesSync("/a.js", [{ name: "/.editorconfig", contents: input }], {}); library.parseFromFiles && library.parseFromFilesSync === undefined && library.parseFromFiles("/a.js", [{ name: "/.editorconfig", contents: input }], {});',
    ],
  },
  {
    package: 'csv-parser',
    inputs: 'csv',
    calls: [
      'return new Promise(function (done, fail) { var stream = library({ strict: false, skipComments: true, mapHeaders: function (x) { return x.header; }, headers: false }); stream.on("data", function () {}); stream.on("error", done); stream.on("end", done); stream.end(input); });',
    ],
  },
  {
    package: 'json5',
    inputs: 'json5',
    calls: ['library.stringify(library.parse(input, function (key, value) { return value; }), null, 2);'],
  },
  {
    package: 'csv-string',
    inputs: 'csv',
    calls: [
      'library.stringify(library.parse(input)); library.detect(input); library.parse(input, { output: "objects", comma: ";" }); library.forEach(input, ",", function () {});',
    ],
  },
  {
    package: 'levn',
    inputs: 'json5',
    calls: [
      '["Number", "[Int]", "{a: Number}", "(String, Date)", "Maybe RegExp | Boolean", "Object", "*"].forEach(function (type) { try { library.parse(type, input, { explicit: false }); } catch (error) { if (error.name !== "Error") throw error; } });',
    ],
  },
  { package: 'jsonparse', inputs: 'json5', calls: ['var parser = new library(); parser.onError = function () {}; parser.write(input);'] },
  {
    package: 'jju',
    inputs: 'json5',
    calls: [
      'library.parse(input, { mode: "cjson", reserved_keys: "replace" }); library.update(input, { a: [1, { b: 2 }], z: null }, { mode: "json5" }); library.tokenize(input); library.analyze(input);',
    ],
  },
];
