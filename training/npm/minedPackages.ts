const judge = `
  resolve falafel source-map static-eval mkdirp ini deep-equal object.assign validator jsonpointer clone json5 csso
  normalize-package-data simple-statistics wellknown geojson-vt hjson insane nth-check papaparse less function-bind fs-extra
  minimist JSONStream ramda ms css recast csv-stringify ws string.prototype.trim string.prototype.matchall is-regex side-channel
  safe-regex wordwrap stylus pug dot swig body-parser cookie send uuid nconf q when rsvp htmlparser2 mathjs decimal.js chai sinon
  cheerio-select he remarkable graphlib esquery espree doctrine regjsparser xregexp slugify juice postcss-value-parser sanitize-html
  css-parse jade deep-extend hosted-git-info magnet-uri pbf asn1.js base-x dateformat gray-matter gettext-parser rfc6902 convict
  mongo-sql later rlp parse-asn1 bitcoinjs-lib html-to-text bittorrent-protocol elementtree domhandler vow backoff eventemitter2
  braces abstract-leveldown polyline rrule jsep merge docopt graceful-fs multiparty astw lexical-scope hashish commondir subarg seq
  trumpet htmlescape duplexer pull-stream plist bplist-parser domino cssom consolidate coffeelint uri-js querystring wcwidth cliff
  revalidator fstream base64-js ipaddr.js accounting esutils esformatter rc jed node-polyglot libmime nodemailer html-minifier
  generic-pool tedious jison parse5 ast-types`;

const training = `
  shell-quote optimist browserify detective traverse nopt semver module-deps yargs ejs mustache is-my-json-valid object-inspect
  json-stable-stringify static-module concat-stream domutils entities bn.js hash.js xss strftime object-path dot-object flat
  deep-diff async clean-css moment xml2js estraverse escodegen path-to-regexp browser-pack glob minimatch tape bl through2
  readable-stream marked commander nunjucks connect mime superagent winston log4js colors cli-table fast-json-patch
  underscore.string css-select css-what elliptic iconv-lite sprintf-js humanize-duration speakingurl jsonpath jsonwebtoken jws
  mqtt-packet bencode parse-torrent netmask ip node-schedule cron-parser tv4 z-schema jsonschema deepmerge extend vector-tile
  csv2geojson rbush earcut regexpu-core regenerate astring argparse url-template micromatch nedb sql ent csv-parser csv-parse sax
  url-parse insert-module-globals syntax-error acorn-node burrito buffers binary charm dnode hyperscript event-stream split csv
  fast-csv xmlbuilder xpath markdown showdown plates vash rework autoprefixer postcss jjv joi lru-cache rimraf which
  read-package-json engine.io-parser socket.io-parser buffer geojsonhint big.js bignumber.js long fraction.js expr-eval sha.js
  typeforce numeral bytes printf string inflection pluralize slug cssstyle css-tree esprima rocambole js-beautify uglify-js lokijs
  config messageformat i18n mailparser mimelib busboy proxyquire should expect.js highland lazy.js eventemitter3 promise co retry
  jsonlint toml pegjs node-forge chainsaw dnode-protocol JSONSelect map-stream scuttlebutt crdt level-sublevel levelup memdown
  nwmatcher commonmark hogan.js twig liquid-node csslint jshint jsondiffpatch diff json-diff sift mingo URIjs url punycode
  negotiator dashdash nomnom shelljs cross-spawn inquirer easy-table ajv tar jsonfile node-uuid faye-websocket ip-address
  eslint-scope escope regexp-tree squel is-glob passport oauth formidable nock spdy topojson crossfilter
  web3 bitcore-lib osmtogeojson jmespath mquery feedparser lunr ethereumjs-abi postcss-selector-parser postcss-calc css-
  stringify array-includes es-to-primitive is-callable which-typed-array regexp.prototype.flags object.entries internal-slot
  safe-array-concat deep-eql kareem ical geojson-rewind supercluster kdbush fuse.js big-integer json-logic-js redis-parser
  sqlstring stellar-base d3-array d3-dsv topojson-client dagre markdown-it linkify-it serve-static finalhandler content-type
  range-parser multer hoek csv-generate stream-transform json-schema-faker swagger-parser node-sql-parser msgpack-lite avsc
  kue sort-keys nunjucks-date-filter jsonld xml-crypto xml-encryption passport-saml soap xmldoc libxmljs-mt css-selector-
  parser specificity js2xmlparser leven natural-compare-lite semver-compare npm-package-arg init-package-json read-installed
  github-url-from-git parse-github-url`;

/**
 * Packages of which some version may carry its tests; those in which faults were found come first in each part.
 * Which part a package is in is said by `packagePart` alone.
 */
export const MINED_PACKAGES: readonly string[] = `${judge} ${training}`.trim().split(/\s+/);
