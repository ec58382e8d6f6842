import type { FailureEvidence } from '../../context/failureEvidence';
import type { CandidateFacts } from '../candidateFacts';
import { explainFailure } from './explainFailure';
import { languageOfFile } from '../../workspace/languages';
import { FIXED_AT_SURFACE } from '../functionScores';
import type { Place } from '../../flow/originSteps';
import type { RelatedCode } from './relatedCode';

/** Records the origin of the wrong value in the facts of the innermost candidates, if the code shows it. */
export function markOrigin(evidence: FailureEvidence, facts: readonly CandidateFacts[], related: RelatedCode): void {
  const explained = explainFailure(evidence, facts, related);
  const { origin, returned = [] } = explained?.ofValue && !explained.traced ? explained.explanation : {};
  if (!origin) return;
  mark(facts, origin);
  // A function that returns nothing may be at fault; this holds for languages in which most bugs are not fixed where the error surfaces.
  for (const place of returned) if (!FIXED_AT_SURFACE.test(languageOfFile(place.file) ?? '')) mark(facts, place);
}

function mark(facts: readonly CandidateFacts[], { file, line }: Place): void {
  const around = facts.filter(
    ({ candidate }) => !candidate.test && candidate.file === file && candidate.startLine <= line && line <= candidate.endLine,
  );
  const innermost = around.toSorted((a, b) => b.candidate.startLine - a.candidate.startLine)[0];
  if (innermost) innermost.origin ??= line;
}
