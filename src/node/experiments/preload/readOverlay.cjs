'use strict';
/**
 * Edited files are read from elsewhere, and nothing on disk changes. DEBUG_CONTEXT_OVERLAY names a folder whose index.json maps the
 * path of a file to the copy that is read in its place, or to null if the file is absent.
 */
const fs = require('fs');
const path = require('path');
const url = require('url');
const Module = require('module');

const folder = process.env.DEBUG_CONTEXT_OVERLAY;
/** @type {Record<string, string | null>} */
let index = {};
try {
  if (folder) index = JSON.parse(fs.readFileSync(path.join(folder, 'index.json'), 'utf8'));
} catch {
  // The canary detects that the overlay does not hold.
}
if (Object.keys(index).length > 0) {
  install();
  // A thread that runs several variants of the same files changes between them.
  Object.defineProperty(globalThis, Symbol.for('debug-with-context.overlay'), {
    value: (/** @type {string} */ other) => {
      index = JSON.parse(fs.readFileSync(path.join(other, 'index.json'), 'utf8'));
    },
  });
}

function install() {
  const names = new Set(Object.keys(index).map((file) => path.basename(file)));
  /** @type {Map<string, string[]>} folder → names of edited files in it */
  const folders = new Map();
  for (const file of Object.keys(index)) {
    const at = path.dirname(file);
    folders.set(at, [...(folders.get(at) || []), path.basename(file)]);
  }
  const original = {
    realpathSync: fs.realpathSync,
    existsSync: fs.existsSync,
  };

  /**
   * @param {any} file argument of an fs function
   * @returns {string | null | undefined} the copy to read, null if the file is absent, undefined if it is not edited
   */
  const find = (file) => {
    let name;
    if (typeof file === 'string') name = file;
    else if (file instanceof URL) {
      if (file.protocol !== 'file:') return undefined;
      name = url.fileURLToPath(file);
    } else if (Buffer.isBuffer(file)) name = file.toString();
    else return undefined;
    // Most paths are recognised by their last part, without reading the disk.
    if (!names.has(path.basename(name))) return undefined;
    const full = path.resolve(name);
    if (Object.prototype.hasOwnProperty.call(index, full)) return index[full];
    try {
      const real = original.realpathSync(full);
      return Object.prototype.hasOwnProperty.call(index, real) ? index[real] : undefined;
    } catch {
      return undefined;
    }
  };

  /** @param {string} call @param {any} file */
  const absent = (call, file) => {
    const error = /** @type {any} */ (new Error(`ENOENT: no such file or directory, ${call} '${String(file)}'`));
    error.errno = -2;
    error.code = 'ENOENT';
    error.syscall = call;
    error.path = String(file);
    return error;
  };

  /**
   * Whether a call only reads: judges the flags of `open`, or the options of `readFile`, where a plain string is an encoding.
   * @param {any} given @param {string} call
   */
  const isReading = (given, call) => {
    if (call !== 'open' && call !== 'readFile') return true;
    const flags = typeof given === 'object' && given !== null ? given.flag : call === 'open' ? given : undefined;
    return (
      flags === undefined ||
      flags === null ||
      typeof flags === 'function' ||
      /^(?:r|rs|sr)$/.test(String(flags)) ||
      flags === fs.constants.O_RDONLY
    );
  };

  /** @param {any} target @param {string} name @param {string} call */
  const sync = (target, name, call) => {
    const own = target[name];
    if (typeof own !== 'function') return;
    target[name] = copyOf(
      own,
      /** @this {any} */ function (/** @type {any} */ file, /** @type {any[]} */ ...rest) {
        const copy = isReading(rest[0], call) ? find(file) : undefined;
        if (copy === null) {
          if (rest[0] && rest[0].throwIfNoEntry === false) return undefined;
          throw absent(call, file);
        }
        return Reflect.apply(own, this, [copy === undefined ? file : copy, ...rest]);
      },
    );
  };

  /** @param {any} target @param {string} name @param {string} call */
  const callback = (target, name, call) => {
    const own = target[name];
    if (typeof own !== 'function') return;
    target[name] = copyOf(
      own,
      /** @this {any} */ function (/** @type {any} */ file, /** @type {any[]} */ ...rest) {
        const copy = isReading(rest[0], call) ? find(file) : undefined;
        if (copy === null) {
          const done = rest[rest.length - 1];
          if (typeof done === 'function') process.nextTick(done, absent(call, file));
          return undefined;
        }
        return Reflect.apply(own, this, [copy === undefined ? file : copy, ...rest]);
      },
    );
  };

  /** @param {any} target @param {string} name @param {string} call */
  const promised = (target, name, call) => {
    const own = target[name];
    if (typeof own !== 'function') return;
    target[name] = copyOf(
      own,
      /** @this {any} */ function (/** @type {any} */ file, /** @type {any[]} */ ...rest) {
        const copy = isReading(rest[0], call) ? find(file) : undefined;
        if (copy === null) return Promise.reject(absent(call, file));
        return Reflect.apply(own, this, [copy === undefined ? file : copy, ...rest]);
      },
    );
  };

  for (const [name, call] of [
    ['readFile', 'readFile'],
    ['open', 'open'],
    ['stat', 'stat'],
    ['lstat', 'stat'],
    ['access', 'access'],
  ]) {
    sync(fs, `${name}Sync`, /** @type {string} */ (call));
    callback(fs, /** @type {string} */ (name), /** @type {string} */ (call));
    promised(fs.promises, /** @type {string} */ (name), /** @type {string} */ (call));
  }
  const { existsSync } = original;
  fs.existsSync = copyOf(existsSync, (/** @type {any} */ file) => {
    const copy = find(file);
    return copy === undefined ? existsSync(file) : copy !== null;
  });

  const comesOrGoes = Object.keys(index).filter((file) => index[file] === null || !existsSync(file));
  if (comesOrGoes.length > 0) {
    listings(folders, comesOrGoes);
    resolution(find, new Set(comesOrGoes.filter((file) => index[file] !== null)));
  }
  if (Module.syncBuiltinESMExports) Module.syncBuiltinESMExports();
}

