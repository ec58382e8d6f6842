import { t } from '../../core/language';
import { formatWeight } from './painters/formatWeight';

/** Lines below which a rank correlation says little, whatever its value: its standard error is about 1/√(n-1), here a quarter. */
const FEWEST = 17;
/** Share of all lines that must be measured: the first ones come from one section, and represent only themselves. */
const SHARE = 0.5;
/** Relative change of a chance below which the ranking is said to hardly depend on the part left out. */
const HARDLY = 0.1;

/** Number of lines that must be measured before any conclusion. */
export function linesForVerdict(lines: number): number {
  return Math.min(lines, Math.max(FEWEST, Math.ceil(SHARE * lines)));
}

/**
 * The conclusion from leaving parts out, in one sentence.
 * @param name of the suspect line
 * @param chance of it with everything in place, 0..1
 * @param names of the parts left out, one by one
 * @param effects how much the logarithm of the chance falls without each; NaN if it was not measured
 * @returns undefined if nothing was measured
 */
export function deletionConclusion(
  name: string,
  chance: number,
  names: readonly string[],
  effects: ArrayLike<number>,
  unit: 'line' | 'section',
): string | undefined {
  const without = names.flatMap((left, at) => {
    const effect = effects[at];
    return effect === undefined || Number.isNaN(effect)
      ? []
      : [{ left, effect: Math.abs(effect), chance: Math.min(1, chance * Math.exp(-effect)) }];
  });
  const [first, ...rest] = without;
  if (!first) return undefined;
  const most = rest.reduce((best, each) => (each.effect > best.effect ? each : best), first);
  const now = formatWeight(chance);
  if (most.effect < HARDLY) {
    const [least, highest] = [Math.min, Math.max].map((pick) => formatWeight(pick(...without.map((each) => each.chance))));
    if (unit === 'line')
      return least === highest
        ? t(
            'No single line matters much: without any one of them `{0}` keeps its {1}. This ranking hardly depends on one line that was read.',
            name,
            now,
          )
        : t(
            'No single line matters much: without any one of them `{0}` has between {1} and {2}, and {3} with all of them. This ranking hardly depends on one line that was read.',
            name,
            least ?? '',
            highest ?? '',
            now,
          );
    return least === highest
      ? t(
          'No single section matters much: without any one of them `{0}` keeps its {1}. This ranking hardly depends on one section that was read.',
          name,
          now,
        )
      : t(
          'No single section matters much: without any one of them `{0}` has between {1} and {2}, and {3} with all of them. This ranking hardly depends on one section that was read.',
          name,
          least ?? '',
          highest ?? '',
          now,
        );
  }
  return t('{0} matters most: without it `{1}` has {2} instead of {3}.', most.left, name, formatWeight(most.chance), now);
}
