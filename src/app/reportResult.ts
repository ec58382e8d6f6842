import { kept } from '../core/language';
import { failureTitle } from '../core/capture/failureTitle';
import { fingerprintFailure } from '../core/capture/fingerprintFailure';
import type { Investigation } from '../core/investigation/investigation';
import type { Ids } from '../core/ports';
import type { Analysis, Ledger } from './ports';

export interface ReportedResult {
  investigation: string;
  /** Id of the hypothesis whose fix was run. */
  id: string;
  worked: boolean;
  /** What happened, in the person's words or as printed. */
  text: string;
}

/** Records the result of a fix that the person ran: in the ledger, and so in the next prompt. */
export async function reportResult(
  { investigation: about, id, worked, text }: ReportedResult,
  ledger: Ledger,
  analysis: Analysis,
  redact: (texts: string[], investigation: Investigation) => Promise<string[]>,
  ids: Ids,
): Promise<void> {
  const investigation = ledger.getOrThrow(about);
  const [said = ''] = await redact([text], investigation);
  const report = worked || !text.trim() ? undefined : await analysis.call('capture', { text });
  const now = report?.errors.length ? report : undefined;
  const same = now && fingerprintFailure(now) === investigation.failure;
  const became = same ? 'The same failure again.' : now ? `The failure is now: ${failureTitle(now)}.` : '';
  const result = worked ? said : [became, said].filter(Boolean).join('\n') || 'It still fails.';
  const message = worked ? kept('It works with this fix.') : `${became || 'It still fails.'} The next answer knows about it: ask again.`;
  ledger.dispatch(about, { type: 'fixTried', try: ids.next(), id, worked, result, message, at: new Date().toISOString() });
}
