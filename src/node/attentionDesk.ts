import { createHash } from 'node:crypto';
import type { ModelCard } from '../core/attention/modelRun';
import type { LocalRanker, LocalRanking } from '../model/localRanker';
import { modelRun, ModelSource } from '../model/modelSource';
import { rankingParts, unread } from '../model/rankingParts';
import { ReadingGone, type AttentionAnswer } from '../protocol/attentionProtocol';

/** Readings kept: the shown one and the one before it. */
const MOST_READINGS = 2;

const NOTHING_READ = 'The mini-model read nothing here: no candidate lines were found near the failure.';

/** Readings whose attention can be requested. */
export class AttentionDesk {
  private readonly sources = new Map<string, ModelSource>();

  constructor(
    private readonly ranker: LocalRanker,
    private readonly card: () => Promise<ModelCard | undefined>,
  ) {}

  /** Shows the reading of a ranking. The same reading has the same id, and its computed numbers stay. */
  async open({ read, notice }: LocalRanking): Promise<AttentionAnswer> {
    if (!read) return { phase: 'abstained', message: notice ?? NOTHING_READ };
    const [loaded, card] = await Promise.all([this.ranker.model(), this.card()]);
    const id = createHash('sha256').update(JSON.stringify(read.reading)).digest('hex').slice(0, 32);
    const source = this.sources.get(id) ?? new ModelSource(loaded, read.reading);
    this.sources.delete(id);
    this.sources.set(id, source);
    for (const old of [...this.sources.keys()].slice(0, -MOST_READINGS)) this.sources.delete(old);
    const parts = rankingParts(read.reading, read.scored, read.scores, loaded.model.score(read.reading, unread(read.reading)));
    return { phase: 'ready', run: { ...modelRun(loaded, read, { id, faithfulHeads: card?.faithfulHeads }), parts }, card };
  }

  /** @throws {@link ReadingGone} */
  source(id: string): ModelSource {
    const source = this.sources.get(id);
    if (!source) throw new ReadingGone();
    return source;
  }
}
