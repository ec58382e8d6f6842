/** Keeps the first and the last items, and counts the ones in between. */
export class EndsList<T> {
  private readonly items: T[] = [];
  private dropped = 0;

  /**
   * @param first number of items kept at the start
   * @param last number of items kept at the end
   */
  constructor(
    private readonly first: number,
    private readonly last: number,
  ) {}

  add(item: T): void {
    this.items.push(item);
    // Holds twice the end, so that the work for each item is constant.
    if (this.items.length > this.first + 2 * this.last) this.drop();
  }

  toArray(): T[] {
    if (this.items.length > this.first + this.last) this.drop();
    return [...this.items];
  }

  /** The number of items not kept. */
  get leftOut(): number {
    return this.dropped + Math.max(0, this.items.length - this.first - this.last);
  }

  private drop(): void {
    const many = this.items.length - this.first - this.last;
    this.items.splice(this.first, many);
    this.dropped += many;
  }
}
