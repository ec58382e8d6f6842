const judge = `
  resolve falafel source-map static-eval mkdirp less function-bind fs-extra ini deep-equal object.assign minimist validator
  JSONStream jsonpointer ramda clone ms css recast csv-stringify ws string.prototype.trim string.prototype.matchall is-regex
  side-channel safe-regex wordwrap stylus pug dot swig body-parser cookie send uuid nconf q when rsvp htmlparser2 mathjs decimal.js
  chai sinon cheerio-select he remarkable json5 graphlib esquery espree doctrine regjsparser xregexp slugify juice csso
  postcss-value-parser`;

const training = `
  shell-quote optimist browserify detective traverse nopt semver module-deps async yargs clean-css moment ejs mustache xml2js
  estraverse escodegen is-my-json-valid path-to-regexp object-inspect json-stable-stringify browser-pack static-module glob minimatch
  tape concat-stream bl through2 readable-stream marked commander nunjucks connect mime superagent winston log4js colors cli-table`;

/** Packages whose tarballs carry, or once carried, their tests; most faults first. Which part each is in is said by `packagePart`. */
export const MINED_PACKAGES: readonly string[] = `${judge} ${training}`.trim().split(/\s+/);
