import { isWord, wordSet } from './textTests';
import { only } from '../../only';
import type { CallSite, SyntaxFile, FunctionNode } from '../../syntax/syntax';
import { callWritten } from './callText';
import { code, placeText, type ExplainInput, type Explanation } from './explanation';
import type { Place } from '../../flow/originSteps';
import type { ProgramView } from './programView';

/** Methods of Node's and Express's response after which nothing more can be set. */
const ANSWERS = wordSet('end send json jsonp redirect render sendFile sendStatus download writeHead');

/** Node, Express: a response was answered, and the code went on and answered it again. */
export function explainAnsweredTwice({ at, view }: ExplainInput): Explanation | undefined {
  const { file, line, fn } = at;
  const again = file.calls({ startLine: line, endLine: line }).find(({ receiver }) => receiver !== undefined && isWord(receiver));
  const response = again?.receiver;
  if (!fn || !again || !response || !fn.parameters.some(({ name }) => name === response)) return undefined;
  const before = file.calls({ startLine: fn.startLine, endLine: line - 1 }).flatMap((call) => {
    const answer = answerBy(call, response, file, view);
    return answer && goesOn(file, fn, call) ? [{ call, answer }] : [];
  });
  const first = only(before);
  if (!first) return undefined;
  const written = callWritten(first.call, file);
  const place = { file: file.file, line: first.call.startLine };
  return {
    title: `${code(response)} is answered twice in ${code(fn.name)}`,
    sentences: [
      `Line ${line} calls ${code(`${response}.${again.name}`)}, but ${code(response)} has been answered already.`,
      `Line ${place.line} calls ${code(written)}${first.answer.file === place.file && first.answer.line === place.line ? '' : `, which answers it (${placeText(first.answer, at)})`}, and the code goes on after it: a ${code('return')} there would end it.`,
    ],
    evidence: [
      { ...place, why: 'answers, and the code goes on' },
      ...(first.answer.line === place.line ? [] : [{ ...first.answer, why: `answers ${code(response)}` }]),
    ],
    origin: place,
    check: `Put a ${code('return')} behind line ${place.line}. If it still fails, this is not the cause.`,
  };
}

/** The line that answers a response in a call: its own, or one of the function that gets the response. */
function answerBy(call: CallSite, response: string, file: SyntaxFile, view: ProgramView): Place | undefined {
  if (call.receiver === response) return ANSWERS.has(call.name) ? { file: file.file, line: call.startLine } : undefined;
  const position = call.args.findIndex((arg) => arg.trim() === response);
  const callee = position < 0 ? undefined : view.callee(call, file);
  const name = callee?.fn.parameters[position]?.name;
  const inside = callee?.file.calls(callee.fn).findLast((each) => each.receiver === name && ANSWERS.has(each.name));
  return callee && inside ? { file: callee.file.file, line: inside.startLine } : undefined;
}

/** Whether the function runs on after a call: no branch around it leaves, and it stands in no `return`. */
function goesOn(file: SyntaxFile, fn: FunctionNode, { startLine, endLine }: CallSite): boolean {
  if (/^\s*(?:return|throw)\b/.test(file.lines[startLine - 1] ?? '') || file.enclosing(startLine) !== fn) return false;
  const holds = (range: { startLine: number; endLine: number } | undefined): boolean =>
    range !== undefined && range.startLine <= startLine && endLine <= range.endLine;
  const branches = file.branches(fn);
  // The part of a branch behind `else` says nothing of whether it leaves.
  return !branches.some(({ then, otherwise, leaves }) => (holds(then) && leaves) || holds(otherwise));
}
