import type { Row } from '../library/rowParts';
import { type Machine, Obj, type Value } from '../values/value';
import { textOf } from './operators';

/** Paths with `/` put together, with `.` and `..` worked out. */
export function joined(...parts: readonly string[]): string {
  const whole = parts.filter((part) => part !== '').join('/');
  const isRooted = whole.startsWith('/');
  const names: string[] = [];
  for (const name of whole.split('/')) {
    if (name === '' || name === '.') continue;
    if (name === '..' && names.length > 0 && names.at(-1) !== '..') names.pop();
    else if (name !== '..' || !isRooted) names.push(name);
  }
  return (isRooted ? '/' : '') + names.join('/') || (isRooted ? '/' : '.');
}

const resolved = (parts: readonly string[]): string => {
  const from = parts.findLastIndex((part) => part.startsWith('/'));
  return joined('/', ...parts.slice(Math.max(0, from)));
};

const baseOf = (path: string, end = ''): string => {
  const name = path.split('/').findLast((part) => part !== '') ?? '';
  return end !== '' && name.endsWith(end) && name !== end ? name.slice(0, -end.length) : name;
};

const folderIn = (path: string): string => {
  const at = path.endsWith('/') ? path.slice(0, -1).lastIndexOf('/') : path.lastIndexOf('/');
  return at < 0 ? '.' : at === 0 ? '/' : path.slice(0, at);
};

const endOf = (path: string): string => {
  const name = baseOf(path);
  const at = name.lastIndexOf('.');
  return at > 0 ? name.slice(at) : '';
};

const relative = (from: string, to: string): string => {
  const [a, b] = [from, to].map((path) => resolved([path]).split('/').filter(Boolean)) as [string[], string[]];
  let same = 0;
  while (same < a.length && same < b.length && a[same] === b[same]) same += 1;
  return [...a.slice(same).map(() => '..'), ...b.slice(same)].join('/');
};

const onTexts =
  (run: (...paths: string[]) => Value): Row =>
  (it: Machine, args) =>
    run(...args.map((each) => textOf(it, each)));

const ROWS: Readonly<Record<string, Row>> = {
  join: onTexts((...parts) => joined(...parts)),
  normalize: onTexts((path) => joined(path)),
  resolve: onTexts((...parts) => resolved(parts)),
  basename: onTexts(baseOf),
  dirname: onTexts(folderIn),
  extname: onTexts(endOf),
  relative: onTexts(relative),
  isAbsolute: onTexts((path) => path.startsWith('/')),
  parse: onTexts(
    (path) =>
      new Obj(
        undefined,
        new Map<string, Value>([
          ['root', path.startsWith('/') ? '/' : ''],
          ['dir', folderIn(path) === '.' ? '' : folderIn(path)],
          ['base', baseOf(path)],
          ['ext', endOf(path)],
          ['name', baseOf(path, endOf(path))],
        ]),
      ),
  ),
};

/** Node's functions for paths. */
export const PATH_ROWS: Readonly<Record<string, Row>> = Object.fromEntries(
  Object.entries(ROWS).flatMap(([name, row]) => [`path.${name}`, `path.posix.${name}`].map((whole): [string, Row] => [whole, row])),
);
