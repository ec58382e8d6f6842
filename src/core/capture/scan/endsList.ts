/** Keeps the first and the last of what is added, and counts what lay between. */
export class EndsList<T> {
  private readonly items: T[] = [];
  private dropped = 0;

  /**
   * @param first so many of the start are kept
   * @param last so many of the end are kept
   */
  constructor(
    private readonly first: number,
    private readonly last: number,
  ) {}

  add(item: T): void {
    this.items.push(item);
    // Twice the end is held, so that the work for each item is constant.
    if (this.items.length > this.first + 2 * this.last) this.drop();
  }

  toArray(): T[] {
    if (this.items.length > this.first + this.last) this.drop();
    return [...this.items];
  }

  /** How many are not kept. */
  get leftOut(): number {
    return this.dropped + Math.max(0, this.items.length - this.first - this.last);
  }

  private drop(): void {
    const many = this.items.length - this.first - this.last;
    this.items.splice(this.first, many);
    this.dropped += many;
  }
}
