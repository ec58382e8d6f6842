import { verifyFix } from '../../src/core/experiments/verifyFix';
import { ScriptedLab } from './scriptedLab';

const FAILED = '--- FAIL: TestA (0.00s)\n    a_test.go:3: wrong\n--- PASS: TestB (0.00s)\nFAIL\n';
const PASSED = '--- PASS: TestA (0.00s)\n--- PASS: TestB (0.00s)\nok\n';
const fix = { edits: [{ file: '/app/cart.js', text: 'good' }], patches: [] };

/** Numbers from 0 to 1, always the same (Mulberry32). */
function numbers(seed: number): () => number {
  let state = seed;
  return () => {
    state = (state + 0x6d2b79f5) | 0;
    let mixed = Math.imul(state ^ (state >>> 15), 1 | state);
    mixed = (mixed + Math.imul(mixed ^ (mixed >>> 7), 61 | mixed)) ^ mixed;
    return ((mixed ^ (mixed >>> 14)) >>> 0) / 4294967296;
  };
}

/**
 * Proofs of a fix with runs that fail by chance: how many of the tries are `gone`, with how many notes, and the runs of one.
 * @param rates how often it fails without and with the fix
 */
export async function gone(
  tries: number,
  seed: number,
  rates: (at: number) => readonly [without: number, withFix: number],
): Promise<{ found: number; runs: number; notes: number }> {
  const random = numbers(seed);
  let found = 0;
  let runs = 0;
  let notes = 0;
  for (let at = 0; at < tries; at++) {
    const [without, withFix] = rates(at);
    let first = true;
    const lab = new ScriptedLab((text) => {
      // Nothing would be tried if the person had not seen it fail.
      const fails = first || random() < (text === 'good' ? withFix : without);
      first = false;
      return fails ? [FAILED, 1] : [PASSED, 0];
    });
    const { verdict } = await verifyFix(lab, ['go', 'test'], fix);
    runs += lab.runs;
    if (verdict.outcome !== 'gone') continue;
    found += 1;
    if (verdict.notes.some((note) => note.startsWith('Without the patch the command failed in'))) notes += 1;
  }
  return { found, runs: runs / tries, notes };
}
