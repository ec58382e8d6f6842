import { resolve } from 'node:path';
import type { Experiment, ProveVerdict } from '../../core/experiments/experiment';
import { createRedactor } from '../../core/prompt/redactor';
import type { CliIo } from '../io';
import { printedExperiment } from '../printedExperiment';
import { renderExperiment } from '../renderExperiment';
import { proofMarkdown } from './markdown';
import type { Found } from './printFound';
import { proofFindings } from './proofFindings';
import { repositoryPaths } from './repositoryPath';

type Proof = Experiment<'prove', ProveVerdict>;

/** A proof in every form; what goes to pages and tools has its secrets replaced. @param workspace folder of its paths */
export async function proofFound(proof: Proof, workspace: string, io: Pick<CliIo, 'env' | 'cwd'>): Promise<Found> {
  const shown = await withoutSecrets(proof);
  return {
    text: () => renderExperiment(proof),
    object: () => printedExperiment(proof),
    markdown: (bytes) => proofMarkdown(shown, bytes),
    findings: () => proofFindings(shown, repositoryPaths(resolve(workspace), io)),
    outcome: proof.verdict.outcome,
  };
}

async function withoutSecrets(proof: Proof): Promise<Proof> {
  const { verdict, baseline } = proof;
  const texts = [baseline.why ?? '', ...verdict.notes, ...verdict.tests.flatMap(({ name, before }) => [name, before.message])];
  const [why = '', ...rest] = await createRedactor({ emails: true, home: true }).redactAll(texts);
  const notes = rest.slice(0, verdict.notes.length);
  const ofTests = rest.slice(verdict.notes.length);
  const tests = verdict.tests.map((test, at) => ({
    ...test,
    name: ofTests[2 * at] ?? '',
    before: { ...test.before, message: ofTests[2 * at + 1] ?? '' },
  }));
  return { ...proof, baseline: { ...baseline, ...(baseline.why && { why }) }, verdict: { ...verdict, notes, tests } };
}