/**
 * Listings of folders include added files and omit absent ones.
 * @param {Map<string, string[]>} folders
 * @param {string[]} files
 */
function listings(folders, files) {
  const changed = new Set(files);
  /** @param {any} at @param {any} entries */
  const corrected = (at, entries) => {
    const full = path.resolve(typeof at === 'string' ? at : String(at));
    const names = folders.get(full);
    if (!names || !Array.isArray(entries) || Buffer.isBuffer(entries[0])) return entries;
    const nameOf = (/** @type {any} */ entry) => (typeof entry === 'string' ? entry : entry.name);
    const kept = entries.filter((entry) => index[path.join(full, nameOf(entry))] !== null);
    for (const name of names) {
      const file = path.join(full, name);
      if (!changed.has(file) || index[file] === null || kept.some((entry) => nameOf(entry) === name)) continue;
      if (entries.some((entry) => typeof entry !== 'string')) {
        const model = entries.find((entry) => typeof entry !== 'string' && entry.isFile());
        if (model) kept.push(Object.assign(Object.create(Object.getPrototypeOf(model)), model, { name }));
      } else kept.push(name);
    }
    return kept;
  };
  const { readdirSync, readdir } = fs;
  const promised = fs.promises.readdir;
  /** @type {any} */ (fs).readdirSync = copyOf(readdirSync, (/** @type {any} */ at, /** @type {any} */ options) =>
    corrected(at, readdirSync(at, options)),
  );
  /** @type {any} */ (fs).readdir = copyOf(readdir, (/** @type {any} */ at, /** @type {any} */ options, /** @type {any} */ done) => {
    const end = typeof options === 'function' ? options : done;
    const answer = (/** @type {any} */ error, /** @type {any} */ entries) => end(error, error ? entries : corrected(at, entries));
    return typeof options === 'function' ? readdir(at, answer) : readdir(at, options, answer);
  });
  /** @type {any} */ (fs.promises).readdir = copyOf(promised, (/** @type {any} */ at, /** @type {any} */ options) =>
    promised.call(fs.promises, at, options).then((/** @type {any} */ entries) => corrected(at, entries)),
  );
}

