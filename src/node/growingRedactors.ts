import type { RedactedTexts } from '../core/investigation/redactionMemo';
import type { Redactor } from '../core/prompt/redactor';

interface Growing {
  options: string;
  redactor: Redactor;
}

/** Investigations whose redactors are kept; a person works on a few in turn. */
const MOST = 16;

/** The redactors of investigations that are saved again and again: what was a secret once stays one, under the same placeholder. */
export class GrowingRedactors {
  private readonly redactors = new Map<string, Growing>();

  /**
   * @param known how many secrets the caller's texts were read with; 0 to begin anew
   * @param options in words; with other ones it begins anew
   * @returns null where others are known
   */
  async redact(id: string, texts: string[], known: number, options: string, make: () => Redactor): Promise<RedactedTexts | null> {
    const before = this.redactors.get(id);
    const fits = before?.options === options && before.redactor.redactions.length === known;
    if (known > 0 && !fits) return null;
    const growing = fits ? before : { options, redactor: make() };
    this.redactors.delete(id);
    this.redactors.set(id, growing);
    for (const old of [...this.redactors.keys()].slice(0, -MOST)) this.redactors.delete(old);
    return { texts: await growing.redactor.redactAll(texts), known: growing.redactor.redactions.length };
  }
}
