// Time from a trace to the finished prompt in a workspace of 50,000 files, and how long the caller's event loop is blocked meanwhile.
import { join } from 'node:path';
import { monitorEventLoopDelay, performance } from 'node:perf_hooks';
import { AnalysisClient } from '../src/node/analysisClient';
import { traceThrough } from './support/bigWorkspace';
import { COLLECT_OPTIONS } from '../test/support/collectOptions';
import { prepareBigWorkspace } from './support/bigWorkspaceBench';
import { judge, percentile, printTable } from './support/table';

const runs = 20;
const { build, workspace } = prepareBigWorkspace();

async function main(): Promise<void> {
  // The worker's thread does not keep a process alive; its host does.
  const host = setInterval(() => {}, 60_000);
  const client = new AnalysisClient(join(build, 'analysisWorker.js'), () => ({ roots: [workspace.folder], assets: build, ignore: [] }));
  /** Processor time of each call, ms: unaffected by other programs on the processor. It does not include git's own. */
  const processor: number[] = [];
  /** Capture → prompt, in ms; a different chain of modules each time, so that none of it was parsed before. */
  const once = async (start: number) => {
    const began = performance.now();
    const used = process.cpuUsage();
    const report = await client.call('capture', { text: traceThrough(workspace, start) });
    const { prompt } = await client.call('collect', { report, options: COLLECT_OPTIONS, attempts: [] });
    const took = performance.now() - began;
    const { user, system } = process.cpuUsage(used);
    processor.push((user + system) / 1000);
    if (!prompt.text.includes(`load${start + 7}`)) throw new Error('the prompt misses the code of the failing function');
    return took;
  };

  const first = await once(0);
  const second = await once(1);
  const delay = monitorEventLoopDelay({ resolution: 1 });
  const times: number[] = [];
  delay.enable();
  for (let run = 0; run < runs; run++) times.push(await once(1000 + run * 2311));
  delay.disable();
  client.dispose();
  clearInterval(host);

  const p95 = percentile(times, 0.95);
  const stall = delay.max / 1e6;
  printTable(`Capture → prompt, ${workspace.files} files, ${runs} runs`, [
    ['first call (cold: index, grammar, tokenizer)', `${first.toFixed(0)} ms`, ''],
    ['second call', `${second.toFixed(0)} ms`, ''],
    ['p50', `${percentile(times, 0.5).toFixed(0)} ms`, ''],
    ['p95', `${p95.toFixed(0)} ms`, judge(p95, 300, 'ms')],
    ['p95 of processor time, all threads', `${percentile(processor.slice(2), 0.95).toFixed(0)} ms`, ''],
    ["longest stall of the caller's event loop", `${stall.toFixed(1)} ms`, judge(stall, 50, 'ms')],
  ]);
}

void main();
