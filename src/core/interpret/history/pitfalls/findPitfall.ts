import type { Expr } from '../../../syntax/lower/ir';
import type { History } from '../history';
import type { Part } from '../slice';
import { Happenings } from './happenings';
import { callsAround, caughtError, eventPitfalls } from './ofEvents';
import { leftoverPitfalls } from './ofLeftovers';
import { momentPitfalls } from './ofMoments';
import { numberPitfalls } from './ofNumbers';
import { objectPitfalls } from './ofObjects';
import { sharingPitfalls } from './ofSharing';
import { statePitfalls } from './ofState';
import { textPitfalls } from './ofTexts';
import { truthPitfalls } from './ofTruth';
import { findDifference, type Compared } from '../difference/findDifference';
import { CERTAIN, RARE, type Pitfall } from './pitfall';

const DETECTORS = [
  ...eventPitfalls,
  ...textPitfalls,
  ...numberPitfalls,
  ...momentPitfalls,
  ...objectPitfalls,
  ...sharingPitfalls,
  ...leftoverPitfalls,
  ...truthPitfalls,
  ...statePitfalls,
];

/** A pitfall, and what its kind tells. */
export interface Telling extends Pitfall {
  /** It hardly ever happens in a program that works. */
  isRare: boolean;
  /** It is the cause also where the code alone shows another mistake. */
  isCertain: boolean;
  weight: number;
}

/**
 * What did something that is easily overlooked: of all that made a wrong value what tells most, the nearest of several; else what is rare, of
 * all that ran.
 * @param slice what made the value, nearest first
 * @param compared what a check compared
 * @param isOwn whether a file is of the program, and no test
 */
export function findPitfall(
  history: History,
  slice: readonly Part[],
  compared: Compared | undefined,
  isOwn: (file: string) => boolean,
): Telling | undefined {
  const happenings = new Happenings(history, isOwn);
  const made = slice.flatMap(({ happening: { node, file } }) => (node.kind === 'fn' || !isOwn(file.file) ? [] : [node]));
  const calls = callsAround(slice.map(({ happening }) => happening));
  const found = mostTelling(made, happenings, 0) ?? mostTelling(happenings.nodes, happenings, RARE - 1);
  if (found && found.weight > OF_DIFFERENCE) return found;
  const caught = caughtError(history, calls, isOwn);
  const lacks = caught?.kind === 'leavesLoop' ? undefined : compared && findDifference(history, compared, isOwn);
  const other = lacks ?? found ?? caught;
  return other && { isRare: false, isCertain: false, weight: OF_DIFFERENCE, ...other };
}

/** What a result lacks tells more than what many programs that work do. */
const OF_DIFFERENCE = 4;

function mostTelling(nodes: readonly Expr[], happenings: Happenings, least: number): Telling | undefined {
  const { history } = happenings;
  let most = least;
  let telling: Telling | undefined;
  for (const node of nodes) {
    const all = happenings.of(node);
    const times = all.length > MOST_TIMES ? [...all.slice(0, MOST_TIMES / 2), ...all.slice(-MOST_TIMES / 2)] : all;
    for (const { weight, find } of DETECTORS) {
      const found = weight > most ? find({ node, times, history, happenings }) : undefined;
      if (found) [most, telling] = [weight, { ...found, isRare: weight >= RARE, isCertain: weight >= CERTAIN, weight }];
    }
  }
  return telling;
}

/** Times of one expression that are looked at: the first and the last ones. */
const MOST_TIMES = 300;
