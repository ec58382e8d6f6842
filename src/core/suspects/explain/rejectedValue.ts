import { textsWritten } from './writtenValue';
import { detailOf } from './messages/details';
import { only } from '../../only';
import { hasName, lastPart } from './textTests';
import type { ErrorReport } from '../../capture/failureReport';
import type { CallSite } from '../../syntax/syntax';
import { callWritten } from './callText';
import type { Clue } from './clue';
import { code, placeText, type ExplainInput, type Explanation } from './explanation';
import { nearName } from '../../flow/nearName';
import type { Place, ValueOrigin } from '../../flow/originSteps';
import { originEvidence } from './originEvidence';
import { originPlace, originSentences } from './originText';
import { declarationOf } from './declaredMembers';
import type { Rejection } from './messages/rejections';
import { originOfEmpty } from './emptyCollection';
import { originOf } from './followed';

/** Innermost frames to look at: generated code and wrappers may be above the call. */
const MOST_FRAMES = 3;

type Rejected = Extract<Clue, { kind: 'rejected' }>;

/** The frame whose line has the call that rejects a value; undefined where no line shows one. */
export function rejectingFrame({ rule, key }: Rejected, { view, frame, at }: ExplainInput): number | undefined {
  for (let index = frame; index < Math.min(view.frames.length, frame + MOST_FRAMES); index += 1) {
    const each = view.frames[index]!;
    if (each.error !== at.error) return undefined;
    if (callOn(rule, each) ?? (key ? keyOn(each.file.lines[each.line - 1] ?? '') : undefined)) return index;
  }
  return undefined;
}

/** A value that a call does not take: its expression, and where it comes from. */
export function explainRejected(clue: Rejected, input: ExplainInput): Explanation | undefined {
  const { at, view, frame, error } = input;
  const { rule, type } = clue;
  const line = at.file.lines[at.line - 1] ?? '';
  const call = callOn(rule, at);
  const key = clue.key && !call ? keyOn(line) : undefined;
  const based = call?.name === 'URL' ? addressIn(call, error) : undefined;
  if (based === null) return undefined;
  const subject = based?.subject ?? key ?? (call && subjectOf(rule, call));
  if (!subject) return undefined;
  const given = based?.given ?? clue.given;
  const written = call ? callWritten(call, at.file) : key;
  const isEmpty = /^is empty\b/.test(rule.means);
  const where = { file: at.file, fn: at.fn, line: at.line, frame };
  const origin = isEmpty ? originOfEmpty(view, subject, where) : originOf(view, subject, where);
  const isUnset = based?.given === 'undefined';
  const shown: ValueOrigin = isUnset || isEmpty ? origin : { steps: origin.steps };
  const named = isUnset ? undefined : given;
  const twice = given !== undefined && rule.means === 'is a key that it has already' ? writtenTwice(given, input) : undefined;
  const near = constantNear(given, error.message, input);
  const what = isUnset
    ? 'gives the address “undefined”'
    : rule.means.replace('a value that', type ? `a ${code(type)}, which` : 'a value that');
  const place = near?.place ?? originPlace(shown);
  const from = originPlace(shown);
  return {
    subject: `${code(subject)} ${what}`,
    title: `${code(subject)}${named && named !== subject ? ` (${code(named)})` : ''} ${what}`,
    sentences: [
      call
        ? `Line ${at.line} calls ${code(written ?? subject)}, but ${code(subject)}${named && named !== subject ? ` (${code(named)})` : ''} ${what}.`
        : `Line ${at.line} looks up ${code(subject)}${type ? `, a ${code(type)}` : ''}, which ${what}.`,
      ...(near ? [`${code(near.type)} has ${code(near.name)} (${placeText(near.place, at)}), which is spelled differently.`] : []),
      ...originSentences(shown, isEmpty ? 'empty' : 'undefined', at),
      ...(twice
        ? [`${code(twice.one)} and ${code(twice.other)} (${placeText(twice.place, at)}) have the same key, so it is not unique.`]
        : []),
    ],
    evidence: [
      ...(near ? [{ ...near.place, why: `declares ${code(near.name)}` }] : []),
      ...(twice ? [{ ...twice.place, why: `has ${code(given ?? '')} twice` }] : []),
      ...originEvidence(origin, isEmpty ? 'empty' : 'undefined'),
    ],
    ...((from ?? place) && { origin: from ?? place }),
    check: `Log ${code(subject)} before ${at.file.file}:${at.line}. If it is what the call takes, this is not the cause.`,
  };
}

