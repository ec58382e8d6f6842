/** A group of rows that is left out together: one line, or a section. */
export interface DeletionGroup {
  name: string;
  rows: number[];
}

/**
 * The scores without some rows, as far as measured. Every result holds the scores of all rows, so another suspect needs no new run, and
 * results that came before a cancel are kept.
 */
export class Deletions {
  private readonly results: (Float32Array | undefined)[];

  /** @param base scores with everything in place, NaN for rows that are no candidates */
  constructor(
    readonly groups: readonly DeletionGroup[],
    private readonly base: Float32Array,
  ) {
    this.results = groups.map(() => undefined);
  }

  add(group: number, scores: Float32Array): void {
    this.results[group] = scores;
  }

  get done(): number {
    return this.results.reduce((count, result) => count + (result ? 1 : 0), 0);
  }

  /** Groups not yet measured, by place: the remaining runs after a cancel. */
  get missing(): number[] {
    return this.results.flatMap((result, group) => (result ? [] : [group]));
  }

  /**
   * How much the suspect's score falls when a group is left out: positive where the group supported it. NaN where not measured, and for
   * groups that hold the suspect itself.
   * @param suspect row
   */
  effects(suspect: number): Float32Array {
    return Float32Array.from(this.results, (result) => (result ? this.base[suspect]! - result[suspect]! : NaN));
  }

  /** The suspect's score without a group; NaN as in {@link effects}. */
  scoreWithout(group: number, suspect: number): number {
    return this.results[group]?.[suspect] ?? NaN;
  }

  /**
   * Effects by row instead of by group: each row has its group's effect.
   * @param rows number of rows
   */
  effectsByRow(suspect: number, rows: number): Float32Array {
    const effects = new Float32Array(rows).fill(NaN);
    this.effects(suspect).forEach((effect, group) => {
      for (const row of this.groups[group]!.rows) effects[row] = effect;
    });
    return effects;
  }
}
