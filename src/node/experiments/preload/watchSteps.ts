import type { ObservedStep } from '../../../core/experiments/observed';

/** Most separate steps of one process: each costs a read of the engine's counts. */
const MOST_STEPS = 400;
const LONGEST_NAME = 500;
/** A line of TAP; of Mocha's spec reporter, a test that passed, one that failed. */
const LINES: readonly (readonly [ObservedStep['outcome'], RegExp])[] = [
  ['failed', /^\s{0,20}not ok \d{1,6}(?: - | )?(.*)$/],
  ['passed', /^\s{0,20}ok \d{1,6}(?: - | )?(.*)$/],
  ['passed', /^\s{2,20}[✓✔√] (.*)$/],
  ['failed', /^\s{2,20}\d{1,6}\) (.*)$/],
];

/**
 * Watches the program's output for lines that report a test or an assertion; the output stays unchanged.
 * @param onStep called when the line is written, before the program continues
 */
export function watchSteps(onStep: (outcome: ObservedStep['outcome'], name: string) => void): void {
  const { stdout } = process;
  const write = stdout.write.bind(stdout) as (...given: unknown[]) => boolean;
  let steps = 0;
  const watched = (...given: unknown[]): boolean => {
    const written = write(...given);
    if (steps >= MOST_STEPS) return written;
    const [chunk] = given;
    const text = typeof chunk === 'string' ? chunk : chunk instanceof Uint8Array ? Buffer.from(chunk).toString('utf8') : '';
    const step = text.length < 100_000 ? stepOf(text) : undefined;
    if (step) {
      steps += 1;
      onStep(step.outcome, step.name);
    }
    return written;
  };
  stdout.write = watched;
}

/** Several lines in one write cannot be separated: one failure counts for all. */
function stepOf(text: string): { outcome: ObservedStep['outcome']; name: string } | undefined {
  let found: { outcome: ObservedStep['outcome']; name: string } | undefined;
  for (const line of text.split('\n')) {
    for (const [outcome, pattern] of LINES) {
      const match = pattern.exec(line.slice(0, LONGEST_NAME));
      if (!match) continue;
      if (found?.outcome !== 'failed') found = { outcome, name: match[1]?.trim() ?? '' };
      break;
    }
  }
  return found;
}
