import type { CrashDriver } from '../crashDrivers';

/** A plugin of PostHTML, with each of some options (JavaScript) or none. */
function posthtml(name: string, options: readonly string[] = ['']): CrashDriver {
  const calls = options.map(
    (given) => `return require("posthtml")([(library.default || library)(${given})]).process(input, {}).then(String);`,
  );
  return { package: name, inputs: 'html', calls, needs: { posthtml: '^0.16.0' } };
}

/** A plugin of rehype, with each of some options (JavaScript) or none. */
function rehype(name: string, options: readonly string[] = ['{}']): CrashDriver {
  const calls = options.map(
    (given) =>
      `return require("rehype")().data("settings", { fragment: true }).use(library.default || library, ${given}).process(input).then(String);`,
  );
  return { package: name, inputs: 'html', calls, needs: { rehype: '^11.0.0' } };
}

/** Readers, writers and changers of HTML. */
export const HTML_DRIVERS: readonly CrashDriver[] = [
  {
    package: 'hastscript',
    inputs: 'json',
    calls: [
      'var h = library.h || library; var value = JSON.parse(input); h("a.b#c", value); h("p", { class: value, style: value, x: value }, value); h("i", value, [value, "x"]);',
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
    package: 'html-react-parser',
    inputs: 'html',
    needs: { react: '^17.0.0' },
    calls: [
      '(library.default || library)(input, { trim: true, replace: function (node) { if (node.name === "b") return null; } }); (library.default || library)(input);',
    ],
  },
  {
    package: 'string-strip-html',
    inputs: 'html',
    calls: [
      'var strip = library.stripHtml || library.default || library; strip(input, { dumpLinkHrefsNearby: { enabled: true, putOnNewLine: true }, stripTogetherWithTheirContents: ["script", "b"] }); strip(input);',
    ],
  },
  {
    package: 'node-html-parser',
    inputs: 'html',
    calls: [
      'var root = library.parse(input, { comment: true, lowerCaseTagName: true, blockTextElements: { script: true, style: true, pre: true } }); root.toString(); root.structuredText; root.querySelectorAll && root.querySelectorAll("a, div > p, [b]").forEach(function (node) { node.setAttribute && node.setAttribute("x", "y"); node.innerHTML; node.remove && node.remove(); }); root.removeWhitespace();',
      'var root = library.parse(input); root.trimRight && root.trimRight(/x/); root.childNodes.forEach(function (node) { node.text; node.rawText; if (node.attributes) { node.classNames; node.classList && node.classList.toString(); node.set_content && node.set_content("<b>c</b>"); node.replaceWith && node.replaceWith("d"); } });',
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
    package: 'htmlparser2',
    inputs: 'html',
    calls: [
      'var handler = new library.DomHandler(function (error) { if (error) throw error; }, { normalizeWhitespace: true, withStartIndices: true }); new library.Parser(handler, { recognizeSelfClosing: true }).end(input); var tree = handler.dom || handler.root; library.DomUtils.getOuterHTML && tree.map(library.DomUtils.getOuterHTML); library.DomUtils.getText(tree);',
      'new library.Parser(new library.DomHandler(), { xmlMode: true, decodeEntities: true, lowerCaseTags: true }).end(input); var handler = library.FeedHandler && new library.FeedHandler(function () {}); handler && new library.Parser(handler, { xmlMode: true }).end(input);',
    ],
  },
  {
    package: 'xss',
    inputs: 'html',
    calls: [
      'library(input);',
      'library(input, { whiteList: { a: ["href", "style"], b: [] }, css: false, stripIgnoreTag: true, stripIgnoreTagBody: ["script"], allowCommentTag: true, onTagAttr: function () {} });',
    ],
  },
  {
    package: 'html-minifier',
    inputs: 'html',
    calls: [
      'library.minify(input, { collapseWhitespace: true, removeComments: true, removeOptionalTags: true, removeAttributeQuotes: true, collapseBooleanAttributes: true, removeRedundantAttributes: true, minifyCSS: true, minifyJS: true, minifyURLs: "http://a.b/" });',
      'library.minify(input, { continueOnParseError: true, conservativeCollapse: true, preserveLineBreaks: true, sortAttributes: true, sortClassName: true, processConditionalComments: true, removeEmptyElements: true, removeEmptyAttributes: true, maxLineLength: 20, html5: false, ignoreCustomFragments: [/<%.*?%>/, /\\{\\{.*?\\}\\}/] });',
    ],
  },
  {
    package: 'juice',
    inputs: 'html',
    calls: [
      'library.inlineContent ? library(input, { applyStyleTags: true, removeStyleTags: true, preserveMediaQueries: true, applyAttributesTableElements: true, inlinePseudoElements: true, insertPreservedExtraCss: true }) : 0;',
      'library.inlineContent && library.inlineContent("<div class=a id=b><p style=\'color:red\'>c</p><table><td>x</td></table></div>", input.replace(/<[^>]*>/g, "p{a:b}") + "div p:first-child{color:blue!important;width:1px}", { applyWidthAttributes: true, applyHeightAttributes: true, xmlMode: true });',
    ],
  },
  { package: 'html-dom-parser', inputs: 'html', calls: ['(library.default || library)(input, { lowerCaseAttributeNames: false });'] },
  {
    package: 'hast-util-to-html',
    inputs: 'html',
    needs: { 'hast-util-from-parse5': '^6.0.0', parse5: '^6.0.0' },
    calls: [
      'var tree = require("hast-util-from-parse5")(require("parse5").parseFragment(input)); (library.toHtml || library)(tree, { omitOptionalTags: true, preferUnquoted: true, quote: "\'", quoteSmart: true, collapseEmptyAttributes: true, closeSelfClosing: true, tightAttributes: true, tightCommaSeparatedLists: true, upperDoctype: true, bogusComments: true, entities: { useNamedReferences: true } }); (library.toHtml || library)(tree, { space: "svg" });',
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
    package: 'domutils',
    inputs: 'html',
    needs: { htmlparser2: '^6.0.0' },
    calls: [
      'var tree = require("htmlparser2").parseDOM(input); library.getOuterHTML(tree); library.getText(tree); tree.forEach(function (node) { library.getSiblings(node); library.hasAttrib(node, "b"); library.getAttributeValue && library.getAttributeValue(node, "b"); }); library.removeSubsets(tree.concat(tree[0] && tree[0].children || [])); library.findAll(function () { return true; }, tree); library.getElementsByTagName("a", tree, true, 1); library.uniqueSort && library.uniqueSort(tree.slice()); library.getFeed && library.getFeed(tree);',
    ],
  },
  {
    package: 'html-to-vdom',
    inputs: 'html',
    needs: { 'virtual-dom': '^2.1.1' },
    calls: [
      'library({ VNode: require("virtual-dom/vnode/vnode"), VText: require("virtual-dom/vnode/vtext") })({ getVNodeKey: function (a) { return a.id; } }, input);',
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
    package: 'angular-html-parser',
    inputs: 'html',
    calls: ['library.parse(input, { canSelfClose: true, allowHtmComponentClosingTags: true, tokenizeExpansionForms: true });'],
  },
  {
    package: 'htmlnano',
    inputs: 'html',
    calls: [
      'return library.process(input, {}, library.presets && library.presets.max ? Object.assign({}, library.presets.max, { minifySvg: false, removeUnusedCss: false, minifyUrls: false }) : {}, {});',
      'return library.process(input, { collapseWhitespace: "conservative", minifySvg: false, sortAttributesWithLists: "frequency", deduplicateAttributeValues: true, collapseAttributeWhitespace: true, removeAttributeQuotes: true }, {}, {});',
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
    package: 'htmlhint',
    inputs: 'html',
    calls: [
      'var HTMLHint = library.HTMLHint.default || library.HTMLHint; var rules = {}; Object.keys(HTMLHint.rules).forEach(function (name) { rules[name] = true; }); HTMLHint.format(HTMLHint.verify(input, rules), { colors: true, indent: 2 });',
      'var HTMLHint = library.HTMLHint.default || library.HTMLHint; HTMLHint.verify("<!--htmlhint attr-value-double-quotes:false,space-tab-mixed-disabled:false -->" + input, { "id-class-value": "dash", "inline-style-disabled": true, "attr-lowercase": ["viewBox"], "id-unique": true });',
    ],
  },
  {
    package: 'html-entities',
    inputs: 'html',
    calls: [
      'if (library.encode) { library.decode(library.encode(input, { mode: "extensive", level: "all", numeric: "hexadecimal" }), { scope: "strict", level: "html5" }); library.decode(input, { scope: "attribute", level: "xml" }); } else ["XmlEntities", "Html4Entities", "Html5Entities", "AllHtmlEntities"].forEach(function (name) { var entities = new library[name](); entities.decode(input); entities.encodeNonUTF(input); entities.encode(input); });',
    ],
  },
  { package: 'string-extract-class-names', inputs: 'selector', calls: ['(library.extract || library)(input);'] },
  {
    package: 'hast-util-to-mdast',
    inputs: 'html',
    needs: { 'hast-util-from-parse5': '^6.0.0', parse5: '^6.0.0' },
    calls: [
      '(library.toMdast || library)(require("hast-util-from-parse5")(require("parse5").parseFragment(input)), { newlines: true, document: true });',
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
    package: 'html-minifier-next',
    inputs: 'html',
    calls: [
      'return library.minify(input, { collapseWhitespace: true, removeComments: true, removeOptionalTags: true, removeAttributeQuotes: true, sortAttributes: true, minifyURLs: "http://a.b/" });',
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
    package: 'email-comb',
    inputs: 'html',
    calls: ['library.comb(input, { uglify: true, removeHTMLComments: true, removeCSSComments: true });'],
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
    package: 'hast-util-sanitize',
    inputs: 'html',
    needs: { 'hast-util-from-parse5': '^6.0.0', parse5: '^6.0.0' },
    calls: ['(library.sanitize || library)(require("hast-util-from-parse5")(require("parse5").parseFragment(input)));'],
  },
  {
    package: 'rehype-parse',
    inputs: 'html',
    needs: { unified: '^9.0.0' },
    calls: [
      'require("unified")().use(library, { emitParseErrors: true, verbose: true }).parse(input); require("unified")().use(library, { fragment: true }).parse(input);',
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
  rehype('rehype-highlight', ['{ ignoreMissing: true, subset: ["javascript"] }']),
  rehype('rehype-katex'),
  rehype('rehype-document'),
  {
    package: 'rehype-stringify',
    inputs: 'html',
    needs: { unified: '^9.0.0', 'rehype-parse': '^7.0.0' },
    calls: [
      'require("unified")().use(require("rehype-parse"), { fragment: true }).use(library, { omitOptionalTags: true, preferUnquoted: true, quoteSmart: true }).processSync(input).toString();',
    ],
  },
  {
    package: 'linkifyjs',
    inputs: 'html',
    calls: [
      '(library.tokenize || library.parser.run)(input); library.find(input); library.test(input, "email"); require("linkifyjs/html")(input, { validate: false, nl2br: true, target: "_blank" });',
    ],
  },
  {
    package: 'posthtml-parser',
    inputs: 'html',
    calls: [
      '(library.parser || library.default || library)(input, { recognizeNoValueAttribute: true, sourceLocations: true, directives: [{ name: "%", start: "<", end: ">" }] });',
    ],
  },
  posthtml('posthtml-expressions', ['{ locals: { x: 1, a: { b: [] } } }']),
  {
    package: 'html-to-react',
    inputs: 'html',
    needs: { react: '^16.0.0' },
    calls: ['new (library.Parser || library.default.Parser)(require("react")).parse(input);'],
  },
  rehype('rehype-minify-whitespace'),
  {
    package: 'min-document',
    inputs: 'html',
    calls: [
      'var div = library.createElement("div"); div.appendChild(library.createTextNode(input)); div.setAttribute(input, input); div.className = input; div.toString(); library.getElementsByClassName(input); library.querySelector && 0;',
    ],
  },
  {
    package: 'hast-to-hyperscript',
    inputs: 'html',
    needs: { 'hast-util-from-parse5': '^6.0.0', parse5: '^6.0.0', react: '^16.0.0' },
    calls: [
      'library(require("react").createElement, require("hast-util-from-parse5")(require("parse5").parseFragment("<div>" + input + "</div>")), { prefix: "k" });',
    ],
  },
  rehype('rehype-autolink-headings', ['{ behavior: "wrap" }']),
  rehype('rehype-remark'),
  { package: 'simple-html-tokenizer', inputs: 'html', calls: ['library.tokenize(input, { loc: true });'] },
  {
    package: 'minimize',
    inputs: 'html',
    calls: [
      'return new Promise(function (done, fail) { new library({ empty: false, cdata: true, comments: true, ssi: true, conditionals: true, spare: true, quotes: true, loose: true }).parse(input, function (error, out) { if (error) fail(error); else done(out); }); });',
    ],
  },
  {
    package: 'inline-css',
    inputs: 'html',
    calls: [
      'return library(input, { url: " ", applyStyleTags: true, removeStyleTags: true, preserveMediaQueries: true, applyTableAttributes: true, applyLinkTags: false });',
    ],
  },
  posthtml('posthtml-include', ['{ root: "./", onError: function () {} }']),
  {
    package: 'dom-serializer',
    inputs: 'html',
    needs: { htmlparser2: '^6.0.0' },
    calls: [
      'var render = library.default || library; var tree = require("htmlparser2").parseDOM(input); render(tree, { xmlMode: true, selfClosingTags: true, emptyAttrs: true }); render(tree, { decodeEntities: true, encodeEntities: "utf8" });',
    ],
  },
  rehype('rehype-format'),
  rehype('rehype-slug'),
  rehype('rehype-raw'),
  {
    package: 'upndown',
    inputs: 'html',
    calls: [
      'return new Promise(function (done, fail) { new library().convert(input, function (error, out) { if (error) fail(error); else done(out); }); });',
    ],
  },
  {
    package: 'htmllint',
    inputs: 'html',
    calls: [
      'var use = library.use; return library(input, { "attr-name-style": "dash", "id-class-style": "dash", "tag-name-match": true, "indent-width": 2, "line-max-len": 10, "attr-order": ["class"], "table-req-header": true });',
    ],
  },
  {
    package: 'hast-util-select',
    inputs: 'selector',
    needs: { 'hast-util-from-parse5': '^6.0.0', parse5: '^6.0.0' },
    calls: [
      'var tree = require("hast-util-from-parse5")(require("parse5").parseFragment("<div id=a class=\'b c\' dir=auto><p title=x lang=en>t<a href=y>z</a></p><input checked disabled><svg><a/></svg></div>")); library.selectAll(input, tree); library.matches(input, tree.children[0]);',
    ],
  },
  rehype('rehype-sanitize'),
  {
    package: 'html-minifier-terser',
    inputs: 'html',
    calls: [
      'return library.minify(input, { collapseWhitespace: true, removeComments: true, removeOptionalTags: true, removeAttributeQuotes: true, minifyCSS: true, minifyJS: true, minifyURLs: "http://a.b/", processScripts: ["text/template"] });',
      'return library.minify(input, { continueOnParseError: true, conservativeCollapse: true, sortAttributes: true, sortClassName: true, processConditionalComments: true, removeEmptyElements: true, removeEmptyAttributes: true, maxLineLength: 20, html5: false });',
    ],
  },
  { package: 'to-markdown', inputs: 'html', calls: ['(library.toMarkdown || library)(input, { gfm: true });'] },
  rehype('rehype-minify-attribute-whitespace'),
  rehype('rehype-sort-attributes'),
  rehype('rehype-sort-attribute-values'),
  posthtml('posthtml-modules', ['{ root: "./" }']),
  {
    package: 'he',
    inputs: 'html',
    calls: [
      'library.encode(library.decode(input, { isAttributeValue: true }), { useNamedReferences: true, encodeEverything: true, allowUnsafeSymbols: true }); library.escape(input);',
    ],
  },
  {
    package: 'hast-util-to-parse5',
    inputs: 'html',
    needs: { 'hast-util-from-parse5': '^6.0.0', parse5: '^6.0.0' },
    calls: ['(library.toParse5 || library)(require("hast-util-from-parse5")(require("parse5").parse(input)));'],
  },
  { package: 'hast-util-parse-selector', inputs: 'selector', calls: ['(library.parseSelector || library)(input);'] },
  rehype('rehype-minify-css-style'),
  rehype('rehype-remove-duplicate-attribute-values'),
  rehype('rehype-normalize-attribute-value-case'),
  {
    package: 'html-parse-stringify',
    inputs: 'html',
    calls: ['var html = library.default || library; html.stringify(html.parse(input, { components: { "custom-el": true } }));'],
  },
  { package: 'striptags', inputs: 'html', calls: ['(library.striptags || library.default || library)(input, ["a", "b"], " ");'] },
  {
    package: 'node-html-markdown',
    inputs: 'html',
    calls: [
      'library.NodeHtmlMarkdown.translate(input, { keepDataImages: true, useLinkReferenceDefinitions: true, useInlineLinks: false });',
    ],
  },
  {
    package: 'himalaya',
    inputs: 'html',
    calls: [
      'var tree = library.parse(input, library.parseDefaults ? Object.assign({}, library.parseDefaults, { includePositions: true }) : undefined); library.stringify && library.stringify(library.parse(input));',
    ],
  },
  { package: 'hyntax', inputs: 'html', calls: ['var tokens = library.tokenize(input).tokens; library.constructTree(tokens);'] },
  rehype('rehype-external-links'),
  { package: 'ent', inputs: 'html', calls: ['library.encode(library.decode(input), { named: true, numeric: true });'] },
  rehype('rehype-toc'),
  posthtml('posthtml-content', ['{ "a": function (x) { return x.trim(); } }']),
  {
    package: 'string-remove-widows',
    inputs: 'html',
    calls: ['library.removeWidows(input, { targetLanguage: "html", ignore: ["jinja", "hexo"] });'],
  },
  posthtml('posthtml-postcss', ['[]']),
  posthtml('posthtml-img-autosize', ['{ processEmptySize: true }']),
  { package: 'html2plaintext', inputs: 'html', calls: ['library(input);'] },
  {
    package: 'insane',
    inputs: 'html',
    calls: [
      'library(input);',
      'library(input, { allowedTags: ["a", "p", "svg"], allowedAttributes: { a: ["href", "class"], "*": ["id"] }, allowedClasses: { a: ["b"] }, filter: function (token) { return token.tag !== "b"; } });',
    ],
  },
  {
    package: 'react-html-parser',
    inputs: 'html',
    needs: { react: '^16.0.0' },
    calls: ['(library.default || library)(input, { transform: function (node) { return node.name === "b" ? null : undefined; } });'],
  },
  rehype('rehype-minify-url', ['{ from: "http://a.b/" }']),
  { package: 'htmltojsx', inputs: 'html', calls: ['new library({ createClass: true, outputClassName: "A" }).convert(input);'] },
  { package: 'sanitize-caja', inputs: 'html', calls: ['library(input);'] },
  {
    package: 'html-tokenizer',
    inputs: 'html',
    calls: [
      'var Parser = library.Parser || library.default || require("html-tokenizer/parser"); Parser.parse(input, { open: function () {}, close: function () {}, text: function () {} });',
    ],
  },
  posthtml('posthtml-minify-classnames', ['{ filter: /^x/ }']),
];
