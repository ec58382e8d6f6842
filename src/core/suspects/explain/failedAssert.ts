import { code, type ExplainInput, type Explanation } from './explanation';
import { originPlace, originSentences } from './originText';
import { originOf } from './followed';

const ASSERT = /^\s*assert\s+(?<rest>\S.{0,300})$/;

/** The condition before the message: the part up to a comma or a colon outside brackets and quotes. */
function conditionOf(rest: string): string {
  let depth = 0;
  let quote = '';
  for (let at = 0; at < rest.length; at += 1) {
    const letter = rest[at]!;
    if (quote) quote = letter === quote ? '' : quote;
    else if (/["'`]/.test(letter)) quote = letter;
    else if (/[([{]/.test(letter)) depth += 1;
    else if (/[)\]}]/.test(letter)) depth -= 1;
    else if (depth === 0 && /[,;:]/.test(letter)) return unwrapped(rest.slice(0, at));
  }
  return unwrapped(rest);
}

function unwrapped(text: string): string {
  const inner = /^\(([^()]{1,200})\)$/.exec(text.trim())?.[1];
  return (inner ?? text).trim();
}

/** An `assert` of the program itself: its condition, and where the value in it comes from. */
export function explainAssert({ at, view, frame, error }: ExplainInput): Explanation | undefined {
  if (!/Assertion/.test(error.type)) return undefined;
  const { file, line, fn } = at;
  const rest = ASSERT.exec(file.lines[line - 1] ?? '')?.groups?.['rest'];
  const condition = rest && conditionOf(rest);
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
