import assert from 'node:assert/strict';

/** A quadratic algorithm stays slow however often it is tried; a stall of the machine or of the garbage collector does not. */
const TRIES = 8;

/** @returns processor time of this process that `run` takes, ms; excludes other programs */
export async function processorTime(run: () => unknown): Promise<number> {
  const start = process.cpuUsage();
  await run();
  const { user, system } = process.cpuUsage(start);
  return (user + system) / 1000;
}

/** Fails if `run` never takes less than `bound` ms. */
export async function assertTakesLessThan(bound: number, run: () => unknown, what = ''): Promise<void> {
  let least = Infinity;
  for (let attempt = 0; attempt < TRIES && least >= bound; attempt++) least = Math.min(least, await processorTime(run));
  assert.ok(least < bound, `${least.toFixed(0)} ms, more than ${String(bound)}: ${what}`);
}

/**
 * Fails if four times the input takes more than about twelve times the time: a linear algorithm takes four times, a quadratic one sixteen.
 * @param run receives a size, and should take tens of ms for `size`
 */
export async function assertLinear(size: number, run: (size: number) => unknown, what = ''): Promise<void> {
  await run(size / 4);
  let small = Infinity;
  let large = Infinity;
  for (let attempt = 0; attempt < TRIES; attempt++) {
    small = Math.min(small, await processorTime(() => run(size)));
    large = Math.min(large, await processorTime(() => run(4 * size)));
    if (large < 9 * small + 20) return;
  }
  assert.ok(large < 12 * small + 20, `${small.toFixed(1)} ms, then ${large.toFixed(1)} ms: ${what}`);
}
