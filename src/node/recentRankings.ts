import { createHash } from 'node:crypto';
import type { CrimeScene } from '../core/context/crimeScene';
import type { LocalRanking } from '../model/localRanker';

/** Of the evidence on show, and of that before it: each holds the syntax trees of its candidates. */
const MOST_RANKINGS = 2;

/** Rankings as they were made, by the evidence that they are of: the attention view shows, and a verdict is about, the run that ranked. */
export class RecentRankings {
  private readonly rankings = new Map<string, LocalRanking>();

  keep(scene: CrimeScene, ranking: LocalRanking): void {
    const key = keyOf(scene);
    this.rankings.delete(key);
    this.rankings.set(key, ranking);
    for (const old of [...this.rankings.keys()].slice(0, -MOST_RANKINGS)) this.rankings.delete(old);
  }

  find(scene: CrimeScene): LocalRanking | undefined {
    return this.rankings.get(keyOf(scene));
  }
}

function keyOf(scene: CrimeScene): string {
  return createHash('sha256').update(JSON.stringify(scene)).digest('base64');
}
