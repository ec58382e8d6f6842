import type { Expr } from '../../../syntax/lower/ir';
import type { Happening, History } from '../history';
import type { Part } from '../slice';
import { callsAround, caughtError, eventPitfalls } from './ofEvents';
import { numberPitfalls } from './ofNumbers';
import { objectPitfalls } from './ofObjects';
import { sharingPitfalls } from './ofSharing';
import { textPitfalls } from './ofTexts';
import { CERTAIN, RARE, type Pitfall } from './pitfall';

const DETECTORS = [...eventPitfalls, ...textPitfalls, ...numberPitfalls, ...objectPitfalls, ...sharingPitfalls];

/** A pitfall, and what its kind tells. */
export interface Telling extends Pitfall {
  /** It hardly ever happens in a program that works. */
  isRare: boolean;
  /** It is the cause also where the code alone shows another mistake. */
  isCertain: boolean;
}

/**
 * What did something that is easily overlooked: of all that made a wrong value what tells most, the nearest of several; else what is rare, of
 * all that ran.
 * @param slice what made the value, nearest first
 * @param isOwn whether a file is of the program, and no test
 */
export function findPitfall(history: History, slice: readonly Part[], isOwn: (file: string) => boolean): Telling | undefined {
  const times = new Map<Expr, Happening[]>();
  for (const each of history.all) {
    const { node, file, ended } = each;
    if (node.kind === 'fn' || !Number.isFinite(ended) || !isOwn(file.file)) continue;
    const known = times.get(node);
    if (known) known.push(each);
    else times.set(node, [each]);
  }
  const made = slice.flatMap(({ happening: { node } }) => (node.kind === 'fn' ? [] : [node]));
  const calls = callsAround(slice.map(({ happening }) => happening));
  const found = mostTelling(made, times, history, 0) ?? mostTelling([...times.keys()], times, history, RARE - 1);
  const caught = found ? undefined : caughtError(history, calls, isOwn);
  return found ?? (caught && { ...caught, isRare: false, isCertain: false });
}

function mostTelling(
  nodes: readonly Expr[],
  times: ReadonlyMap<Expr, readonly Happening[]>,
  history: History,
  least: number,
): Telling | undefined {
  let most = least;
  let telling: Telling | undefined;
  for (const node of nodes)
    for (const { weight, find } of DETECTORS) {
      const found = weight > most ? find({ node, times: times.get(node) ?? [], history }) : undefined;
      if (found) [most, telling] = [weight, { ...found, isRare: weight >= RARE, isCertain: weight >= CERTAIN }];
    }
  return telling;
}
