import { join } from 'node:path';
import { slowestText, STEPS_PER_CHARACTER } from '../../test/support/regexAttack';
import { sourcePatterns } from '../../test/support/sourcePatterns';
import { tryOne, type AttackRow } from './attackRow';

/** Looks for a slow text for each regular expression of the source, as the unit test does, and keeps the most steps that one takes. */
export async function tryMatchers(): Promise<AttackRow[]> {
  const row: AttackRow = { name: 'matchers: texts made for each pattern', tried: 0, held: 0, broken: [], steps: 0 };
  const seen = new Set<string>();
  for (const { file, line, source, flags } of sourcePatterns(join(__dirname, '../../src'))) {
    if (seen.has(`/${source}/${flags}`)) continue;
    seen.add(`/${source}/${flags}`);
    await tryOne(row, `${file}:${line}`, () => {
      const steps = slowestText(source, flags)?.stepsPerCharacter ?? 0;
      row.steps = Math.max(row.steps ?? 0, steps);
      if (steps >= STEPS_PER_CHARACTER) throw new Error(`${steps.toFixed(0)} steps a character`);
    });
  }
  return [row];
}
