import { codeSpan } from '../../codeSpan';
import { isTestFile } from '../../context/testCode';
import type { Place } from '../../flow/originSteps';
import type { Program } from '../../flow/way';
import type { TestRun } from '../../interpret/failingTest';
import type { Happening, History } from '../../interpret/history/history';
import { missOf, type Miss } from '../../interpret/history/miss';
import type { Likeness } from '../../interpret/history/nearly';
import type { NotNumber } from '../../interpret/history/unread';
import { isNothing } from '../../interpret/history/plain';
import { WayBack } from '../../interpret/history/wayBack';
import { lineOf } from '../../syntax/lower/places';
import { nodesIn, type Expr, type Ir } from '../../syntax/lower/ir';
import type { SyntaxFile } from '../../syntax/syntax';
import { keyList } from '../../suspects/explain/originText';
import type { WorkedOrigin } from '../../suspects/originLeads';
import { addRow, cut, LONGEST_CODE, oneLine, placeOf, toldOf, writtenOf, type WorkedRow } from './workedRows';

/** What is told of something that an error's program looked for in vain. */
export interface WorkedMiss {
  title: string;
  sentence: string;
  /** What was looked for, as code would write it; `''` where it is nothing of its own. */
  wanted: string;
  /** How what was looked for came there, and what it was looked for in; nearest first. */
  rows: readonly WorkedRow[];
  /** Where it begins, if that is no question: the call that leaves an argument out, the line that hands a method over without its object. */
  origin?: WorkedOrigin;
  /** Where it was looked for, and what is nearly it was put, if something is. */
  near?: readonly Place[];
}

const WRITTEN = 'is written here';
const BORROWS = 'borrows it';
const TAKES_OUT = 'takes it out';
const HAS_STILL = 'still has it';
const PUT = 'puts there what is nearly it';

/** Rows of one way. */
const MOST_STEPS = 4;

/**
 * What a program looked for in vain when it ended with an error.
 * @param ran the lines that ran, by file; 1-based
 */
export function workedMiss(history: History, program: Program, ran: TestRun['ran']): WorkedMiss | undefined {
  const miss = missOf(history);
  const { broken } = history;
  if (!miss || !broken) return undefined;
  const rows = new Map<string, WorkedRow>();
  if (miss.put && !isTestFile(miss.put.file.file)) addRow(rows, miss.put, PUT);
  if (miss.taken && !isTestFile(miss.taken.file.file)) addRow(rows, miss.taken, TAKES_OUT);
  if (miss.still && !isTestFile(miss.still.file.file)) addRow(rows, miss.still, HAS_STILL);
  if (miss.by) addRow(rows, miss.by, BORROWS);
  for (const start of [miss.later, miss.key, miss.of]) if (start) addSteps(rows, history, start);
  if (miss.kind === 'match') addDefinition(rows, miss.of, program);
  const { title, sentences } = missText(miss, broken);
  const setting = (miss.kind === 'field' || miss.kind === 'unset') && !miss.like ? onlySetting(miss.wanted, program, ran) : undefined;
  const start = miss.kind === 'receiver' ? miss.key : miss.kind === 'argument' ? miss.of : undefined;
  return {
    title,
    sentence: [...sentences, setting].filter(Boolean).join(' '),
    wanted: miss.wanted,
    rows: [...rows.values()],
    ...(miss.like && {
      near: [miss.of, ...(miss.put ? [miss.put] : [])].map(({ file, node }) => ({ file: file.file, line: lineOf(file, node.start) })),
    }),
    ...(start && !isTestFile(start.file.file) && { origin: originAt(start, sentences.join(' ')) }),
  };
}

function originAt({ file, node }: Happening, sentence: string): WorkedOrigin {
  const place = { file: file.file, line: lineOf(file, node.start) };
  return { ...place, sentence, rows: [{ ...place, why: 'goes wrong here', step: 1 }] };
}

/** Where the program gives a name its only value. */
function addDefinition(rows: Map<string, WorkedRow>, { node }: Happening, { files }: Program): void {
  if (node.kind !== 'name' && node.kind !== 'member') return;
  const places = files.flatMap((file) => assignmentsOf(file, node.name).map((each) => ({ file, node: each })));
  if (places.length === 1) addRow(rows, places[0]!, WRITTEN);
}

function assignmentsOf({ code }: SyntaxFile, name: string): Ir[] {
  return [...nodesIn(code)].filter(
    (node) => node.kind === 'assign' && (node.target.kind === 'name' || node.target.kind === 'member') && node.target.name === name,
  );
}

