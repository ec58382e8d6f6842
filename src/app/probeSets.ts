import { probedWay, type ProbeHit } from '../core/experiments/probes/probedWay';
import { readProbeLines, type ProbeAddress } from '../core/experiments/probes/probeLine';
import type { ProbePlace } from '../core/experiments/probes/probePlaces';
import type { TracedValue } from '../core/experiments/chainTo';
import type { TracedHop } from '../core/experiments/firstDivergence';
import type { Hop } from '../core/experiments/valueChain/hop';
import type { Investigation } from '../core/investigation/investigation';
import type { Runs } from './runs';
import { probedSentence } from './runWords';

/** Most readings taken from one probe: a loop prints the same again and again. */
export const MOST_HITS = 50;

/** Who prints: the debugger, or a line inserted into the code. */
export type ProbeKind = 'logpoints' | 'source';

/** Probes that were inserted together to observe one value. */
export interface ProbeSet {
  /** Prefix of its lines. */
  id: string;
  kind: ProbeKind;
  investigation: string;
  value: TracedValue;
  hops: readonly Hop[];
  places: readonly ProbePlace[];
  hits: ProbeHit[];
  counts: number[];
}

export interface ProbeSetsParts {
  runs: Pick<Runs, 'record'>;
  ledger: { get(id: string): Investigation | undefined };
  /** Texts with their secrets replaced. */
  redact: (texts: string[], investigation: Investigation) => Promise<string[]>;
  /** Runs a function a little later, once for many calls. */
  later: (run: () => void) => void;
  /** Four to twelve lower-case letters and digits, new each time. */
  newSet: () => string;
}

/** Turns the output of probes into a growing line of the timeline: the path of the value as observed. */
export class ProbeSets {
  private readonly sets = new Map<string, ProbeSet>();
  private readonly due = new Set<string>();

  constructor(private readonly parts: ProbeSetsParts) {}

  /** A new set without readings. */
  open(set: Omit<ProbeSet, 'id' | 'hits' | 'counts'>): ProbeSet {
    const opened: ProbeSet = { ...set, id: this.parts.newSet(), hits: [], counts: set.places.map(() => 0) };
    this.sets.set(opened.id, opened);
    return opened;
  }

  get(id: string): ProbeSet | undefined {
    return this.sets.get(id);
  }

  all(): ProbeSet[] {
    return [...this.sets.values()];
  }

  /** Forgets a set: its later output is ignored. Earlier readings stay in the timeline. */
  close(id: string): void {
    if (this.due.has(id)) void this.write(id);
    this.sets.delete(id);
  }

  /**
   * Takes printed output, whole lines.
   * @returns probes that reached their limit
   */
  printed(text: string): ProbeAddress[] {
    const full: ProbeAddress[] = [];
    for (const { set: id, index, said } of readProbeLines(text)) {
      const set = this.sets.get(id);
      const place = set?.places[index];
      if (!set || !place) continue;
      const count = (set.counts[index] ?? 0) + 1;
      set.counts[index] = count;
      if (count > MOST_HITS) continue;
      set.hits.push({ hop: place.hop, said });
      if (count === MOST_HITS) full.push({ set: id, index });
      if (this.due.has(id)) continue;
      this.due.add(id);
      this.parts.later(() => void this.write(id));
    }
    return full;
  }

  /** Resolves once all printed readings are in the timeline. */
  async write(id: string): Promise<void> {
    this.due.delete(id);
    const set = this.sets.get(id);
    const investigation = set && this.parts.ledger.get(set.investigation);
    if (!investigation) return;
    const { hops, divergence } = probedWay(set.hops, set.hits);
    const shown = await this.withoutSecrets(hops, investigation);
    await this.parts.runs.record(set.investigation, {
      id: `probes.${id}`,
      kind: 'trace',
      text: probedSentence(set.kind, set.value.expression, shown, divergence),
      notes: set.counts.some((count) => count >= MOST_HITS) ? [`Of each place the first ${MOST_HITS} times were taken.`] : [],
      found: {
        followed: {
          ...set.value,
          by: set.kind === 'source' ? 'probes' : 'debugger',
          hops: shown,
          ...(divergence !== undefined && { divergence }),
        },
      },
    });
  }

  /** The name of a value may be the only sign that it is a secret. */
  private async withoutSecrets(hops: TracedHop[], investigation: Investigation): Promise<TracedHop[]> {
    const said = hops.map(({ expression, failing }) => `${expression} = ${failing}`);
    const redacted = await this.parts.redact(said, investigation);
    return hops.map((hop, at) => ({ ...hop, failing: (redacted[at] ?? '').slice(hop.expression.length + 3) || '…' }));
  }
}
