import { addedTo, type Added } from '../filledElement';
import type { ExpressionAt, OriginStep } from '../originSteps';
import { literalKey, type Selector } from './passingCalls';
import { after, located, type Walk, type Way } from './walk';

/** What the program puts into a collection, one after the other or under keys. */
export function added(walk: Walk, name: string, path: readonly Selector[], at: ExpressionAt, hops: number): Way[] {
  const [first, ...rest] = path;
  const fits = (each: Added): boolean =>
    first === 'any' ||
    first === (each.keyed ? 'value' : 'each') ||
    (first === 'each' && at.file.language === 'php') ||
    (typeof first === 'object' && each.key !== undefined && (literalKey(each.key) ?? first.key) === first.key);
  return addedTo(walk.view, name, at)
    .filter(fits)
    .flatMap((each) => {
      const { file, fn, line, value, keyed } = each;
      const step: OriginStep = { kind: 'filled', file: file.file, line, of: name, value, keyed, added: true };
      // Under a key that is computed: whether it is the one that is read, the code does not show.
      if (typeof first === 'object' && literalKey(each.key ?? '') === undefined)
        return [{ steps: [step], last: { text: value, path: rest, at: located(walk.view, file, fn, line) } }];
      return after(step, walk.follow(value, rest, located(walk.view, file, fn, line), hops + 1));
    });
}
