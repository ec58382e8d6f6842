import { evidenceOfBug } from '../../realBugs/evidenceOfBug';
import type { ErrorReport } from '../../src/core/capture/failureReport';
import type { Hypothesis } from '../../src/core/hypothesis';
import { localHypotheses } from '../../src/core/suspects/localHypotheses';
import { suspectsOf } from '../../src/core/suspects/ranking';
import type { Suspect } from '../../src/core/suspects/suspect';
import { shippedRanker } from '../support/shippedModel';

/** What the product says of a failure without a model. */
export interface Said {
  /** Best first. */
  cards: Hypothesis[];
  /** Best first, one per line. */
  suspects: Suspect[];
  /** The errors that it read from the output, outermost first. */
  errors: readonly ErrorReport[];
}

const ranker = shippedRanker();

/** The cards and suspects for the output of a program in a folder. */
export async function cardsFor(folder: string, output: string): Promise<Said> {
  const { evidence, ports } = await evidenceOfBug({ workspace: folder, trace: output });
  const { ranking } = await ranker.rank(evidence, ports);
  return { cards: localHypotheses(evidence, ranking), suspects: suspectsOf(ranking), errors: evidence.report.errors };
}
