import type { Traits } from '../../flow/traits';
import { wordSet } from './textTests';
import { only } from '../../only';
import { familyOf } from '../../workspace/languages';
import type { Expr } from '../../syntax/lower/ir';
import { code, onPlace, placeText, type ExplainInput, type Explanation, listed } from './explanation';
import { expressionOn } from '../../flow/expressionOn';
import { flowOf } from './followed';
import { calledName } from '../../flow/codeIndex';
import { flow } from '../../flow/flow';
import { similarKey } from '../../flow/nearName';
import type { Place } from '../../flow/originSteps';
import { partsCounted, textsIn } from '../../flow/texts';
import { placeOf, written } from '../../flow/walk';
import { textOf, type At as WalkAt, type Path, type Way } from '../../flow/way';

/** Values of an expression that are wrong in the way of the error, and the lines that write them. */
export interface Witness {
  sentences: string[];
  evidence: Explanation['evidence'];
  place: Place;
  /** It is about a key that a map has not got. */
  ofKey?: true;
}

/** A value that the program writes out. `place`: the line that writes it; `written`: as it is written there. */
export type Possible = Place & { written: string } & (
    | { kind: 'text'; text: string; put?: Place }
    | { kind: 'nothing' }
    /** A list of so many elements. */
    | { kind: 'list'; count: number }
    | { kind: 'map' | 'other' }
  );

type At = Pick<ExplainInput, 'at' | 'view' | 'frame'>;

/** Families of languages in which the values of a program are written out often enough to be told. */
const WRITTEN_OUT = wordSet('java csharp go rust cpp');

const MOST_PLACES = 3;
const MOST_KEYS = 4;

/** The values that an expression on the failing line may have, or a part of it; `open`: something else as well. */
export function valuesAt(
  expression: string,
  { at, view, frame }: At,
  line = at.line,
  path: Path = [],
): { all: readonly Possible[]; open: boolean } {
  if (!WRITTEN_OUT.has(familyOf(at.file.language))) return { all: [], open: true };
  const found = flowOf(view, expression, { file: at.file, fn: at.fn, line, ...(frame !== undefined && { frame }) }, path);
  if (!found) return { all: [], open: true };
  const values = found.ways.map((way) => ({ way, own: valuesOf(way, view) }));
  const all = values.flatMap(({ own }) => own);
  const distinct = new Map(
    all.map((value) => [`${value.file}:${value.line}:${value.kind}:${'text' in value ? value.text : value.written}`, value]),
  );
  const isOpen = values.some(
    ({ way, own }) => own.length === 0 || (way.open && !own.some(({ kind }) => kind === 'text' || kind === 'list')),
  );
  return { all: [...distinct.values()], open: all.length === 0 || isOpen };
}

function valuesOf(way: Way, view: At['view']): Possible[] {
  const { expr, at, path } = way.last;
  const put = way.steps.findLast(({ kind }) => kind === 'filled');
  const follow = (inner: Expr, where: WalkAt): readonly Way[] => flow(view, inner, where).ways;
  const texts = textsIn(follow, way);
  if (texts)
    return texts.map(({ text, place, written: own }) => ({
      kind: 'text',
      text,
      ...place,
      written: own,
      ...(put && { put: { file: put.file, line: put.line } }),
    }));
  const parts = partsCounted(follow, way);
  if (parts) return parts.map(({ count, place, text }) => ({ kind: 'list', count, ...place, written: text }));
  const base = { ...placeOf(at, expr), written: written(at, expr) };
  if (way.end) return [{ kind: 'nothing', file: way.end.file, line: way.end.line, written: base.written }];
  if (way.open || path.length > 0) return [];
  const isMap = expr.kind === 'map' || (expr.kind === 'call' && /(?:Map|Dictionary)$|^mapOf$/.test(calledName(expr)));
  return [{ kind: isMap ? 'map' : 'other', ...base }];
}

/**
 * The values of an expression that are wrong, where they are few.
 * @param means the rest of a sentence about one that is wrong: `is not a number`; undefined where the error quotes it
 */
