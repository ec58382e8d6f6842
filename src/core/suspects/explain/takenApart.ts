import type { Clue } from './clue';
import { couldBeEmpty, isEmptyLiteral } from './emptyValues';
import { code, placeText, type ExplainInput, type Explanation } from './explanation';
import { originEvidence } from './originEvidence';
import { originPlace, originSentences } from './originText';
import { originOf } from './followed';

/** JavaScript: a parameter is taken apart, `({ locale = 'en' } = {})`, and its caller on the stack passes an empty value. */
export function explainTakenApart({ property, value }: Extract<Clue, { kind: 'empty' }>, input: ExplainInput): Explanation | undefined {
  const { at, view, frame } = input;
  const { file, fn, line } = at;
  if (!fn || property === undefined || line < fn.signature.startLine || line > fn.signature.endLine) return undefined;
  const taken = file
    .allDefinitions(fn.signature)
    .find(({ kind, path }) => kind === 'parameter' && path.length === 1 && path[0] === property);
  const [step] = taken ? originOf(view, taken.name, { file, fn, line, frame }).steps : [];
  const outer = step && view.frames.findIndex((each, index) => index > frame && each.file.file === step.file && each.error === at.error);
  const caller = outer === undefined ? undefined : view.frames[outer];
  if (step?.kind !== 'passed' || step.part !== property || !caller || outer === undefined || isEmptyLiteral(step.argument))
    return undefined;
  const { argument } = step;
  const origin = couldBeEmpty(originOf(view, argument, { file: caller.file, fn: caller.fn, line: caller.line, frame: outer }));
  const place = originPlace(origin);
  const hasDefault = /\}\s{0,4}=\s{0,4}\{/.test(
    file.lines
      .slice(fn.signature.startLine - 1, fn.signature.endLine)
      .join(' ')
      .slice(0, 1000),
  );
  return {
    subject: `${code(argument)} is ${value}`,
    title: `${code(argument)} is ${value}${caller.fn?.name ? ` in ${code(caller.fn.name)}` : ''}`,
    sentences: [
      `Line ${line} takes ${code(property)} out of its argument, which is ${value}${hasDefault && value === 'null' ? ' (a default stands in for undefined only)' : ''}: ${step.by ? code(step.by) : 'its caller'} passes ${code(argument)} (${placeText(step, at)}).`,
      ...originSentences(origin, value, at),
    ],
    evidence: [{ file: step.file, line: step.line, why: `passes ${code(argument)}` }, ...originEvidence(origin, value)],
    origin: place ?? { file: step.file, line: step.line },
    check: `Log ${code(argument)} before ${step.file}:${step.line}. If it is never ${value} there, this is not the cause.`,
  };
}
