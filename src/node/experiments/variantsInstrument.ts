import { readFile, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { captureFailure } from '../../core/capture/captureFailure';
import type { Edit, Run } from '../../core/experiments/experiment';
import { readTestResults } from '../../core/experiments/readTestResults';
import { experimentAsset } from './experimentAssets';
import { withoutOwnFrames } from './ownFrames';
import type { Instrument } from './instrument';
import { writeOverlay } from './writeOverlay';

/** Bytes of a variant's output that are read, from its end. */
const MOST_OUTPUT = 200_000;

export interface VariantsInstrument extends Instrument<(Run | undefined)[]> {
  /** Edits of absolute files; the first ones change nothing. */
  readonly variants: readonly (readonly Edit[])[];
}

/**
 * Runs the command's program once for each variant: in Node each in a thread, in Python each in a fork.
 * @param variants the first one without changes
 * @param seconds no variant is started later
 * @param roots absolute folders of the workspace
 * @param readAll read what each variant printed, also where it did not help
 */
export function variantsInstrument(
  variants: readonly (readonly Edit[])[],
  seconds: number,
  roots: readonly string[],
  readAll = false,
): VariantsInstrument {
  return {
    name: 'variants',
    variants,
    async prepare(folder) {
      for (const [number, edits] of variants.entries()) await writeOverlay(join(folder, String(number)), edits);
      await writeFile(join(folder, 'setup.json'), JSON.stringify({ count: variants.length, seconds }));
      return { env: { DEBUG_CONTEXT_VARIANTS: folder }, nodePreloads: [experimentAsset('tryVariants.cjs')] };
    },
    async collect(folder) {
      const unchanged = await readVariant(join(folder, '0'), roots, true);
      // Where one test fails, a variant that ends with an error did not help: reading hundreds of outputs would take longer than the runs.
      const whole = readAll || (unchanged?.tests?.failed.length ?? 0) > 1;
      const rest = variants.slice(1).map((_edits, at) => readVariant(join(folder, String(at + 1)), roots, whole));
      return [unchanged, ...(await Promise.all(rest))];
    },
  };
}

/** @param whole read the output of a failed run, too */
async function readVariant(base: string, roots: readonly string[], whole: boolean): Promise<Run | undefined> {
  const end = await readFile(`${base}.json`, 'utf8').catch(() => undefined);
  if (end === undefined) return undefined;
  const { exit, timedOut, wallMs } = JSON.parse(end) as Pick<Run, 'exit' | 'timedOut' | 'wallMs'>;
  const isRead = whole || exit === 0;
  const text = isRead ? withoutOwnFrames(await readFile(`${base}.out`, 'utf8').catch(() => '')) : '';
  const output = text.slice(-MOST_OUTPUT);
  const recorded = await readFile(`${base}.tests`, 'utf8').catch(() => '');
  const report = isRead ? await captureFailure(output, { roots }) : { errors: [], expectations: [] };
  const tests = readTestResults(output, recorded ? [recorded] : []);
  return { exit, timedOut, cancelled: false, wallMs, output, outputBytes: text.length, report, tests, observations: {} };
}
