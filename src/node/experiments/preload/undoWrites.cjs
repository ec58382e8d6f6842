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
      if (full !== workspace && !full.startsWith(workspace + path.sep)) return;
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
    link: (args) => [args[1]],
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
        for (const file of paths(args)) save(file, MOVES.has(name));
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
  if (Module.syncBuiltinESMExports) Module.syncBuiltinESMExports();
}
