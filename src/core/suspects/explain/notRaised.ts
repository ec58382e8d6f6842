import { hasName } from './textTests';
import { traitsOf } from '../../flow/traits';
import { only } from '../../only';
import type { FunctionNode, SyntaxFile } from '../../syntax/syntax';
import { conditionOf } from './branchesAround';
import { callWritten } from './callText';
import { readForms } from './messages/messageForm';
import { NOT_RAISED } from './messages/ofTools';
import { code, placeText, type ExplainInput, type Explanation } from './explanation';

/** Lines of an assertion, or of the block that is expected to fail. */
const MOST_LINES = 4;

/** A test expected an error, and the function that it calls did not raise one: the condition of the only one that it has. */
export function explainNotRaised({
  at,
  error,
  view,
}: ExplainInput): { file: SyntaxFile; fn: FunctionNode; line: number; explanation: Explanation } | undefined {
  const said = readForms(NOT_RAISED, error.message.slice(0, 2000));
  if (!said || !at.test) return undefined;
  const last = Math.min(at.fn?.endLine ?? at.line, at.line + MOST_LINES);
  const tested = at.file.calls({ startLine: at.line, endLine: last }).flatMap((call) => {
    const callee = view.callee(call, at.file);
    return callee ? [{ call, callee }] : [];
  });
  const found = only(tested);
  if (!found) return undefined;
  const { file, fn } = found.callee;
  const wanted = said['wanted'] === undefined ? undefined : String(said['wanted']);
  const verb = traitsOf(file.language).raises ? 'raises' : 'throws';
  const thrown = file.throws(fn).filter(({ startLine }) => wanted === undefined || hasName(file.lines[startLine - 1] ?? '', wanted));
  const one = only(thrown);
  const branch = one && conditionOf(file, one.startLine, fn.signature.startLine);
  if (!one || !branch?.holds) return undefined;
  const place = { file: file.file, line: branch.line };
  const what = wanted ? code(wanted) : 'an error';
  const written = callWritten(found.call, at.file);
  return {
    file,
    fn,
    line: branch.line,
    explanation: {
      title: `${code(fn.name)} ${verb} no ${wanted ? code(wanted) : 'error'} for the test's input`,
      sentences: [
        `The test (${at.file.file}:${at.line}) expects ${what} of ${code(written)}, and none came.`,
        `${code(fn.name)} ${verb} ${wanted ? 'it' : 'one'} on line ${one.startLine}, only if ${code(branch.condition)} (${placeText(place, { file })}).`,
      ],
      evidence: [
        { ...place, why: `the condition of the ${wanted ? code(wanted) : 'error'}` },
        { file: at.file.file, line: found.call.startLine, why: 'the call that should fail' },
      ],
      origin: place,
      check: `Log the values of ${code(branch.condition)} at ${file.file}:${branch.line} in this test. If the condition holds there, this is not the cause.`,
    },
  };
}
