// What instrumented JavaScript calls: writes down what the code of a folder does while it runs, for the judge of claims.
// CLAIMS_ROOT is the folder, CLAIMS_OUT where the JSON goes, CLAIMS_ASKED a JSON list of [file, line, expression].
'use strict';
const fs = require('fs');
const path = require('path');
const util = require('util');

const ROOT = `${process.env.CLAIMS_ROOT}/`;
const MOST = 40;
/** Without calls, assignments and operators that change something. */
const SAFE = /^(?!.*(?:\+\+|--|[^=!<>]=[^=>]|\bawait\b|\bnew\b|=>))[\w$.?![\]'"#+\-*/%<>=&| ]+$/;

/** @type {Map<string, string[]>} */
const asked = new Map();
for (const [file, line, text] of JSON.parse(process.env.CLAIMS_ASKED ?? '[]'))
  if (SAFE.test(text)) asked.set(`${file}:${line}`, [...(asked.get(`${file}:${line}`) ?? []), text]);

/** @type {Set<string>} */
const lines = new Set();
/** @type {Record<string, string>} */
const functions = {};
const calls = new Map();
/** @type {Record<string, object[]>} */
const returns = {};
/** @type {Record<string, object[]>} */
const values = {};

/** @param {any} value */
function seen(value) {
  const shape = { type: typeof value, text: '', kind: 'other' };
  try {
    if (value === undefined || value === null) return { ...shape, kind: value === null ? 'null' : 'undefined', text: String(value) };
    if (util.types.isPromise(value)) return { ...shape, kind: 'promise', text: 'Promise' };
    if (typeof value === 'function') return { ...shape, kind: 'function', text: value.name };
    if (typeof value === 'string')
      return { ...shape, kind: 'text', text: JSON.stringify(value).slice(0, 400), plain: value.slice(0, 400), size: value.length };
    if (typeof value !== 'object') return { ...shape, kind: typeof value, text: String(value) };
    const keys = Object.keys(value).slice(0, 200);
    if (Array.isArray(value)) return { ...shape, kind: 'list', size: value.length, text: JSON.stringify(value).slice(0, 400) };
    if (value instanceof Map || value instanceof Set) {
      // A text of digits is another key than the number.
      const keysOf = [...value.keys()]
        .slice(0, 200)
        .map((key) => (typeof key === 'string' && /^-?\d/.test(key) ? `'${key}'` : String(key)));
      const entries = value instanceof Map ? Object.fromEntries([...value].slice(0, 50)) : [...value].slice(0, 50);
      return { ...shape, kind: 'map', size: value.size, keys: keysOf, text: JSON.stringify(entries).slice(0, 400) };
    }
    return { ...shape, kind: 'map', keys, size: keys.length, text: JSON.stringify(value).slice(0, 400) };
  } catch {
    return shape;
  }
}

/**
 * @param {Record<string, object[]>} store
 * @param {string} key
 * @param {unknown} value
 */
function keep(store, key, value) {
  const of = (store[key] ??= []);
  of.push(seen(value));
  if (of.length > MOST) of.splice(1, 1);
}

/** @type {any} */ (globalThis).__claims = {
  /**
   * A statement is about to run.
   * @param {string} file
   * @param {number} line
   * @param {string} name
   * @param {(text: string) => unknown} evaluate
   */
  at(file, line, name, evaluate) {
    lines.add(`${file}:${line}`);
    functions[`${file}:${line}`] = name;
    for (const text of asked.get(`${file}:${line}`) ?? [])
      try {
        keep(values, `${file}:${line}|${text}`, evaluate(text));
      } catch {
        // A name that is not in scope there.
      }
  },
  /**
   * A function was called.
   * @param {string} file
   * @param {number} line
   * @param {string} name
   */
  enter(file, line, name) {
    const limit = Error.stackTraceLimit;
    Error.stackTraceLimit = 60;
    const frames = (new Error().stack ?? '').split('\n').slice(3);
    Error.stackTraceLimit = limit;
    const frame = frames.find((each) => each.includes(ROOT) && !each.includes('node_modules'));
    const [, place = '', number = '0'] = /\(?((?:file:\/\/)?\/[^()]*?):(\d+):\d+\)?$/.exec(frame ?? '') ?? [];
    const from = place.replace('file://', '').slice(ROOT.length);
    const by = functions[`${from}:${number}`] ?? /at (?:async )?(?:new )?([\w$.<>]+) \(/.exec(frame ?? '')?.[1] ?? '';
    calls.set([by, from, number, name, file, line].join('|'), [by, from, Number(number), name, file, line]);
  },
  /**
   * A function returns.
   * @param {string} file
   * @param {number} line
   * @param {string} name
   * @param {unknown} value
   */
  gave(file, line, name, value) {
    lines.add(`${file}:${line}`);
    keep(returns, `${file}:${line}|${name}`, value);
    return value;
  },
};

process.on('exit', () => {
  if (lines.size)
    fs.writeFileSync(
      path.join(process.env.CLAIMS_OUT ?? '', `${process.pid}.json`),
      JSON.stringify({ lines: [...lines], functions, calls: [...calls.values()], returns, values }),
    );
});
