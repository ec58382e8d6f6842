import { code, type ExplainInput, type Explanation } from './explanation';
import { originPlace, originSentences } from './originText';
import { originOf } from './valueOrigin';

const ASSERT = /^\s*assert\s+(?:\((?<inner>[^:]{1,200})\)|(?<condition>[^:,;]{1,200}))/;

/** An `assert` of the program itself: its condition, and where the value in it comes from. */
export function explainAssert({ at, view, frame, error }: ExplainInput): Explanation | undefined {
  if (!/Assertion/.test(error.type)) return undefined;
  const { file, line, fn } = at;
  const found = ASSERT.exec(file.lines[line - 1] ?? '')?.groups;
  const condition = (found?.inner ?? found?.condition)?.trim();
  const name = condition && /(?<![\w."'])[A-Za-z_$][\w$]*(?![\w$(."'])/.exec(condition)?.[0];
  if (!condition || !name) return undefined;
  const origin = originOf(view, name, { file, fn, line, frame });
  const place = originPlace(origin);
  if (!place) return undefined;
  const said = error.message.split('\n')[0] ?? '';
  return {
    title: `${code(condition)} does not hold${fn?.name ? ` in ${code(fn.name)}` : ''}`,
    sentences: [
      `Line ${line} asserts ${code(condition)}, and it does not hold${said ? `: ${said.replace(/\.$/, '')}` : ''}.`,
      ...originSentences({ steps: origin.steps }, '', at),
    ],
    evidence: [{ ...place, why: `gives ${code(name)}` }],
    origin: place,
    check: `Log ${code(name)} before ${file.file}:${line}. If the condition holds there, this is not the cause.`,
  };
}
