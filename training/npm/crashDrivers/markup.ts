import type { CrashDriver } from '../crashDrivers';

/** Readers, writers and changers of mark-up. */
export const MARKUP_DRIVERS: readonly CrashDriver[] = [
  {
    package: 'html-minifier',
    inputs: 'html',
    calls: [
      'library.minify(input, { collapseWhitespace: true, removeComments: true, removeOptionalTags: true, removeAttributeQuotes: true, collapseBooleanAttributes: true, removeRedundantAttributes: true, minifyCSS: true, minifyJS: true, minifyURLs: "http://a.b/" });',
      'library.minify(input, { continueOnParseError: true, conservativeCollapse: true, preserveLineBreaks: true, sortAttributes: true, sortClassName: true, processConditionalComments: true, removeEmptyElements: true, removeEmptyAttributes: true, maxLineLength: 20, html5: false, ignoreCustomFragments: [/<%.*?%>/, /\\{\\{.*?\\}\\}/] });',
    ],
  },
  {
    package: 'htmlparser2',
    inputs: 'html',
    calls: [
      'var handler = new library.DomHandler(function (error) { if (error) throw error; }, { normalizeWhitespace: true, withStartIndices: true }); new library.Parser(handler, { recognizeSelfClosing: true }).end(input); var tree = handler.dom || handler.root; library.DomUtils.getOuterHTML && tree.map(library.DomUtils.getOuterHTML); library.DomUtils.getText(tree); library.DomUtils.find(function () { return true; }, tree, true, 10);',
      'new library.Parser(new library.DomHandler(), { xmlMode: true, decodeEntities: true, lowerCaseTags: true }).end(input); var handler = library.FeedHandler && new library.FeedHandler(function () {}); handler && new library.Parser(handler, { xmlMode: true }).end(input);',
    ],
  },
  {
    package: 'parse5',
    inputs: 'html',
    calls: [
      'if (library.parse) library.serialize(library.parse(input, { sourceCodeLocationInfo: true, locationInfo: true, onParseError: function () {} }));',
      'if (library.parse) library.serialize(library.parseFragment(input, { sourceCodeLocationInfo: true, locationInfo: true }));',
      'var Serializer = library.TreeSerializer || library.Serializer; if (Serializer) { var parser = new library.Parser(); var tree = parser.parse(input); new Serializer().serialize(tree); parser.parseFragment(input); }',
    ],
  },
  {
    package: 'sanitize-html',
    inputs: 'html',
    calls: [
      'library(input);',
      'library(input, { allowedTags: false, allowedAttributes: false, parseStyleAttributes: true, allowedStyles: { "*": { color: [/^red$/] } }, allowedClasses: { "*": ["a*"] }, transformTags: { a: library.simpleTransform("b", { c: "d" }) }, allowedIframeHostnames: ["a.b"] });',
      'library(input, { allowedTags: ["a", "p", "img", "script", "style", "b"], disallowedTagsMode: "recursiveEscape", allowedAttributes: { "*": ["href", "srcset", "style"] }, exclusiveFilter: function (frame) { return frame.tag === "a" && !frame.text.trim(); }, textFilter: function (text) { return text; }, nestingLimit: 3 });',
    ],
  },
  {
    package: 'marked',
    inputs: 'markdown',
    calls: [
      '(library.parse || library)(input);',
      '(library.parse || library)(input, { pedantic: true, smartypants: true, sanitize: true, headerIds: true, mangle: true, smartLists: true });',
      '(library.parse || library)(input, { gfm: true, tables: true, breaks: true, xhtml: true }); library.lexer(input);',
    ],
  },
  {
    package: 'markdown-it',
    inputs: 'markdown',
    calls: [
      'new library({ html: true, linkify: true, typographer: true, breaks: true, xhtmlOut: true }).render(input);',
      'library("commonmark").render(input); library("zero").renderInline(input);',
    ],
  },
  {
    package: 'showdown',
    inputs: 'markdown',
    calls: [
      'new (library.Converter || library.converter)().makeHtml(input);',
      'var converter = new library.Converter({ tables: true, strikethrough: true, tasklists: true, ghMentions: true, simplifiedAutoLink: true, parseImgDimensions: true, smoothLivePreview: true, literalMidWordUnderscores: true, emoji: true, underline: true, metadata: true, splitAdjacentBlockquotes: true, headerLevelStart: 3, customizedHeaderId: true, ghCompatibleHeaderId: true, completeHTMLDocument: true }); converter.makeHtml(input);',
    ],
  },
  {
    package: 'remarkable',
    inputs: 'markdown',
    calls: [
      'new (library.Remarkable || library)("full", { html: true, typographer: true, linkify: true, breaks: true }).render(input);',
      'new (library.Remarkable || library)("commonmark").render(input);',
    ],
  },
  {
    package: 'commonmark',
    inputs: 'markdown',
    calls: [
      'if (library.DocParser) new library.HtmlRenderer().renderBlock(new library.DocParser().parse(input)); else { var tree = new library.Parser({ smart: true }).parse(input); new library.HtmlRenderer({ sourcepos: true, safe: true }).render(tree); var Xml = library.XmlRenderer || library.XMLRenderer; Xml && new Xml({ sourcepos: true }).render(tree); }',
    ],
  },
];
