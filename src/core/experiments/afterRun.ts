import type { EvidenceOptions, EvidencePorts } from '../context/evidenceOptions';
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
  options: RanCode & Pick<EvidenceOptions, 'edited' | 'removed'>,
  ports: Ports,
  signal?: AbortSignal,
): Promise<{ evidence: FailureEvidence; suspects: Suspect[] }> {
  const { coverage, fold } = options;
  const suspects = suspectsOf(await withRanFunctions(withCoverage(ranking, coverage), coverage, ports, signal));
  const [first] = suspects;
  const isWhole = ({ file, startLine, endLine }: Snippet): boolean =>
    file === first?.file && startLine <= first.line && first.line <= endLine;
  const snippets = [...evidence.snippets, ...(await functionsToAdd(evidence, suspects, options, ports))];
  const known = { ...evidence, snippets, redactions: [...ports.redactor.redactions] };
  return { evidence: await foldUnranCode(known, coverage, ports, fold ? isWhole : undefined), suspects };
}

/** The first functions of a ranking that the evidence has no code of, their secrets replaced. */
async function functionsToAdd(
  { snippets }: FailureEvidence,
  suspects: readonly Suspect[],
  { edited, removed }: Pick<EvidenceOptions, 'edited' | 'removed'>,
  ports: Ports,
): Promise<Snippet[]> {
  const added: Snippet[] = [];
  for (const { file, line, function: name, functionRange: [startLine, endLine] = [line, line], reasons } of firstFunctions(
    suspects,
    FIRST_AFTER_RUN,
  )) {
    if ([...snippets, ...added].some((each) => each.file === file && each.startLine <= line && line <= each.endLine)) continue;
    const id = `${file}:${startLine}-${endLine}:ran`;
    const source = removed.some((each) => holds(each, file, line)) ? undefined : await ports.reader.read(file);
    if (source === undefined) continue;
    const lines = source.split(/\r?\n/).slice(startLine - 1, endLine);
    const code = edited[id] ?? lines.join('\n');
    const [text = '', shownFile = '', shownName = '', reason = ''] = await ports.redactor.redactAll([
      code,
      file,
      name ?? '',
      reasons[0] ?? '',
    ]);
    added.push({
      id,
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

/** Whether the id of a piece of code names lines around a line: `src/cart.ts:10-24:callee`. */
function holds(id: string, file: string, line: number): boolean {
  const { name, first, last } = /^(?<name>.*):(?<first>\d+)-(?<last>\d+):\w+$/.exec(id)?.groups ?? {};
  return name === file && Number(first) <= line && line <= Number(last);
}
