import { traitsOf } from '../../flow/traits';
import type { Clue } from './clue';
import { escapePattern } from '../../escapePattern';
import type { ExplainInput } from './explanation';
import { failingExpression } from './failingExpression';
import type { FrameAtLine } from './failurePoint';
import type { FunctionAt, ProgramView } from './programView';

/** The longest body that a compiler inlines, in lines. */
const LONGEST_INLINED = 4;

/** C#: nothing on the line can be null, and it calls one short method of the workspace that uses something which can be. */
export function inlined(clue: Extract<Clue, { kind: 'empty' }>, input: ExplainInput): ExplainInput | undefined {
  const { at, view } = input;
  if (traitsOf(at.file.language).inlines !== 'methods' || failingExpression(clue, at, view)) return undefined;
  const callees = at.file.calls({ startLine: at.line, endLine: at.line }).flatMap((call) => view.callee(call, at.file) ?? []);
  const [target] = callees.length === 1 ? callees : [];
  if (!target || target.fn.endLine - target.fn.signature.endLine > LONGEST_INLINED || !target.fn.name) return undefined;
  const { file, fn } = target;
  const lines = Array.from({ length: fn.endLine - fn.startLine + 1 }, (_, index) => fn.startLine + index);
  // An element that a lambda receives is taken for one that is there.
  const uses = lines.filter((line) =>
    failingExpression(clue, { ...at, file, fn, line, column: undefined }, view)?.candidates.some(
      (text) =>
        !new RegExp(`(?<![\\w$])${escapePattern(/^\w+/.exec(text)?.[0] ?? '=')}\\)?\\s{0,4}=>`).test(
          (file.lines[line - 1] ?? '').slice(0, 500),
        ),
    ),
  );
  // A short method that this one calls may be inlined as well, and then either may hold what is null.
  const inner = uses.flatMap((line) => file.calls({ startLine: line, endLine: line }).flatMap((call) => view.callee(call, file) ?? []));
  if (uses.length !== 1 || inner.some((callee) => mayFailInside(clue, callee, at, view))) return undefined;
  return {
    ...input,
    at: { ...at, file, fn, line: uses[0]!, column: undefined },
    inlinedFrom: { file: at.file.file, line: at.line, call: fn.name },
  };
}

function mayFailInside(clue: Extract<Clue, { kind: 'empty' }>, { file, fn }: FunctionAt, at: FrameAtLine, view: ProgramView): boolean {
  if (fn.endLine - fn.signature.endLine > LONGEST_INLINED) return false;
  for (let line = fn.startLine; line <= fn.endLine; line++)
    if (failingExpression(clue, { ...at, file, fn, line, column: undefined }, view)) return true;
  return false;
}