/** That a field is set in one line only, which did not run. */
function onlySetting(field: string, { files }: Program, ran: TestRun['ran']): string | undefined {
  const places = files.flatMap((file) =>
    isTestFile(file.file)
      ? []
      : assignmentsOf(file, field).flatMap((node) =>
          node.kind === 'assign' && node.target.kind === 'member'
            ? [{ file: file.file, line: lineOf(file, node.start), code: oneLine(file.text.slice(node.target.start, node.target.end)) }]
            : [],
        ),
  );
  const [place, ...others] = places;
  if (!place || others.length > 0 || ran.get(place.file)?.has(place.line)) return undefined;
  return `${codeSpan(place.code)} is set only at ${place.file}:${place.line}, which did not run.`;
}

/** The way of a value, without what is written in tests. */
function addSteps(rows: Map<string, WorkedRow>, history: History, start: Happening): void {
  let added = 0;
  for (const happening of wayOf(history, start)) {
    if (added === MOST_STEPS) return;
    if (isTestFile(happening.file.file)) continue;
    const isWritten = happening.node.kind === 'literal' && happening !== start;
    const why = isWritten ? WRITTEN : toldOf({ happening, decides: false }, history)?.why;
    if (why !== undefined && addRow(rows, happening, why)) added += 1;
  }
}

/** The way of a value; of a part of a whole that nothing put there, that of the whole from then on. */
function wayOf(history: History, start: Happening): Happening[] {
  const back = new WayBack(history);
  const way: Happening[] = [];
  for (let next: Happening | undefined = start; next && !way.includes(next);) {
    way.push(...back.from(next));
    const last: Happening = way.at(-1)!;
    next = last.node.kind === 'index' ? last.within[0] : undefined;
  }
  return way;
}

/** With the places of what is on another line than the error. */
function missText(miss: Miss, broken: Happening): { title: string; sentences: string[] } {
  const of = writtenOf(miss.of);
  const wanted = codeSpan(miss.wanted);
  const there = isAt(miss.of, broken) ? of : `${of} (${placeOf(miss.of)})`;
  const key = miss.key && writtenOf(miss.key);
  const isWritten = !key || key === wanted;
  const isHere = !miss.key || isAt(miss.key, broken);
  const given = isWritten ? [] : [isHere ? `${key} is ${wanted}.` : `At ${placeOf(miss.key!)}, ${key} is ${wanted}.`];
  switch (miss.kind) {
    case 'argument':
      return { title: `${of} is called without ${wanted}`, sentences: [`${there} is called without ${wanted}.`] };
    case 'receiver': {
      const calls = `${there} calls ${wanted} without its object, so ${codeSpan('this')} is no ${codeSpan(miss.has[0] ?? '')} in it.`;
      const handed = miss.key ? [`It is handed over at ${placeOf(miss.key)}.`] : [];
      return { title: `${wanted} is called without its object`, sentences: [calls, ...handed] };
    }
    case 'match':
      return { title: `${of} does not match ${wanted}`, sentences: [...given, `${there} does not match ${wanted}.`] };
    case 'part': {
      const value = codeSpan(miss.of.text ?? '');
      return { title: `${of} is missing for an element`, sentences: [`${there} is ${value} for one of the elements.`] };
    }
    case 'unset':
      return { title: `${wanted} is not set in ${of}`, sentences: [`${wanted} is not set in ${there}.`] };
    case 'empty':
      return { title: `${of} is empty`, sentences: [`${there} is empty.`] };
    case 'place': {
      const sized = sizeText(miss);
      if (isWritten) return { title: `${of} has ${sized}`, sentences: [`${there} has ${sized}, so there is none at ${wanted}.`] };
      const isBefore = miss.wanted.startsWith('-');
      return {
        title: isBefore ? `${key} is before the beginning of ${of}` : `${key} is past the end of ${of}`,
        sentences: [
          ...given,
          isBefore ? `${there} has ${sized}: that is before the first.` : `${there} has ${sized}: that is after the last.`,
        ],
      };
    }
    case 'boundary': {
      const gave = codeSpan(miss.of.text ?? '');
      return { title: `${of} is ${gave} for two equal numbers`, sentences: [`${there} is ${gave}, where both sides are ${wanted}.`] };
    }
    case 'borrowed': {
      const by = writtenOf(miss.by!);
      const receiver = miss.by!.within[0] ? writtenOf(miss.by!.within[0]) : of;
      const isOne = receiver === of ? [] : [`${of} and ${receiver} are one.`];
      return { title: `${of} is still borrowed`, sentences: [`${of} is still borrowed by ${by} (${placeOf(miss.by!)}).`, ...isOne] };
    }
    case 'number': {
      const isHere = isAt(miss.of, broken);
      const said = of === wanted ? [] : [isHere ? `${of} is ${wanted}.` : `At ${placeOf(miss.of)}, ${of} is ${wanted}.`];
      return { title: `${of} is no number`, sentences: [...said, notNumberText(miss.not!)] };
    }
    case 'search': {
      const part = writtenOf(miss.part!);
      const has = keyList(miss.has);
      const none =
        miss.size === undefined
          ? `Where it is asked, no ${part} is ${wanted}, only ${has}.`
          : `No ${part} of ${there} is ${wanted}, only ${has}.`;
      const like = miss.like ? [likeText(miss.like.differs, codeSpan(miss.like.text))] : [];
      const title = miss.size === undefined ? `No ${part} is ${wanted} where it is asked` : `No ${part} is ${wanted}`;
      return { title, sentences: [...given, none, ...like] };
    }
    default:
      return {
        title: miss.later ? `${of} gets ${wanted} too late` : `${of} has no ${wanted}`,
        sentences: [...given, ...lackText(miss, there)],
      };
  }
}

