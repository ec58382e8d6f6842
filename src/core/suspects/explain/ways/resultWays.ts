import { familyOf } from '../../../workspace/languages';
import { isEmptyLiteral, nothingIn } from '../emptyValues';
import type { ExpressionAt, OriginEnd } from '../originSteps';
import type { Selector } from './passingCalls';
import type { FunctionAt } from '../programView';
import { isGenerator } from '../returnOrigin';
import { after, type Walk, type Way } from './walk';

/** The results of a function: of each of its returns, and of its end. */
export function ofResult(
  walk: Walk,
  { file, fn }: FunctionAt,
  path: readonly Selector[],
  entered: ExpressionAt['entered'],
  hops: number,
): Way[] {
  const by = fn.name || 'the callback';
  const where = (line: number): ExpressionAt => ({ file, fn, line, ...(entered && { entered }) });
  const yields = /^(?:javascript|python)$/.test(familyOf(file.language)) && isGenerator(file, fn);
  const [first, ...rest] = path;
  const stop: Way = { steps: [], last: { text: `${by}()`, path, at: where(fn.signature.startLine) } };
  if (yields && first !== 'each' && first !== 'any') return [stop];
  const ways = file.returns(fn).flatMap(({ value, startLine }): Way[] => {
    const place = { file: file.file, line: startLine };
    if (value === '' || isEmptyLiteral(value)) {
      if (path.length > 0 || (value === '' && file.language === 'ruby')) return [];
      const end: OriginEnd = {
        kind: 'returnsNothing',
        ...place,
        by,
        value: value || nothingIn(file.language),
        how: value === '' ? 'bare' : 'literal',
        also: [],
      };
      return [{ steps: [], end, last: { text: value, path, at: where(startLine) } }];
    }
    const whole = yields && /\byield(?:\s*\*|\s+from\b)/.test((file.lines[startLine - 1] ?? '').slice(0, 500));
    const given = value.replace(/^yield(?:\s*\*|\s+from)?\s+/, '');
    return after(
      { kind: 'returned', ...place, by, value: given },
      walk.follow(given, yields && !whole ? rest : path, where(startLine), hops + 1),
    );
  });
  const falls = path.length === 0 && /^(?:javascript|python)$/.test(familyOf(file.language)) && file.fallsThrough(fn);
  if (falls && !yields)
    ways.push({
      ...stop,
      end: {
        kind: 'returnsNothing',
        file: file.file,
        line: fn.signature.startLine,
        by,
        value: nothingIn(file.language),
        how: 'end',
        also: [],
      },
    });
  return ways.length > 0 ? ways : path.length > 0 ? [] : [stop];
}
