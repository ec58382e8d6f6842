import { evidenceOfBug } from '../../realBugs/evidenceOfBug';
import { packagedGrammars } from '../../realBugs/packagedGrammars';
import type { FailureEvidence } from '../../src/core/context/failureEvidence';
import type { ErrorReport } from '../../src/core/capture/failureReport';
import type { Repair } from '../../src/core/experiments/repairs/chosenRepairs';
import type { RepairVerdict } from '../../src/core/experiments/repairs/repairFailure';
import { localCards, rehearsedChanges, Rehearsals } from '../../src/core/experiments/repairs/rehearsedCards';
import { withRanFunctions } from '../../src/core/experiments/ranFunctions';
import { withUnranRows } from '../../src/core/experiments/unranRows';
import type { RehearsedChanges, RepairLeads } from '../../src/core/experiments/repairs/rehearsedChanges';
import { suspectsWithRepairs, tellsCause, withRepairs } from '../../src/core/experiments/repairs/repairHypotheses';
import type { Hypothesis } from '../../src/core/hypothesis';
import { suspectsOf } from '../../src/core/suspects/ranking';
import type { Suspect } from '../../src/core/suspects/suspect';
import type { SuspectPorts } from '../../src/core/suspects/candidateFacts';
import { openTrees } from '../../src/core/syntax/openSyntax';
import { NodeLaboratory } from '../../src/node/experiments/nodeLaboratory';
import { repairExperiment } from '../../src/node/experiments/repairExperiment';
import { builtInstruments } from '../../test/support/builtInstruments';
import { shippedRanker } from '../support/shippedModel';

/** What the product says of a failure without a model. */
export interface Said {
  /** Best first. */
  cards: Hypothesis[];
  /** Best first, one per line. */
  suspects: Suspect[];
  /** The errors that it read from the output, outermost first. */
  errors: readonly ErrorReport[];
  /** What a search for a small change found; absent where none was made. */
  search?: RepairVerdict & { seconds: number; first?: FirstPassing };
}

/** What a search took to its first proven change. */
export interface FirstPassing {
  /** Changes run by then; all of a run of many count. */
  tried: number;
  seconds: number;
}

const ranker = shippedRanker();
const parse = openTrees(packagedGrammars);

/** Runs of the search for a small change, and its seconds, as `run --investigate` allows it. */
const MOST_RUNS = 300;
export const SECONDS = 30;

/** Other load on the machine takes no time from what is worked out. */
function processorMs(): number {
  const { user, system } = process.cpuUsage();
  return (user + system) / 1000;
}

/** The cards and suspects for the output of a program in a folder. */
export async function cardsFor(folder: string, output: string): Promise<Said> {
  return (await knownOf(folder, output)).said;
}

async function knownOf(folder: string, output: string): Promise<{ said: Said; leads: () => Promise<RepairLeads> }> {
  const { evidence, ports } = await evidenceOfBug({ workspace: folder, trace: output });
  const { cards, suspects, rehearsed } = await workedThrough(evidence, ports);
  return {
    said: { cards, suspects, errors: evidence.report.errors },
    leads: async () => {
      const found = await rehearsed();
      return { suspects, ...(found && { rehearsed: found }) };
    },
  };
}

/** The cards and suspects of evidence, worked through without a run as the product does, and the changes that were tried there. */
export async function workedThrough(
  evidence: FailureEvidence,
  ports: SuspectPorts,
): Promise<Pick<Said, 'cards' | 'suspects'> & { rehearsed: () => Promise<RehearsedChanges | undefined> }> {
  const { ranking: own } = await ranker.rank(evidence, ports);
  const rehearsing = { ...ports, parse, now: processorMs };
  const rehearsals = new Rehearsals();
  const { ranking, coverage: seen } = await rehearsals.ran(evidence, own, rehearsing);
  const { cards, leads } = await localCards(evidence, ranking, rehearsing, undefined, rehearsals);
  const whole = seen ? await withRanFunctions(ranking, seen, ports) : ranking;
  return {
    cards: seen ? await withUnranRows(cards, seen, ports) : cards,
    suspects: leads(suspectsOf(whole)),
    rehearsed: async () => {
      const rehearsal = await rehearsals.of(evidence, ranking, rehearsing);
      return rehearsal && rehearsedChanges(rehearsal);
    },
  };
}

/**
 * The same once a search for a small change has run, as after `run --investigate` of a failed assertion.
 * @param toFirst the search ends with the first change that is proven
 */
export async function cardsWithRuns(
  folder: string,
  command: string,
  output: string,
  seconds: number = SECONDS,
  toFirst = false,
): Promise<Said> {
  const limits = { runs: MOST_RUNS, seconds };
  const said = await cardsFor(folder, output);
  const words = ['sh', '-c', command];
  const laboratory = await NodeLaboratory.open({ command: words, cwd: folder }, { root: folder, seconds });
  try {
    const enough = new AbortController();
    const began = performance.now();
    let tried = 0;
    let first: FirstPassing | undefined;
    const progress = (doing: string): void => void (tried = Number(/^change (\d+) of/.exec(doing)?.[1] ?? tried));
    const onFound = (_passing: number, last: Repair): void => {
      first ??= { tried, seconds: Math.round((performance.now() - began) / 100) / 10 };
      if (toFirst || tellsCause(last)) enough.abort();
    };
    const { verdict, seconds: taken } = await repairExperiment(laboratory, {
      ...{ enough: enough.signal, onFound, progress },
      ...{ command: words, cwd: folder, root: folder, limits, parse, instruments: await builtInstruments() },
      rank: async (run) => (await knownOf(folder, run.output)).leads(),
    });
    const cards = withRepairs(said.cards, verdict);
    return {
      ...said,
      cards,
      suspects: suspectsWithRepairs(said.suspects, cards, verdict),
      search: { ...verdict, seconds: taken, ...(first && { first }) },
    };
  } finally {
    await laboratory.close();
  }
}
