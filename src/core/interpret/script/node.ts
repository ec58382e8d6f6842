import type { Row } from '../library/rowParts';
import { Foreign, Func, Hosted, List, type Machine, Native, Obj, Promised, Thrown, Unknown, type Value } from '../values/value';
import { hosted } from './errors';
import { valueOf } from './host';
import { promiseOf, settled } from './jobs';
import { textOf } from './operators';
import { joined, PATH_ROWS } from './paths';

const pathOf = (it: Machine, value: Value): string =>
  joined('/', value instanceof Hosted ? textOf(it, it.property(value, 'pathname')) : textOf(it, value)).replace(/^\//, '');

function read(it: Machine, [path, how]: Value[]): Value {
  const text = it.texts.get(pathOf(it, path));
  if (text === undefined) throw new Unknown('a file that is read');
  const encoding = how instanceof Obj ? it.property(how, 'encoding') : how;
  if (encoding === undefined || encoding === null) return bytes(text);
  if (!/^utf-?8$/i.test(textOf(it, encoding))) throw new Unknown('an encoding');
  return text;
}

/** The content of a file, of which programs make a text. */
function bytes(text: string): Obj {
  const made = new Obj(undefined, new Map<string, Value>([['toString', new Native(() => text)]]));
  made.hidden = new Set(['toString']);
  return made;
}

const listedIn = (it: Machine, path: Value): List => {
  const folder = pathOf(it, path);
  const inside = [...it.texts.keys()]
    .filter((name) => folder === '' || name.startsWith(`${folder}/`))
    .map((name) => name.slice(folder === '' ? 0 : folder.length + 1));
  if (inside.length === 0) throw new Unknown('a folder');
  return new List([...new Set(inside.map((name) => name.split('/', 1)[0]!))].sort());
};

const promisedRow =
  (run: (it: Machine, args: Value[]) => Value): Row =>
  (it, args) =>
    promiseOf(it, run(it, args));

const exists: Row = (it, [path]) => {
  const name = pathOf(it, path);
  if (it.texts.has(name) || [...it.texts.keys()].some((each) => each.startsWith(`${name}/`))) return true;
  throw new Unknown('whether there is a file');
};

function exit(code: Value): never {
  throw new Thrown(new Obj(undefined, new Map([['code', code ?? 0]]), 'exit'));
}

const print: Row = (it, args) => {
  const [first] = args.filter((each) => each instanceof Obj && each.stack);
  if (first !== undefined) it.reported = first;
  it.printed.push(`${args.map((each) => shownFor(it, each)).join(' ')}\n`);
  return undefined;
};

/** About how the console shows a value: its words. */
function shownFor(it: Machine, value: Value): string {
  if (value instanceof List) return `[ ${value.items.map((each) => shownFor(it, each)).join(', ')} ]`;
  if (value instanceof Obj && value.type === '' && !value.accessors)
    return `{ ${[...value.fields].map(([key, each]) => `${key}: ${shownFor(it, each)}`).join(', ')} }`;
  if (value instanceof Foreign || value instanceof Hosted || value instanceof Func) return '';
  return it.shown(value);
}

/** Functions of Node's library, by name: files, paths, the process, the console. */
export const NODE_ROWS: Readonly<Record<string, Row>> = {
  ...PATH_ROWS,
  'fs.readFileSync': (it, args) => read(it, args),
  'fs.existsSync': exists,
  'fs.readdirSync': (it, [path, how]) => (how === undefined ? listedIn(it, path) : fail('a folder')),
  'fs.writeFileSync': (it, [path, text]) => (it.texts.set(pathOf(it, path), textOf(it, text)), undefined),
  'fs.appendFileSync': (it, [path, text]) => (
    it.texts.set(pathOf(it, path), (it.texts.get(pathOf(it, path)) ?? '') + textOf(it, text)),
    undefined
  ),
  'fs.mkdirSync': () => undefined,
  'promises.readFile': promisedRow(read),
  'promises.readdir': promisedRow((it, [path]) => listedIn(it, path)),
  'url.fileURLToPath': (it, [url]) => `/${pathOf(it, url instanceof Hosted ? url : valueOf(hosted(it, () => new URL(textOf(it, url)))))}`,
  'url.pathToFileURL': (it, [path]) => valueOf(hosted(it, () => new URL(`file://${textOf(it, path)}`))),
  'process.exit': (_, [code]) => exit(code),
  'process.cwd': () => '/',
  'process.on': () => undefined,
  'process.once': () => undefined,
  'process.stdout.write': print,
  'process.stderr.write': print,
  'util.inherits': (it, [of, base]) => {
    const [own, above] = [of, base].map((each) => it.property(each, 'prototype'));
    if (!(own instanceof Obj && above instanceof Obj)) throw new Unknown('a base');
    own.proto = above;
    return undefined;
  },
  'util.promisify': (it, [fn]) =>
    new Native((args) =>
      it.call(new Foreign('new Promise'), [
        new Native(([resolve, reject]) =>
          it.call(fn, [
            ...args,
            new Native(([error, value]) => (error === null || error === undefined ? it.call(resolve, [value]) : it.call(reject, [error]))),
          ]),
        ),
      ]),
    ),
  'util.isDeepStrictEqual': () => fail('whether two values are the same'),
  'events.once': (it, [emitter, event]) => {
    const made = new Promised();
    it.callOn(it.property(emitter, 'once'), emitter, [event, new Native((args) => (settled(it, made, 'kept', new List(args)), undefined))]);
    return made;
  },
  'EventEmitter.once': (it, args) => it.call(new Foreign('events.once'), args),
  'new EventEmitter': () => new Obj(undefined, new Map(), 'EventEmitter'),
  'new EventEmitter.EventEmitter': () => new Obj(undefined, new Map(), 'EventEmitter'),
  'new events.EventEmitter': () => new Obj(undefined, new Map(), 'EventEmitter'),
  ...Object.fromEntries(
    ['log', 'error', 'warn', 'info', 'debug', 'trace', 'table', 'dir', 'group', 'groupEnd', 'time', 'timeEnd', 'assert', 'count'].map(
      (name) => [`console.${name}`, print],
    ),
  ),
};

function fail(what: string): never {
  throw new Unknown(what);
}
