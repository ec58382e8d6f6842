import type { Redactor } from '../prompt/redactor';
import type { WorkedOut } from '../prompt/workedOut';
import type { Reproduction } from './repairs/rehearsal';
import { toldSentence } from './repairs/workedCards';

/** What working a failure through shows of it, its secrets replaced. */
export async function workedOutOf(found: Reproduction, redactor: Pick<Redactor, 'redactAll'>): Promise<WorkedOut> {
  const [told = '', ...texts] = await redactor.redactAll([
    toldSentence(found) ?? '',
    ...found.seen.flatMap(({ code, value }) => [code, value]),
  ]);
  const seen = found.seen.map((each, at) => ({ ...each, code: texts[2 * at] ?? '', value: texts[2 * at + 1] ?? '' }));
  return { seen, ...(told && { told }) };
}
