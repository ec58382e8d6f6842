import { parseArgs } from 'node:util';
import { makeCases, Tally } from './makeCases';
import { seededRandom } from './random';
import type { TestBed } from './testBed';
import { ShardWriter } from './writeShards';

/** A package that can be laid out, by its name. */
export interface BedPlan {
  name: string;
  open(workspace: string): Promise<TestBed | undefined>;
}

/** Options of every corpus. */
export function corpusOptions() {
  const { values } = parseArgs({
    allowPositionals: false,
    options: {
      seed: { type: 'string', default: '1' },
      cases: { type: 'string', default: '60' },
      minutes: { type: 'string', default: '60' },
      'package-seconds': { type: 'string', default: '120' },
      only: { type: 'string' },
      work: { type: 'string', default: `${process.env.TMPDIR ?? '/tmp'}/debug-with-context-mutants` },
      out: { type: 'string', default: 'training/out' },
    },
  });
  return {
    seed: values.seed,
    cases: Number(values.cases),
    minutes: Number(values.minutes),
    packageSeconds: Number(values['package-seconds']),
    only: values.only?.split(','),
    work: values.work,
    out: values.out,
  };
}

/**
 * Makes the cases of a corpus, package after package, and prints the result of each.
 * @param options `cases` of one package at most, `packageSeconds` for it, `minutes` for all
 */
export async function runCorpus(name: string, plans: readonly BedPlan[], options: ReturnType<typeof corpusOptions>): Promise<void> {
  const writer = new ShardWriter(options.out, name);
  const tally = new Tally();
  const end = Date.now() + options.minutes * 60_000;
  for (const plan of plans) {
    if (Date.now() > end || (options.only && !options.only.includes(plan.name))) continue;
    const began = Date.now();
    const before = tally.all;
    let bed: TestBed | undefined;
    try {
      bed = await plan.open(`${options.work}/${name}/${plan.name.replaceAll('/', '+')}`);
      const ready = Date.now();
      const effort = { cases: options.cases, time: Math.min(options.packageSeconds * 1_000, end - ready) };
      if (bed)
        for await (const failure of makeCases(bed, effort, tally, seededRandom(`${options.seed}/${plan.name}`))) await writer.add(failure);
      const seconds = [ready - began, Date.now() - ready].map((ms) => (ms / 1000).toFixed(0)).join(' + ');
      console.log(`${plan.name}: ${bed ? tally.all - before : 'no tests pass,'} cases in ${seconds} s; ${summary(tally)}`);
    } catch (error) {
      console.log(`${plan.name}: ${error instanceof Error ? error.message : String(error)}`);
    } finally {
      await bed?.close();
    }
  }
  await writer.close();
}

function summary({ all, assertions, crashes }: Tally): string {
  const { line, function: inFunction, elsewhere } = crashes;
  return `${all} in all: ${assertions} assertions, crashes ${line} on the line, ${inFunction} in the function, ${elsewhere} elsewhere`;
}
