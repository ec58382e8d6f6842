'use strict';
/**
 * Undoes what a command writes into the workspace during an experiment: before a file first changes, it is saved into the folder that
 * DEBUG_CONTEXT_UNDO names. The supervisor restores it. DEBUG_CONTEXT_ROOT is the workspace's real path.
 */
const fs = require('fs');
const path = require('path');
const url = require('url');
const crypto = require('crypto');
const Module = require('module');

/** Larger files are data, and the command may keep them changed. */
const LARGEST = 64e6;
/** Most files saved from folders that are removed or moved: a folder of installed packages is not saved as a whole. */
const MOST = 2000;
/** Functions that change the entries of a folder. */
const MOVES = new Set(['rm', 'rename', 'cp']);
/** Functions that write through a link. */
const WRITES = new Set(['open', 'writeFile', 'appendFile', 'truncate', 'copyFile', 'chmod']);
const undo = process.env.DEBUG_CONTEXT_UNDO;
const root = process.env.DEBUG_CONTEXT_ROOT;
if (undo && root) install(undo, root);

/** @param {string} folder @param {string} workspace */
function install(folder, workspace) {
  const { copyFileSync, writeFileSync, lstatSync, realpathSync, mkdirSync, readlinkSync, readdirSync } = fs;
  /** @type {Set<string>} */
  const saved = new Set();

  /** @param {any} file @param {boolean} [whole] the folder's content changes, too */
  const save = (file, whole) => {
    try {
      const name =
        typeof file === 'string'
          ? file
          : file instanceof URL
            ? url.fileURLToPath(file)
            : Buffer.isBuffer(file)
              ? file.toString()
              : undefined;
      if (name === undefined) return;
      const lexical = path.resolve(name);
      if (saved.has(lexical)) return;
      saved.add(lexical);
      const full = real(lexical);
      if (!full.startsWith(workspace + path.sep)) return;
      if (full.startsWith(path.join(workspace, '.git') + path.sep)) return;
      keep(full, whole === true);
    } catch {
      // The program must run all the same.
    }
  };

  /** The real path of a file that may not exist yet. @param {string} file @returns {string} */
  const real = (file) => {
    try {
      return path.join(realpathSync(path.dirname(file)), path.basename(file));
    } catch {
      const parent = path.dirname(file);
      return parent === file ? file : path.join(real(parent), path.basename(file));
    }
  };

  /** @param {string} file */
  const exists = (file) => {
    try {
      lstatSync(file);
      return true;
    } catch {
      return false;
    }
  };

  /** What a link leads to, too, since it is written through the link. @param {any} file */
  const saveTarget = (file) => {
    try {
      const target = realpathSync(file);
      if (target !== path.resolve(String(file))) save(target);
    } catch {
      // It is new, or no path.
    }
  };

  let files = 0;
  /** @param {string} file @param {boolean} whole */
  const keep = (file, whole) => {
    const id = path.join(folder, crypto.createHash('sha1').update(file).digest('hex'));
    let about;
    try {
      about = lstatSync(file);
    } catch {
      about = undefined;
    }
    // Of several processes, the first one saves the original.
    const note = (/** @type {object} */ what) => writeFileSync(`${id}.json`, JSON.stringify({ file, ...what }), { flag: 'wx' });
    if (!about) {
      note({ absent: true });
      // Folders that are created on the way.
      if (!exists(path.dirname(file))) save(path.dirname(file));
    } else if (about.isSymbolicLink()) note({ link: readlinkSync(file) });
    else if (about.isDirectory()) {
      if (whole) note({ folder: true });
      if (whole) for (const name of readdirSync(file)) if (++files < MOST) save(path.join(file, name), true);
    } else if (about.isFile() && about.size < LARGEST) {
      copyFileSync(file, `${id}.bytes`, fs.constants.COPYFILE_EXCL);
      note({ bytes: `${id}.bytes`, mode: about.mode, mtimeMs: about.mtimeMs });
    }
  };
  mkdirSync(folder, { recursive: true });

  /** @param {any} flags of `open` */
  const writes = (flags) =>
    typeof flags === 'number'
      ? (flags & (fs.constants.O_WRONLY | fs.constants.O_RDWR | fs.constants.O_CREAT | fs.constants.O_TRUNC)) !== 0
      : typeof flags === 'string' && /[wa+]/.test(flags);
  /** Which arguments of a function are paths that it changes. @type {Record<string, (args: any[]) => any[]>} */
  const changes = {
    open: (args) => (writes(args[1]) ? [args[0]] : []),
    copyFile: (args) => [args[1]],
    cp: (args) => [args[1]],
    rename: (args) => [args[0], args[1]],
    link: (args) => [args[0], args[1]],
    symlink: (args) => [args[1]],
  };
  for (const name of ['writeFile', 'appendFile', 'unlink', 'rm', 'rmdir', 'truncate', 'mkdir', 'utimes', 'chmod'])
    changes[name] = (args) => [args[0]];
  for (const [name, paths] of Object.entries(changes)) {
    for (const [target, key] of /** @type {[any, string][]} */ ([
      [fs, name],
      [fs, `${name}Sync`],
      [fs.promises, name],
    ])) {
      const own = target[key];
      if (typeof own !== 'function') continue;
      const replaced = /** @this {any} */ function (/** @type {any[]} */ ...args) {
        for (const file of paths(args)) {
          save(file, MOVES.has(name));
          if (WRITES.has(name)) saveTarget(file);
        }
        return Reflect.apply(own, this, args);
      };
      for (const property of Reflect.ownKeys(own)) {
        if (property === 'prototype') continue;
        try {
          Object.defineProperty(replaced, property, /** @type {PropertyDescriptor} */ (Object.getOwnPropertyDescriptor(own, property)));
        } catch {
          // The property is not part of what callers see.
        }
      }
      target[key] = replaced;
    }
  }
  saveForOthers(save);
  if (Module.syncBuiltinESMExports) Module.syncBuiltinESMExports();
}

