/** One class of attacks as the table shows it. */
export interface AttackRow {
  name: string;
  tried: number;
  held: number;
  /** How many work on a tool without protection, where that was tried. */
  live?: number;
  /** What worked here. */
  broken: string[];
}
