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
    package: 'json5',
    inputs: 'json5',
    calls: ['library.stringify(library.parse(input, function (key, value) { return value; }), null, 2);'],
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
