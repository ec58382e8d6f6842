import type { RedactedTexts } from '../core/investigation/redactionMemo';
import type { Redactor } from '../core/prompt/redactor';

interface Growing {
  options: string;
  redactor: Redactor;
}

/** Investigations whose redactors are kept; a person works on a few in turn. */
const MOST = 16;

/** The redactors of investigations that are saved repeatedly: a known secret stays one, under the same placeholder. */
export class GrowingRedactors {
  private readonly redactors = new Map<string, Growing>();

  /**
   * @param known number of secrets known when the caller's texts were read; 0 to start again
   * @param options as text; other ones start again
   * @returns null if the known secrets differ
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
