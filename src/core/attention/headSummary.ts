import { t } from '../language';
import type { Row } from './modelRun';

/** What a head mostly looks at. */
export interface HeadSummary {
  kind: 'itself' | 'nearby' | 'error' | 'frames' | 'elsewhere' | 'spread';
  /** Share of all attention that this kind explains, 0..1. */
  share: number;
  /** "61 % to this line and its neighbours". */
  words: string;
  /** A shorter form: "neighbours 61 %". */
  short: string;
}

/** Lines before and after that count as nearby. */
const NEAR = 2;
/** Below this share no kind explains the head. */
const CLEAR = 0.4;

/** What a head looks at, with its share: long and short. */
const names: Record<Exclude<HeadSummary['kind'], 'spread'>, (percent: string) => Pick<HeadSummary, 'words' | 'short'>> = {
  itself: (percent) => ({ words: t('{0} within the same line', percent), short: t('same line {0}', percent) }),
  nearby: (percent) => ({ words: t('{0} to this line and its neighbours', percent), short: t('neighbours {0}', percent) }),
  error: (percent) => ({ words: t('{0} to the error message', percent), short: t('error {0}', percent) }),
  frames: (percent) => ({ words: t('{0} to the stack trace', percent), short: t('trace {0}', percent) }),
  elsewhere: (percent) => ({ words: t('{0} to marks between the lines', percent), short: t('marks {0}', percent) }),
};

/**
 * Says in a few words what a head mostly looks at, so that a grid of heads can be read without a legend.
 * @param lines R×R matrix of one head; the part missing to 1 went to tokens of no row
 */
export function summarizeHead(lines: Float32Array, rows: readonly Row[]): HeadSummary {
  const count = rows.length;
  let itself = 0;
  const sums = { nearby: 0, error: 0, frames: 0, elsewhere: 0 };
  for (let from = 0; from < count; from++) {
    let rest = 1;
    for (let to = 0; to < count; to++) {
      const weight = lines[from * count + to]!;
      rest -= weight;
      if (to === from) itself += weight;
      if (Math.abs(to - from) <= NEAR) sums.nearby += weight;
      else if (rows[to]!.section === 'error') sums.error += weight;
      else if (rows[to]!.section === 'frames') sums.frames += weight;
    }
    sums.elsewhere += Math.max(0, rest);
  }
  const [kind, sum] = (Object.entries(sums) as [keyof typeof sums, number][]).reduce((best, next) => (next[1] > best[1] ? next : best));
  const share = count ? sum / count : 0;
  if (share < CLEAR) return { kind: 'spread', share, words: t('spread over many lines'), short: t('spread') };
  if (kind === 'nearby' && itself > 0.6 * sum) return described('itself', itself / count);
  return described(kind, share);
}

function described(kind: Exclude<HeadSummary['kind'], 'spread'>, share: number): HeadSummary {
  return { kind, share, ...names[kind](`${Math.round(100 * share)} %`) };
}
