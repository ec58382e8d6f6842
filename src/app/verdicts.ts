import type { Verdict } from '../core/investigation/investigation';
import type { Logger } from '../core/ports';
import type { Preference } from '../core/suspects/preference';
import type { Place } from '../protocol/analysisProtocol';
import type { EvidenceCollector } from './evidenceCollector';
import type { Analysis, Ledger } from './ports';

/** Storage for what was learned from verdicts. */
interface PreferencePlace {
  readonly current: Preference;
  set(preference: Preference): Promise<void>;
  forget(): Promise<void>;
}

/** A verdict teaches which functions are rarely the cause here; the next ranking uses it. */
export class Verdicts {
  private lessons: Promise<void> = Promise.resolve();

  constructor(
    private readonly investigations: Ledger,
    private readonly evidence: EvidenceCollector,
    private readonly analysis: Analysis,
    private readonly preference: PreferencePlace,
    private readonly log: Logger,
  ) {}

  /** @param place first line that the judged hypothesis names */
  learn(id: string, place: Place, verdict: Verdict): void {
    if (!this.investigations.get(id)?.evidence.collected) return;
    // One after the other: each lesson builds on the one before.
    this.lessons = this.lessons
      .then(() =>
        this.evidence.withCase(id, (about) =>
          this.analysis.call('learnVerdict', { case: about, preference: this.preference.current, place, verdict }),
        ),
      )
      .then((preference) => this.preference.set(preference))
      .catch((error: unknown) => this.log.warn('Nothing was learned from a verdict.', error));
  }

  /** Forgets everything learned from verdicts, including lessons in progress. Resolves to their number. */
  async forget(): Promise<number> {
    await this.lessons;
    const { verdicts } = this.preference.current;
    await this.preference.forget();
    return verdicts;
  }
}
