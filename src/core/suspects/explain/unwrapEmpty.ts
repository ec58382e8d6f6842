import { familyOf } from '../../workspace/languages';
import type { CallSite } from '../../syntax/syntax';
import type { Clue } from './clue';
import { code, type ExplainInput, type Explanation } from './explanation';
import { endWhy, originPlace, originSentences } from './originText';
import { shortCall } from './callText';
import { originOf } from './valueOrigin';

const TAKES: Record<string, RegExp> = {
  rust: /^(?:unwrap|expect)$/,
  java: /^(?:get|orElseThrow|getAsInt|getAsLong|getAsDouble|next|getFirst|getLast|firstKey|lastKey|iterator|element|remove)$/,
  csharp: /^(?:First|Single|Last|Max|Min|Average|Aggregate)$/,
};

/** A value was taken from an empty container: Rust's unwrap, Java's Optional, LINQ's First. */
export function explainUnwrap(
  clue: Extract<Clue, { kind: 'unwrap' | 'noElement' }>,
  { at, view, frame }: ExplainInput,
): Explanation | undefined {
  const family = familyOf(at.file.language);
  const takes = TAKES[family];
  if (!takes) return undefined;
  const calls = at.file
    .calls({ startLine: at.line, endLine: at.line })
    .filter(({ name, receiver }) => takes.test(name) && receiver !== undefined);
  const call = takerAt(calls, at.column, at.file.lines[at.line - 1] ?? '');
  if (!call?.receiver) return undefined;
  const what = clue.kind === 'noElement' ? 'empty' : clue.of;
  const held =
    clue.kind === 'noElement' && clue.condition
      ? `it has no matching element: none passes the condition`
      : what === 'empty'
        ? 'it is empty: there is nothing to take'
        : what === 'None'
          ? 'it is `None`'
          : `it is an \`Err\`: ${code(clue.kind === 'unwrap' ? (clue.error ?? '') : '')}`;
  const origin = originOf(view, call.receiver, { file: at.file, fn: at.fn, line: call.startLine, frame });
  const place = originPlace(origin) ?? undefined;
  const inner = /^(?:.*\W)?(parse)(?:::<[^>]{0,120}>)?\(\)$/s.exec(call.receiver.trim());
  const parsed = inner && receiverOf(call.receiver);
  const given = parsed ? originOf(view, parsed, { file: at.file, fn: at.fn, line: call.startLine, frame }) : undefined;
  const sentences = [
    `Line ${call.startLine === at.line ? at.line : call.startLine} calls ${code(`${call.name}()`)} on ${code(shortCall({ ...call, name: call.receiver, receiver: undefined }, call.receiver))}, but ${held}.`,
    ...originSentences(given?.steps.length ? given : origin, what === 'empty' ? 'empty' : what, at),
  ];
  const from = (given?.steps.length ? originPlace(given) : place) ?? place;
  return {
    title: `${code(shortCall(call, call.receiver))} holds no ${clue.kind === 'noElement' && clue.condition ? 'matching element' : 'value'}${at.fn?.name ? ` in ${code(at.fn.name)}` : ''}`,
    sentences,
    evidence: [
      ...(origin.end ? [{ file: origin.end.file, line: origin.end.line, why: endWhy(origin.end, what) }] : []),
      ...(from ? [{ ...from, why: 'where it comes from' }] : []),
      ...origin.steps.map(({ file, line }) => ({ file, line, why: 'the value passes here' })),
    ],
    ...(from && { origin: from }),
    check:
      clue.kind === 'noElement' && clue.condition
        ? `Log the elements before ${at.file.file}:${at.line}. If one passes the condition, this is not the cause.`
        : `Log ${code(shortCall(call, call.receiver))} before ${at.file.file}:${at.line}. If it has a value every time, this is not the cause.`,
  };
}

/** Of several calls on the line the one at the column, else the only one. */
function takerAt(calls: readonly CallSite[], column: number | undefined, line: string): CallSite | undefined {
  if (calls.length < 2) return calls[0];
  if (column === undefined) return calls.length === 1 ? calls[0] : undefined;
  const named = calls.filter(({ name }) => line.slice(column - 1).startsWith(name));
  // `a.get(k).unwrap().parse().unwrap()`: what stands before the column is the receiver of the one that failed.
  const flat = (text: string): string => text.replace(/\s+/g, '');
  const before = flat(line.slice(0, column - 1)).replace(/\.$/, '');
  const fitting = named.filter(({ receiver }) => receiver !== undefined && before.endsWith(flat(receiver)));
  return fitting.toSorted((a, b) => b.receiver!.length - a.receiver!.length)[0] ?? (named.length === 1 ? named[0] : undefined);
}

function receiverOf(text: string): string | undefined {
  return /^([\w.&]+?)(?:\.trim\(\))?\.parse/s.exec(text.trim())?.[1];
}
