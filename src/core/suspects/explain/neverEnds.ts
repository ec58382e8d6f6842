import { TIMED_OUT } from './messages/ofTools';
import { readForms } from './messages/messageForm';
import { only } from '../../only';
import type { FailureEvidence } from '../../context/failureEvidence';
import type { CallSite, FunctionNode, SyntaxFile } from '../../syntax/syntax';
import type { CandidateFacts } from '../candidateFacts';
import { conditionOf } from './branchesAround';
import { callWritten } from './callText';
import { escapePattern } from '../../escapePattern';
import { code, placeText, type Explanation } from './explanation';
import type { FunctionAt, ProgramView } from './programView';

const PROMISE =
  /\bnew Promise(?:<[^<>]{0,80}>)?\(\s{0,4}(?:async\s{1,4})?\(?\s{0,4}([A-Za-z_$][\w$]{0,80})(?:\s{0,4},\s{0,4}([A-Za-z_$][\w$]{0,80}))?/;

interface Waiting {
  callee: FunctionAt;
  call: CallSite;
  /** What ends the wait: `resolve`, `done`. */
  end: string;
  /** Where it is made or taken, 1-based. */
  from: number;
  promise: boolean;
}

/** JavaScript: a test timed out, and the only call that would end its wait stands under a condition, or there is none. */
export function explainNeverEnds(
  evidence: FailureEvidence,
  facts: readonly CandidateFacts[],
  view: ProgramView,
): { file: SyntaxFile; fn: FunctionNode; line: number; explanation: Explanation } | undefined {
  const error = evidence.report.errors[0];
  if (!error || !readForms(TIMED_OUT, error.message.slice(0, 500))) return undefined;
  const test = only(facts.filter(({ candidate }) => candidate.role === 'test'));
  if (!test) return undefined;
  const waiting = only(waitsOf(test, view));
  // Another wait of the test may be the one that does not end.
  const waits = countOf(test.file.lines.slice(test.candidate.startLine - 1, test.candidate.endLine).join('\n'), 'await');
  if (!waiting || waits !== (waiting.promise ? 1 : 0)) return undefined;
  const { callee, call, end, from, promise } = waiting;
  const { file, fn } = callee;
  const uses = file.uses(end, fn).filter((line) => line !== from || countOf(file.lines[line - 1] ?? '', end) > 1);
  const calls = new RegExp(`(?<![\\w$.])${escapePattern(end)}\\s{0,4}\\(`);
  if (uses.length > 1 || uses.some((line) => !calls.test(file.lines[line - 1] ?? ''))) return undefined;
  const [line] = uses;
  const branch = line === undefined ? undefined : conditionOf(file, line, from);
  if (line !== undefined && !branch?.holds) return undefined;
  const place = { file: file.file, line: branch?.line ?? from };
  const written = callWritten(call, test.file);
  const what = promise ? 'its promise' : `the callback ${code(end)}`;
  return {
    file,
    fn,
    line: place.line,
    explanation: {
      title: branch
        ? `${code(fn.name)} ends the wait of the test only if ${code(branch.condition)}`
        : `${code(fn.name)} never ends the wait of the test`,
      sentences: [
        `The test waits for ${code(written)} (${test.file.file}:${call.startLine}) until its time is up.`,
        branch
          ? `${code(fn.name)} ${promise ? 'resolves' : 'calls'} ${what} only on line ${line}, if ${code(branch.condition)} (${placeText(place, { file })}).`
          : `${code(fn.name)} (line ${fn.signature.startLine}) never ${promise ? 'resolves' : 'calls'} ${what}.`,
      ],
      evidence: [
        { ...place, why: branch ? 'the condition under which the wait ends' : 'what would end the wait' },
        { file: test.file.file, line: call.startLine, why: 'the test waits here' },
      ],
      origin: place,
      check: `Stop at ${file.file}:${place.line} in this test. If ${branch ? `${code(branch.condition)} holds there` : 'the wait ends'}, this is not the cause.`,
    },
  };
}

/** Calls of a test whose promise it awaits, or to which it hands its own `done`. */
function waitsOf({ file, candidate }: CandidateFacts, view: ProgramView): Waiting[] {
  const lines = file.lines.slice(candidate.startLine - 1, candidate.endLine);
  const [, named, arrow] =
    /\b(?:it|test|specify)\([^\n]{0,200},\s{0,4}(?:async\s{1,4})?(?:function\s{0,4}\w{0,40}\s{0,4}\(\s{0,4}(\w{1,40})\s{0,4}\)|\(?\s{0,4}(\w{1,40})\s{0,4}\)?\s{0,4}=>)/.exec(
      lines[0] ?? '',
    ) ?? [];
  const callback = named ?? arrow;
  return file.calls(candidate).flatMap((call): Waiting[] => {
    const callee = view.callee(call, file);
    if (!callee?.fn.name) return [];
    const position = callback === undefined ? -1 : call.args.findIndex((arg) => arg.trim() === callback);
    const parameter = callee.fn.parameters[position]?.name;
    if (parameter) return [{ callee, call, end: parameter, from: callee.fn.signature.startLine, promise: false }];
    const before = (file.lines[call.startLine - 1] ?? '').slice(0, Math.max(0, call.column - 1));
    if (!/\bawait\s+[\w$.]{0,80}$/.test(before)) return [];
    const made = callee.file.lines.slice(callee.fn.startLine - 1, callee.fn.endLine).flatMap((line, index) => {
      const [, name, reject] = PROMISE.exec(line.slice(0, 300)) ?? [];
      const ends = reject === undefined ? 0 : callee.file.uses(reject, callee.fn).length;
      return name ? [{ name, line: ends > 1 ? 0 : callee.fn.startLine + index }] : [];
    });
    const promise = only(made);
    return promise && promise.line > 0 ? [{ callee, call, end: promise.name, from: promise.line, promise: true }] : [];
  });
}

function countOf(text: string, name: string): number {
  return text.split(new RegExp(`(?<![\\w$])${escapePattern(name)}(?![\\w$])`)).length - 1;
}
