import type { CrashDriver } from '../crashDrivers';

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

/** Readers, writers and changers of Markdown. */
export const MARKDOWN_DRIVERS: readonly CrashDriver[] = [
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
    package: 'markdown-to-jsx',
    inputs: 'markdown',
    needs: { react: '^17.0.0' },
    calls: [
      'var compiler = library.compiler || (library.default && library.default.compiler) || library.default || library; compiler(input, { forceBlock: true, namedCodesToUnicode: { le: "x" } }); compiler(input, { disableParsingRawHTML: true, forceInline: true });',
    ],
  },
  {
    package: 'wtf_wikipedia',
    inputs: 'markdown',
    calls: [
      'var doc = library(input); doc.text ? doc.text() : library.plaintext(input); doc.json && doc.json(); doc.sections && doc.sections().forEach(function (section) { section.sentences && section.sentences(); section.tables && section.tables(); section.links && section.links(); });',
      'var doc = library("{{Infobox x|a=[[b|c]]\\n|d={{plainlist|\\n* " + input + "}}}}\\n\'\'\'A\'\'\' is.<ref>{{cite|t=" + input + "}}</ref>\\n==S==\\n{| class=w\\n! h\\n|-\\n| " + input + "\\n|}\\n[[Category:Q]]"); doc.infoboxes ? doc.infoboxes().forEach(function (box) { box.json && box.json(); }) : library.parse && library.parse(input);',
    ],
  },
  {
    package: 'micromark',
    inputs: 'markdown',
    calls: ['(library.micromark || library)(input, { allowDangerousHtml: true }); (library.micromark || library)(input);'],
  },
  { package: 'mdast-util-from-markdown', inputs: 'markdown', calls: ['(library.fromMarkdown || library)(input);'] },
  {
    package: 'showdown',
    inputs: 'markdown',
    calls: [
      'new (library.Converter || library.converter)().makeHtml(input);',
      'var converter = new library.Converter({ tables: true, strikethrough: true, tasklists: true, ghMentions: true, simplifiedAutoLink: true, parseImgDimensions: true, smoothLivePreview: true, literalMidWordUnderscores: true, emoji: true, underline: true, metadata: true, splitAdjacentBlockquotes: true, headerLevelStart: 3, customizedHeaderId: true, ghCompatibleHeaderId: true, completeHTMLDocument: true }); converter.makeHtml(input);',
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
    package: 'markdownlint',
    inputs: 'markdown',
    calls: [
      'var options = { strings: { a: input }, config: { default: true, MD013: { line_length: 5, tables: false, headings: false }, MD025: { level: 1 }, MD043: { headings: ["# a", "*"] }, MD044: { names: ["HTML"] } }, resultVersion: 3 }; (library.sync || (library.default && library.default.sync))(options).toString();',
      'var sync = library.sync || (library.default && library.default.sync); sync({ strings: { a: "<!-- markdownlint-disable MD001 MD002 -->\\n" + input + "\\n<!-- markdownlint-enable -->\\n" }, frontMatter: null, noInlineConfig: false });',
    ],
  },
  { package: '@textlint/markdown-to-ast', inputs: 'markdown', calls: ['library.parse(input);'] },
  remark('remark-mdx'),
  {
    package: 'mdast-util-to-hast',
    inputs: 'markdown',
    needs: { 'mdast-util-from-markdown': '^0.8.0' },
    calls: ['(library.toHast || library)(require("mdast-util-from-markdown")(input), { allowDangerousHtml: true, commonmark: true });'],
  },
  {
    package: 'markdown-it-anchor',
    inputs: 'markdown',
    calls: md('{ level: [1, 2], permalink: true, permalinkBefore: true, permalinkSymbol: "#" }'),
    needs: { 'markdown-it': '^12.0.0' },
  },
  { package: 'markdown-it-attrs', inputs: 'markdown', calls: md(), needs: { 'markdown-it': '^12.0.0' } },
  {
    package: 'simple-markdown',
    inputs: 'markdown',
    calls: [
      'library.defaultHtmlOutput ? library.defaultHtmlOutput(library.defaultBlockParse(input)) : library.defaultOutput(library.defaultBlockParse(input)); library.defaultImplicitParse(input); library.defaultInlineParse(input);',
    ],
  },
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
    package: 'remark-stringify',
    inputs: 'markdown',
    needs: { unified: '^9.0.0', 'remark-parse': '^8.0.0' },
    calls: [
      'require("unified")().use(require("remark-parse"), { commonmark: true, footnotes: true }).use(library, { bullet: "*", fences: true, closeAtx: true, looseTable: true, setext: true, entities: "escape", listItemIndent: "mixed", ruleRepetition: 5, incrementListMarker: false, stringLength: function (x) { return x.length; } }).processSync(input).toString();',
    ],
  },
  {
    package: 'gray-matter',
    inputs: 'markdown',
    calls: [
      'var file = library(input, { excerpt: true, sections: true, delimiters: ["---", "+++"] }); library.stringify && library.stringify(file, { a: 1 }); library("---json\\n{\\"a\\": 1}\\n---\\n" + input); library.test && library.test(input);',
    ],
  },
  remark('remark-lint', ['{ "maximum-line-length": 5, "list-item-indent": "tab-size" }']),
  {
    package: 'marked-terminal',
    inputs: 'markdown',
    needs: { marked: '^4.0.0' },
    calls: [
      'var marked = require("marked"); marked.setOptions({ renderer: new (library.default || library)({ width: 20, reflowText: true, tab: 2, emoji: true, showSectionPrefix: false, unescape: true, tableOptions: {} }) }); marked.parse(input);',
    ],
  },
  remark('remark-github'),
  remark('remark-html'),
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
    package: 'hast-util-raw',
    inputs: 'markdown',
    needs: { 'mdast-util-from-markdown': '^0.8.0', 'mdast-util-to-hast': '^10.0.0' },
    calls: [
      '(library.raw || library)(require("mdast-util-to-hast")(require("mdast-util-from-markdown")(input), { allowDangerousHtml: true }));',
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
    package: 'front-matter',
    inputs: 'markdown',
    calls: ['library(input, { allowUnsafe: false }); library("---\\n" + input + "\\n---\\nx"); library.test(input);'],
  },
  remark('remark-rehype'),
  remark('remark-custom-blocks', ['{ warning: { classes: "a", title: "optional" } }']),
  {
    package: 'mdast-util-toc',
    inputs: 'markdown',
    needs: { 'mdast-util-from-markdown': '^0.8.0' },
    calls: [
      '(library.toc || library)(require("mdast-util-from-markdown")(input), { heading: "a", maxDepth: 3, tight: true, skip: "b", parents: ["root", "blockquote"] });',
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
    package: 'markdown-it-table-of-contents',
    inputs: 'markdown',
    calls: md('{ includeLevel: [1, 2, 3], markerPattern: /^\\\\[TOC\\\\]/im, forceFullToc: true }'),
    needs: { 'markdown-it': '^12.0.0' },
  },
  {
    package: 'markdown-it-multimd-table',
    inputs: 'markdown',
    calls: md('{ multiline: true, rowspan: true, headerless: true, multibody: true }'),
    needs: { 'markdown-it': '^12.0.0' },
  },
  remark('remark-math'),
  remark('remark-preset-lint-recommended'),
  remark('remark-slug'),
  remark('remark-emoji'),
  remark('remark-grid-tables'),
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
  remark('remark-toc'),
  remark('strip-markdown', ['{ keep: ["code"] }']),
  {
    package: 'markdown-it-texmath',
    inputs: 'markdown',
    calls: md('{ engine: { renderToString: String }, delimiters: ["dollars", "brackets"] }'),
    needs: { 'markdown-it': '^12.0.0' },
  },
  {
    package: 'marksy',
    inputs: 'markdown',
    needs: { react: '^16.0.0' },
    calls: [
      'var marksy = library.marksy || library.default || library; marksy({ createElement: require("react").createElement, elements: {}, components: {} })(input);',
    ],
  },
  remark('remark-images'),
  { package: 'markdown-to-ast', inputs: 'markdown', calls: ['library.parse(input);'] },
  { package: 'markdown-it-highlightjs', inputs: 'markdown', calls: md(), needs: { 'markdown-it': '^12.0.0' } },
  {
    package: 'textile-js',
    inputs: 'markdown',
    calls: ['(library.parse || library)(input, { breaks: false }); library.jsonml && library.serialize(library.jsonml(input));'],
  },
  remark('remark-autolink-headings', ['{ behavior: "wrap" }']),
  remark('remark-comment-config'),
  remark('remark-frontmatter', ['["yaml", "toml"]']),
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
  { package: 'markdown', inputs: 'markdown', calls: ['library.markdown.toHTML(input); library.markdown.toHTML(input, "Maruku");'] },
  {
    package: 'markdown-it-emoji',
    inputs: 'markdown',
    calls: ['require("markdown-it")().use(library.full || library, { shortcuts: { x: ":)" } }).render(input);'],
    needs: { 'markdown-it': '^12.0.0' },
  },
  {
    package: 'markdown-it-implicit-figures',
    inputs: 'markdown',
    calls: md('{ dataType: true, figcaption: true, tabindex: true, link: true }'),
    needs: { 'markdown-it': '^12.0.0' },
  },
  remark('remark-inline-links'),
  remark('remark-kbd'),
  remark('remark-abbr'),
  remark('remark-iframes', ['{ "a.b": { tag: "iframe", width: 1, height: 2, replace: [] } }']),
  { package: 'markdown-it-deflist', inputs: 'markdown', calls: md(), needs: { 'markdown-it': '^12.0.0' } },
  remark('remark-highlight.js'),
  remark('remark-prism'),
  remark('remark-textr', ['{ plugins: [] }']),
  remark('remark-squeeze-paragraphs'),
  remark('remark-behead', ['{ depth: 1 }']),
  remark('remark-gemoji'),
  remark('remark-attr'),
  { package: 'markdown-it-footnote', inputs: 'markdown', calls: md(), needs: { 'markdown-it': '^12.0.0' } },
  remark('remark-reference-links'),
  remark('remark-strip-badges'),
  {
    package: 'mdast-normalize-headings',
    inputs: 'markdown',
    needs: { 'mdast-util-from-markdown': '^0.8.0' },
    calls: ['(library.normalizeHeadings || library)(require("mdast-util-from-markdown")(input));'],
  },
  remark('remark-unlink'),
  { package: 'markdown-it-toc-done-right', inputs: 'markdown', calls: md(), needs: { 'markdown-it': '^12.0.0' } },
  { package: 'markdown-it-mark', inputs: 'markdown', calls: md(), needs: { 'markdown-it': '^12.0.0' } },
  { package: 'markdown-it-ins', inputs: 'markdown', calls: md(), needs: { 'markdown-it': '^12.0.0' } },
  {
    package: 'markdown-it-video',
    inputs: 'markdown',
    calls: md('{ youtube: { width: 1, height: 2 } }'),
    needs: { 'markdown-it': '^12.0.0' },
  },
  {
    package: 'markdown-it-link-attributes',
    inputs: 'markdown',
    calls: md('{ pattern: /^http/, attrs: { class: "x" } }'),
    needs: { 'markdown-it': '^12.0.0' },
  },
  remark('remark-normalize-headings'),
  remark('remark-footnotes', ['{ inlineNotes: true }']),
  remark('remark-directive'),
  remark('remark-smartypants', ['{ dashes: "oldschool" }']),
  { package: 'markdown-it-imsize', inputs: 'markdown', calls: md(), needs: { 'markdown-it': '^12.0.0' } },
  {
    package: 'fountain-js',
    inputs: 'markdown',
    calls: [
      'var Fountain = library.Fountain; new Fountain().parse(input, true); new Fountain().parse("INT. A - DAY\\n\\nBOB ^\\n(x)\\n" + input + "\\n> CUT TO:\\n[[n]] /* b */", true);',
    ],
  },
  { package: 'markdown-it-abbr', inputs: 'markdown', calls: md(), needs: { 'markdown-it': '^12.0.0' } },
  {
    package: 'markdown-it-task-lists',
    inputs: 'markdown',
    calls: md('{ enabled: true, label: true, labelAfter: true }'),
    needs: { 'markdown-it': '^12.0.0' },
  },
  { package: 'markdown-it-include', inputs: 'markdown', calls: md(), needs: { 'markdown-it': '^12.0.0' } },
  remark('remark-sectionize'),
  { package: 'markdown-it-container', inputs: 'markdown', calls: md('"warning"'), needs: { 'markdown-it': '^12.0.0' } },
  { package: 'markdown-it-front-matter', inputs: 'markdown', calls: md('function () {}'), needs: { 'markdown-it': '^12.0.0' } },
  { package: 'snarkdown', inputs: 'markdown', calls: ['(library.default || library)(input);'] },
  remark('remark-defsplit'),
  { package: 'markdown-it-sub', inputs: 'markdown', calls: md(), needs: { 'markdown-it': '^12.0.0' } },
  { package: 'markdown-it-katex', inputs: 'markdown', calls: md(), needs: { 'markdown-it': '^12.0.0' } },
  { package: 'markdown-it-decorate', inputs: 'markdown', calls: md(), needs: { 'markdown-it': '^12.0.0' } },
  { package: 'markdown-js', inputs: 'markdown', calls: ['(library.makeHtml || library.parse || library.markdown.toHTML)(input);'] },
  remark('remark-heading-id'),
];