function callOn(rule: Rejection, { file, line, column }: Pick<ExplainInput['at'], 'file' | 'line' | 'column'>): CallSite | undefined {
  return callAt(
    file.calls({ startLine: line, endLine: line }).filter(({ name }) => rule.calls.includes(name)),
    { file, line, column },
  );
}

/** Of several calls on a line the one that the trace points at. */
export function callAt(
  calls: readonly CallSite[],
  { file, line, column }: Pick<ExplainInput['at'], 'file' | 'line' | 'column'>,
): CallSite | undefined {
  if (calls.length < 2) return calls[0];
  if (column === undefined) return undefined;
  const begins = (call: CallSite): number[] => [call.column, call.column + (call.receiver?.length ?? 0) + 1];
  const named = calls.filter(({ name }) => (file.lines[line - 1] ?? '').slice(column - 1).startsWith(name));
  return calls.find((call) => begins(call).includes(column)) ?? only(named);
}

function subjectOf({ subject }: Rejection, { receiver, args }: CallSite): string | undefined {
  const text = subject === 'receiver' ? receiver : args[0];
  // `new Date(text)` passes the text on.
  const made = subject === 'receiver' ? /^new Date\(([^()]{1,200}|[^()]{0,200}\([^()]{0,100}\))\)$/.exec(text ?? '')?.[1] : undefined;
  return made && !made.includes(',') ? made : text;
}

/** `new URL(path, base)`: the one that is no address; null where that is not certain. Node prints both beside the error. */
function addressIn({ args }: CallSite, { details = '' }: ErrorReport): { subject: string; given?: string } | null {
  const [path, base] = args;
  if (path === undefined) return null;
  if (base === undefined) return { subject: path, given: detailOf('input', details).value };
  const given = detailOf('base', details).value;
  return given !== undefined && !/^[a-z][a-z\d+.-]*:/i.test(given) ? { subject: base, given } : null;
}

/** The key of a lookup on a line: `row` of `row in seen`, `seen[row]`. */
function keyOn(line: string): string | undefined {
  const found = [
    ...line.slice(0, 500).matchAll(/(?<![\w.])(?<left>[A-Za-z_][\w.]{0,80}) (?:not )?in [A-Za-z_]|\w\[(?<index>[A-Za-z_][\w.]{0,80})\]/g),
  ].filter(({ index }) => !/\bfor\s+$/.test(line.slice(0, index)));
  const [only] = found.length === 1 ? found : [];
  return only?.groups?.['left'] ?? only?.groups?.['index'];
}

/** The last two different texts on a line of the stack that hold a value as a word. */
function writtenTwice(given: string, { view, at }: ExplainInput): { one: string; other: string; place: Place } | undefined {
  for (const { file, line, error } of view.frames) {
    const texts = error === at.error ? textsWritten(file).filter(({ value, place }) => place.line === line && hasName(value, given)) : [];
    const [one, other] = [...new Set(texts.map(({ text }) => text))].slice(-2);
    if (one !== undefined && other !== undefined) return { one, other, place: { file: file.file, line } };
  }
  return undefined;
}

/** A constant of the enumeration in the message that differs only in spelling. */
function constantNear(
  given: string | undefined,
  message: string,
  { view }: ExplainInput,
): { type: string; name: string; place: Place } | undefined {
  const type = lastPart((detailOf('enumConstant', message).type ?? '').replaceAll('$', '.'));
  const declared = given && type ? declarationOf(type, view.files) : undefined;
  if (!declared || !given || !type) return undefined;
  const { file, startLine, endLine } = declared;
  const lines = file.lines.slice(startLine - 1, endLine);
  const name = nearName(given, lines.join('\n').match(/\b[A-Z][A-Z\d_]+\b/g) ?? []);
  const at = name === undefined ? -1 : lines.findIndex((text) => hasName(text, name));
  return name === undefined || at < 0 ? undefined : { type, name, place: { file: file.file, line: startLine + at } };
}
