import { holdsAny } from './textTests';
import type { Clue } from './clue';
import { citing, code, placeText, type ExplainInput, type Explanation } from './explanation';
import { originSentences } from './originText';
import { originOf } from './followed';

/** Searches that give -1 for what they do not find. */
const SEARCHES = /\b(?:Index|IndexByte|IndexRune|IndexAny|LastIndex|LastIndexByte|IndexOf|LastIndexOf|indexOf|lastIndexOf|rfind|find)\s*\(/;

/** A part of a text or list whose end is before its start, or negative. */
export function explainRange({ from, to }: Extract<Clue, { kind: 'range' }>, { at, view, frame }: ExplainInput): Explanation | undefined {
  const { file, line, fn } = at;
  const text = (file.lines[line - 1] ?? '').slice(0, 500);
  const slices = [...text.matchAll(/(?<![\w.])[\w.]{1,120}\[([^\][]{1,200})\]/g)].filter(([, range = '']) => holdsAny(range, ':', '..'));
  const cuts = [...text.matchAll(/[\w.]{1,120}\.[Ss]ub(?:[Ss]tring|Sequence)\(((?:[^()]|\([^()]{0,120}\)){1,200})\)/g)];
  const [found] = [...slices, ...cuts];
  if (!found || slices.length + cuts.length > 1) return undefined;
  const [written, range = ''] = found;
  const bounds = range
    .split(slices.length ? /:|\.\.=?/ : ',')
    .map((part) => part.trim())
    .filter((part) => /^[A-Za-z_]/.test(part));
  const origins = bounds.map((bound) => ({ bound, origin: originOf(view, bound, { file, fn, line, frame }) }));
  const shown = origins.toReversed().find(({ origin }) => origin.steps.length > 0);
  const step = shown?.origin.steps[0];
  const search = [...bounds, ...origins.flatMap(({ origin }) => origin.steps.flatMap((each) => ('value' in each ? each.value : [])))].find(
    (value) => SEARCHES.test(value),
  );
  const place = step && { file: step.file, line: step.line };
  const how =
    from !== undefined && to !== undefined
      ? `from ${from} to ${to}: the end is before the start`
      : `with a negative ${from === undefined ? 'end' : 'start'}`;
  return {
    title: `${code(written)} ends before it starts${fn?.name ? ` in ${code(fn.name)}` : ''}`,
    sentences: [
      `Line ${line} takes ${code(written)} ${how}.`,
      ...(shown ? originSentences({ steps: shown.origin.steps }, '', at) : []),
      ...(search && !(from !== undefined && to !== undefined)
        ? [`${code(search)} gives -1 for what is not found${place ? ` (${placeText(place, at)})` : ''}.`]
        : []),
    ],
    ...citing(place, `gives ${code(shown?.bound ?? '')}`),
    check: `Log ${bounds.length ? bounds.map(code).join(' and ') : 'the bounds'} before ${file.file}:${line}. If the end is never before the start, this is not the cause.`,
  };
}
