import type { TestOutcome } from './deltaDebugging';

/** Two states of a history, before and after something broke: 0-based, the newest first. */
export interface Break {
  failing: number;
  passing: number;
}

/** The number of states tried beside one that neither passes nor fails. */
const BESIDE = 3;

/**
 * Searches a history with a failing newest state for the point where it broke: first in doubling steps until a state passes, then by
 * halves. States that neither pass nor fail are skipped; the result may leave only such states between the two.
 * @param count of states, the newest first
 * @param mayRun whether one more state may be tried
 * @returns undefined where no state was seen to pass
 */
export async function bisectHistory(
  count: number,
  test: (state: number) => Promise<TestOutcome>,
  mayRun: () => boolean,
): Promise<Break | undefined> {
  let failing = 0;
  let passing: number | undefined;
  for (let step = 1; failing < count - 1 && mayRun(); step *= 2) {
    const end = Math.min(step, count - 1);
    for (let state = end; state > failing && state > end - BESIDE && mayRun(); state--) {
      const outcome = await test(state);
      if (outcome === 'passes') passing = state;
      if (outcome === 'fails') failing = state;
      if (outcome !== 'unresolved') break;
    }
    if (passing !== undefined || end === count - 1) break;
  }
  if (passing === undefined) return undefined;
  while (passing - failing > 1 && mayRun()) {
    const found = await nearestResolved(failing, passing, test, mayRun);
    if (!found) break;
    if (found.outcome === 'passes') passing = found.state;
    else failing = found.state;
  }
  return { failing, passing };
}

/** The state nearest to the middle that passes or fails. */
async function nearestResolved(
  failing: number,
  passing: number,
  test: (state: number) => Promise<TestOutcome>,
  mayRun: () => boolean,
): Promise<{ state: number; outcome: TestOutcome } | undefined> {
  const middle = (failing + passing) / 2;
  const between = Array.from({ length: passing - failing - 1 }, (_, at) => failing + 1 + at);
  for (const state of between.sort((a, b) => Math.abs(a - middle) - Math.abs(b - middle))) {
    if (!mayRun()) return undefined;
    const outcome = await test(state);
    if (outcome !== 'unresolved') return { state, outcome };
  }
  return undefined;
}
