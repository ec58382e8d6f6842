import type { FailureEvidence, Snippet } from '../context/failureEvidence';
import { FIRST, FIRST_AFTER_RUN } from '../prompt/agentPrompt';
import { withLikelyCode, type LikelyCode, type LikelyCodeOptions, type LikelyCodePorts } from '../prompt/withLikelyCode';
import { suspectsOf, type Ranking } from '../suspects/ranking';
import type { Suspect } from '../suspects/suspect';
import type { RanCode } from './coverage';
import { foldUnranCode } from './foldUnranCode';
import { withRanFunctions } from './ranFunctions';
import { withCoverage } from './withCoverage';

type CodeOptions = Pick<LikelyCodeOptions, 'edited' | 'removed' | 'made'>;

/**
 * The evidence and the ranking of a failure after a run that showed which code the failing test runs: with the likeliest functions that it
 * ran and, for who can open files, with what they use of their files and without what did not run.
 */
export async function afterRun(
  evidence: FailureEvidence,
  ranking: Ranking,
  { coverage, fold, ...given }: RanCode & CodeOptions,
  ports: LikelyCodePorts,
  signal?: AbortSignal,
): Promise<LikelyCode & { suspects: Suspect[] }> {
  const suspects = suspectsOf(await withRanFunctions(withCoverage(ranking, coverage), coverage, ports, signal));
  const [first] = suspects;
  const isWhole = ({ file, startLine, endLine }: Snippet): boolean =>
    file === first?.file && startLine <= first.line && first.line <= endLine;
  const options = { first: FIRST_AFTER_RUN, used: fold, edited: given.edited, removed: given.removed, made: given.made };
  const likely = await withLikelyCode(evidence, suspects, options, ports, signal);
  return { ...likely, evidence: await foldUnranCode(likely.evidence, coverage, ports, fold ? isWhole : undefined), suspects };
}

/** The same for an agent where nothing ran. */
export async function withoutRun(
  evidence: FailureEvidence,
  ranking: Ranking,
  { edited, removed, made }: CodeOptions,
  ports: LikelyCodePorts,
  signal?: AbortSignal,
): Promise<LikelyCode & { suspects: Suspect[] }> {
  const suspects = suspectsOf(ranking);
  return { ...(await withLikelyCode(evidence, suspects, { first: FIRST, used: true, edited, removed, made }, ports, signal)), suspects };
}
