import { expectationOf } from '../../../context/causeOrder';
import { familyOf } from '../../../workspace/languages';
import { callWritten } from '../callText';
import { code, listed, placeText, type ExplainInput } from '../explanation';
import { knownNumber } from './knownNumber';
import type { ExpressionAt, Place } from '../originSteps';
import { originPlace, originSentences } from '../originText';
import { only, type ProgramView } from '../programView';
import type { TracedValues } from '../tracedValues';
import { originOf } from '../valueOrigin';
import { waysOf } from './valueWays';
import { FOLLOWED, type Way } from './walk';
import { splitTop, splitWord } from '../writtenParts';

const ASSERTS = /^(?:assert\w*|expect|equals?|strictEqual|deepEqual|deepStrictEqual|is|same|deepEquals?|like)$/;
/** Assertions that name the expected value first. */
const EXPECTED_FIRST = /^(?:php|ruby)$/;
const NOTHING = /^(?:NaN|undefined|null|None|nil)$/;

/** An expression on the way of an asserted value that computes something. */
interface Computed {
  text: string;
  at: ExpressionAt;
}

/** Where the program computes the value that a failed test asserts, followed from the assertion back. */
export function traceAsserted(input: ExplainInput): TracedValues | undefined {
  const { at, view, frame, scene } = input;
  const expectation = expectationOf(scene.report, 0);
  const asserted = FOLLOWED.test(familyOf(at.file.language)) ? assertedOn(at) : undefined;
  if (asserted === undefined || !expectation) return undefined;
  const ways = throughComputing(view, waysOf(view, asserted, { file: at.file, fn: at.fn, line: at.line, frame }));
  const actual = expectation.actual.trim();
  const places = computedOn(ways, at.file.file);
  const found =
    (NOTHING.test(actual) ? missingOperand(places, input) : undefined) ??
    givenAsIs(ways, actual, asserted, input) ??
    computedBy(places, asserted, input);
  return found && { ...found, asserted: true };
}

/** Calls of libraries that compute their result from the elements of their argument or receiver, and from the value itself. */
const OF_ALL = /^(?:sum|max|min|any|all|join|implode|array_sum|mean|fsum|math\.fsum|statistics\.mean)$/;
const OF_ONE =
  /^(?:round|int|float|str|abs|Number|String|parseInt|parseFloat|Math\.\w+|toFixed|to_s|to_i|to_f|trim|strip|number_format|Decimal)$/;
const MOST_CALLS = 4;

/** Goes on with what a value is computed from: `sum(price * count for …)`, `round(total, 2)`, `start + size`. */
function throughComputing(view: ProgramView, ways: readonly Way[], depth = 0): Way[] {
  return ways.flatMap((way) => {
    const from = way.end || way.last.path.length > 0 || depth > MOST_CALLS ? [] : computedFrom(view, way.last);
    if (from.length === 0) return [way];
    return throughComputing(view, from, depth + 1).map((each) => ({ ...each, trail: [...(way.trail ?? []), ...(each.trail ?? [])] }));
  });
}

