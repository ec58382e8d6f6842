import type { Expr } from '../syntax/lower/ir';
import type { Place } from './originSteps';
import { calledName, type Call } from './codeIndex';
import { placeOf, written } from './walk';
import type { At, Way } from './way';

/** A text that the program writes out, changed as calls on the way change it. */
interface WrittenText {
  readonly text: string;
  /** The line that writes it. */
  readonly place: Place;
  /** As it is written there. */
  readonly written: string;
}

/** The ways of a value. */
type Follow = (expr: Expr, at: At) => readonly Way[];

const MOST_DEPTH = 6;
const MOST_TEXTS = 60;

/** Calls that change a text, or leave it, by what they do. */
const CHANGES: readonly { readonly calls: RegExp; readonly change: (text: string) => string }[] = [
  { calls: /^(?:trim|strip|Trim|TrimSpace)$/, change: (text) => text.trim() },
  {
    calls: /^(?:toLowerCase|lowercase|ToLower|ToLowerInvariant|to_lowercase|to_ascii_lowercase|lower|downcase)$/,
    change: (text) => text.toLowerCase(),
  },
  {
    calls: /^(?:toUpperCase|uppercase|ToUpper|ToUpperInvariant|to_uppercase|to_ascii_uppercase|upper|upcase)$/,
    change: (text) => text.toUpperCase(),
  },
  { calls: /^(?:to_string|to_owned|clone|as_str|into|toString|ToString|trimIndent|from)$/, change: (text) => text },
];

const LINES = /^(?:lines|lineSequence|splitlines)$/;
const SPLITS = /^(?:split|Split|splitn|split_once)$/;

/** The texts at the end of a way, where it is one that is written out, or a part of one that calls split; undefined elsewhere. */
export function textsIn(follow: Follow, { last: { expr, path, at } }: Way, depth = 0): WrittenText[] | undefined {
  if (expr.kind === 'literal')
    return expr.of === 'text' && !expr.parts && path.length === 0
      ? [{ text: readText(expr.value, written(at, expr)), place: placeOf(at, expr), written: written(at, expr) }]
      : undefined;
  if (expr.kind !== 'call' || depth > MOST_DEPTH) return undefined;
  const name = calledName(expr);
  const of = textOfCall(expr);
  if (!of) return undefined;
  const inner = (): WrittenText[] => follow(of, at).flatMap((way) => textsIn(follow, way, depth + 1) ?? []);
  const isPlain = expr.callee.kind !== 'member' || expr.callee.of !== of || expr.args.length === 0;
  const changed = path.length === 0 && isPlain ? CHANGES.find(({ calls }) => calls.test(name)) : undefined;
  if (changed) return some(inner().map((each) => ({ ...each, text: changed.change(each.text) })));
  const [part, ...more] = path;
  if (!part || more.length > 0 || part.kind === 'keyOf' || part.kind === 'count') return undefined;
  if (LINES.test(name)) return some(inner().flatMap((each) => partsOf(each, '\n')));
  const separator = SPLITS.test(name) ? separatorOf(expr, at) : undefined;
  if (separator === undefined) return undefined;
  return some(
    inner().flatMap((each) => {
      const parts = partsOf(each, separator);
      return part.kind === 'key' ? parts.slice(Number(part.key), Number(part.key) + 1) : parts;
    }),
  );
}

/** How many parts each text has that a call splits; undefined where the way ends in no such call. */
export function partsCounted(follow: Follow, { last: { expr, path, at } }: Way): (WrittenText & { count: number })[] | undefined {
  if (expr.kind !== 'call' || path.length > 0 || !SPLITS.test(calledName(expr))) return undefined;
  const [of, separator] = [textOfCall(expr), separatorOf(expr, at)];
  if (!of || separator === undefined) return undefined;
  const texts = follow(of, at).flatMap((way) => textsIn(follow, way, 1) ?? []);
  return texts.length > MOST_TEXTS ? undefined : texts.map((each) => ({ ...each, count: each.text.split(separator).length }));
}

function some(texts: readonly WrittenText[]): WrittenText[] | undefined {
  return texts.length > 0 && texts.length <= MOST_TEXTS ? [...texts] : undefined;
}

/** The text that a call is made on, or is given as its first argument: `strings.Split(line, ";")`. */
function textOfCall({ callee, args }: Call): Expr | undefined {
  if (callee.kind === 'member' && !/^(?:strings|String)$/.test(callee.of.kind === 'name' ? callee.of.name : '')) return callee.of;
  return args[0]?.value;
}

function separatorOf({ args }: Call, at: At): string | undefined {
  const separator = args.flatMap(({ value }) => (value.kind === 'literal' && value.of === 'text' ? [value] : [])).at(-1);
  return separator && separator.value !== '' ? readText(separator.value, written(at, separator)) : undefined;
}

const ESCAPES: Readonly<Record<string, string>> = { n: '\n', t: '\t', r: '\r', '\\': '\\', '"': '"', "'": "'" };

/** The text that a literal stands for: one in plain quotes has escapes. */
function readText(value: string, own: string): string {
  return /^["'](?!["'])/.test(own) ? value.replace(/\\([\w\\"'])/g, (whole, name: string) => ESCAPES[name] ?? whole) : value;
}

/** The parts of a text, each on its own line. */
function partsOf({ text, place, written: own }: WrittenText, separator: string): WrittenText[] {
  let line = place.line;
  return text.split(separator).map((part) => {
    const found = {
      text: part,
      place: { file: place.file, line: own.includes('\n') ? line : place.line },
      written: own.includes('\n') && separator === '\n' ? part : own,
    };
    line += `${part}${separator}`.split('\n').length - 1;
    return found;
  });
}
