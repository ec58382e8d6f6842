import type { CrashDriver } from '../crashDrivers';

/** Readers and writers of data files. */
export const DATA_DRIVERS: readonly CrashDriver[] = [
  { package: 'dotenv', inputs: 'ini', calls: ['library.parse(input, { debug: true }); library.parse(Buffer.from(input));'] },
  {
    package: 'ini',
    inputs: 'ini',
    calls: ['library.stringify(library.parse(input), { whitespace: true, section: "s" }); library.unsafe(library.safe(input));'],
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
];
