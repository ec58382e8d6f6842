import { captureFailure } from '../src/core/capture/captureFailure';
import { collectEvidence } from '../src/core/context/collectEvidence';
import type { FailureEvidence } from '../src/core/context/failureEvidence';
import type { FrameValues } from '../src/core/experiments/throwValues';
import { valuesByFrame } from '../src/core/experiments/valuesByFrame';
import type { Changes } from '../src/core/ports';
import { createRedactor } from '../src/core/prompt/redactor';
import type { SuspectPorts } from '../src/core/suspects/candidateFacts';
import { openSyntax } from '../src/core/syntax/openSyntax';
import { NodeFiles } from '../src/node/files';
import { GitChanges } from '../src/node/git/gitChanges';
import { gptTokens } from '../src/node/tokens/tokenCounter';
import type { FolderBug } from './bugFolder';
import { packagedGrammars } from './packagedGrammars';

const DAY_MS = 86_400_000;

const syntax = openSyntax(packagedGrammars);

/**
 * The product's evidence of a bug's failure text, made by its capture and context, and the ports that ranking needs.
 * @param seen values at the throw, as a run showed them
 * @param changes where its recent changes come from; its git history if absent
 */
export async function evidenceOfBug(
  bug: Pick<FolderBug, 'workspace' | 'trace'>,
  seen: readonly FrameValues[] = [],
  changes: Changes = new GitChanges({ roots: [bug.workspace], runGit: true }),
): Promise<{ evidence: FailureEvidence; ports: SuspectPorts }> {
  const reader = new NodeFiles({ roots: [bug.workspace], runGit: false });
  const report = await captureFailure(bug.trace, { roots: await reader.rootsOfTraces() });
  const evidence = await collectEvidence(
    report,
    { changesWindowMs: DAY_MS, references: [], removed: [], edited: {}, chosenFiles: {}, values: valuesByFrame(report, seen) },
    {
      reader,
      changes,
      syntax,
      redactor: createRedactor({}),
      clock: { now: () => Date.now() },
      tokens: await gptTokens(),
    },
  );
  return { evidence, ports: { reader, syntax } };
}
