import type { CrashDriver } from '../crashDrivers';

/** Message formats and files of events. */
export const MESSAGES_DRIVERS: readonly CrashDriver[] = [
  {
    package: 'hls-parser',
    inputs: 'timed',
    calls: [
      'library.setOptions && library.setOptions({ strictMode: false }); var playlist = library.parse(input); library.stringify(playlist);',
    ],
  },
  {
    package: 'intl-messageformat',
    inputs: 'message',
    calls: [
      'var Message = library.IntlMessageFormat || library.default || library; new Message(input, "en", { date: { short: {} } }, { ignoreTag: false }).format({ a: 1, b: function (x) { return x; }, n: 2, g: "male", 0: "x" });',
    ],
  },
  {
    package: 'ical.js',
    inputs: 'calendar',
    calls: [
      'var api = library.default || library; var data = api.parse(input); var component = new api.Component(Array.isArray(data[0]) ? data[0] : data); component.getAllSubcomponents("vevent").forEach(function (one) { var event = new api.Event(one); event.summary; event.startDate; event.attendees; event.isRecurring() && event.iterator().next(); }); String(component);',
    ],
  },
  {
    package: 'sdp-jingle-json',
    inputs: 'sdp',
    calls: [
      'var json = library.toSessionJSON(input, { role: "initiator", creators: ["initiator"] }); library.toSessionSDP(json, { role: "initiator" }); library.toCandidateJSON(input); library.toMediaJSON(input, input, { role: "initiator" });',
    ],
  },
  {
    package: 'po2json',
    inputs: 'catalog',
    calls: [
      'library.parse(input, { format: "jed", fuzzy: true, pretty: true }); library.parse(input, { format: "jed1.x", "fallback-to-msgid": true }); library.parse(input, { format: "mf" });',
    ],
  },
  {
    package: 'intl-messageformat-parser',
    inputs: 'message',
    calls: [
      'var tree = (library.parse || library.default.parse)(input, { captureLocation: true, normalizeHashtagInPlural: true }); library.printAST && library.printAST(tree);',
    ],
  },
  {
    package: '@formatjs/icu-messageformat-parser',
    inputs: 'message',
    calls: [
      'var tree = library.parse(input, { captureLocation: true, requiresOtherClause: false, shouldParseSkeletons: true }); require("@formatjs/icu-messageformat-parser/printer").printAST(tree);',
    ],
  },
  {
    package: 'gettext-parser',
    inputs: 'catalog',
    calls: [
      'var po = library.po.parse(input, { defaultCharset: "utf-8", validation: false }); library.po.compile(po, { foldLength: 10, sort: true }); library.mo.parse(library.mo.compile(po));',
    ],
  },
  { package: 'node-ical', inputs: 'calendar', calls: ['library.sync ? library.sync.parseICS(input) : library.parseICS(input);'] },
  {
    package: 'm3u8-parser',
    inputs: 'timed',
    calls: ['var parser = new library.Parser(); parser.push(input); parser.end(); JSON.stringify(parser.manifest);'],
  },
  {
    package: 'd3-format',
    inputs: 'message',
    calls: [
      'var format = library.format(input.replace(/[{}]/g, "")); [0, 1.5, -1e21, NaN, 1e-7].forEach(function (x) { format(x); }); library.formatPrefix(input, 1e3)(1e6);',
    ],
  },
  {
    package: 'sdp-transform',
    inputs: 'sdp',
    calls: [
      'var parsed = library.parse(input); library.write(parsed); library.parseParams && library.parseParams(input); library.parsePayloads(input); library.parseRemoteCandidates(input); library.parseImageAttributes && library.parseImageAttributes(input); library.parseSimulcastStreamList && library.parseSimulcastStreamList(input);',
    ],
  },
  {
    package: 'messageformat',
    inputs: 'message',
    calls: [
      'var Message = library.MessageFormat || library.default || library; var mf = new Message("en", { strictNumberSign: true }); mf.compile(input)({ a: 1, n: 2, g: "male", b: "x" });',
    ],
  },
  {
    package: 'ass-compiler',
    inputs: 'timed',
    calls: [
      'var parsed = library.parse(input); library.stringify(parsed); library.compile(input, {}); library.decompile && library.decompile(library.compile(input));',
    ],
  },
  {
    package: 'pofile',
    inputs: 'catalog',
    calls: [
      'var po = library.parse(input); po.items.forEach(function (item) { String(item); }); String(po); library.parsePluralForms(input);',
    ],
  },
  {
    package: 'sprintf-js',
    inputs: 'message',
    calls: ['library.sprintf(input, { a: { b: [1] } }, "x", 3); library.vsprintf(input, [1, "a", null, undefined]);'],
  },
  {
    package: 'vcf',
    inputs: 'calendar',
    calls: [
      'library.parse(input).forEach(function (card) { card.toString("4.0"); card.toJSON(); card.toJCard("4.0"); library.fromJSON(card.toJSON()); card.get("tel"); }); new library().parse(input);',
    ],
  },
  {
    package: 'messageformat-parser',
    inputs: 'message',
    calls: [
      'library.parse(input, { cardinal: ["one", "other"], ordinal: ["one", "two", "few", "other"], strict: true }); library.parse(input);',
    ],
  },
  {
    package: 'format-message-parse',
    inputs: 'message',
    calls: ['(library.default || library)(input, { tagsType: "<>", tokens: [] }); (library.default || library)(input);'],
  },
  {
    package: '@sabaki/sgf',
    inputs: 'game',
    calls: [
      'library.stringify(library.parse(input)); library.parse(input).forEach(function (node) { Object.keys(node.data || {}).forEach(function (name) { node.data[name].forEach(function (value) { library.parseVertex(value); library.parseCompressedVertices(value); library.parseDates && library.parseDates(value); }); }); });',
    ],
  },
];
