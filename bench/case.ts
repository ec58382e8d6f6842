// Cost of one round between the host and the analysis worker: bytes over the boundary and time, in a workspace of 50,000 files.
import { join } from 'node:path';
import { performance } from 'node:perf_hooks';
import { serialize } from 'node:v8';
import { Worker } from 'node:worker_threads';
import { NO_PREFERENCE } from '../src/core/suspects/preference';
import type { AnalysisMethods } from '../src/protocol/analysisProtocol';
import { createPeer } from '../src/protocol/rpc';
import { traceThrough } from './support/bigWorkspace';
import { COLLECT_OPTIONS } from '../test/support/collectOptions';
import { prepareBigWorkspace } from './support/bigWorkspaceBench';
import { percentile, printTable } from './support/table';

const rounds = 10;
/** How often an answer is read while it streams. */
const READINGS = 20;
const { build, workspace } = prepareBigWorkspace();

interface Cost {
  toWorker: number;
  fromWorker: number;
  ms: number;
}

async function main(): Promise<void> {
  const worker = new Worker(join(build, 'analysisWorker.js'));
  let toWorker = 0;
  let fromWorker = 0;
  const peer = createPeer<Record<never, never>, AnalysisMethods>({}, {}, (message) => {
    toWorker += serialize(message).byteLength;
    worker.postMessage(message);
  });
  worker.on('message', (message) => {
    fromWorker += serialize(message).byteLength;
    peer.receive(message);
  });
  await peer.call('setup', { roots: [workspace.folder], assets: build, ignore: [] });

  const steps = new Map<string, Cost[]>();
  const measured = async <T>(step: string, run: () => Promise<T>): Promise<T> => {
    const before = { toWorker, fromWorker, at: performance.now() };
    const result = await run();
    const cost = { toWorker: toWorker - before.toWorker, fromWorker: fromWorker - before.fromWorker, ms: performance.now() - before.at };
    steps.set(step, [...(steps.get(step) ?? []), cost]);
    return result;
  };

  const round = async (start: number): Promise<void> => {
    const report = await measured('capture', () => peer.call('capture', { text: traceThrough(workspace, start) }));
    const { case: about, evidence } = await measured('collect', () =>
      peer.call('collect', { report, options: COLLECT_OPTIONS, attempts: [] }),
    );
    await measured('rank', () => peer.call('rank', { case: about, preference: NO_PREFERENCE }));
    const [snippet] = evidence.snippets;
    const answer = answerAbout(snippet?.file ?? '', snippet?.startLine ?? 1);
    await measured(`read an answer ${READINGS} times`, async () => {
      for (let reading = 1; reading <= READINGS; reading++) {
        const text = answer.slice(0, Math.ceil((answer.length * reading) / READINGS));
        await peer.call('readAnswer', { case: about, text, ended: reading === READINGS, source: 'bench', failedDiffs: [] });
      }
    });
    const place = { file: snippet?.file ?? '', line: snippet?.startLine ?? 1 };
    await measured('learn a verdict', () =>
      peer.call('learnVerdict', { case: about, preference: NO_PREFERENCE, place, verdict: 'confirmed' }),
    );
    await measured('open the attention view', () => peer.call('attention', { case: about }));
  };

  await round(0);
  steps.clear();
  for (let index = 0; index < rounds; index++) await round(1000 + index * 2311);
  await worker.terminate();

  const median = (costs: readonly Cost[], of: keyof Cost): number =>
    percentile(
      costs.map((cost) => cost[of]),
      0.5,
    );
  const sums = { toWorker: 0, fromWorker: 0, ms: 0 };
  const rows = [...steps].map(([step, costs]) => {
    const [up, down, ms] = [median(costs, 'toWorker'), median(costs, 'fromWorker'), median(costs, 'ms')];
    sums.toWorker += up;
    sums.fromWorker += down;
    sums.ms += ms;
    return [step, kilobytes(up), kilobytes(down), `${ms.toFixed(1)} ms`];
  });
  printTable(`One round over the worker's boundary, ${workspace.files} files, median of ${rounds}`, [
    ['step', 'to the worker', 'from the worker', 'time'],
    ...rows,
    ['all', kilobytes(sums.toWorker), kilobytes(sums.fromWorker), `${sums.ms.toFixed(1)} ms`],
  ]);
}

function answerAbout(file: string, line: number): string {
  const evidence = [{ file, line, why: 'reads a value that is not there' }];
  const hypotheses = [1, 2, 3].map((rank) => ({
    title: `Hypothesis ${rank}`,
    rootCause: 'The entry is missing, and its values are read all the same. '.repeat(6),
    evidence,
    confidence: 0.9 - rank / 10,
    check: 'Log the entry.',
  }));
  return JSON.stringify({ hypotheses });
}

function kilobytes(bytes: number): string {
  return `${(bytes / 1000).toFixed(1)} kB`;
}

void main();
