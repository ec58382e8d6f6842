// `npm run attention:record`: makes the mini-model read the sample's real failure, and stores everything that the attention view can
// request in out/attention/sample.bin.gz, which `npm run attention` opens. Needs the built model in dist/.
import { mkdir, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { gzipSync } from 'node:zlib';
import { evidenceOfBug } from '../../realBugs/evidenceOfBug';
import { root, runCommand } from '../../scripts/runCommand.mjs';
import { prepareSample } from '../../scripts/sample.mjs';
import type { HypothesisReference, ModelRun } from '../../src/core/attention/modelRun';
import { recordRun } from '../../src/core/attention/recordRun';
import { writeRecording } from '../../src/core/attention/recording';
import { localHypotheses } from '../../src/core/suspects/localHypotheses';
import { LocalRanker } from '../../src/model/localRanker';
import { modelRun, ModelSource } from '../../src/model/modelSource';
import { loadMiniModel } from '../../src/node/loadMiniModel';
import { readModelCard } from '../../src/node/modelFiles';

/** Fewer than the model can read: the file grows with their square. */
const MAX_TOKENS = 448;

async function main(): Promise<void> {
  const workspace = await prepareSample();
  const { output } = await runCommand('npm', ['test'], { cwd: workspace, check: false });
  const bug = {
    id: 'sample',
    project: 'sample',
    language: 'typescript',
    kind: 'crash' as const,
    workspace,
    trace: output,
    truth: [],
    functions: {},
  };
  const { evidence, ports } = await evidenceOfBug(bug);
  const ranker = new LocalRanker(async () => ({ ...(await loadMiniModel(join(root, 'dist'))), maxTokens: MAX_TOKENS }));
  const { ranking, read, notice } = await ranker.rank(evidence, ports);
  if (!read) throw new Error(notice ?? 'The mini-model read nothing.');
  const loaded = await ranker.model();
  const card = await readModelCard(join(root, 'dist'));
  const run: ModelRun = modelRun(loaded, read, { id: 'sample', faithfulHeads: card?.faithfulHeads });
  run.hypotheses = localHypotheses(evidence, ranking)
    .slice(0, 3)
    .map(({ title, evidence, confidence }, index): HypothesisReference => {
      // As in the panel: only the first line that it names; the others are where the error surfaces.
      const [first] = evidence;
      const named = (file?: string, line?: number) => first?.file === file && first?.line === line;
      return { rank: index + 1, title, confidence, rows: run.rows.flatMap(({ file, line }, row) => (named(file, line) ? [row] : [])) };
    });
  const recording = await recordRun(run, new ModelSource(loaded, read.reading), {
    neurons: true,
    deletions: true,
    expected: around(run),
  });
  const folder = join(root, 'out', 'attention');
  await mkdir(folder, { recursive: true });
  const file = gzipSync(writeRecording(recording), { level: 9 });
  await writeFile(join(folder, 'sample.bin.gz'), file);
  console.log(`Recorded ${run.tokens.text.length} tokens in ${run.rows.length} lines, ${(file.length / 1e6).toFixed(1)} MB.`);
}

/** The lines of the hypotheses and their neighbours: the first ones that "Expected" shows. */
function around({ hypotheses, rows }: ModelRun): number[] {
  const shown = hypotheses.flatMap((hypothesis) => hypothesis.rows).flatMap((row) => [-2, -1, 0, 1, 2].map((step) => row + step));
  return [...new Set(shown)].filter((row) => row >= 0 && row < rows.length);
}

void main();
