// Whether the mini-model's embedding recognises a failure, and how often it treats two different failures of one project as alike, at
// several thresholds, on real bugs. To recognise: the same failure without its two outermost frames and without the test's code.
// usage: npm run bench -- seenBefore, on the bugs of npm packages or on those of the folders in DEBUG_CONTEXT_BUGS (separated by ":").
import { failureTitle } from '../src/core/capture/failureTitle';
import { ALIKE, likeness } from '../src/core/investigation/seenBefore';
import { bugsFor } from '../realBugs/bugFolder';
import { evidenceOfBug } from '../realBugs/evidenceOfBug';
import { printTable } from './support/table';
import { shippedRanker } from './support/shippedModel';

const THRESHOLDS = [0.9, 0.95, 0.96, 0.97, 0.98, 0.99];

type Known = Parameters<typeof likeness>[0];

async function main(): Promise<void> {
  const given = bugsFor('seenBefore');
  if (given.length === 0) return;
  const ranker = shippedRanker();
  const seen: { project: string; whole: Known; again: Known }[] = [];
  for (const bug of given) {
    const { evidence, ports } = await evidenceOfBug(bug);
    const { read } = await ranker.rank(evidence, ports);
    if (!read) continue;
    const frames = read.reading.rows.filter(({ section }) => section === 'frames');
    const left = new Set(frames.slice(Math.max(1, frames.length - 2)));
    const rows = read.reading.rows.filter((row) => row.section !== 'test' && !left.has(row));
    const { model } = await ranker.model();
    const known = (embedding: Float32Array): Known => ({ title: failureTitle(evidence.report), embedding: [...embedding] });
    const again = model.score(read.reading, rows);
    seen.push({ project: bug.project, whole: known(read.scores.embedding), again: known(again.embedding) });
  }
  const pairs = seen.flatMap((a, i) =>
    seen
      .slice(i + 1)
      .filter(({ project }) => project === a.project)
      .map((b) => likeness(a.whole, b.whole)),
  );
  const same = seen.map(({ whole, again }) => likeness(whole, again));
  const share = (values: number[], least: number): string =>
    `${((100 * values.filter((value) => value >= least).length) / Math.max(1, values.length)).toFixed(1)} %`;
  printTable(`${seen.length} failures, ${pairs.length} pairs of different failures of one project; the product takes ${ALIKE}`, [
    ['alike from', 'known again', 'different ones taken for alike'],
    ...THRESHOLDS.map((least) => [String(least), share(same, least), share(pairs, least)]),
  ]);
}

void main();
