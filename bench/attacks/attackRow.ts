/** One class of attacks as the table shows it. */
export interface AttackRow {
  name: string;
  tried: number;
  held: number;
  /** How many work on a tool without protection, if that was tried. */
  live?: number;
  /** Longest time that the host's thread was busy without a pause, ms, if the host took part. */
  longestBlock?: number;
  /** Most steps that a matcher takes for each character of a text. */
  steps?: number;
  /** Attacks that worked here. */
  broken: string[];
}

/** Counts one try; its error says what was broken. */
export async function tryOne(row: AttackRow, name: string, attack: () => Promise<void> | void): Promise<void> {
  row.tried++;
  try {
    await attack();
    row.held++;
  } catch (error) {
    row.broken.push(`${name}: ${error instanceof Error ? error.message.slice(0, 300) : String(error)}`);
  }
}