export function witnessOf(
  expression: string,
  input: At,
  isWrong: (value: Possible) => boolean,
  means: string | undefined,
  line?: number,
): Witness | undefined {
  const { all, open } = valuesAt(expression, input, line);
  const wrong = all.filter(isWrong);
  const values = [...new Map(wrong.map((value) => [`${value.file}:${value.line}`, value])).values()];
  const [first] = values;
  if (!first || values.length > MOST_PLACES) return undefined;
  const shown = values.map((value) => `${shownValue(value)} (${placeText(value, input.at)})`);
  const others = all.length - wrong.length;
  const subject = code(expression);
  const sentence =
    means === undefined
      ? `${subject} can be ${listed(shown)}: the value that the error names.`
      : values.length > 1
        ? `The code shows ${listed(shown)} for ${subject}; each ${means}.`
        : others > 0
          ? open
            ? `One of the values that the code shows for ${subject} is ${shown[0]}, which ${means}.`
            : `Of the values that the code shows for ${subject}, only ${shown[0]} ${means}.`
          : open
            ? `A value that the code shows for ${subject} is ${shown[0]}, which ${means}.`
            : `${subject} is ${shown[0]}, which ${means}.`;
  return {
    sentences: [sentence, ...(values.length === 1 ? spaceNote(first) : [])],
    evidence: values.map(({ file, line: own }) => ({
      file,
      line: own,
      why: means === undefined ? `writes the value of ${subject} that the error names` : `a value of ${subject} that ${means}`,
    })),
    place: { file: first.file, line: first.line },
  };
}

/** Spaces around a text, which are easily overlooked. */
function spaceNote(value: Possible): string[] {
  if (value.kind !== 'text' || value.text.trim() === value.text || value.text.trim() === '') return [];
  return [
    `It ${value.text.trimStart() === value.text ? 'ends' : 'begins'} with a space, which belongs to the text unless something trims it.`,
  ];
}

