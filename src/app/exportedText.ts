import { t } from '../core/language';
import type { Investigation } from '../core/investigation/investigation';
import { investigationMarkdown } from '../core/investigation/investigationMarkdown';
import { serializeInvestigation, type RedactedInvestigation } from '../core/investigation/storedInvestigation';
import { userFacingErrors } from './userFacingErrors';

/** An investigation as the chosen file holds it: JSON if its name says so, otherwise Markdown. */
export function exportedText(path: string, investigation: Investigation, redacted: RedactedInvestigation): string {
  return /\.json$/i.test(path) ? asJson(redacted) : investigationMarkdown({ ...investigation, ...redacted });
}

/** The stored form, without the mini-model's numbers, which nobody reads. */
function asJson(redacted: RedactedInvestigation): string {
  const json = serializeInvestigation(redacted);
  if (json === undefined) throw userFacingErrors.notStored(t('it is too large'));
  const { embedding: _embedding, ...kept } = JSON.parse(json) as Record<string, unknown>;
  return JSON.stringify(kept, undefined, 2);
}