/** Programs that change what their words name. */
const WRITERS = new Set('rm rmdir mv cp rsync mkdir touch ln install tee truncate sed dd patch chmod'.split(' '));
/** Words in front of a program. */
const FRONT = /^(?:-.*|\w+=.*|env|exec|nice|nohup|setsid|sudo|time|then|do|else|(?:\S*\/)?(?:ba|da|z)?sh)$/;
/** Characters of a command that are looked at. */
const LONGEST = 20_000;

/**
 * Programs that Node starts write where nothing in here sees it. So what a command of shell, or a program that writes, names is saved before.
 * @param {(file: string, whole?: boolean) => void} save
 */
function saveForOthers(save) {
  const childProcess = /** @type {any} */ (require('child_process'));
  /** @param {unknown[]} command @param {any} options */
  const before = (command, options) => {
    try {
      const folder = path.resolve(String((options && options.cwd) || '.'));
      for (const file of writtenBy(command.join(' ').slice(0, LONGEST), folder)) save(file, true);
    } catch {
      // The program must run all the same.
    }
  };
  const { spawn } = childProcess.ChildProcess.prototype;
  childProcess.ChildProcess.prototype.spawn = function (/** @type {any} */ options) {
    if (options) before(Array.isArray(options.args) ? options.args : [options.file], options);
    return Reflect.apply(spawn, this, [options]);
  };
  for (const name of ['spawnSync', 'execSync', 'execFileSync']) {
    const own = childProcess[name];
    childProcess[name] = function (/** @type {any} */ file, /** @type {any[]} */ ...rest) {
      const given = Array.isArray(rest[0]) ? rest[0] : [];
      before([file, ...given], Array.isArray(rest[0]) ? rest[1] : rest[0] || rest[1]);
      return Reflect.apply(own, childProcess, [file, ...rest]);
    };
  }
}

/**
 * Files that a text of shell writes, as far as it names them: `echo x > a; rm b`.
 * @param {string} text @param {string} folder that it runs in
 */
function writtenBy(text, folder) {
  /** @type {string[]} */
  const files = [];
  const plain = text.replace(/\$\{?(\w+)\}?/g, (_whole, /** @type {string} */ name) => process.env[name] || '').replace(/["'`]/g, ' ');
  let at = folder;
  for (const part of plain.split(/[;|&()\n]/)) {
    const add = (/** @type {string} */ word) => files.push(...expanded(path.resolve(at, word)));
    for (const [, target = ''] of part.matchAll(/>[ \t]*([^\s<>]+)/g)) add(target);
    const words = part.split(/\s+/).filter(Boolean);
    while (words[0] !== undefined && FRONT.test(words[0])) words.shift();
    const [program = '', ...rest] = words;
    const named = rest.filter((word) => !word.startsWith('-')).map((word) => word.replace(/^of=/, ''));
    if (program === 'cd') at = path.resolve(at, named[0] || '.');
    else if (WRITERS.has(path.basename(program))) named.forEach(add);
  }
  return files;
}

/** The files that a pattern stands for, in one folder. @param {string} file */
function expanded(file) {
  const name = path.basename(file);
  if (!/[*?]/.test(name)) return [file];
  const pattern = new RegExp(
    `^${name
      .replace(/[.+^${}()|[\]\\]/g, '\\$&')
      .replace(/\*+/g, '.*')
      .replace(/\?/g, '.')}$`,
  );
  const folder = path.dirname(file);
  try {
    return fs.readdirSync(folder).flatMap((each) => (pattern.test(each) ? [path.join(folder, each)] : []));
  } catch {
    return [];
  }
}
