import type { FailureEvidence } from '../core/context/failureEvidence';
import { createAnswerReader } from '../core/hypotheses/answerReader';
import type { Ids } from '../core/ports';
import type { Redactor } from '../core/prompt/redactor';
import type { LocalRanking } from '../model/localRanker';
import { CaseGone } from '../protocol/analysisProtocol';

/** Collected evidence and its state: only its own case can restore replaced secrets. */
export interface Case {
  readonly id: string;
  readonly evidence: FailureEvidence;
  readonly redactor: Redactor;
  /** Of the streaming answer. */
  readonly answers: ReturnType<typeof createAnswerReader>;
  /** The ranking as it was made: the attention view shows this run, and a verdict is about it. */
  ranking?: LocalRanking;
}

/** A person works on a few investigations in turn; the evidence of one is a few hundred kB. */
const MOST_CASES = 16;
/** Of the shown evidence and of the one before: a ranking holds the syntax trees of its candidates. */
const MOST_RANKINGS = 2;

/** The cases of one worker; the least recently used one is forgotten first. */
export class Cases {
  private readonly cases = new Map<string, Case>();

  constructor(private readonly ids: Ids) {}

  open(evidence: FailureEvidence, redactor: Redactor): Case {
    const opened: Case = { id: this.ids.next(), evidence, redactor, answers: createAnswerReader() };
    this.use(opened);
    return opened;
  }

  /** @throws {@link CaseGone} */
  get(id: string): Case {
    const found = this.cases.get(id);
    if (!found) throw new CaseGone();
    this.use(found);
    return found;
  }

  keepRanking(of: Case, ranking: LocalRanking): void {
    of.ranking = ranking;
    const ranked = [...this.cases.values()].filter((each) => each !== of && each.ranking);
    for (const old of ranked.slice(0, Math.max(0, ranked.length - (MOST_RANKINGS - 1)))) old.ranking = undefined;
  }

  private use(used: Case): void {
    this.cases.delete(used.id);
    this.cases.set(used.id, used);
    for (const old of [...this.cases.keys()].slice(0, -MOST_CASES)) this.cases.delete(old);
  }
}