/** @param there what lacks it, with its place */
function lackText({ wanted: missing, has, size, like, later, put, taken, still }: Miss, there: string): string[] {
  const wanted = codeSpan(missing);
  if (later) return [`${there} has no ${wanted} at that moment: it is added afterwards (${placeOf(later)}).`];
  if (size === undefined) return [`${there} has no ${wanted}.`];
  const out = taken ? [`${writtenOf(taken)} (${placeOf(taken)}) took it out before.`] : [];
  if (still) out.push(`${writtenOf(still)} (${placeOf(still)}) still has it.`);
  if (size === 0) return [`${there} is empty, so it has no ${wanted}.`, ...out];
  const names = [...has, ...Array.from({ length: Math.max(0, size - has.length) }, () => '')];
  const putThere = like && put ? [`${writtenOf(put)} (${placeOf(put)}) puts it there.`] : [];
  return [
    `${there} has no ${wanted}, only ${keyList(names)}.`,
    ...out,
    ...(like ? [likeText(like.differs, codeSpan(like.text)), ...putThere] : []),
  ];
}

/** Why a text is no number. */
function notNumberText(why: NotNumber): string {
  switch (why) {
    case 'empty':
      return 'There is no number in it.';
    case 'spaces':
      return 'With the spaces around it, it is no number.';
    case 'negative':
      return 'A number below 0 is not allowed there.';
    case 'fraction':
      return 'That is no whole number.';
    case 'ending':
      return 'What follows the number at its beginning is not part of one.';
    case 'other':
      return 'That is no number.';
  }
}

function likeText(differs: Likeness, like: string): string {
  switch (differs) {
    case 'case':
      return `${like} differs from it only in upper and lower case.`;
    case 'space':
      return `${like} differs from it only in spaces.`;
    case 'letter':
      return `${like} differs from it by one letter.`;
    case 'kind':
      return `${like} is written like it, but is of another type.`;
    case 'object':
      return `It has another object that is written like it.`;
  }
}

function sizeText({ of, size = 0 }: Miss): string {
  if (typeof of.value === 'string') return size === 1 ? 'only 1 character' : `${size} characters`;
  return size === 1 ? 'only 1 element' : `${size} elements`;
}

/** Where the value begins that an error is about, which is nothing: no object, no number. Undefined where an error is about something else, or the value begins in the failing line. */
export function beginningOf(history: History): WorkedOrigin | undefined {
  const { broken } = history;
  const missing = broken && missingIn(broken);
  if (!missing) return undefined;
  const steps = new WayBack(history).from(missing);
  const last = steps.at(-1)!;
  const line = lineOf(last.file, last.node.start);
  if (isAt(last, broken)) return undefined;
  const rows = new Map<string, WorkedRow>();
  for (const happening of steps) {
    const why = happening === last ? beginsHere(last) : toldOf({ happening, decides: false }, history)?.why;
    if (why !== undefined && !isAt(happening, broken)) addRow(rows, happening, why);
  }
  return {
    file: last.file.file,
    line,
    sentence: beginsText(last),
    rows: [...rows.values()].map((row, at) => ({ ...row, step: at + 1 })),
  };
}

