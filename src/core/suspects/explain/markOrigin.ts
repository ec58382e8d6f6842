import type { CrimeScene } from '../../context/crimeScene';
import type { CandidateFacts } from '../candidateFacts';
import { explainFailure } from './explainFailure';
import type { RelatedCode } from './relatedCode';

/** Notes in the facts of the innermost candidate where the code shows that the wrong value comes from, if it shows that. */
export function markOrigin(scene: CrimeScene, facts: readonly CandidateFacts[], related: RelatedCode): void {
  const explained = explainFailure(scene, facts, related);
  const origin = explained?.ofValue ? explained.explanation.origin : undefined;
  if (!origin) return;
  const around = facts.filter(
    ({ candidate }) =>
      !candidate.test && candidate.file === origin.file && candidate.startLine <= origin.line && origin.line <= candidate.endLine,
  );
  const innermost = around.toSorted((a, b) => b.candidate.startLine - a.candidate.startLine)[0];
  if (innermost) innermost.origin = origin.line;
}