/** A value as a sentence shows it: with the text around it. */
function shownValue(value: Possible): string {
  if (value.kind !== 'text') return code(value.written);
  const { text } = value;
  const around = value.written.trim().replace(/^["'`]|["'`]$/g, '');
  if (text === '') return `an empty text${around === '' ? '' : ` in ${code(around)}`}`;
  const shown = text.trim() === text ? code(text) : `“${text}”`;
  return text.trim() === around || text === around || around.includes('\n') ? shown : `${shown} in ${code(around)}`;
}

/** The lookup that an expression is: what it looks into, and for what. */
function lookupOf(expression: string, { at }: At, line: number): { container: string; asked: string } | undefined {
  const expr = expressionOn(at.file, expression, line);
  const where = { file: at.file };
  if (expr?.kind === 'index' && expr.keys.length === 1) return { container: textOf(where, expr.of), asked: textOf(where, expr.keys[0]!) };
  const [argument, ...more] = expr?.kind === 'call' ? expr.args : [];
  const isLookup =
    expr?.kind === 'call' && expr.callee.kind === 'member' && ['get', 'get_mut', 'getValue', 'Get', 'remove'].includes(expr.callee.name);
  return isLookup && expr.callee.kind === 'member' && argument && more.length === 0
    ? { container: textOf(where, expr.callee.of), asked: textOf(where, argument.value) }
    : undefined;
}

/** The only place that writes the text of a key which a lookup asks for. */
export function writerOfKey(expression: string, key: string, input: At): Place | undefined {
  const lookup = lookupOf(expression, input, input.at.line);
  const all = lookup ? valuesAt(lookup.asked, input).all.filter((value) => value.kind === 'text' && value.text === key) : [];
  const one = only(all);
  return one && { file: one.file, line: one.line };
}

/** A key that the map of a lookup has not got. */
export function lookupWitness(expression: string, input: At, line = input.at.line): Witness | undefined {
  const lookup = lookupOf(expression, input, line);
  return lookup && missingKeyWitness(lookup.container, lookup.asked, undefined, input, line);
}

/**
 * The keys that a map has, for a key that it has not got.
 * @param asked the expression of the key
 * @param key the key's text, where the message names it
 */
export function missingKeyWitness(
  container: string,
  asked: string,
  key: string | undefined,
  input: At,
  line = input.at.line,
): (Witness & { put: boolean; near: boolean }) | undefined {
  const keys = valuesAt(container, input, line, [{ kind: 'keyOf', of: container }]);
  const has = keys.all.flatMap((value) => (value.kind === 'text' ? [value] : []));
  if (keys.open || has.length === 0) return undefined;
  const given = valuesAt(asked, input, line).all.flatMap((value) => (value.kind === 'text' ? [value] : []));
  const wanted = given.filter(({ text }) => (key === undefined ? !has.some((each) => each.text === text) : text === key));
  const names = new Set(wanted.map(({ text }) => text));
  const name = key ?? (names.size === 1 ? wanted[0]!.text : undefined);
  if (name === undefined || has.some(({ text }) => text === name)) return undefined;
  const found = keysShown(name, has, container, input);
  const [from] = wanted;
  const place = found.place ?? (from && { file: from.file, line: from.line });
  if (!place) return undefined;
  return {
    sentences: [
      `${from ? `${code(name)} is written ${onPlace(from, input.at)}; ` : ''}${code(container)} has ${found.sentence || 'other keys'}.`,
      ...(found.near ? spaceNote(found.near) : []),
    ],
    evidence: [...found.evidence, ...(from ? [{ file: from.file, line: from.line, why: `writes the key ${code(name)}` }] : [])],
    place,
    put: found.put,
    near: found.near !== undefined,
    ofKey: true,
  };
}

type Key = Extract<Possible, { kind: 'text' }>;

/** The keys of a map for a sentence: the one that is spelled almost the same, or the few that it has. */
function keysShown(
  key: string,
  keys: readonly Key[],
  container: string,
  { at, view }: At,
): { sentence: string; evidence: Explanation['evidence']; place?: Place; put: boolean; near?: Key } {
  const name = (each: Key): string => {
    const isWritten = view.file(each.file)?.lines[each.line - 1]?.includes(each.text) ?? true;
    return isWritten && each.text.trim() === each.text ? code(each.text) : `“${each.text}”`;
  };
  const near = similarKey(
    key,
    keys.map(({ text }) => text),
  );
  const one = keys.find(({ text }) => text === near);
  if (one) {
    const put = one.put && !(one.put.file === one.file && one.put.line === one.line) ? one.put : undefined;
    const why = `the key ${name(one)}`;
    return {
      sentence: `${name(one)} (${placeText(one, at)}${put ? `, put in ${onPlace(put, at)}` : ''})`,
      evidence: [...(put ? [{ ...put, why: `puts in ${why}` }] : []), { file: one.file, line: one.line, why: `writes ${why}` }],
      place: put ?? { file: one.file, line: one.line },
      put: put !== undefined,
      near: one,
    };
  }
  const distinct = [...new Map(keys.map((each) => [each.text, each])).values()];
  if (distinct.length > MOST_KEYS) return { sentence: '', evidence: [], put: false };
  const last = distinct.at(-1)!;
  return {
    sentence: `only ${listed(distinct.map((each) => `${name(each)} (${placeText(each, at)})`))}`,
    evidence: distinct.slice(-2).map((each) => ({ file: each.file, line: each.line, why: `the key ${name(each)} of ${code(container)}` })),
    place: { file: last.file, line: last.line },
    put: false,
  };
}

/** Whether a text can be read as a number of a kind. */
export function isNumberText(text: string, whole: boolean, numbers?: Traits['numberTexts']): boolean {
  const inner = numbers === 'trimmed' ? text.trim() : text;
  return whole
    ? /^[+-]?\d+$/.test(inner)
    : /^[+-]?(?:\d+(?:\.\d*)?|\.\d+)(?:[eE][+-]?\d+)?$/.test(inner) ||
        (numbers === 'lettered' && /^[+-]?\d+(?:\.\d*)?[dDfF]?$/.test(inner.trim()));
}
