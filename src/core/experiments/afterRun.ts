import type { EvidencePorts } from '../context/evidenceOptions';
import type { FailureEvidence, Snippet } from '../context/failureEvidence';
import { FIRST_AFTER_RUN, firstFunctions } from '../prompt/agentPrompt';
import type { SuspectPorts } from '../suspects/candidateFacts';
import { suspectsOf, type Ranking } from '../suspects/ranking';
import type { Suspect } from '../suspects/suspect';
import type { RanCode } from './coverage';
import { foldUnranCode } from './foldUnranCode';
import { withRanFunctions } from './ranFunctions';
import { withCoverage } from './withCoverage';

/** Of a function that only the run led to: less likely than what the failure's text leads to. */
const LEAST_RELEVANT = 0.01;

type Ports = SuspectPorts & Pick<EvidencePorts, 'redactor' | 'tokens'>;

/**
 * The evidence and the ranking of a failure for an agent, after a run that showed which code the failing test runs: with the likeliest
 * functions that it ran, and without what it did not run.
 */
export async function afterRun(
  evidence: FailureEvidence,
  ranking: Ranking,
  { coverage, fold }: RanCode,
  ports: Ports,
  signal?: AbortSignal,
): Promise<{ evidence: FailureEvidence; suspects: Suspect[] }> {
  const suspects = suspectsOf(await withRanFunctions(withCoverage(ranking, coverage), coverage, ports, signal));
  const [first] = suspects;
  const isWhole = ({ file, startLine, endLine }: Snippet): boolean =>
    !fold || (file === first?.file && startLine <= first.line && first.line <= endLine);
  const snippets = [...evidence.snippets, ...(await functionsToAdd(evidence, suspects, ports))];
  const known = { ...evidence, snippets, redactions: [...ports.redactor.redactions] };
  return { evidence: await foldUnranCode(known, coverage, ports, isWhole), suspects };
}

/** The first functions of a ranking that the evidence has no code of, their secrets replaced. */
async function functionsToAdd({ snippets }: FailureEvidence, suspects: readonly Suspect[], ports: Ports): Promise<Snippet[]> {
  const added: Snippet[] = [];
  for (const { file, line, function: name, functionRange: [startLine, endLine] = [line, line], reasons } of firstFunctions(
    suspects,
    FIRST_AFTER_RUN,
  )) {
    if ([...snippets, ...added].some((each) => each.file === file && each.startLine <= line && line <= each.endLine)) continue;
    const source = await ports.reader.read(file);
    if (source === undefined) continue;
    const code = source
      .split(/\r?\n/)
      .slice(startLine - 1, endLine)
      .join('\n');
    const [text = '', shownFile = '', shownName = '', reason = ''] = await ports.redactor.redactAll([
      code,
      file,
      name ?? '',
      reasons[0] ?? '',
    ]);
    added.push({
      id: `${file}:${startLine}-${endLine}:ran`,
      file,
      ...(shownFile !== file && { shownFile }),
      startLine,
      endLine,
      ...(shownName && { function: shownName }),
      role: 'callee',
      text,
      folded: [],
      focusLines: [],
      tokens: ports.tokens.count(text),
      relevance: LEAST_RELEVANT,
      reason,
    });
  }
  return added;
}
