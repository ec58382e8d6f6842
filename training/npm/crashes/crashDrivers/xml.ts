import type { CrashDriver } from '../crashDrivers';

/** Readers and writers of XML. */
export const XML_DRIVERS: readonly CrashDriver[] = [
  {
    package: 'xmlbuilder',
    inputs: 'json',
    calls: [
      'library.create({ root: JSON.parse(input) }, { separateArrayItems: true, ignoreDecorators: false }).end({ pretty: true, allowEmpty: true });',
      'var value = JSON.parse(input); library.create("a").att("b", value).ele(value).up().txt(value).com("c").dat("d").ins("e", "f").end({ pretty: true });',
    ],
  },
  {
    package: 'feedme',
    inputs: 'feed',
    calls: [
      'var parser = new (library.default || library)(true); parser.on("error", function () {}); parser.write(input); parser.done && parser.done();',
    ],
  },
  {
    package: 'txml',
    inputs: 'xml',
    calls: [
      'var parse = library.parse || library; var tree = parse(input, { keepComments: true, keepWhitespace: true }); (library.simplify || library.xml && library.xml.simplify || parse.simplify)(tree); (library.stringify || parse.stringify)(tree); (library.toContentString || parse.toContentString)(tree);',
    ],
  },
  {
    package: 'rss-parser',
    inputs: 'feed',
    calls: ['return new library({ customFields: { item: ["a", ["b", "c", { keepArray: true }]] } }).parseString(input);'],
  },
  { package: 'xml', inputs: 'json', calls: ['library(JSON.parse(input), { indent: true, declaration: true });'] },
  { package: 'plist', inputs: 'plist', calls: ['library.build((library.parse || library.parseStringSync)(input));'] },
  { package: 'svg-parser', inputs: 'xml', calls: ['library.parse(input);'] },
  {
    package: 'xmldoc',
    inputs: 'xml',
    calls: [
      'var document = new library.XmlDocument(input); document.toString({ compressed: true, cdata: true }); document.childNamed("a"); document.valueWithPath("b.c@d"); document.descendantWithPath("b.c"); document.childWithAttribute("b", "c"); document.eachChild(function (child) { child.val; });',
    ],
  },
  {
    package: 'sax',
    inputs: 'xml',
    calls: [
      'var parser = library.parser(true, { trim: true, normalize: true, xmlns: true, position: true, strictEntities: true }); parser.onerror = function (error) { parser.error = null; }; parser.onattribute = parser.onopentag = parser.ontext = function () {}; parser.write(input).close();',
      'var parser = library.parser(false, { lowercase: true, xmlns: true, noscript: true, unquotedAttributeValues: false }); parser.onerror = function () { parser.error = null; }; parser.write(input).end();',
    ],
  },
  {
    package: 'feedparser',
    inputs: 'feed',
    calls: [
      'return new Promise(function (done, fail) { var parser = new library({ addmeta: true, resume_saxerror: true }); parser.on("error", function (error) { if (error.name === "TypeError") fail(error); else done(); }); parser.on("readable", function () { while (parser.read()); }); parser.on("end", done); parser.end(input); });',
    ],
  },
  {
    package: 'xml2js',
    inputs: 'xml',
    calls: [
      'return new Promise(function (done, fail) { library.parseString(input, function (error, result) { if (error) return fail(error); if (library.Builder && result) new library.Builder({ cdata: true }).buildObject(result); done(); }); });',
      'return new Promise(function (done, fail) { var options = { explicitArray: false, mergeAttrs: true, explicitRoot: false, xmlns: true, explicitChildren: true, preserveChildrenOrder: true, charsAsChildren: true, normalizeTags: true, ignoreAttrs: false, explicitCharkey: true, emptyTag: null, attrValueProcessors: [String], tagNameProcessors: library.processors ? [library.processors.stripPrefix] : null }; new library.Parser(options).parseString(input, function (error) { if (error) fail(error); else done(); }); });',
    ],
  },
  {
    package: 'ltx',
    inputs: 'xml',
    calls: [
      'var tree = library.parse(input); String(tree); tree.getChild && tree.getChildText("a"); tree.clone && tree.clone().root(); tree.getChildrenByAttr && tree.getChildrenByAttr("b", "c", null, true);',
    ],
  },
  {
    package: 'xml-formatter',
    inputs: 'xml',
    calls: [
      '(library.default || library)(input, { collapseContent: true, whiteSpaceAtEndOfSelfclosingTag: true, throwOnFailure: false }); (library.minify || function () {})(input);',
    ],
  },
  {
    package: 'xmlbuilder2',
    inputs: 'xml',
    calls: [
      'library.create(input).end({ format: "object", group: true, verbose: true }); library.create(input).end({ prettyPrint: true, headless: true }); library.convert(input, { format: "map" });',
    ],
  },
  {
    package: 'svgson',
    inputs: 'xml',
    calls: [
      'var parse = library.parseSync || library; library.parseSync ? library.stringify(library.parseSync("<svg>" + input + "</svg>", { camelcase: true }), { transformAttr: function (key, value, escape) { return key + escape(value); } }) : 0;',
    ],
  },
  {
    package: 'xml-js',
    inputs: 'xml',
    calls: [
      'var js = library.xml2js(input, { compact: true, nativeType: true, trim: true, alwaysArray: false, captureSpacesBetweenElements: true, instructionHasAttributes: true }); library.js2xml(js, { compact: true, spaces: 2, indentText: true, indentAttributes: true });',
      'library.json2xml(library.xml2json(input, { addParent: false, nativeTypeAttributes: true }), { fullTagEmptyElement: true, spaces: "\\t" });',
    ],
  },
  {
    package: 'saxes',
    inputs: 'xml',
    calls: [
      'var parser = new library.SaxesParser({ xmlns: true, position: true, fragment: true }); parser.onerror = function () {}; if (parser.on) ["opentag", "text", "doctype", "processinginstruction", "xmldecl"].forEach(function (name) { parser.on(name, function () {}); }); parser.write(input).close();',
    ],
  },
  {
    package: 'js2xmlparser',
    inputs: 'json',
    calls: [
      'library.parse ? library.parse("a", JSON.parse(input), { cdataInvalidChars: true, format: { pretty: true } }) : library("a", JSON.parse(input), { useCDATA: true, wrapArray: { enabled: true } });',
    ],
  },
  {
    package: '@rgrove/parse-xml',
    inputs: 'xml',
    calls: [
      'var parse = library.parseXml || library; var tree = parse(input, { ignoreUndefinedEntities: true, preserveCdata: true, preserveComments: true, sortAttributes: true }); JSON.stringify(tree); tree.text;',
    ],
  },
  {
    package: 'elementtree',
    inputs: 'xml',
    calls: [
      'var tree = library.parse(input); tree.write({ indent: 2, xml_declaration: false }); ',
      'var tree = library.parse(input); tree.findall("*/b"); tree.find("./b"); tree.findall(".//a[@b=\'c\']");',
    ],
  },
  {
    package: 'xmlrpc',
    inputs: 'xml',
    calls: [
      'return new Promise(function (done, fail) { var Deserializer = require("xmlrpc/lib/deserializer"); var stream = new (require("stream").PassThrough)(); new Deserializer().deserializeMethodCall(stream, function (error) { if (error && error.name === "TypeError") fail(error); else done(); }); stream.end(input); });',
    ],
  },
  {
    package: 'opmlparser',
    inputs: 'feed',
    calls: [
      'return new Promise(function (done, fail) { var parser = new library(); parser.on("error", done); parser.on("readable", function () { while (parser.read()); }); parser.on("end", done); parser.end(input); });',
    ],
  },
  { package: 'fast-plist', inputs: 'plist', calls: ['library.parse(input);'] },
  { package: 'xml-parser', inputs: 'xml', calls: ['library(input);'] },
  {
    package: 'pretty-data',
    inputs: 'xml',
    calls: ['library.pd.xml(input); library.pd.xmlmin(input, true); library.pd.css(input); library.pd.sql(input);'],
  },
  {
    package: 'node-xml',
    inputs: 'xml',
    calls: [
      'new library.SaxParser(function (handler) { handler.onStartElementNS(function () {}); handler.onError(function () {}); }).parseString(input);',
    ],
  },
];
