import type { CrashDriver } from '../crashDrivers';

/** Readers of interfaces, grammars and command lines. */
export const GRAMMARS_DRIVERS: readonly CrashDriver[] = [
  {
    package: 'nearley',
    inputs: 'grammar',
    calls: [
      'var grammar = require("nearley/lib/nearley-language-bootstrapped.js"); var parser = new library.Parser(grammar.ParserRules ? grammar.ParserRules : grammar, grammar.ParserStart); parser.feed(input); var compile = require("nearley/lib/compile"); require("nearley/lib/generate")(compile(parser.results[0], { args: [], opts: {} }), "g");',
    ],
  },
  {
    package: 'protobufjs',
    inputs: 'proto',
    calls: [
      'var parsed = library.parse ? library.parse(input, { keepCase: true, alternateCommentMode: true, preferTrailingComment: true }) : library.loadProto(input); if (parsed.root) { parsed.root.resolveAll(); parsed.root.toJSON({ keepComments: true }); parsed.root.nestedArray.forEach(function visit(one) { if (one.fieldsArray && one.create) { one.setup && one.setup(); one.verify({ a: 1 }); one.toObject(one.fromObject({ a: "1", b: ["x"], c: { k: {} } }), { defaults: true, enums: String, longs: String }); one.decode(one.encode(one.fromObject({ a: 1 })).finish()); } (one.nestedArray || []).forEach(visit); }); }',
    ],
  },
  {
    package: 'yargs-parser',
    inputs: 'shell',
    calls: [
      'library(input, { array: ["a", { key: "f", number: true }], boolean: ["b"], alias: { c: ["d"] }, coerce: { g: String }, count: ["v"], narg: { n: 2 }, configuration: { "halt-at-non-option": false, "strip-aliased": true, "set-placeholder-key": true, "combine-arrays": true, "unknown-options-as-args": true } }); library("--" + input + " --a.b.c " + input + " --no-" + input); library.detailed(input.split(" "));',
    ],
  },
  {
    package: 'pbf',
    inputs: 'proto',
    needs: { 'protocol-buffers-schema': '^3.4.0' },
    calls: [
      'var compile = require("pbf/compile"); var proto = require("protocol-buffers-schema").parse(input); compile.raw ? compile.raw(proto) : compile(proto);',
    ],
  },
  {
    package: 'protocol-buffers',
    inputs: 'proto',
    calls: [
      'var messages = library(input); Object.keys(messages).forEach(function (name) { if (messages[name] && messages[name].encode) messages[name].decode(messages[name].encode({ a: 1, b: ["x"], c: {}, d: true, e: 0 })); }); library.toJS && library.toJS(messages);',
    ],
  },
  {
    package: 'command-line-args',
    inputs: 'shell',
    calls: [
      'try { library([{ name: "a", alias: "b", type: Number, multiple: true }, { name: "c", defaultOption: true, lazyMultiple: true }, { name: "d", type: Boolean, group: "g" }], { argv: input.split(/\\s+/).concat(["--a", input, "-bd"]), partial: true, camelCase: true, stopAtFirstUnknown: false }); } catch (error) { if (!/UNKNOWN|ALREADY|INVALID/.test(error.name)) throw error; }',
    ],
  },
  {
    package: 'ohm-js',
    inputs: 'grammar',
    calls: [
      'var grammar = library.grammar("G { start = (letter | digit)+ \\"x\\"? ~end " + input.replace(/[{}]/g, "") + " }"); grammar.match(input).message; grammar.trace && String(grammar.trace("ab")); grammar.toRecipe && grammar.toRecipe();',
      'library.grammars(input);',
    ],
  },
  {
    package: 'shell-quote',
    inputs: 'shell',
    calls: [
      'library.quote(library.parse(input, { a: "b c", d: "" }, { escape: "^" })); library.parse(input, function () { return { op: "x" }; });',
    ],
  },
  {
    package: 'minimist',
    inputs: 'shell',
    calls: [
      'library(input.split(/\\s+/), { string: ["a"], boolean: ["b"], alias: { c: ["d"] }, default: { e: 1 }, stopEarly: false, "--": true, unknown: function () { return true; } }); library(("--" + input + " -" + input).split(/\\s+/));',
    ],
  },
  {
    package: 'dockerfile-ast',
    inputs: 'docker',
    calls: [
      'var file = library.DockerfileParser.parse(input); file.getInstructions().forEach(function (one) { one.getArguments(); one.getVariables(); one.getHeredocs && one.getHeredocs(); one.getRawArgumentsContent && one.getRawArgumentsContent(); one.getJSONStrings && one.getJSONStrings(); one.getProperties && one.getProperties(); one.getFlags && one.getFlags(); one.getImage && (one.getImageName && one.getImageName(), one.getImageDigestRange(), one.getRegistry && one.getRegistry()); }); file.getFROMs(); file.getInitialARGs && file.getInitialARGs(); file.resolveVariable("j", 3); file.getContainingImage && file.getContainingImage({ line: 0, character: 0 });',
    ],
  },
  {
    package: 'dockerfile-utils',
    inputs: 'docker',
    calls: ['library.validate(input, { ignoreCase: 1 }); library.format(input, { tabSize: 2, insertSpaces: true });'],
  },
  { package: 'nomnoml', inputs: 'graph', calls: ['library.renderSvg("[a|b;c]->[d]\\n" + input); library.renderSvg(input);'] },
  {
    package: 'state-machine-cat',
    inputs: 'graph',
    calls: [
      'library.render(input, { inputType: "smcat", outputType: "dot", direction: "left-right" }); library.render(input, { outputType: "smcat" }); library.render(input, { outputType: "scxml" });',
    ],
  },
  {
    package: 'optionator',
    inputs: 'shell',
    calls: [
      'var parser = library({ prepend: "U", options: [{ option: "a", type: "Boolean", description: "d" }, { option: "b", alias: "c", type: "[Int]", default: "1", description: "e" }, { option: "f", type: "{g: String}", description: "h", concatRepeatedArrays: true }], mutuallyExclusive: [["a", "b"]] }); parser.generateHelp({ showHidden: true }); parser.parse(input, { slice: 0 });',
    ],
  },
  { package: 'protocol-buffers-schema', inputs: 'proto', calls: ['library.stringify(library.parse(input));'] },
  {
    package: 'pegjs',
    inputs: 'grammar',
    calls: [
      '(library.generate || library.buildParser).call(library, input, { output: "source", cache: true, optimize: "size", trace: true });',
      'try { (library.generate || library.buildParser).call(library, input, { output: "parser" }).parse("ab"); } catch (error) { if (error.name !== "SyntaxError" && error.name !== "GrammarError") throw error; }',
    ],
  },
  { package: 'string-argv', inputs: 'shell', calls: ['(library.parseArgsStringToArgv || library.default || library)(input);'] },
  { package: 'shellwords', inputs: 'shell', calls: ['library.split(input).map(library.escape);'] },
  {
    package: 'graphlib-dot',
    inputs: 'graph',
    calls: ['library.write(library.read ? library.read(input) : library.parse(input)); library.readMany && library.readMany(input);'],
  },
  {
    package: 'type-check',
    inputs: 'shell',
    calls: [
      'try { library.typeCheck(input, { a: [1] }); } catch (error) { if (!/No type|Error parsing|Type not defined|Missing|Unexpected|expected|Expected|Remaining|type format/i.test(error.message)) throw error; } library.parseType && 0;',
    ],
  },
];
