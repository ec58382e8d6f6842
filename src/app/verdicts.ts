import type { Verdict } from '../core/investigation/investigation';
import type { Logger } from '../core/ports';
import type { Preference } from '../core/suspects/preference';
import type { Place } from '../protocol/analysisProtocol';
import type { EvidenceCollector } from './evidenceCollector';
import type { Analysis, Ledger } from './ports';

/** Where it is kept what verdicts taught. */
interface PreferencePlace {
  readonly current: Preference;
  set(preference: Preference): Promise<void>;
  forget(): Promise<void>;
}

/** A verdict teaches which functions are hardly ever the cause here; the next ranking knows it. */
export class Verdicts {
  private lessons: Promise<void> = Promise.resolve();

  constructor(
    private readonly investigations: Ledger,
    private readonly evidence: EvidenceCollector,
    private readonly analysis: Analysis,
    private readonly preference: PreferencePlace,
    private readonly log: Logger,
  ) {}

  /** @param place line that the judged hypothesis names first */
  learn(id: string, place: Place, verdict: Verdict): void {
    if (!this.investigations.get(id)?.evidence.collected) return;
    // One after the other: each lesson goes on from what the one before taught.
    this.lessons = this.lessons
      .then(() =>
        this.evidence.withCase(id, (about) =>
          this.analysis.call('learnVerdict', { case: about, preference: this.preference.current, place, verdict }),
        ),
      )
      .then((preference) => this.preference.set(preference))
      .catch((error: unknown) => this.log.warn('Nothing was learned from a verdict.', error));
  }

  /** Forgets what verdicts taught, those still being learned from too. Resolves to how many there were. */
  async forget(): Promise<number> {
    await this.lessons;
    const { verdicts } = this.preference.current;
    await this.preference.forget();
    return verdicts;
  }
}
