// The recorded runs → what the learner reads: of each failure the candidate functions, and the lines of the faulty ones, with their chances
// without runs and what the runs showed of them.
// usage: npx tsx training/runs/encodeRuns.ts [--runs FOLDER]
import { readdirSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { parseArgs } from 'node:util';
import { gunzipSync, gzipSync } from 'node:zlib';
import { readCoverage } from '../../bench/support/recordedCoverage';
import { shippedRanker } from '../../bench/support/shippedModel';
import { isHeldOut } from '../../realBugs/packageSplit';
import { assertedIn } from '../../src/core/experiments/asserted/assertedIn';
import type { Coverage } from '../../src/core/experiments/coverage';
import type { Ranking } from '../../src/core/suspects/ranking';
import { caseReader } from '../caseReader';
import type { FailureCase } from '../failureCase';
import { trainingSyntax } from '../recordCase';
import { OUT } from '../trainingFiles';
import { type EncodedCandidate, type EncodedRun, RUN_CORPORA, runsFile } from './encodedRun';
import type { RecordedRun } from './recordedRun';
import { runEvidence } from './runEvidence';

/** What the learner reads of one failure. */
function encodeRun(failure: FailureCase, ranking: Ranking, coverage: Coverage): EncodedRun {
  const printed = assertedIn([], failure.scene.report) !== undefined;
  const { about, functions } = runEvidence(ranking, coverage, printed);
  const isTrue = (file: string, line: number): boolean => failure.truth.some((each) => each.file === file && each.lines.includes(line));
  const ranges = functions.map(({ ranked }) => ranked.facts.candidate);
  const right = new Set(
    failure.truth.flatMap(({ file, lines }) =>
      lines.flatMap((line) => {
        const around = ranges.filter((range) => range.file === file && range.startLine <= line && line <= range.endLine);
        return around.sort((a, b) => a.endLine - a.startLine - (b.endLine - b.startLine)).slice(0, 1);
      }),
    ),
  );
  const candidate = (chance: number, features: Readonly<Record<string, number>>, isRight: boolean): EncodedCandidate => ({
    chance: Number(Math.log(Math.max(chance, 1e-9)).toFixed(3)),
    features: Object.fromEntries(Object.entries(features).map(([name, value]) => [name, Number(value.toFixed(3))])),
    ...(isRight && { right: true as const }),
  });
  return {
    id: failure.id,
    package: failure.package,
    held: isHeldOut(failure.package),
    about,
    functions: functions.map(({ ranked, features }) => candidate(ranked.share, features, right.has(ranked.facts.candidate))),
    lines: functions
      .filter(({ ranked }) => right.has(ranked.facts.candidate))
      .map(({ ranked, lines }) =>
        lines.map(({ line, features }) => candidate(line.share, features, isTrue(ranked.facts.candidate.file, line.line))),
      ),
  };
}

async function main(): Promise<void> {
  const { values } = parseArgs({ options: { runs: { type: 'string', default: join(OUT, 'runs') } } });
  const ranker = shippedRanker();
  const encoded = new Map<string, EncodedRun[]>(RUN_CORPORA.map((corpus) => [corpus, []]));
  for (const name of readdirSync(values.runs).filter((each) => each.endsWith('.json.gz'))) {
    const { failure, coverage } = JSON.parse(gunzipSync(readFileSync(join(values.runs, name))).toString('utf8')) as RecordedRun;
    const { ranking } = await ranker.rank(failure.scene, { reader: caseReader(failure), syntax: trainingSyntax });
    encoded.get(failure.corpus)?.push(encodeRun(failure, ranking, readCoverage(coverage)));
  }
  for (const corpus of RUN_CORPORA) {
    const runs = encoded.get(corpus)?.sort((a, b) => (a.id < b.id ? -1 : 1)) ?? [];
    if (!runs.length) continue;
    writeFileSync(runsFile(corpus), gzipSync(runs.map((each) => `${JSON.stringify(each)}\n`).join(''), { level: 9 }));
    console.log(`${corpus}: ${runs.length} failures, ${runs.filter(({ held }) => held).length} of held-out packages`);
  }
}

void main();
