import { escapePattern } from '../../escapePattern';
import { hasName, withoutLast, indentOf } from './textTests';
import { code, placeText, type ExplainInput, type Explanation } from './explanation';
import type { Place, ValueOrigin } from '../../flow/originSteps';
import { originPlace, originSentences } from './originText';
import type { FunctionAt } from './programView';
import { originOf } from './followed';

const USES = /^(?:read\w*|Read\w*|write\w*|Write\w*|readline|readLine|lines|flush|Flush|next|seek|Seek|Peek|execute\w*|send|Send\w*)$/;

/** A stream that is used after it was closed: the block that closes it, in the function that made it or in this one. */
export function explainClosedStream({ at, view, frame }: ExplainInput): Explanation | undefined {
  const calls = at.file
    .calls({ startLine: at.line, endLine: at.line })
    .filter(({ name, receiver }) => USES.test(name) && receiver !== undefined && view.definitionsOf(receiver, at.file, at.fn).length > 0);
  const [call] = calls.length === 1 ? calls : [];
  const loop = at.file.allDefinitions({ startLine: at.line, endLine: at.line }).find(({ kind }) => kind === 'loop');
  const stream = call?.receiver ?? loop?.value?.trim();
  if (!stream || !/^[\w.]+$/.test(stream)) return undefined;
  const origin = originOf(view, stream, { file: at.file, fn: at.fn, line: at.line, frame });
  const made = view.definitionsOf(stream, at.file, at.fn).findLast(({ startLine }) => startLine <= at.line);
  const callee = (made?.calls[0] && view.callee(made.calls[0], at.file)) ?? returning(origin.steps, view);
  const closes = (callee && closing(callee)) ?? (at.fn && closing({ file: at.file, fn: at.fn }, stream, at.line));
  const place = closes?.place ?? originPlace({ steps: origin.steps });
  return {
    subject: `${code(stream)} is closed`,
    title: `${code(stream)} is used after it was closed`,
    sentences: [
      `Line ${at.line} uses ${code(stream)}, which is closed by then.`,
      ...(closes && callee
        ? [
            `${code(callee.fn.name)} makes it in ${code(closes.text)} (${placeText(closes.place, at)}), which closes it as soon as the block is left.`,
          ]
        : closes
          ? [`Line ${closes.place.line}, ${code(closes.text)}, closes it.`]
          : originSentences({ steps: origin.steps }, '', at)),
    ],
    evidence: place ? [{ ...place, why: closes ? 'closes it' : 'where it comes from' }] : [],
    ...(place && { origin: place, ...(closes && { atFault: true }) }),
    check: closes
      ? `Leave it open at ${closes.place.file}:${closes.place.line}, and close it after line ${at.line}. If it still fails, this is not the cause.`
      : `Where is ${code(stream)} closed? If that runs only after line ${at.line}, this is not the cause.`,
  };
}

/** The function that returns a value first. */
function returning(steps: ValueOrigin['steps'], view: ExplainInput['view']): FunctionAt | undefined {
  const first = steps.findLast(({ kind }) => kind === 'returned');
  const file = view.file(first?.file ?? '');
  const fn = file?.enclosing(first?.line ?? 0);
  return file && fn ? { file, fn } : undefined;
}

/** The block that closes what a function returns, or what that reads, or the call that closes a name before a line. */
function closing({ file, fn }: FunctionAt, name?: string, before = Infinity): { text: string; place: Place } | undefined {
  const returned = file.returns(fn).map(({ value }) => value.trim());
  for (let line = fn.startLine; line <= Math.min(fn.endLine, before - 1); line += 1) {
    const text = (file.lines[line - 1] ?? '').slice(0, 300);
    const held =
      /\b(?:using|try)\s*\(\s*(?:var|final|[\w<>.[\]]{1,80})?\s*(\w{1,80})\s*=|^\s*using\s+(?:var|[\w<>.]{1,80})\s+(\w{1,80})\s*=|\bwith\b.{1,200}\bas\s+(\w{1,80})\s*:/.exec(
        text,
      );
    const holds = held?.slice(1).find(Boolean);
    const inBlock =
      holds !== undefined &&
      !(name !== undefined && isInside(file.lines, line, before)) &&
      (name === undefined ? returned.some((value) => hasName(value, holds)) : holds === name);
    const called = name !== undefined && new RegExp(`(?<![\\w.])${escapePattern(name)}\\.(?:close|Close|Dispose|end)\\(`).test(text);
    if (inBlock || called) return { text: withoutLast(text.trim(), '{:').trim(), place: { file: file.file, line } };
  }
  return undefined;
}

/** Whether a line is still in the block that begins on another one, or in the function that a `using` declaration ends with. */
function isInside(lines: readonly string[], block: number, line: number): boolean {
  const head = lines[block - 1] ?? '';
  if (/^\s*using\s+[^(]/.test(head)) return true;
  return lines.slice(block, line).every((text) => text.trim() === '' || /^\s*\{/.test(text) || indentOf(text) > indentOf(head));
}
