import type { CrashDriver } from '../crashDrivers';

/** Readers of URLs, routes and headers. */
export const ADDRESSES_DRIVERS: readonly CrashDriver[] = [
  { package: 'parse-url', inputs: 'url', calls: ['(library.default || library)(input, true);'] },
  { package: 'content-disposition', inputs: 'header', calls: ['library.parse(input); library(input, { type: "inline", fallback: "x" });'] },
  {
    package: 'nodemailer',
    inputs: 'mail',
    calls: [
      'require("nodemailer/lib/addressparser")(input); var MailComposer = require("nodemailer/lib/mail-composer"); new MailComposer({ from: input, to: input, subject: input, text: input, html: input, headers: { "x-a": input }, attachments: [{ filename: input, content: input }], icalEvent: { content: input }, alternatives: [{ contentType: input, content: input }], list: { help: input } }).compile().getEnvelope();',
      'var mime = require("nodemailer/lib/mime-funcs"); mime.parseHeaderValue(input); mime.foldLines(input); mime.encodeWords && mime.encodeWords(input, "Q", 20); mime.buildHeaderParam && mime.buildHeaderParam("a", input, 10); mime.detectExtension(input); var shared = require("nodemailer/lib/shared"); shared.parseConnectionUrl(input);',
    ],
  },
  {
    package: 'cookiejar',
    inputs: 'header',
    calls: [
      'var jar = new library.CookieJar(); jar.setCookies(input, "a.b", "/"); jar.getCookies(library.CookieAccessInfo("a.b", "/", true, false)).toValueString(); new library.Cookie(input).toString();',
    ],
  },
  {
    package: 'validator',
    inputs: 'header',
    calls: [
      'var v = library.default || library; Object.keys(v).forEach(function (name) { if (/^(is|to|normalize|escape|trim)/.test(name) && typeof v[name] === "function") try { v[name](input); } catch (error) { if (!/Invalid|not supported|locale|Unsupported|not a|cannot be/i.test(error.message)) throw error; } });',
      'var v = library.default || library; v.isEmail(input, { allow_display_name: true, require_display_name: false, allow_ip_domain: true, blacklisted_chars: "x" }); v.isURL(input, { require_host: false, allow_underscores: true, host_whitelist: [/^a/], validate_length: false, require_port: true }); v.isCurrency && v.isCurrency(input, { digits_after_decimal: [1, 2] }); v.isDate && v.isDate(input, { format: "MM/DD/YYYY" }); v.isMobilePhone && v.isMobilePhone(input, ["en-US", "fr-FR"]); v.isFQDN && v.isFQDN(input, { allow_wildcard: true }); v.normalizeEmail && v.normalizeEmail(input, { gmail_remove_dots: true });',
    ],
  },
  { package: 'content-type', inputs: 'header', calls: ['library.format(library.parse(input));'] },
  {
    package: 'url-template',
    inputs: 'url',
    calls: [
      '(library.parseTemplate || library.parse)(input).expand({ a: "x y", b: ["1", null, 2], c: { k: "v", n: null }, d: undefined });',
    ],
  },
  { package: 'media-typer', inputs: 'header', calls: ['library.format(library.parse(input)); library.test && library.test(input);'] },
  {
    package: 'mailparser',
    inputs: 'mail',
    calls: [
      'if (library.simpleParser) return new Promise(function (done, fail) { library.simpleParser(input, { skipHtmlToText: false }, function (error) { if (error && error.name === "TypeError") fail(error); else done(); }); }); return new Promise(function (done) { var parser = new library.MailParser({ streamAttachments: false }); parser.on("end", done); parser.end(input); });',
    ],
  },
  {
    package: 'find-my-way',
    inputs: 'url',
    calls: [
      'var router = library({ ignoreTrailingSlash: true, caseSensitive: false, defaultRoute: function () {} }); router.on("GET", input.charAt(0) === "/" || input === "*" ? input : "/" + input, function () {}); router.find("GET", input); router.find("GET", "/a/b"); router.prettyPrint(); router.off("GET", input.charAt(0) === "/" ? input : "/" + input);',
    ],
  },
  {
    package: 'query-string',
    inputs: 'url',
    calls: [
      'var qs = library.default || library; qs.stringify(qs.parse(input, { arrayFormat: "bracket", parseNumbers: true, parseBooleans: true, sort: false }), { arrayFormat: "index", skipNull: true }); qs.parse(input, { arrayFormat: "comma" }); qs.parse(input, { arrayFormat: "bracket-separator", arrayFormatSeparator: "|" }); qs.parseUrl && qs.parseUrl(input, { parseFragmentIdentifier: true }); qs.pick && qs.pick(input, ["a"]); qs.extract(input);',
    ],
  },
  {
    package: 'tough-cookie',
    inputs: 'header',
    calls: [
      'var one = library.Cookie.parse(input, { loose: true }); if (one) { one.toString(); one.validate(); one.canonicalizedDomain(); one.TTL(); library.fromJSON(one.toJSON()); } library.parseDate(input); library.canonicalDomain(input); library.domainMatch(input, "a.b"); library.permuteDomain && library.permuteDomain(input); library.defaultPath(input); library.Cookie.fromJSON(input);',
      'var jar = new library.CookieJar(null, { looseMode: true, rejectPublicSuffixes: false }); jar.setCookieSync(input, "http://a.b/c", { ignoreError: true }); jar.getCookieStringSync("http://a.b/c"); library.CookieJar.deserializeSync(jar.serializeSync());',
    ],
  },
  {
    package: 'whatwg-url',
    inputs: 'url',
    calls: [
      'var one = library.parseURL ? library.parseURL(input) : library.parse && library.parse(input); one && library.serializeURL && library.serializeURL(one); try { var url = new library.URL(input, "http://a.b/c"); url.search = input; url.host = input; url.port = input; url.searchParams.append(input, input); url.href; } catch (error) { if (!/Invalid/.test(error.message)) throw error; }',
    ],
  },
  {
    package: 'path-to-regexp',
    inputs: 'url',
    calls: [
      'var make = library.pathToRegexp || library.default || library; make(input, [], { strict: true, end: false }); var compile = library.compile && library.compile(input); library.match && library.match(input)("/a/b"); library.parse && library.parse(input); library.tokensToFunction && 0;',
      'try { library.compile && library.compile(input)({ a: "x", b: ["y", "z"], c: 1, id: null, 0: "q" }); } catch (error) { if (!/^(Expected|Missing)/.test(error.message)) throw error; }',
    ],
  },
  {
    package: 'hosted-git-info',
    inputs: 'url',
    calls: [
      'var info = library.fromUrl(input, { noGitPlus: true }); if (info) { info.browse("a", "b"); info.ssh(); info.https(); info.tarball(); info.shortcut(); info.file("x"); info.git(); info.docs(); info.path(); info.bugs(); }',
    ],
  },
  {
    package: 'ua-parser-js',
    inputs: 'agent',
    calls: [
      'var Parser = library.UAParser || library; var one = new Parser(input); one.getResult(); String(one.getBrowser()); one.setUA(input).getDevice(); new Parser(input, { browser: [[/(a)\\/(\\w+)/i], ["name", "version"]] }).getOS();',
    ],
  },
  {
    package: 'mime-types',
    inputs: 'header',
    calls: ['library.lookup(input); library.contentType(input); library.extension(input); library.charset(input);'],
  },
  {
    package: 'bowser',
    inputs: 'agent',
    calls: [
      'var api = library.default || library; if (api.getParser) { var parser = api.getParser(input); parser.getResult(); parser.satisfies({ windows: { chrome: ">20" }, chrome: "~80", safari: ">=12.1" }); parser.is("mobile"); parser.some && parser.some(["chrome", "linux"]); } else { api._detect(input); api.check && api.check({ chrome: "10", msie: "9" }, true, input); }',
    ],
  },
  {
    package: 'normalize-url',
    inputs: 'url',
    calls: [
      'var run = library.default || library; try { run(input, { stripHash: true, stripWWW: false, removeQueryParameters: [/^a/], removeDirectoryIndex: true, sortQueryParameters: true, forceHttps: true, defaultProtocol: "https:" }); } catch (error) { if (error.code !== "ERR_INVALID_URL") throw error; }',
    ],
  },
  {
    package: 'git-url-parse',
    inputs: 'url',
    calls: [
      'var parsed = (library.default || library)(input); parsed.toString("ssh"); (library.default || library).stringify(parsed, "git+ssh");',
    ],
  },
  { package: 'pg-connection-string', inputs: 'url', calls: ['(library.parse || library)(input);'] },
  {
    package: 'set-cookie-parser',
    inputs: 'header',
    calls: [
      'var parse = library.parse || library; parse(input, { decodeValues: true, map: true }); parse({ headers: { "set-cookie": [input] } }); library.splitCookiesString && parse(library.splitCookiesString(input)); library.parseString && library.parseString(input);',
    ],
  },
  {
    package: 'npm-package-arg',
    inputs: 'url',
    calls: ['var arg = library(input, "/a"); String(arg); library.resolve && library.resolve("a", input);'],
  },
  {
    package: 'fast-uri',
    inputs: 'url',
    calls: ['library.serialize(library.parse(input)); library.resolve("http://a.b/c", input); library.normalize(input);'],
  },
  {
    package: 'ip-address',
    inputs: 'header',
    calls: [
      'var V4 = library.Address4 || (library.v4 && library.v4.Address); var V6 = library.Address6 || (library.v6 && library.v6.Address); [V4, V6].forEach(function (Address) { var one; try { one = new Address(input); } catch (error) { if (error.name !== "AddressError") throw error; return; } if (one.valid === false || (one.isValid && !one.isValid())) return; one.correctForm && one.correctForm(); one.bigInteger && one.bigInteger(); one.startAddress && one.startAddress(); }); V6.fromURL && V6.fromURL(input);',
    ],
  },
  {
    package: 'libmime',
    inputs: 'mail',
    calls: [
      'library.parseHeaderValue(input); library.decodeWords(input); library.encodeWords(input, "Q", 20); library.decodeHeaders(input); library.decodeHeader(input); library.buildHeaderValue(library.parseHeaderValue(input)); library.buildHeaderParam("a", input, 5); library.decodeFlowed(input, true); library.detectMimeType(input); library.foldLines(input, 10);',
    ],
  },
  {
    package: 'url-parse',
    inputs: 'url',
    calls: [
      'var one = library(input, "http://a.b/c", true); one.toString(); one.set("pathname", input); one.set("port", input); one.set("host", input); one.set("query", input); one.href; library.extractProtocol && library.extractProtocol(input); library.qs.parse(input);',
    ],
  },
  {
    package: 'type-is',
    inputs: 'header',
    calls: [
      'library.is(input, ["json", "text/*", "+xml", input]); library.normalize && library.normalize(input); library({ headers: { "content-type": input, "content-length": "1" } }, ["urlencoded", input]);',
    ],
  },
  { package: 'psl', inputs: 'url', calls: ['library.parse(input); library.isValid(input); library.get(input);'] },
  {
    package: 'accepts',
    inputs: 'header',
    calls: [
      'var accept = library({ headers: { accept: input, "accept-encoding": input, "accept-language": input, "accept-charset": input } }); accept.types(["json", "html", input]); accept.encodings("gzip"); accept.languages(["en"]); accept.charsets(); accept.types();',
    ],
  },
  {
    package: 'cookie',
    inputs: 'header',
    calls: [
      'var cookies = (library.parse || library.parseCookie)(input); Object.keys(cookies).forEach(function (name) { try { library.serialize(name, cookies[name], { path: "/", maxAge: 1, sameSite: true, domain: "a.b" }); } catch (error) { if (!/invalid/.test(error.message)) throw error; } });',
    ],
  },
  {
    package: 'ipaddr.js',
    inputs: 'header',
    calls: [
      'library.isValid(input) && library.process(input).range(); library.IPv4.isValidFourPartDecimal && library.IPv4.isValidFourPartDecimal(input); try { library.parseCIDR(input); library.IPv6.broadcastAddressFromCIDR && library.IPv6.networkAddressFromCIDR(input); } catch (error) { if (!/ipaddr/.test(error.message)) throw error; }',
    ],
  },
  {
    package: 'useragent',
    inputs: 'agent',
    calls: [
      'var agent = library.parse(input, input); agent.toString(); agent.toVersion(); agent.toJSON(); agent.os.toString(); agent.device.toString(); library.is(input); library.lookup(input); library.fromJSON(agent.toJSON());',
    ],
  },
  {
    package: 'linkify-it',
    inputs: 'url',
    calls: [
      'var linkify = (library.default || library)(); linkify.tlds("onion", true).set({ fuzzyIP: true, fuzzyEmail: true }); linkify.match("see " + input + " and www." + input); linkify.testSchemaAt(input, "http:", 5); linkify.add("x:", { validate: /^a/ }).match(input);',
    ],
  },
  {
    package: 'urijs',
    inputs: 'url',
    calls: [
      'var one = library(input); one.normalize().toString(); one.search(true); one.segment(0); one.tld(); one.domain(); one.absoluteTo("http://a.b/c/d").relativeTo("http://a.b/e"); one.clone().addSearch("x", ["y"]).removeSearch("a").hasSearch("b"); library.withinString("see " + input, function (x) { return x; }); library.expand && library.expand(input, { a: ["b"], c: { d: "e" } }); one.equals("http://a");',
    ],
  },
  {
    package: 'proxy-addr',
    inputs: 'header',
    calls: [
      'var request = { headers: { "x-forwarded-for": input }, connection: { remoteAddress: "127.0.0.1" }, socket: { remoteAddress: "127.0.0.1" } }; library.all(request, ["loopback", "10.0.0.0/8"]); library(request, function () { return true; });',
    ],
  },
  {
    package: 'mongodb-connection-string-url',
    inputs: 'url',
    calls: [
      'try { var one = new (library.default || library)(input, { looseValidation: true }); one.redact(); one.clone().href; } catch (error) { if (!/Mongo|scheme|Invalid|Protocol|host/i.test(error.name + error.message)) throw error; }',
    ],
  },
  { package: 'git-up', inputs: 'url', calls: ['(library.default || library)(input);'] },
  {
    package: 'negotiator',
    inputs: 'header',
    calls: [
      'var one = new library({ headers: { accept: input, "accept-encoding": input, "accept-language": input, "accept-charset": input } }); one.mediaTypes(["text/html", "a"]); one.languages(["en", "fr-CA"]); one.encodings(["gzip"]); one.charsets(); one.preferredMediaTypes && one.preferredMediaTypes();',
    ],
  },
  {
    package: 'cookies',
    inputs: 'header',
    calls: [
      'var cookies = new library({ headers: { cookie: input, host: "a" }, connection: {} }, { getHeader: function () { return [input]; }, setHeader: function () {}, set: null }, ["k"]); cookies.get("a"); cookies.get("a", { signed: true }); cookies.set("b", "c", { overwrite: true, signed: true });',
    ],
  },
  {
    package: 'device-detector-js',
    inputs: 'agent',
    calls: ['new (library.default || library)({ skipBotDetection: false, versionTruncation: 0 }).parse(input);'],
  },
  { package: 'parse-path', inputs: 'url', calls: ['(library.default || library)(input);'] },
  {
    package: 'cookie-parser',
    inputs: 'header',
    calls: [
      'var request = { headers: { cookie: input } }; library(["k", "l"], { decode: String })(request, {}, function (error) { if (error) throw error; }); library.JSONCookies && library.JSONCookies({ a: input }); library.signedCookies && library.signedCookies({ a: input }, "k");',
    ],
  },
  { package: 'platform', inputs: 'agent', calls: ['String(library.parse(input)); library.parse({ ua: input });'] },
  {
    package: 'http-cache-semantics',
    inputs: 'header',
    calls: [
      'var policy = new library({ method: "GET", url: "/", headers: { "cache-control": input } }, { status: 200, headers: { "cache-control": input, vary: input, date: input, age: input, expires: input, warning: input, etag: input } }, { shared: false, immutableMinTimeToLive: 1 }); policy.storable(); policy.maxAge(); policy.timeToLive(); policy.responseHeaders(); policy.revalidationHeaders({ headers: { "if-none-match": input } }); library.fromObject(policy.toObject()).age(); policy.revalidatedPolicy({ headers: { vary: input } }, { status: 304, headers: { etag: input } });',
    ],
  },
  { package: 'data-urls', inputs: 'url', calls: ['library(input);'] },
  {
    package: 'http-link-header',
    inputs: 'header',
    calls: ['var link = library.parse(input); link.toString(); link.rel("next"); link.get("title", "b"); link.has("rel", "x");'],
  },
  { package: 'cookie-signature', inputs: 'header', calls: ['library.unsign(input, "k"); library.unsign(library.sign(input, "k"), "k");'] },
  {
    package: 'uri-js',
    inputs: 'url',
    calls: [
      'library.serialize(library.parse(input, { iri: true, tolerant: true })); library.resolve("http://a.b/c/d", input); library.normalize(input, { domainHost: true }); library.equal(input, "http://a");',
    ],
  },
  { package: 'range-parser', inputs: 'header', calls: ['library(10, input, { combine: true });'] },
  {
    package: 'basic-auth',
    inputs: 'header',
    calls: ['library.parse && library.parse(input); library({ headers: { authorization: input } });'],
  },
  {
    package: 'email-addresses',
    inputs: 'mail',
    calls: [
      'library.parseOneAddress(input); library({ input: input, rfc6532: true, simple: false, strict: false, rejectTLD: true, partial: true, oneResult: false, startAt: "address-list" }); library.parseFrom(input); library.parseReplyTo(input); library.parseAddressList(input);',
    ],
  },
  { package: 'querystringify', inputs: 'url', calls: ['library.stringify(library.parse(input), "?");'] },
  {
    package: 'emailjs-mime-codec',
    inputs: 'mail',
    calls: [
      'library.parseHeaderValue(input); library.mimeWordsDecode(input); library.mimeWordsEncode(input, "Q"); library.foldLines && library.foldLines(input, 10, true); library.continuationEncode("a", input, 5); library.headerLinesDecode(input); library.quotedPrintableDecode(input);',
    ],
  },
  { package: 'parse-headers', inputs: 'header', calls: ['(library.default || library)(input);'] },
  {
    package: 'whatwg-mimetype',
    inputs: 'header',
    calls: [
      'var MIMEType = library.MIMEType || library; if (MIMEType.parse) { var one = MIMEType.parse(input); one && String(one) && one.isJavaScript && one.isJavaScript(); }',
    ],
  },
  { package: 'forwarded-parse', inputs: 'header', calls: ['library(input);'] },
  {
    package: 'emailjs-mime-parser',
    inputs: 'mail',
    calls: [
      'var parse = library.default || library; if (typeof parse === "function" && !parse.prototype.write) parse(input); else { var parser = new parse(); parser.write(input); parser.end(); }',
    ],
  },
];
