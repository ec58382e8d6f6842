import type { AttentionSource, ExpectedTokens, HeadPlace, NeuronReading } from '../../core/attention/modelRun';
import type { Session } from '../session';

/** The numbers of a reading, from the model's worker through the host. */
export class RemoteSource implements AttentionSource {
  constructor(
    private readonly call: Session['call'],
    private readonly run: string,
  ) {}

  lineAttention(signal?: AbortSignal): Promise<Float32Array> {
    return this.call('lineAttention', { run: this.run }, { signal });
  }

  attention(place: HeadPlace, signal?: AbortSignal): Promise<Uint8Array> {
    return this.call('tokenAttention', { run: this.run, ...place }, { signal });
  }

  neuron(pair: HeadPlace & { from: number; to: number }, signal?: AbortSignal): Promise<NeuronReading> {
    return this.call('neuron', { run: this.run, ...pair }, { signal });
  }

  rollout(signal?: AbortSignal): Promise<Float32Array> {
    return this.call('rollout', { run: this.run }, { signal });
  }

  /** One call per group: each answer is progress, and a cancel stops before the next. */
  async scoresWithout(groups: number[][], onScores: (group: number, scores: Float32Array) => void, signal?: AbortSignal): Promise<void> {
    for (const [group, rows] of groups.entries()) {
      onScores(group, await this.call('scoresWithout', { run: this.run, rows }, { signal }));
    }
  }

  expectedTokens(token: number, count: number, signal?: AbortSignal): Promise<ExpectedTokens> {
    return this.call('expectedTokens', { run: this.run, token, count }, { signal });
  }
}
