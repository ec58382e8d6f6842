import type { CrashDriver } from '../crashDrivers';

/** Readers of comments and regular expressions. */
export const COMMENTS_DRIVERS: readonly CrashDriver[] = [
  {
    package: 'regexp-tree',
    inputs: 'regex',
    calls: [
      'library.generate(library.parse(input, { captureLocations: true }));',
      'String(library.optimize(input)); library.toRegExp(input);',
      'library.compatTranspile(input); library.transform(input, { Char: function (path) { path.getIndex(); } });',
    ],
  },
  {
    package: 'dox',
    inputs: 'doc',
    calls: [
      'library.parseComments(input, { raw: true }); library.api(library.parseComments(input)); library.parseComments(input).forEach(function (one) { one.code && library.contextPatternMatchers; });',
    ],
  },
  {
    package: 'regexpu-core',
    inputs: 'regex',
    calls: [
      'library(input.replace(/^\\/|\\/[a-z]*$/g, ""), "u", { unicodePropertyEscape: true, dotAllFlag: true, namedGroup: true, lookbehind: true });',
      'library(input.replace(/^\\/|\\/[a-z]*$/g, ""), "v", { unicodeSetsFlag: "transform", namedGroups: "transform", dotAllFlag: "transform", modifiers: "transform" });',
    ],
  },
  {
    package: 'documentation',
    inputs: 'doc',
    calls: [
      'return new Promise(function (done, fail) { var input_ = { source: input, file: "/a.js" }; if (library.buildSync) done(library.formats.md && library.buildSync([input_], {})); else done(); });',
    ],
  },
  {
    package: 'regjsparser',
    inputs: 'regex',
    calls: [
      'library.parse(input.replace(/^\\/|\\/[a-z]*$/g, ""), "u", { lookbehind: true, namedGroups: true, unicodePropertyEscape: true, unicodeSet: true, modifiers: true });',
      'library.parse(input.replace(/^\\/|\\/[a-z]*$/g, ""), "", { namedGroups: true });',
    ],
  },
  {
    package: 'jsdoc-type-pratt-parser',
    inputs: 'doc',
    calls: [
      'var type = input.replace(/^[^{]*\\{|\\}[^}]*$/g, ""); library.stringify(library.parse(type, "jsdoc")); library.catharsisTransform && library.catharsisTransform(library.parse(type, "closure"));',
    ],
  },
  {
    package: 'comment-parser',
    inputs: 'doc',
    calls: [
      'var parse = library.parse || library; var parsed = parse(input, { dotted_names: true, trim: false }); library.stringify && library.stringify(parsed);',
      '(library.parse || library)(input, { spacing: "preserve", fence: "```", join: true, raw_value: true });',
    ],
  },
  {
    package: 'doctrine',
    inputs: 'doc',
    calls: [
      'library.parse(input, { unwrap: true, sloppy: true, recoverable: true, lineNumbers: true, range: true });',
      'library.parseType(input.replace(/^[^{]*\\{|\\}[^}]*$/g, ""));',
      'library.parse(input, { unwrap: true }).tags.forEach(function (tag) { if (tag.type) library.type.stringify(tag.type, { compact: true }); });',
    ],
  },
  {
    package: 'regjsgen',
    inputs: 'regex',
    needs: { regjsparser: '^0.9.0' },
    calls: [
      'library.generate(require("regjsparser").parse(input.replace(/^\\/|\\/[a-z]*$/g, ""), "u", { lookbehind: true, namedGroups: true, unicodePropertyEscape: true }));',
    ],
  },
  {
    package: 'ret',
    inputs: 'regex',
    calls: [
      'var parse = library.default || library; var tokens = parse(input.replace(/^\\/|\\/[a-z]*$/g, "")); library.reconstruct && library.reconstruct(tokens);',
    ],
  },
  {
    package: 'jsdoctypeparser',
    inputs: 'doc',
    calls: [
      'var type = input.replace(/^[^{]*\\{|\\}[^}]*$/g, ""); library.Parser ? new library.Parser().parse(type).toString() : library.publish(library.parse(type));',
    ],
  },
  {
    package: 'catharsis',
    inputs: 'doc',
    calls: [
      'var type = input.replace(/^[^{]*\\{|\\}[^}]*$/g, ""); library.stringify(library.parse(type, { jsdoc: true, lenient: true }), { links: {} });',
    ],
  },
  { package: 'safe-regex', inputs: 'regex', calls: ['library(input.replace(/^\\/|\\/[a-z]*$/g, ""), { limit: 5 });'] },
];