/**
 * Node asks the disk itself whether a module exists; `process.binding` gives access to the function that it calls.
 * @param {(file: any) => string | null | undefined} find
 * @param {Set<string>} added
 */
function resolution(find, added) {
  try {
    const binding = /** @type {any} */ (process).binding('fs');
    const ask = binding.internalModuleStat;
    if (typeof ask !== 'function') return;
    // The file is the last argument in some versions of Node, the first in others.
    binding.internalModuleStat = function (/** @type {any[]} */ ...args) {
      const copy = find(args.find((arg) => typeof arg === 'string'));
      return copy === undefined ? Reflect.apply(ask, this, args) : copy === null ? -2 : 0;
    };
  } catch {
    // The canary detects that the overlay does not hold.
  }
  const loader = /** @type {any} */ (Module);
  const findPath = loader._findPath;
  loader._findPath = (/** @type {string} */ request, /** @type {string[]} */ paths, /** @type {any[]} */ ...rest) => {
    const found = findPath(request, paths, ...rest);
    if (found && index[found] !== null) return found;
    for (const at of path.isAbsolute(request) ? [''] : paths || []) {
      const base = path.resolve(at, request);
      for (const end of [
        '',
        ...Object.keys(loader._extensions),
        ...Object.keys(loader._extensions).map((each) => path.sep + 'index' + each),
      ])
        if (added.has(base + end)) return base + end;
    }
    // What Node would have found without the removed file.
    for (const end of found ? [...Object.keys(loader._extensions), path.sep] : []) {
      const next = findPath(request + end, paths, ...rest);
      if (next && index[next] !== null) return next;
    }
    return false;
  };
  // An added file is at its stated path: there is no link to follow.
  const realpath = /** @type {any} */ (fs.realpathSync);
  const full = (/** @type {any} */ file) => path.resolve(typeof file === 'string' ? file : String(file));
  const real = (/** @type {any} */ own) => (/** @type {any} */ file, /** @type {any} */ options) =>
    added.has(full(file)) ? full(file) : own(file, options);
  const replaced = copyOf(realpath, real(realpath));
  replaced.native = copyOf(realpath.native, real(realpath.native));
  fs.realpathSync = replaced;
  const { realpath: inPromise } = fs.promises;
  /** @type {any} */ (fs.promises).realpath = copyOf(inPromise, (/** @type {any} */ file, /** @type {any} */ options) =>
    added.has(full(file)) ? Promise.resolve(full(file)) : inPromise(file, options),
  );
  const { realpath: withCallback } = fs;
  const called = copyOf(withCallback, (/** @type {any} */ file, /** @type {any} */ options, /** @type {any} */ done) => {
    const end = typeof options === 'function' ? options : done;
    if (added.has(full(file))) process.nextTick(end, null, full(file));
    else Reflect.apply(withCallback, fs, done === undefined ? [file, options] : [file, options, done]);
  });
  called.native = withCallback.native;
  fs.realpath = called;
}

/**
 * Makes a replacement function look like the original: `util.promisify` and others ask for its properties.
 * @param {any} own @param {any} replacement @returns {any}
 */
function copyOf(own, replacement) {
  for (const key of Reflect.ownKeys(own)) {
    if (key === 'prototype') continue;
    try {
      Object.defineProperty(replacement, key, /** @type {PropertyDescriptor} */ (Object.getOwnPropertyDescriptor(own, key)));
    } catch {
      // The property is not part of what callers see.
    }
  }
  return replacement;
}
