import { code, type ExplainInput, type Explanation } from './explanation';
import { originEvidence } from './originEvidence';
import type { ValueOrigin } from '../../flow/originSteps';
import { capital, originSentences } from './originText';

/** Origins that are told of several candidates. */
const MOST_ORIGINS = 2;

/** Several expressions on a line could be the empty one: all are named, and the origins of those that the code shows. */
export function explainUnclear(
  candidates: readonly string[],
  origins: readonly { text: string; origin: ValueOrigin }[],
  value: string,
  { at }: ExplainInput,
): Explanation {
  const shown = candidates.slice(0, 4).map(code);
  const list = shown.length > 1 ? `${shown.slice(0, -1).join(', ')} or ${shown.at(-1)}` : (shown[0] ?? '');
  const told = origins.slice(0, MOST_ORIGINS);
  return {
    title: `${capital(list)} is ${value}${at.fn?.name ? ` in ${code(at.fn.name)}` : ''}`,
    sentences: [
      `Line ${at.line} uses ${list}; one of them is ${value}, and the trace does not say which.`,
      ...told.map(({ text, origin }) => `If it is ${code(text)}: ${originSentences(origin, value, at).join(' ')}`),
    ],
    evidence: told.flatMap(({ origin }) => originEvidence(origin, value)),
    check: `Log ${shown.join(', ')} before line ${at.line}. If none is ${value}, this is not the cause.`,
  };
}
