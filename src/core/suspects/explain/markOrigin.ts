import type { CrimeScene } from '../../context/crimeScene';
import type { CandidateFacts } from '../candidateFacts';
import { explainFailure } from './explainFailure';
import { languageOfFile } from '../../workspace/languages';
import { FIXED_AT_SURFACE } from '../functionScores';
import type { Place } from './originSteps';
import type { RelatedCode } from './relatedCode';

/** Notes in the facts of the innermost candidates where the code shows that the wrong value comes from, if it shows that. */
export function markOrigin(scene: CrimeScene, facts: readonly CandidateFacts[], related: RelatedCode): void {
  const explained = explainFailure(scene, facts, related);
  const { origin, returned = [] } = explained?.ofValue ? explained.explanation : {};
  if (!origin) return;
  mark(facts, origin);
  // Whoever hands nothing back may be the one that should not: so far known of languages whose bugs are not mostly mended at the surface.
  for (const place of returned) if (!FIXED_AT_SURFACE.test(languageOfFile(place.file) ?? '')) mark(facts, place);
}

function mark(facts: readonly CandidateFacts[], { file, line }: Place): void {
  const around = facts.filter(
    ({ candidate }) => !candidate.test && candidate.file === file && candidate.startLine <= line && line <= candidate.endLine,
  );
  const innermost = around.toSorted((a, b) => b.candidate.startLine - a.candidate.startLine)[0];
  if (innermost) innermost.origin ??= line;
}