/** Whether two happenings are on one line. */
function isAt(one: Happening, other: Happening): boolean {
  return one.file === other.file && lineOf(one.file, one.node.start) === lineOf(other.file, other.node.start);
}

/** What an error is about that was read, called or worked with although it is nothing. */
function missingIn({ node, within }: Happening): Happening | undefined {
  const isMissing = (each: Happening | undefined): boolean => each !== undefined && isNothing(each.value);
  const of = (expr: Expr): Happening | undefined => within.findLast((each) => each.node === expr && isMissing(each));
  if (node.kind === 'member' || node.kind === 'index') return of(node.of);
  if (node.kind === 'call') return of(node.callee.kind === 'member' ? node.callee.of : node.callee);
  if (node.kind === 'same') return of(node.of);
  // Taken apart: `const { name } = found`.
  if (node.kind === 'assign' && node.value && node.target.kind !== 'name') return of(node.value);
  return node.kind === 'operate' ? within.find((each) => each.node.kind !== 'literal' && isMissing(each)) : undefined;
}

function beginsHere({ node, text }: Happening): string {
  if (node.kind === 'fn') return 'ends without a value';
  return node.kind === 'literal' ? WRITTEN : `evaluates to ${codeSpan(text ?? '')}`;
}

/** What a function that ends without a value did last; undefined where it is neither a condition nor a statement that gives something. */
function lastStep({ node, within }: Happening): { last: Happening; isCondition: boolean } | undefined {
  const last = within.findLast((each) => each.node.kind !== 'fn' && each.text !== undefined);
  if (!last || node.kind !== 'fn' || last !== within.at(-1)) return undefined;
  const around = [...nodesIn(node.body, (each) => each.kind === 'fn')].find(
    (each) => (each.kind === 'branch' && each.condition === last.node) || (each.kind === 'do' && each.value === last.node),
  );
  if (!around || (around.kind === 'do' && isNothing(last.value))) return undefined;
  return { last, isCondition: around.kind === 'branch' };
}

function lastStepText(call: Happening): string | undefined {
  const step = lastStep(call);
  if (!step) return undefined;
  const { last, isCondition } = step;
  const there = `${writtenOf(last)} (${placeOf(last)})`;
  const is = codeSpan(last.text!);
  return isCondition
    ? `Before that, ${there} is ${is}, and nothing behind it returns a value.`
    : `What it works out last, ${there}, is ${is}, and it does not return it.`;
}

function beginsText(happening: Happening): string {
  const { node, file, text } = happening;
  const place = placeOf(happening);
  if (node.kind === 'fn')
    return [
      node.name === '' ? `The function at ${place} ends without a value.` : `${codeSpan(node.name)} (${place}) ends without a value.`,
      lastStepText(happening),
    ]
      .filter(Boolean)
      .join(' ');
  const written = codeSpan(cut(oneLine(file.text.slice(node.start, node.end)), LONGEST_CODE));
  if (node.kind === 'literal') return `${written} is written at ${place}.`;
  return [`${written} (${place}) evaluates to ${codeSpan(text ?? '')}.`, valuesOf(happening)].filter(Boolean).join(' ');
}

/** What the failing line worked with: `` There `parts` is `["Reception"]`. ``; undefined where nothing of it is known. */
export function valuesThere({ broken }: History): string | undefined {
  if (!broken || broken.node.kind === 'fn') return undefined;
  // That a value is missing the error says itself: what it was looked up with tells more.
  const missing = missingIn(broken);
  return (missing && valuesOf(missing)) ?? valuesOf(broken);
}

function valuesOf({ within: used }: Happening): string | undefined {
  const shown = used.flatMap(({ node, file, text }) => {
    const written = oneLine(file.text.slice(node.start, node.end));
    const tells = /^(?:name|member|index|call)$/.test(node.kind) && text !== undefined && written.length <= LONGEST_CODE;
    return tells ? [{ written: codeSpan(written), value: codeSpan(text) }] : [];
  });
  const [first, second] = [...new Map(shown.map((each) => [each.written, each])).values()];
  if (!first) return undefined;
  if (!second) return `There ${first.written} is ${first.value}.`;
  return `There ${first.written} is ${first.value} and ${second.written} is ${second.value}.`;
}
