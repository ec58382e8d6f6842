// Looks into the failing run of one fault, as the product does: npx tsx training/runs/recordRun.ts JOB.json
import { readFileSync, renameSync, writeFileSync } from 'node:fs';
import { gzipSync } from 'node:zlib';
import { writtenCoverage } from '../../bench/support/recordedCoverage';
import { packagedGrammars } from '../../realBugs/packagedGrammars';
import { openTrees } from '../../src/core/syntax/openSyntax';
import { coverageExperiment } from '../../src/node/experiments/coverageExperiment';
import { builtInstruments } from '../../test/support/builtInstruments';
import { recordCase } from '../recordCase';
import type { RunJob } from './runJob';
import type { RecordedRun } from './recordedRun';

async function main(): Promise<string> {
  const { facts, workspace, text, wide, test, env, out } = JSON.parse(readFileSync(process.argv[2] ?? '', 'utf8')) as RunJob;
  const failure = await recordCase(workspace, text, facts);
  if (!failure) return 'capture finds nothing in it, or nothing of the workspace is reached';
  const { verdict, baseline } = await coverageExperiment(
    {
      command: wide,
      test: test ?? failure.scene.report.errors[0]?.test,
      cwd: workspace,
      root: workspace,
      ...(env && { env }),
      assets: await builtInstruments(),
      timeoutMs: 20_000,
    },
    openTrees(packagedGrammars),
  );
  if (!verdict.coverage) return `not observed: ${baseline.outcome}`;
  const recorded: RecordedRun = { failure, coverage: writtenCoverage(verdict.coverage) };
  writeFileSync(`${out}.partial`, gzipSync(JSON.stringify(recorded)));
  renameSync(`${out}.partial`, out);
  const { passing, returned } = verdict.coverage;
  return `${passing.length} passing runs, results of ${returned?.length ?? 'no'} functions`;
}

void main().then((ends) => {
  console.log(ends);
  process.exit(0);
});