function computedFrom(view: ProgramView, { text, at }: Way['last']): Way[] {
  const [, head = '', inner = ''] = /^([\w$.]{1,80})\(([^]*)\)$/.exec(text) ?? [];
  const name = head.slice(head.lastIndexOf('.') + 1);
  const receiver = head.slice(0, Math.max(0, head.length - name.length - 1));
  const all = OF_ALL.test(head) || OF_ALL.test(name);
  if (all || OF_ONE.test(head) || OF_ONE.test(name)) {
    const from = receiver === '' || receiver === 'Math' ? (splitTop(inner)[0] ?? '').trim() : receiver;
    return waysOf(view, splitWord(from.replaceAll('\n', ' '), 'for') ? `(${from})` : from, at, all ? ['each'] : []);
  }
  if (!OPERATES.test(text) || /^[{[]|=>|^lambda\b/.test(text)) return [];
  const calls = at.file
    .calls({ startLine: at.line, endLine: at.line })
    .map((call) => callWritten(call, at.file))
    .filter((call) => text.includes(call) && call !== text);
  const outer = calls.filter((call) => !calls.some((other) => other !== call && other.includes(call)));
  const names = operandsOf(outer.reduce((rest, call) => rest.replace(call, '0'), text));
  return [...outer, ...names].slice(0, MOST_OPERANDS).flatMap((operand) => waysOf(view, operand, at));
}

const MOST_OPERANDS = 4;

/** The expression of the value that the assertion on a line compares. */
export function assertedOn({ file, line }: ExplainInput['at']): string | undefined {
  const text = (file.lines[line - 1] ?? '').trim().slice(0, 500);
  const plain = /^assert\s([^]+)$/.exec(text)?.[1];
  const sides = plain === undefined ? undefined : splitWord(plain, '==');
  if (sides) return sides.map((side) => side.trim()).find((side) => !isWritten(side));
  const calls = file.calls({ startLine: Math.max(1, line - 3), endLine: line }).filter(({ endLine }) => endLine >= line);
  const call = calls.find(({ name, receiver, args }) => ASSERTS.test(name) && args.length > 0 && !/^expect\(/.test(receiver ?? ''));
  if (!call) return undefined;
  const args = call.args.slice(0, call.name === 'expect' ? 1 : 2).map((arg) => arg.trim());
  const open = args.filter((arg) => !isWritten(arg));
  return EXPECTED_FIRST.test(file.language) && call.name !== 'expect' ? open.at(-1) : open[0];
}

/** Whether an expression is written out, without names. */
function isWritten(text: string): boolean {
  const bare = text.replace(/(["'`])(?:(?!\1)[^\\\n]|\\.){0,200}\1/g, '0').replace(/\w{1,60}\s?(?::(?!:)|=>)/g, '');
  return !/[A-Za-z_$@]/.test(
    bare.replace(/\b(?:true|false|null|None|True|False|nil|undefined|array|new Date|Decimal|date|datetime)\b/g, ''),
  );
}

const OPERATES = /[\w)\]'"]\s?(?:[-+*/%]|\*\*|\/\/|[<>]=?|[!=]==?|&&|and)\s?[\w('"$@[-]|\[[^[\]]{0,80}:[^[\]]{0,80}\]$/;

/** What the ways go through that computes: an operation, a slice. Outside of the test. */
function computedOn(ways: readonly Way[], test: string): Computed[] {
  const found = ways
    .flatMap(({ trail = [] }) => trail)
    .filter(({ text, at }) => at.file.file !== test && !/^[{[]/.test(text) && OPERATES.test(text));
  return [...new Map(found.map(({ text, at }) => [`${at.file.file}:${at.line}`, { text, at }])).values()].filter(
    ({ text }) => text.length < 160,
  );
}

/** The only operand on the way that the code leaves without a value. */
function missingOperand(places: readonly Computed[], { view, at }: ExplainInput): TracedValues | undefined {
  const found = places.flatMap(({ text, at: where }) =>
    operandsOf(text).flatMap((operand) => {
      const origin = originOf(view, operand, where);
      return origin.end && origin.end.kind !== 'lookup' ? [{ operand, where, text, origin }] : [];
    }),
  );
  const one = only(found);
  if (!one) return undefined;
  const { operand, where, text, origin } = one;
  const place = { file: where.file.file, line: where.line };
  const end = originPlace({ steps: [], end: origin.end! })!;
  return {
    sentences: [
      `${code(text)} (${placeText(place, at)}) has ${code(operand)} in it, which is missing.`,
      ...originSentences({ steps: [], end: origin.end! }, 'undefined', at),
    ],
    evidence: [
      { ...place, why: `reads ${code(operand)}` },
      { ...end, why: 'where it is left out' },
    ],
    origin: place,
  };
}

function operandsOf(text: string): string[] {
  const names = text.match(/(?<![\w$@.'"])[$@]{0,2}[A-Za-z_][\w$]*(?:(?:\.|->|\?\.)[A-Za-z_]\w*)*(?![\w$(])/g) ?? [];
  return [...new Set(names)].slice(0, 6);
}

/** The only place that gives the asserted value as it is written out there. */
function givenAsIs(ways: readonly Way[], actual: string, asserted: string, { at }: ExplainInput): TracedValues | undefined {
  const bare = (text: string): string => text.trim().replace(/^(["'`])(.*)\1$/, '$2');
  const isKnown = ({ last, end }: Way): boolean => end === undefined && last.path.length === 0 && isWritten(last.text);
  const giving = ways.filter((way) => isKnown(way) && bare(way.last.text) === bare(actual));
  const way = only(giving);
  if (!way || !ways.every(isKnown) || ways.length < 2 || way.last.at.file.file === at.file.file) return undefined;
  const place = { file: way.last.at.file.file, line: way.last.at.line };
  return {
    sentences: [
      `${code(asserted)} is ${code(way.last.text)} only ${placeText(place, at)
        .replace(/^(?=line )/, 'on ')
        .replace(/^(?!on )/, 'at ')}.`,
    ],
    evidence: [{ ...place, why: `gives ${code(way.last.text)}` }, ...passedBy(way)],
    origin: place,
  };
}

/** The expressions that compute the asserted value, with the numbers in them that the code decides. */
function computedBy(places: readonly Computed[], asserted: string, { view, at }: ExplainInput): TracedValues | undefined {
  const [first, ...others] = places;
  if (!first || others.length >= MOST_PLACES) return undefined;
  const numbers = [
    ...new Map(places.flatMap(({ text, at: where }) => decided(view, text, where)).map((each) => [each.name, each])).values(),
  ];
  const list = places.map(({ text, at: where }) => `${code(text)} (${placeText({ file: where.file.file, line: where.line }, at)})`);
  const known = numbers.map(({ name, value, place }) => `${code(name)} is ${value}${place ? ` (${placeText(place, at)})` : ''}`);
  return {
    sentences: [
      `${code(asserted)} is computed by ${listed(list)}.`,
      ...(known.length > 0 ? [`Called as in the test, ${listed(known)} there.`] : []),
    ],
    evidence: [
      ...places.map(({ text, at: { file, line } }) => ({ file: file.file, line, why: `computes ${code(text)}` })),
      ...numbers.flatMap(({ name, place }) => (place ? [{ ...place, why: `gives ${code(name)} its value` }] : [])),
    ],
    origin: { file: first.at.file.file, line: first.at.line },
  };
}

/** Expressions that a sentence names. */
const MOST_PLACES = 4;

/** Names in an expression whose numbers the code decides, with the line that computes each. */
function decided(view: ProgramView, text: string, where: ExpressionAt): { name: string; value: number; place?: Place }[] {
  return operandsOf(text).flatMap((name) => {
    const value = knownNumber(view, name, where);
    if (value === undefined) return [];
    const made = where.file.definitions(name, where.fn ?? { startLine: 1, endLine: where.file.lines.length });
    const line = only(made.filter(({ kind, startLine }) => kind === 'variable' && startLine <= where.line))?.startLine;
    return [{ name, value, ...(line !== undefined && { place: { file: where.file.file, line } }) }];
  });
}

function passedBy({ steps }: Way): TracedValues['evidence'] {
  return steps.map(({ file, line }) => ({ file, line, why: 'the value passes here' }));
}
