/** @param until `HH:MM` of today, UTC. @returns ms since the epoch */
export function endOfMining(until: string): number {
  return Date.parse(`${new Date().toISOString().slice(0, 10)}T${until}:00Z`);
}

/** Prints a line after the time of day. */
export function logWithTime(line: string): void {
  console.log(`${new Date().toISOString().slice(11, 19)} ${line}`);
}
