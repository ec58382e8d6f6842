import { createHash } from 'node:crypto';

/** Values that are expensive to make, cached by their inputs. A failed one is made again at the next call. */
export class RecentValues<T> {
  private readonly byKey = new Map<string, { value: Promise<T>; at: number }>();

  /**
   * @param most number of values kept
   * @param maxAgeMs age after which a value is made again
   * @param dispose called for a value that is no longer kept
   */
  constructor(
    private readonly most: number,
    private readonly maxAgeMs: number,
    private readonly dispose: (value: T) => unknown = () => undefined,
  ) {}

  get(key: string, make: () => Promise<T>): Promise<T> {
    const digest = createHash('sha256').update(key).digest('hex');
    const known = this.byKey.get(digest);
    this.byKey.delete(digest);
    const entry = known && Date.now() - known.at <= this.maxAgeMs ? known : { value: make(), at: Date.now() };
    this.byKey.set(digest, entry);
    if (entry !== known) {
      entry.value.catch(() => {
        if (this.byKey.get(digest) === entry) this.byKey.delete(digest);
      });
      for (const oldest of this.byKey.keys()) {
        if (this.byKey.size <= this.most) break;
        const dropped = this.byKey.get(oldest);
        this.byKey.delete(oldest);
        dropped?.value.then(this.dispose).catch(() => undefined);
      }
    }
    return entry.value;
  }

  clear(): void {
    this.byKey.clear();
  }
}
