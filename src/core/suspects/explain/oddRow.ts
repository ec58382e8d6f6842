import { only } from '../../only';
import type { Clue } from './clue';
import { cellsInCode, cellsUnder, type Cell } from './dataRows';
import { isEmptyLiteral } from './emptyValues';
import { code, type ExplainInput, type Explanation } from './explanation';
import { literalKeys } from './objectKeys';
import { writtenIn, type ExpressionAt, type Place } from '../../flow/originSteps';
import { originOfValue } from './surroundingOrigin';
import { valuesOn } from './valuesOnLine';

/** What tells a value that caused a failure from those beside it. */
interface Judge {
  isWrong: (cell: Cell) => boolean;
  /** The rest of a sentence about the only wrong one: `that is no number`; none where the message quotes it. */
  what?: string | ((cell: Cell) => string);
}

interface Odd {
  place: Place;
  sentence: string;
}

/**
 * Adds to an explanation the one row of a data file, or object in the code, whose value differs from those of all other rows, in the way that
 * the message tells: no number among numbers, no date among dates, a key that is not there.
 */
export function withOddRow(explanation: Explanation, clue: Clue, input: ExplainInput): Explanation {
  const odd = oddRow(clue, input, explanation);
  if (!odd || explanation.evidence.some(({ file, line }) => file === odd.place.file && line === odd.place.line)) return explanation;
  const [first = '', ...rest] = explanation.sentences;
  return {
    ...explanation,
    sentences: [first, odd.sentence, ...rest],
    evidence: [{ ...odd.place, why: 'the row that differs from the others' }, ...explanation.evidence],
  };
}

function oddRow(clue: Clue, input: ExplainInput, { title }: Explanation): Odd | undefined {
  const { at, view, frame } = input;
  const where: ExpressionAt = { file: at.file, fn: at.fn, line: at.line, frame };
  const named = (title.match(/`[^`]+`/g) ?? []).map((quoted) => quoted.slice(1, -1));
  const texts = [
    { text: at.file.lines[at.line - 1] ?? '', at: where },
    ...named.map((text) => ({ text, at: where })),
    ...valuesOn(at).flatMap((value) =>
      originOfValue(view, value, where).steps.flatMap((step) => {
        const file = view.file(step.file);
        const text = writtenIn(step) ?? '';
        return file ? [{ text, at: { file, fn: file.enclosing(step.line), line: step.line } }] : [];
      }),
    ),
  ];
  const judge = judgeOf(clue);
  // Of a missing value only the name that it would stand under counts.
  const isMissing = clue.kind === 'empty' || (clue.kind === 'argumentType' && isEmptyLiteral(clue.given));
  const names = new Set(isMissing ? [] : texts.flatMap(({ text }) => namesIn(text)));
  const found = [
    ...(judge ? [...names].flatMap((name) => differing(name, judge, view) ?? []) : []),
    ...(clue.kind === 'empty' ? texts.flatMap(({ text, at: place }) => outsideKeys(text, place, input) ?? []) : []),
  ];
  const [one, ...others] = found;
  return one && others.every(({ sentence }) => sentence === one.sentence) ? one : undefined;
}

function judgeOf(clue: Clue): Judge | undefined {
  switch (clue.kind) {
    case 'format':
      return clue.given === undefined ? undefined : { isWrong: ({ text }) => text.trim() === clue.given?.trim() };
    case 'rejected':
      if (clue.given !== undefined) return { isWrong: ({ text }) => text.trim() === clue.given?.trim() };
      return clue.rule.means === 'is no valid date'
        ? { isWrong: ({ text, kind }) => kind === 'text' && Number.isNaN(Date.parse(text)), what: 'that JavaScript reads as no date' }
        : undefined;
    case 'operands': {
      const text = [clue.left, clue.right].some((type) => /^str(?:ing)?$/i.test(type));
      const number = [clue.left, clue.right].some((type) => /^(?:int|integer|float|number)$/i.test(type));
      return text && number ? { isWrong: ({ kind }) => kind === 'text', what: 'that is a text and no number' } : undefined;
    }
    case 'argumentType':
      if (clue.given === 'string' && /\b(?:int|float)\b/.test(clue.expected))
        return { isWrong: ({ text }) => text.trim() === '' || Number.isNaN(Number(text)), what: 'that is no number' };
      return isEmptyLiteral(clue.given) ? NULL : undefined;
    case 'empty':
      return NULL;
    default:
      return undefined;
  }
}

/** In the word of the language that it is written in. */
const NULL: Judge = { isWrong: ({ kind }) => kind === 'nothing', what: ({ text }) => `that is ${text}` };

/** Names of members and keys in a piece of code: `order.status`, `row["price"]`, `row[:price]`, `{ from: … }`. */
function namesIn(text: string): string[] {
  return [
    ...text
      .slice(0, 500)
      .matchAll(
        /(?:\.|->)([A-Za-z_]\w{0,60})(?![\w(])|\[\s?(?:["']([^"'\n]{1,60})["']|:(\w{1,60}))\s?\]|["']?([A-Za-z_]\w{0,60})["']?\s?(?::(?!:)|=>)/g,
      ),
  ].flatMap(([, member, key, symbol, property]) => member ?? key ?? symbol ?? property ?? []);
}

/** The only value under a name that is wrong, where others beside it are not; the same value may occur several times. */
function differing(name: string, { isWrong, what }: Judge, { data, files }: ExplainInput['view']): Odd | undefined {
  const all = [...data.map((file) => cellsUnder(name, file)), ...files.map((file) => cellsInCode(name, file))];
  const found = only(all.filter((cells) => cells.length > 0));
  const wrong = found?.filter(isWrong) ?? [];
  const [first] = wrong;
  if (!first || wrong.length === found?.length || wrong.some(({ text }) => text !== first.text)) return undefined;
  const place = { file: first.file, line: first.line };
  const more = wrong.length > 1 ? `, and in ${wrong.length - 1} other ${wrong.length > 2 ? 'rows' : 'row'}` : '';
  if (first.text.trim() === '') return { place, sentence: `The ${code(name)} on line ${place.line} of ${place.file}${more} is empty.` };
  return {
    place,
    sentence: what
      ? `${code(first.text)} (${place.file}:${place.line}${more}) is the only ${code(name)} in ${place.file} ${typeof what === 'string' ? what : what(first)}.`
      : `${code(first.text)} is the ${code(name)} on line ${place.line} of ${place.file}${more}.`,
  };
}

/** `LABELS[order.status]`: the only value of that name in the data that is no key of the object. */
function outsideKeys(text: string, at: ExpressionAt, { view }: ExplainInput): Odd | undefined {
  const [, container, key] = /^([A-Za-z_$][\w$.]{0,80})\[([A-Za-z_$][\w$.]{0,80})\]$/.exec(text.trim()) ?? [];
  const name = key && /(?:^|\.)(\w{1,80})$/.exec(key)?.[1];
  const keys = container ? literalKeys(view, container, at) : undefined;
  if (!name || !keys) return undefined;
  return differing(name, { isWrong: ({ text: value }) => !keys.includes(value), what: `that is no key of ${code(container!)}` }, view);
}
