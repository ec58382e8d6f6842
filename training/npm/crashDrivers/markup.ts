import type { CrashDriver } from '../crashDrivers';

/** A plugin of PostHTML, with each of some options (JavaScript) or none. */
function posthtml(name: string, options: readonly string[] = ['']): CrashDriver {
  const calls = options.map(
    (given) => `return require("posthtml")([(library.default || library)(${given})]).process(input, {}).then(String);`,
  );
  return { package: name, inputs: 'html', calls, needs: { posthtml: '^0.16.0' } };
}

/** Calls of a plugin of markdown-it. */
function md(options = ''): string[] {
  const given = options && `, ${options}`;
  return [
    `require("markdown-it")({ html: true, linkify: true, typographer: true }).use(library.default || library${given}).render(input);`,
  ];
}

/** A plugin of remark, with each of some options (JavaScript) or none. */
function remark(name: string, options: readonly string[] = ['{}']): CrashDriver {
  const calls = options.map((given) => `return require("remark")().use(library.default || library, ${given}).process(input).then(String);`);
  return { package: name, inputs: 'markdown', calls, needs: { remark: '^12.0.0' } };
}

/** A plugin of rehype, with each of some options (JavaScript) or none. */
function rehype(name: string, options: readonly string[] = ['{}']): CrashDriver {
  const calls = options.map(
    (given) =>
      `return require("rehype")().data("settings", { fragment: true }).use(library.default || library, ${given}).process(input).then(String);`,
  );
  return { package: name, inputs: 'html', calls, needs: { rehype: '^11.0.0' } };
}

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
      'var handler = new library.DomHandler(function (error) { if (error) throw error; }, { normalizeWhitespace: true, withStartIndices: true }); new library.Parser(handler, { recognizeSelfClosing: true }).end(input); var tree = handler.dom || handler.root; library.DomUtils.getOuterHTML && tree.map(library.DomUtils.getOuterHTML); library.DomUtils.getText(tree);',
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
  {
    package: 'html-minifier-terser',
    inputs: 'html',
    calls: [
      'return library.minify(input, { collapseWhitespace: true, removeComments: true, removeOptionalTags: true, removeAttributeQuotes: true, minifyCSS: true, minifyJS: true, minifyURLs: "http://a.b/", processScripts: ["text/template"] });',
      'return library.minify(input, { continueOnParseError: true, conservativeCollapse: true, sortAttributes: true, sortClassName: true, processConditionalComments: true, removeEmptyElements: true, removeEmptyAttributes: true, maxLineLength: 20, html5: false });',
    ],
  },
  {
    package: 'html-minifier-next',
    inputs: 'html',
    calls: [
      'return library.minify(input, { collapseWhitespace: true, removeComments: true, removeOptionalTags: true, removeAttributeQuotes: true, sortAttributes: true, minifyURLs: "http://a.b/" });',
    ],
  },
  {
    package: 'minimize',
    inputs: 'html',
    calls: [
      'return new Promise(function (done, fail) { new library({ empty: false, cdata: true, comments: true, ssi: true, conditionals: true, spare: true, quotes: true, loose: true }).parse(input, function (error, out) { if (error) fail(error); else done(out); }); });',
    ],
  },
  {
    package: 'posthtml',
    inputs: 'html',
    calls: [
      'library([function (tree) { tree.match({ tag: "a" }, function (node) { node.attrs = node.attrs || {}; return node; }); tree.walk(function (node) { return node; }); }]).process(input, { sync: true }).html;',
    ],
  },
  {
    package: 'posthtml-parser',
    inputs: 'html',
    calls: [
      '(library.parser || library.default || library)(input, { recognizeNoValueAttribute: true, sourceLocations: true, directives: [{ name: "%", start: "<", end: ">" }] });',
    ],
  },
  posthtml('posthtml-include', ['{ root: "./", onError: function () {} }']),
  posthtml('posthtml-expressions', ['{ locals: { x: 1, a: { b: [] } } }']),
  posthtml('posthtml-modules', ['{ root: "./" }']),
  posthtml('posthtml-extend', ['{ root: "./" }']),
  posthtml('posthtml-postcss', ['[]']),
  posthtml('posthtml-minify-classnames', ['{ filter: /^x/ }']),
  posthtml('posthtml-beautify', ['{ rules: { indent: 2, sortAttr: "alphabetical" } }']),
  posthtml('posthtml-content', ['{ "a": function (x) { return x.trim(); } }']),
  posthtml('posthtml-img-autosize', ['{ processEmptySize: true }']),
  {
    package: 'juice',
    inputs: 'html',
    calls: [
      'library.inlineContent ? library(input, { applyStyleTags: true, removeStyleTags: true, preserveMediaQueries: true, applyAttributesTableElements: true, inlinePseudoElements: true, insertPreservedExtraCss: true }) : 0;',
      'library.inlineContent && library.inlineContent("<div class=a id=b><p style=\'color:red\'>c</p><table><td>x</td></table></div>", input.replace(/<[^>]*>/g, "p{a:b}") + "div p:first-child{color:blue!important;width:1px}", { applyWidthAttributes: true, applyHeightAttributes: true, xmlMode: true });',
    ],
  },
  {
    package: 'inline-css',
    inputs: 'html',
    calls: [
      'return library(input, { url: " ", applyStyleTags: true, removeStyleTags: true, preserveMediaQueries: true, applyTableAttributes: true, applyLinkTags: false });',
    ],
  },
  {
    package: 'html-to-text',
    inputs: 'html',
    calls: [
      '(library.convert || library.fromString)(input, { wordwrap: 10, tables: true, ignoreImage: false, uppercaseHeadings: true, baseElement: "body", noLinkBrackets: true, longWordSplit: { wrapCharacters: ["/"], forceWrapOnLimit: true } });',
      '(library.convert || library.fromString)(input, { wordwrap: false, hideLinkHrefIfSameAsText: true, preserveNewlines: true, decodeOptions: { isAttributeValue: false, strict: false }, limits: { maxDepth: 3, ellipsis: ".." } });',
    ],
  },
  {
    package: 'turndown',
    inputs: 'html',
    calls: [
      'new (library.default || library)({ headingStyle: "atx", codeBlockStyle: "fenced", linkStyle: "referenced", linkReferenceStyle: "collapsed", emDelimiter: "*" }).turndown(input);',
      'var service = new (library.default || library)(); service.keep(["b"]); service.remove("i"); service.addRule("x", { filter: ["u"], replacement: function (content) { return content; } }); service.turndown(input);',
    ],
  },
  { package: 'to-markdown', inputs: 'html', calls: ['(library.toMarkdown || library)(input, { gfm: true });'] },
  {
    package: 'node-html-markdown',
    inputs: 'html',
    calls: [
      'library.NodeHtmlMarkdown.translate(input, { keepDataImages: true, useLinkReferenceDefinitions: true, useInlineLinks: false });',
    ],
  },
  {
    package: 'upndown',
    inputs: 'html',
    calls: [
      'return new Promise(function (done, fail) { new library().convert(input, function (error, out) { if (error) fail(error); else done(out); }); });',
    ],
  },
  { package: 'html2plaintext', inputs: 'html', calls: ['library(input);'] },
  {
    package: 'xss',
    inputs: 'html',
    calls: [
      'library(input);',
      'library(input, { whiteList: { a: ["href", "style"], b: [] }, css: false, stripIgnoreTag: true, stripIgnoreTagBody: ["script"], allowCommentTag: true, onTagAttr: function () {} });',
    ],
  },
  {
    package: 'insane',
    inputs: 'html',
    calls: [
      'library(input);',
      'library(input, { allowedTags: ["a", "p", "svg"], allowedAttributes: { a: ["href", "class"], "*": ["id"] }, allowedClasses: { a: ["b"] }, filter: function (token) { return token.tag !== "b"; } });',
    ],
  },
  { package: 'sanitize-caja', inputs: 'html', calls: ['library(input);'] },
  {
    package: 'htmllint',
    inputs: 'html',
    calls: [
      'var use = library.use; return library(input, { "attr-name-style": "dash", "id-class-style": "dash", "tag-name-match": true, "indent-width": 2, "line-max-len": 10, "attr-order": ["class"], "table-req-header": true });',
    ],
  },
  {
    package: 'angular-html-parser',
    inputs: 'html',
    calls: ['library.parse(input, { canSelfClose: true, allowHtmComponentClosingTags: true, tokenizeExpansionForms: true });'],
  },
  { package: 'simple-html-tokenizer', inputs: 'html', calls: ['library.tokenize(input, { loc: true });'] },
  {
    package: 'html-tokenizer',
    inputs: 'html',
    calls: [
      'var Parser = library.Parser || library.default || require("html-tokenizer/parser"); Parser.parse(input, { open: function () {}, close: function () {}, text: function () {} });',
    ],
  },
  { package: 'hyntax', inputs: 'html', calls: ['var tokens = library.tokenize(input).tokens; library.constructTree(tokens);'] },
  {
    package: 'himalaya',
    inputs: 'html',
    calls: [
      'var tree = library.parse(input, library.parseDefaults ? Object.assign({}, library.parseDefaults, { includePositions: true }) : undefined); library.stringify && library.stringify(library.parse(input));',
    ],
  },
  {
    package: 'html-parse-stringify',
    inputs: 'html',
    calls: ['var html = library.default || library; html.stringify(html.parse(input, { components: { "custom-el": true } }));'],
  },
  { package: 'html-dom-parser', inputs: 'html', calls: ['(library.default || library)(input, { lowerCaseAttributeNames: false });'] },
  {
    package: 'html-react-parser',
    inputs: 'html',
    needs: { react: '^17.0.0' },
    calls: [
      '(library.default || library)(input, { trim: true, replace: function (node) { if (node.name === "b") return null; } }); (library.default || library)(input);',
    ],
  },
  {
    package: 'react-html-parser',
    inputs: 'html',
    needs: { react: '^16.0.0' },
    calls: ['(library.default || library)(input, { transform: function (node) { return node.name === "b" ? null : undefined; } });'],
  },
  {
    package: 'html-to-react',
    inputs: 'html',
    needs: { react: '^16.0.0' },
    calls: ['new (library.Parser || library.default.Parser)(require("react")).parse(input);'],
  },
  {
    package: 'html-to-vdom',
    inputs: 'html',
    needs: { 'virtual-dom': '^2.1.1' },
    calls: [
      'library({ VNode: require("virtual-dom/vnode/vnode"), VText: require("virtual-dom/vnode/vtext") })({ getVNodeKey: function (a) { return a.id; } }, input);',
    ],
  },
  { package: 'htmltojsx', inputs: 'html', calls: ['new library({ createClass: true, outputClassName: "A" }).convert(input);'] },
  {
    package: 'node-html-parser',
    inputs: 'html',
    calls: [
      'var root = library.parse(input, { comment: true, lowerCaseTagName: true, blockTextElements: { script: true, style: true, pre: true } }); root.toString(); root.structuredText; root.querySelectorAll && root.querySelectorAll("a, div > p, [b]").forEach(function (node) { node.setAttribute && node.setAttribute("x", "y"); node.innerHTML; node.remove && node.remove(); }); root.removeWhitespace();',
      'var root = library.parse(input); root.trimRight && root.trimRight(/x/); root.childNodes.forEach(function (node) { node.text; node.rawText; if (node.attributes) { node.classNames; node.classList && node.classList.toString(); node.set_content && node.set_content("<b>c</b>"); node.replaceWith && node.replaceWith("d"); } });',
    ],
  },
  {
    package: 'domutils',
    inputs: 'html',
    needs: { htmlparser2: '^6.0.0' },
    calls: [
      'var tree = require("htmlparser2").parseDOM(input); library.getOuterHTML(tree); library.getText(tree); tree.forEach(function (node) { library.getSiblings(node); library.hasAttrib(node, "b"); library.getAttributeValue && library.getAttributeValue(node, "b"); }); library.removeSubsets(tree.concat(tree[0] && tree[0].children || [])); library.findAll(function () { return true; }, tree); library.getElementsByTagName("a", tree, true, 1); library.uniqueSort && library.uniqueSort(tree.slice()); library.getFeed && library.getFeed(tree);',
    ],
  },
  {
    package: 'dom-serializer',
    inputs: 'html',
    needs: { htmlparser2: '^6.0.0' },
    calls: [
      'var render = library.default || library; var tree = require("htmlparser2").parseDOM(input); render(tree, { xmlMode: true, selfClosingTags: true, emptyAttrs: true }); render(tree, { decodeEntities: true, encodeEntities: "utf8" });',
    ],
  },
  {
    package: 'domhandler',
    inputs: 'html',
    needs: { htmlparser2: '^6.0.0' },
    calls: [
      'var handler = new (library.DomHandler || library)(function (error) { if (error) throw error; }, { withStartIndices: true, withEndIndices: true, normalizeWhitespace: true }); new (require("htmlparser2").Parser)(handler).end(input); handler.dom.forEach(function (node) { node.cloneNode && node.cloneNode(true); node.attribs && node.attributes; });',
    ],
  },
  {
    package: 'domino',
    inputs: 'html',
    calls: [
      'var window = library.createWindow(input, "http://a.b/"); var document = window.document; document.outerHTML || document.documentElement.outerHTML; document.querySelectorAll("a, b > i, :not(p), [c=d]").length; document.title; [].forEach.call(document.getElementsByTagName("*"), function (node) { node.className; node.style && node.style.cssText; node.dataset; node.href; node.textContent; });',
      'var document = library.createDocument(input); document.body.innerHTML = input; document.body.normalize(); document.body.cloneNode(true); document.body.insertAdjacentHTML && document.body.insertAdjacentHTML("beforeend", input); document.createTreeWalker(document.body).nextNode();',
    ],
  },
  {
    package: 'min-document',
    inputs: 'html',
    calls: [
      'var div = library.createElement("div"); div.appendChild(library.createTextNode(input)); div.setAttribute(input, input); div.className = input; div.toString(); library.getElementsByClassName(input); library.querySelector && 0;',
    ],
  },
  {
    package: 'html-entities',
    inputs: 'html',
    calls: [
      'if (library.encode) { library.decode(library.encode(input, { mode: "extensive", level: "all", numeric: "hexadecimal" }), { scope: "strict", level: "html5" }); library.decode(input, { scope: "attribute", level: "xml" }); } else ["XmlEntities", "Html4Entities", "Html5Entities", "AllHtmlEntities"].forEach(function (name) { var entities = new library[name](); entities.decode(input); entities.encodeNonUTF(input); entities.encode(input); });',
    ],
  },
  {
    package: 'entities',
    inputs: 'html',
    calls: [
      'library.encode(library.decode(input, 1), 2); library.decodeStrict && library.decodeStrict(input); library.decodeXML(input); library.encodeXML(input); library.escape(input);',
    ],
  },
  {
    package: 'he',
    inputs: 'html',
    calls: [
      'library.encode(library.decode(input, { isAttributeValue: true }), { useNamedReferences: true, encodeEverything: true, allowUnsafeSymbols: true }); library.escape(input);',
    ],
  },
  { package: 'ent', inputs: 'html', calls: ['library.encode(library.decode(input), { named: true, numeric: true });'] },
  { package: 'striptags', inputs: 'html', calls: ['(library.striptags || library.default || library)(input, ["a", "b"], " ");'] },
  {
    package: 'string-strip-html',
    inputs: 'html',
    calls: [
      'var strip = library.stripHtml || library.default || library; strip(input, { dumpLinkHrefsNearby: { enabled: true, putOnNewLine: true }, stripTogetherWithTheirContents: ["script", "b"] }); strip(input);',
    ],
  },
  {
    package: 'html-crush',
    inputs: 'html',
    calls: [
      'library.crush(input, { removeLineBreaks: true, removeIndentations: true, lineLengthLimit: 10, removeHTMLComments: 2, removeCSSComments: true });',
    ],
  },
  {
    package: 'email-comb',
    inputs: 'html',
    calls: ['library.comb(input, { uglify: true, removeHTMLComments: true, removeCSSComments: true });'],
  },
  { package: 'string-extract-class-names', inputs: 'selector', calls: ['(library.extract || library)(input);'] },
  {
    package: 'string-remove-widows',
    inputs: 'html',
    calls: ['library.removeWidows(input, { targetLanguage: "html", ignore: ["jinja", "hexo"] });'],
  },
  {
    package: 'vue-template-compiler',
    inputs: 'vue',
    calls: [
      'library.compile(input, { outputSourceRange: true, whitespace: "condense", comments: true }); library.ssrCompile && library.ssrCompile(input);',
      'library.parseComponent(input, { pad: "line", deindent: true });',
    ],
  },
  {
    package: '@vue/component-compiler-utils',
    inputs: 'vue',
    needs: { 'vue-template-compiler': '^2.7.0' },
    calls: [
      'var descriptor = library.parse({ source: input, filename: "a.vue", needMap: true, compiler: require("vue-template-compiler") }); if (descriptor.template) library.compileTemplate({ source: descriptor.template.content, filename: "a.vue", compiler: require("vue-template-compiler"), transformAssetUrls: true, isFunctional: true }); descriptor.styles.forEach(function (style) { library.compileStyle({ source: style.content, filename: "a.vue", id: "v", scoped: true }); });',
    ],
  },
  {
    package: '@vue/compiler-core',
    inputs: 'vue',
    calls: [
      '(library.baseCompile || library.compile)(input, { onError: function () {}, prefixIdentifiers: true, mode: "module", cacheHandlers: true, hoistStatic: true, sourceMap: true, filename: "a.vue" });',
    ],
  },
  {
    package: '@vue/compiler-dom',
    inputs: 'vue',
    calls: ['library.compile(input, { onError: function () {}, hoistStatic: true, comments: true });'],
  },
  { package: '@vue/compiler-ssr', inputs: 'vue', calls: ['library.compile(input, { onError: function () {}, scopeId: "data-v-1" });'] },
  {
    package: '@vue/compiler-sfc',
    inputs: 'vue',
    calls: [
      'var descriptor = library.parse(input, { filename: "a.vue" }).descriptor; if (descriptor.script || descriptor.scriptSetup) library.compileScript(descriptor, { id: "x", inlineTemplate: true }); if (descriptor.template) library.compileTemplate({ source: descriptor.template.content, filename: "a.vue", id: "x" }); descriptor.styles.forEach(function (style) { library.compileStyle({ source: style.content, filename: "a.vue", id: "x", scoped: true }); });',
    ],
  },
  {
    package: 'ractive',
    inputs: 'mustache',
    calls: [
      'library.parse(input, { sanitize: true, stripComments: false, includeLinePositions: true, interpolate: { script: false } });',
      'library.defaults.debug = false; new library({ template: input, data: { a: 1, b: [1, 2], c: { d: "e" } } }).toHTML();',
    ],
  },
  {
    package: 'mustache',
    inputs: 'mustache',
    calls: [
      '(library.render || library.to_html)(input, { a: 1, b: [{ c: 2 }, null, 3], d: { e: { f: "g" } }, h: function () { return function (text, render) { return render(text); }; }, i: false, j: null }, { p: "<{{a}}>{{#b}}{{c}}{{/b}}" });',
    ],
  },
  {
    package: 'hogan.js',
    inputs: 'mustache',
    calls: [
      'library.compile(input, { asString: true, sectionTags: [{ o: "_x", c: "x" }] }); library.compile(input).render({ a: 1, b: [{ c: 2 }, null, 3], d: { e: { f: "g" } }, h: function () { return function (text) { return text; }; }, j: null }, { p: "<{{a}}>{{#b}}{{c}}{{/b}}" });',
    ],
  },
  {
    package: 'pug',
    inputs: 'pug',
    calls: [
      'library.compile(input, { pretty: true, filename: "a.pug", filters: { f: function (text) { return text; } } })({ a: 1, b: [1, 2], c: { d: "e" } });',
      'library.compileClient(input, { compileDebug: true, inlineRuntimeFunctions: true, doctype: "xml", self: true });',
    ],
  },
  {
    package: 'jade',
    inputs: 'pug',
    calls: [
      'library.compile(input, { pretty: true, filename: "a.jade" })({ a: 1, b: [1, 2], c: { d: "e" } });',
      'library.compileClient ? library.compileClient(input, { compileDebug: true, self: true, doctype: "xml" }) : library.compile(input, { client: true, self: true });',
    ],
  },
  { package: 'pug-lexer', inputs: 'pug', calls: ['(library.default || library)(input, { filename: "a.pug", interpolated: false });'] },
  {
    package: 'pug-parser',
    inputs: 'pug',
    needs: { 'pug-lexer': '^5.0.0' },
    calls: ['library(require("pug-lexer")(input), { filename: "a.pug", src: input });'],
  },
  {
    package: 'pug-lint',
    inputs: 'pug',
    calls: [
      'var linter = new library(); linter.configure({ disallowAttributeConcatenation: true, requireSpecificAttributes: [{ img: ["alt"] }], validateIndentation: 2, validateAttributeSeparator: " ", requireClassLiteralsBeforeAttributes: true, disallowDuplicateAttributes: true, validateAttributeQuoteMarks: "\'", validateDivTags: true, maximumLineLength: 10, requireStrictEqualityOperators: true, disallowHtmlText: true, validateSelfClosingTags: true }); linter.checkString(input);',
    ],
  },
  {
    package: 'pug-linker',
    inputs: 'pug',
    needs: { 'pug-lexer': '^5.0.0', 'pug-parser': '^6.0.0' },
    calls: ['library(require("pug-parser")(require("pug-lexer")(input)));'],
  },
  {
    package: 'pug-code-gen',
    inputs: 'pug',
    needs: { 'pug-lexer': '^5.0.0', 'pug-parser': '^6.0.0' },
    calls: [
      'library(require("pug-parser")(require("pug-lexer")(input)), { compileDebug: true, pretty: true, inlineRuntimeFunctions: false, templateName: "t", doctype: "html" });',
    ],
  },
  {
    package: 'pug-filters',
    inputs: 'pug',
    needs: { 'pug-lexer': '^5.0.0', 'pug-parser': '^6.0.0' },
    calls: [
      'var run = library.handleFilters || library; run(require("pug-parser")(require("pug-lexer")(input)), { f: function (text) { return text; } }, {}, { g: "f" });',
    ],
  },
  {
    package: 'html2pug',
    inputs: 'html',
    calls: ['return (library.html2pug || library.default || library)(input, { fragment: true, tabs: true });'],
  },
  {
    package: 'html2jade',
    inputs: 'html',
    calls: [
      'return new Promise(function (done, fail) { library.convertHtml(input, { bodyless: true, double: true, scalate: true }, function (error, out) { if (error) fail(error); else done(out); }); });',
    ],
  },
  { package: 'haml', inputs: 'pug', calls: ['library(input)({ a: 1 });'] },
  { package: 'hamljs', inputs: 'pug', calls: ['library.render(input, { locals: { a: 1 } });'] },
  {
    package: 'ejs',
    inputs: 'ejs',
    calls: [
      'library.render(input, { a: 1, b: [1], c: null, locals: {} }, { compileDebug: true, rmWhitespace: true, filename: "/a.ejs", strict: false });',
      'library.compile(input, { client: true, delimiter: "%", _with: false, localsName: "it", debug: false })({ a: 1 });',
    ],
  },
  {
    package: 'nunjucks',
    inputs: 'liquid',
    calls: [
      'var Environment = library.Environment; new Environment(null, { autoescape: true, trimBlocks: true, lstripBlocks: true, throwOnUndefined: false }).renderString(input, { a: 1, b: [1, 2, { c: "d" }], d: { e: null }, f: function (x) { return x; } });',
      'library.precompileString ? library.precompileString(input, { name: "a", asFunction: true }) : library.compiler.compile(input, [], [], "a");',
    ],
  },
  {
    package: 'swig-templates',
    inputs: 'liquid',
    calls: [
      'library.render(input, { locals: { a: 1, b: [1, 2, { c: "d" }], d: { e: null }, f: function (x) { return x; } }, filename: "/a.html" });',
    ],
  },
  {
    package: 'liquidjs',
    inputs: 'liquid',
    calls: [
      'var Liquid = library.Liquid || library; var engine = typeof Liquid === "function" && Liquid.prototype && Liquid.prototype.parseAndRender ? new Liquid({ jsTruthy: true }) : Liquid(); return engine.parseAndRender(input, { a: 1, b: [1, 2, { c: "d" }], d: { e: null } });',
      'var engine = new library.Liquid({ strictFilters: false, lenientIf: true, trimTagLeft: true, greedy: false, outputEscape: "escape" }); engine.parseAndRenderSync(input, { a: "x y", b: [3, 1], d: { e: [] } });',
    ],
  },
  {
    package: 'liquid-node',
    inputs: 'liquid',
    calls: ['var engine = new library.Engine(); return engine.parseAndRender(input, { a: 1, b: [1, 2, { c: "d" }], d: { e: null } });'],
  },
  {
    package: 'liquid',
    inputs: 'liquid',
    calls: ['var engine = new library.Engine(); return engine.parseAndRender(input, { a: 1, b: [1, 2, { c: "d" }], d: { e: null } });'],
  },
  {
    package: 'tempura',
    inputs: 'liquid',
    calls: ['library.compile(input)({ a: 1, b: [1] }); library.transform(input, { format: "cjs" });'],
  },
  {
    package: 'dot',
    inputs: 'ejs',
    calls: [
      'library.template(input.replace(/<%/g, "{{").replace(/%>/g, "}}"), null, { x: { y: "z" }, p: "{{=it.a}}" })({ a: 1, b: [1, 2], c: { d: 2 } });',
    ],
  },
  {
    package: 'eta',
    inputs: 'ejs',
    calls: [
      'library.render ? library.render(input, { a: 1, b: [1] }, { autoTrim: ["nl", "slurp"], useWith: true }) : new library.Eta({ useWith: true, autoTrim: ["nl", "slurp"] }).renderString(input, { a: 1, b: [1] });',
      'library.compileToString ? library.compileToString(input, library.getConfig ? library.getConfig({ useWith: true }) : undefined) : new library.Eta({ rmWhitespace: true, debug: true }).compileToString(input);',
    ],
  },
  {
    package: 'squirrelly',
    inputs: 'mustache',
    calls: [
      '(library.render || library.Render)(input, { a: 1, b: [1], it: {} }, library.defaultConfig ? Object.assign({}, library.defaultConfig, { useWith: true }) : undefined);',
    ],
  },
  {
    package: 'art-template',
    inputs: 'mustache',
    calls: [
      'library.render(input, { a: 1, b: [{ c: 2 }], d: { e: "f" } }, { minimize: false, escape: true, compileDebug: true, bail: true });',
      'library.compile(input, { compileDebug: false, minimize: false, bail: true });',
    ],
  },
  {
    package: 'dustjs-linkedin',
    inputs: 'mustache',
    calls: [
      'var code = library.compile(input.replace(/\\{\\{/g, "{").replace(/\\}\\}/g, "}"), "t"); library.loadSource(code); return new Promise(function (done, fail) { library.render("t", { a: 1, b: [{ c: 2 }], d: { e: "f" } }, function (error, out) { if (error) fail(error); else done(out); }); });',
    ],
  },
  {
    package: 'velocityjs',
    inputs: 'velocity',
    calls: [
      'library.render(input, { a: 1, b: [1, 2, { c: "d" }], d: { e: null, f: function (x) { return x; } } }, { m: function () { return "x"; } });',
      'var tree = library.parse ? library.parse(input) : library.Parser.parse(input); new library.Compile(tree, { unescape: {} }).render({ a: "b", list: [1], map: { k: "v" } });',
    ],
  },
  {
    package: 'mjml',
    inputs: 'html',
    calls: [
      '(library.default || library).mjml2html ? library.mjml2html("<mjml><mj-body>" + input + "</mj-body></mjml>") : (library.default || library)("<mjml><mj-body><mj-section><mj-column><mj-text>" + input + "</mj-text></mj-column></mj-section></mj-body></mjml>", { validationLevel: "skip" });',
    ],
  },
  {
    package: 'heml',
    inputs: 'html',
    calls: ['return (library.default || library)("<heml><head></head><body>" + input + "</body></heml>", { validate: "none" });'],
  },
  {
    package: 'inky',
    inputs: 'html',
    calls: [
      'var Inky = library.Inky || library; var cheerio = require("cheerio"); new Inky({}).releaseTheKraken("<container><row><columns large=1>" + input + "</columns></row></container>");',
    ],
  },
  { package: 'markdown-it-footnote', inputs: 'markdown', calls: md(), needs: { 'markdown-it': '^12.0.0' } },
  {
    package: 'markdown-it-anchor',
    inputs: 'markdown',
    calls: md('{ level: [1, 2], permalink: true, permalinkBefore: true, permalinkSymbol: "#" }'),
    needs: { 'markdown-it': '^12.0.0' },
  },
  { package: 'markdown-it-toc-done-right', inputs: 'markdown', calls: md(), needs: { 'markdown-it': '^12.0.0' } },
  {
    package: 'markdown-it-table-of-contents',
    inputs: 'markdown',
    calls: md('{ includeLevel: [1, 2, 3], markerPattern: /^\\\\[TOC\\\\]/im, forceFullToc: true }'),
    needs: { 'markdown-it': '^12.0.0' },
  },
  { package: 'markdown-it-container', inputs: 'markdown', calls: md('"warning"'), needs: { 'markdown-it': '^12.0.0' } },
  {
    package: 'markdown-it-emoji',
    inputs: 'markdown',
    calls: ['require("markdown-it")().use(library.full || library, { shortcuts: { x: ":)" } }).render(input);'],
    needs: { 'markdown-it': '^12.0.0' },
  },
  { package: 'markdown-it-deflist', inputs: 'markdown', calls: md(), needs: { 'markdown-it': '^12.0.0' } },
  { package: 'markdown-it-abbr', inputs: 'markdown', calls: md(), needs: { 'markdown-it': '^12.0.0' } },
  { package: 'markdown-it-sub', inputs: 'markdown', calls: md(), needs: { 'markdown-it': '^12.0.0' } },
  { package: 'markdown-it-mark', inputs: 'markdown', calls: md(), needs: { 'markdown-it': '^12.0.0' } },
  { package: 'markdown-it-ins', inputs: 'markdown', calls: md(), needs: { 'markdown-it': '^12.0.0' } },
  {
    package: 'markdown-it-multimd-table',
    inputs: 'markdown',
    calls: md('{ multiline: true, rowspan: true, headerless: true, multibody: true }'),
    needs: { 'markdown-it': '^12.0.0' },
  },
  {
    package: 'markdown-it-task-lists',
    inputs: 'markdown',
    calls: md('{ enabled: true, label: true, labelAfter: true }'),
    needs: { 'markdown-it': '^12.0.0' },
  },
  { package: 'markdown-it-katex', inputs: 'markdown', calls: md(), needs: { 'markdown-it': '^12.0.0' } },
  {
    package: 'markdown-it-texmath',
    inputs: 'markdown',
    calls: md('{ engine: { renderToString: String }, delimiters: ["dollars", "brackets"] }'),
    needs: { 'markdown-it': '^12.0.0' },
  },
  {
    package: 'markdown-it-implicit-figures',
    inputs: 'markdown',
    calls: md('{ dataType: true, figcaption: true, tabindex: true, link: true }'),
    needs: { 'markdown-it': '^12.0.0' },
  },
  {
    package: 'markdown-it-video',
    inputs: 'markdown',
    calls: md('{ youtube: { width: 1, height: 2 } }'),
    needs: { 'markdown-it': '^12.0.0' },
  },
  { package: 'markdown-it-front-matter', inputs: 'markdown', calls: md('function () {}'), needs: { 'markdown-it': '^12.0.0' } },
  { package: 'markdown-it-decorate', inputs: 'markdown', calls: md(), needs: { 'markdown-it': '^12.0.0' } },
  { package: 'markdown-it-include', inputs: 'markdown', calls: md(), needs: { 'markdown-it': '^12.0.0' } },
  { package: 'markdown-it-imsize', inputs: 'markdown', calls: md(), needs: { 'markdown-it': '^12.0.0' } },
  {
    package: 'markdown-it-link-attributes',
    inputs: 'markdown',
    calls: md('{ pattern: /^http/, attrs: { class: "x" } }'),
    needs: { 'markdown-it': '^12.0.0' },
  },
  { package: 'markdown-it-highlightjs', inputs: 'markdown', calls: md(), needs: { 'markdown-it': '^12.0.0' } },
  {
    package: 'markdownlint',
    inputs: 'markdown',
    calls: [
      'var options = { strings: { a: input }, config: { default: true, MD013: { line_length: 5, tables: false, headings: false }, MD025: { level: 1 }, MD043: { headings: ["# a", "*"] }, MD044: { names: ["HTML"] } }, resultVersion: 3 }; (library.sync || (library.default && library.default.sync))(options).toString();',
      'var sync = library.sync || (library.default && library.default.sync); sync({ strings: { a: "<!-- markdownlint-disable MD001 MD002 -->\\n" + input + "\\n<!-- markdownlint-enable -->\\n" }, frontMatter: null, noInlineConfig: false });',
    ],
  },
  { package: 'markdown', inputs: 'markdown', calls: ['library.markdown.toHTML(input); library.markdown.toHTML(input, "Maruku");'] },
  { package: 'markdown-js', inputs: 'markdown', calls: ['(library.makeHtml || library.parse || library.markdown.toHTML)(input);'] },
  { package: 'markdown-to-ast', inputs: 'markdown', calls: ['library.parse(input);'] },
  { package: '@textlint/markdown-to-ast', inputs: 'markdown', calls: ['library.parse(input);'] },
  {
    package: 'simple-markdown',
    inputs: 'markdown',
    calls: [
      'library.defaultHtmlOutput ? library.defaultHtmlOutput(library.defaultBlockParse(input)) : library.defaultOutput(library.defaultBlockParse(input)); library.defaultImplicitParse(input); library.defaultInlineParse(input);',
    ],
  },
  { package: 'snarkdown', inputs: 'markdown', calls: ['(library.default || library)(input);'] },
  {
    package: 'markdown-to-jsx',
    inputs: 'markdown',
    needs: { react: '^17.0.0' },
    calls: [
      'var compiler = library.compiler || (library.default && library.default.compiler) || library.default || library; compiler(input, { forceBlock: true, namedCodesToUnicode: { le: "x" } }); compiler(input, { disableParsingRawHTML: true, forceInline: true });',
    ],
  },
  {
    package: 'marksy',
    inputs: 'markdown',
    needs: { react: '^16.0.0' },
    calls: [
      'var marksy = library.marksy || library.default || library; marksy({ createElement: require("react").createElement, elements: {}, components: {} })(input);',
    ],
  },
  {
    package: 'micromark',
    inputs: 'markdown',
    calls: ['(library.micromark || library)(input, { allowDangerousHtml: true }); (library.micromark || library)(input);'],
  },
  { package: 'mdast-util-from-markdown', inputs: 'markdown', calls: ['(library.fromMarkdown || library)(input);'] },
  {
    package: 'mdast-util-to-markdown',
    inputs: 'markdown',
    needs: { 'mdast-util-from-markdown': '^0.8.0' },
    calls: [
      'var tree = require("mdast-util-from-markdown")(input); (library.toMarkdown || library)(tree, { bullet: "-", listItemIndent: "one", setext: true, fences: false, closeAtx: true, resourceLink: true, tightDefinitions: true, rule: "_" });',
    ],
  },
  {
    package: 'remark',
    inputs: 'markdown',
    calls: [
      'var processor = library.remark ? library.remark() : library; processor = processor.remark ? processor.remark() : processor; if (processor.process && !processor.processSync) processor.process(input, { commonmark: true, footnotes: true }); else (typeof processor === "function" ? processor() : processor).processSync(input).toString();',
    ],
  },
  {
    package: 'remark-parse',
    inputs: 'markdown',
    needs: { unified: '^9.0.0' },
    calls: [
      'require("unified")().use(library, { gfm: true, commonmark: true, footnotes: true, pedantic: true }).parse(input);',
      'require("unified")().use(library, { gfm: true, commonmark: false, footnotes: true }).parse(input);',
    ],
  },
  {
    package: 'remark-stringify',
    inputs: 'markdown',
    needs: { unified: '^9.0.0', 'remark-parse': '^8.0.0' },
    calls: [
      'require("unified")().use(require("remark-parse"), { commonmark: true, footnotes: true }).use(library, { bullet: "*", fences: true, closeAtx: true, looseTable: true, setext: true, entities: "escape", listItemIndent: "mixed", ruleRepetition: 5, incrementListMarker: false, stringLength: function (x) { return x.length; } }).processSync(input).toString();',
    ],
  },
  remark('remark-html'),
  remark('remark-toc'),
  remark('remark-slug'),
  remark('remark-autolink-headings', ['{ behavior: "wrap" }']),
  remark('remark-inline-links'),
  remark('remark-reference-links'),
  remark('remark-squeeze-paragraphs'),
  remark('remark-unlink'),
  remark('remark-strip-badges'),
  remark('remark-normalize-headings'),
  remark('remark-comment-config'),
  remark('remark-defsplit'),
  remark('remark-emoji'),
  remark('remark-gemoji'),
  remark('remark-frontmatter', ['["yaml", "toml"]']),
  remark('remark-github'),
  remark('remark-images'),
  remark('remark-math'),
  remark('remark-footnotes', ['{ inlineNotes: true }']),
  remark('remark-heading-id'),
  remark('remark-directive'),
  remark('remark-sectionize'),
  remark('remark-custom-blocks', ['{ warning: { classes: "a", title: "optional" } }']),
  remark('remark-attr'),
  remark('remark-kbd'),
  remark('remark-abbr'),
  remark('remark-iframes', ['{ "a.b": { tag: "iframe", width: 1, height: 2, replace: [] } }']),
  remark('remark-grid-tables'),
  remark('remark-highlight.js'),
  remark('remark-prism'),
  remark('remark-textr', ['{ plugins: [] }']),
  remark('remark-smartypants', ['{ dashes: "oldschool" }']),
  remark('remark-mdx'),
  remark('remark-rehype'),
  remark('remark-lint', ['{ "maximum-line-length": 5, "list-item-indent": "tab-size" }']),
  remark('remark-preset-lint-recommended'),
  remark('strip-markdown', ['{ keep: ["code"] }']),
  {
    package: 'mdast-util-to-hast',
    inputs: 'markdown',
    needs: { 'mdast-util-from-markdown': '^0.8.0' },
    calls: ['(library.toHast || library)(require("mdast-util-from-markdown")(input), { allowDangerousHtml: true, commonmark: true });'],
  },
  {
    package: 'mdast-util-toc',
    inputs: 'markdown',
    needs: { 'mdast-util-from-markdown': '^0.8.0' },
    calls: [
      '(library.toc || library)(require("mdast-util-from-markdown")(input), { heading: "a", maxDepth: 3, tight: true, skip: "b", parents: ["root", "blockquote"] });',
    ],
  },
  {
    package: 'mdast-util-to-string',
    inputs: 'markdown',
    needs: { 'mdast-util-from-markdown': '^0.8.0' },
    calls: [
      '(library.toString && library.toString !== Object.prototype.toString && library.toString !== Function.prototype.toString ? library.toString : library)(require("mdast-util-from-markdown")(input));',
    ],
  },
  {
    package: 'mdast-util-definitions',
    inputs: 'markdown',
    needs: { 'mdast-util-from-markdown': '^0.8.0' },
    calls: [
      'var get = (library.definitions || library)(require("mdast-util-from-markdown")(input)); get("a"); get("toString"); get("__proto__");',
    ],
  },
  {
    package: 'mdast-util-compact',
    inputs: 'markdown',
    needs: { 'mdast-util-from-markdown': '^0.8.0' },
    calls: ['(library.compact || library)(require("mdast-util-from-markdown")(input), true);'],
  },
  {
    package: 'mdast-util-heading-range',
    inputs: 'markdown',
    needs: { 'mdast-util-from-markdown': '^0.8.0' },
    calls: [
      '(library.headingRange || library)(require("mdast-util-from-markdown")(input), { test: /a|b/i, ignoreFinalDefinitions: true }, function (start, nodes, end) { return [start].concat(nodes, [end]); });',
    ],
  },
  {
    package: 'mdast-normalize-headings',
    inputs: 'markdown',
    needs: { 'mdast-util-from-markdown': '^0.8.0' },
    calls: ['(library.normalizeHeadings || library)(require("mdast-util-from-markdown")(input));'],
  },
  {
    package: 'hast-util-to-html',
    inputs: 'html',
    needs: { 'hast-util-from-parse5': '^6.0.0', parse5: '^6.0.0' },
    calls: [
      'var tree = require("hast-util-from-parse5")(require("parse5").parseFragment(input)); (library.toHtml || library)(tree, { omitOptionalTags: true, preferUnquoted: true, quote: "\'", quoteSmart: true, collapseEmptyAttributes: true, closeSelfClosing: true, tightAttributes: true, tightCommaSeparatedLists: true, upperDoctype: true, bogusComments: true, entities: { useNamedReferences: true } }); (library.toHtml || library)(tree, { space: "svg" });',
    ],
  },
  {
    package: 'hast-util-to-mdast',
    inputs: 'html',
    needs: { 'hast-util-from-parse5': '^6.0.0', parse5: '^6.0.0' },
    calls: [
      '(library.toMdast || library)(require("hast-util-from-parse5")(require("parse5").parseFragment(input)), { newlines: true, document: true });',
    ],
  },
  {
    package: 'hast-util-sanitize',
    inputs: 'html',
    needs: { 'hast-util-from-parse5': '^6.0.0', parse5: '^6.0.0' },
    calls: ['(library.sanitize || library)(require("hast-util-from-parse5")(require("parse5").parseFragment(input)));'],
  },
  {
    package: 'hast-util-raw',
    inputs: 'markdown',
    needs: { 'mdast-util-from-markdown': '^0.8.0', 'mdast-util-to-hast': '^10.0.0' },
    calls: [
      '(library.raw || library)(require("mdast-util-to-hast")(require("mdast-util-from-markdown")(input), { allowDangerousHtml: true }));',
    ],
  },
  {
    package: 'hast-util-from-parse5',
    inputs: 'html',
    needs: { parse5: '^6.0.0' },
    calls: [
      '(library.fromParse5 || library)(require("parse5").parse(input, { sourceCodeLocationInfo: true }), { file: String(input), verbose: true });',
    ],
  },
  {
    package: 'hast-util-to-parse5',
    inputs: 'html',
    needs: { 'hast-util-from-parse5': '^6.0.0', parse5: '^6.0.0' },
    calls: ['(library.toParse5 || library)(require("hast-util-from-parse5")(require("parse5").parse(input)));'],
  },
  {
    package: 'hast-util-select',
    inputs: 'selector',
    needs: { 'hast-util-from-parse5': '^6.0.0', parse5: '^6.0.0' },
    calls: [
      'var tree = require("hast-util-from-parse5")(require("parse5").parseFragment("<div id=a class=\'b c\' dir=auto><p title=x lang=en>t<a href=y>z</a></p><input checked disabled><svg><a/></svg></div>")); library.selectAll(input, tree); library.matches(input, tree.children[0]);',
    ],
  },
  { package: 'hast-util-parse-selector', inputs: 'selector', calls: ['(library.parseSelector || library)(input);'] },
  {
    package: 'hast-to-hyperscript',
    inputs: 'html',
    needs: { 'hast-util-from-parse5': '^6.0.0', parse5: '^6.0.0', react: '^16.0.0' },
    calls: [
      'library(require("react").createElement, require("hast-util-from-parse5")(require("parse5").parseFragment("<div>" + input + "</div>")), { prefix: "k" });',
    ],
  },
  rehype('rehype-minify-whitespace'),
  rehype('rehype-format'),
  rehype('rehype-slug'),
  rehype('rehype-autolink-headings', ['{ behavior: "wrap" }']),
  rehype('rehype-highlight', ['{ ignoreMissing: true, subset: ["javascript"] }']),
  rehype('rehype-sanitize'),
  rehype('rehype-raw'),
  rehype('rehype-remark'),
  rehype('rehype-external-links'),
  rehype('rehype-toc'),
  rehype('rehype-katex'),
  rehype('rehype-document'),
  rehype('rehype-minify-attribute-whitespace'),
  rehype('rehype-minify-css-style'),
  rehype('rehype-minify-url', ['{ from: "http://a.b/" }']),
  rehype('rehype-remove-duplicate-attribute-values'),
  rehype('rehype-normalize-attribute-value-case'),
  rehype('rehype-sort-attributes'),
  rehype('rehype-sort-attribute-values'),
  {
    package: 'rehype-parse',
    inputs: 'html',
    needs: { unified: '^9.0.0' },
    calls: [
      'require("unified")().use(library, { emitParseErrors: true, verbose: true }).parse(input); require("unified")().use(library, { fragment: true }).parse(input);',
    ],
  },
  {
    package: 'rehype-stringify',
    inputs: 'html',
    needs: { unified: '^9.0.0', 'rehype-parse': '^7.0.0' },
    calls: [
      'require("unified")().use(require("rehype-parse"), { fragment: true }).use(library, { omitOptionalTags: true, preferUnquoted: true, quoteSmart: true }).processSync(input).toString();',
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
    package: 'saxes',
    inputs: 'xml',
    calls: [
      'var parser = new library.SaxesParser({ xmlns: true, position: true, fragment: true }); parser.onerror = function () {}; if (parser.on) ["opentag", "text", "doctype", "processinginstruction", "xmldecl"].forEach(function (name) { parser.on(name, function () {}); }); parser.write(input).close();',
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
    package: 'xml-js',
    inputs: 'xml',
    calls: [
      'var js = library.xml2js(input, { compact: true, nativeType: true, trim: true, alwaysArray: false, captureSpacesBetweenElements: true, instructionHasAttributes: true }); library.js2xml(js, { compact: true, spaces: 2, indentText: true, indentAttributes: true });',
      'library.json2xml(library.xml2json(input, { addParent: false, nativeTypeAttributes: true }), { fullTagEmptyElement: true, spaces: "\\t" });',
    ],
  },
  { package: 'xml-parser', inputs: 'xml', calls: ['library(input);'] },
  {
    package: 'xml-formatter',
    inputs: 'xml',
    calls: [
      '(library.default || library)(input, { collapseContent: true, whiteSpaceAtEndOfSelfclosingTag: true, throwOnFailure: false }); (library.minify || function () {})(input);',
    ],
  },
  {
    package: 'pretty-data',
    inputs: 'xml',
    calls: ['library.pd.xml(input); library.pd.xmlmin(input, true); library.pd.css(input); library.pd.sql(input);'],
  },
  {
    package: 'xmldoc',
    inputs: 'xml',
    calls: [
      'var document = new library.XmlDocument(input); document.toString({ compressed: true, cdata: true }); document.childNamed("a"); document.valueWithPath("b.c@d"); document.descendantWithPath("b.c"); document.childWithAttribute("b", "c"); document.eachChild(function (child) { child.val; });',
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
    package: 'node-xml',
    inputs: 'xml',
    calls: [
      'new library.SaxParser(function (handler) { handler.onStartElementNS(function () {}); handler.onError(function () {}); }).parseString(input);',
    ],
  },
  { package: 'simple-xml-to-json', inputs: 'xml', calls: ['(library.convertXML || library)(input);'] },
  {
    package: 'txml',
    inputs: 'xml',
    calls: [
      'var parse = library.parse || library; var tree = parse(input, { keepComments: true, keepWhitespace: true }); (library.simplify || library.xml && library.xml.simplify || parse.simplify)(tree); (library.stringify || parse.stringify)(tree); (library.toContentString || parse.toContentString)(tree);',
    ],
  },
  {
    package: '@rgrove/parse-xml',
    inputs: 'xml',
    calls: [
      'var parse = library.parseXml || library; var tree = parse(input, { ignoreUndefinedEntities: true, preserveCdata: true, preserveComments: true, sortAttributes: true }); JSON.stringify(tree); tree.text;',
    ],
  },
  { package: 'fast-plist', inputs: 'plist', calls: ['library.parse(input);'] },
  {
    package: 'xmlbuilder2',
    inputs: 'xml',
    calls: [
      'library.create(input).end({ format: "object", group: true, verbose: true }); library.create(input).end({ prettyPrint: true, headless: true }); library.convert(input, { format: "map" });',
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
    package: 'feedparser',
    inputs: 'feed',
    calls: [
      'return new Promise(function (done, fail) { var parser = new library({ addmeta: true, resume_saxerror: true }); parser.on("error", function (error) { if (error.name === "TypeError") fail(error); else done(); }); parser.on("readable", function () { while (parser.read()); }); parser.on("end", done); parser.end(input); });',
    ],
  },
  {
    package: 'opmlparser',
    inputs: 'feed',
    calls: [
      'return new Promise(function (done, fail) { var parser = new library(); parser.on("error", done); parser.on("readable", function () { while (parser.read()); }); parser.on("end", done); parser.end(input); });',
    ],
  },
  {
    package: 'xmlrpc',
    inputs: 'xml',
    calls: [
      'return new Promise(function (done, fail) { var Deserializer = require("xmlrpc/lib/deserializer"); var stream = new (require("stream").PassThrough)(); new Deserializer().deserializeMethodCall(stream, function (error) { if (error && error.name === "TypeError") fail(error); else done(); }); stream.end(input); });',
    ],
  },
  { package: 'svg-parser', inputs: 'xml', calls: ['library.parse(input);'] },
];
