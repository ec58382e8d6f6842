import type { Clue } from './clue';
import { explainEmpty } from './emptyValue';
import { code, type ExplainInput, type Explanation } from './explanation';
import { originEvidence } from './originEvidence';
import { originPlace, originSentences } from './originText';
import { originOf, originOfElements } from './followed';
import { writtenIn } from '../../flow/originSteps';

/**
 * JavaScript: `x is not iterable`, of an object as of an undefined value. That it is undefined is said only where the code shows how it
 * can become so.
 */
export function explainNotIterable({ expression }: Extract<Clue, { kind: 'notIterable' }>, input: ExplainInput): Explanation {
  const { at, view, frame } = input;
  const where = { file: at.file, fn: at.fn, line: at.line, frame };
  const elements = originOfElements(view, expression, where);
  const isPromise = elements?.end?.kind === 'promised';
  const origin = isPromise ? elements : originOf(view, expression, where);
  const last = origin.steps.at(-1);
  const written = ((last && writtenIn(last)) ?? '').trim();
  // What a search in a text or a page does not find.
  const value = /\.(?:exec|match|querySelector|getElementById)\([^()]*\)!?$/.test(written) ? 'null' : 'undefined';
  const emptied = origin.end && !isPromise && explainEmpty({ kind: 'empty', value, expression, how: 'iterate' }, input);
  if (emptied) return emptied;
  const isObject = written.startsWith('{');
  const place = originPlace(origin);
  return {
    subject: `${code(expression)} is not iterable`,
    title: `${code(expression)} is not iterable${at.fn?.name ? ` in ${code(at.fn.name)}` : ''}`,
    sentences: [
      `Line ${at.line} goes over ${code(expression)}, which is ${isPromise ? 'a promise' : isObject ? 'an object and no list' : 'not iterable: undefined, null, a promise or a plain object'}.`,
      ...originSentences(origin, 'undefined', at),
      ...(isObject ? [`${code(`Object.entries(${expression})`)} gives its keys and values as a list.`] : []),
    ],
    evidence: originEvidence(origin, ''),
    ...(place && { origin: place, ...(isPromise && { atFault: true }) }),
    check: `Log ${code(expression)} before ${at.file.file}:${at.line}. If it is a list there, this is not the cause.`,
  };
}
