import './useThreadLanguage';
import { parentPort } from 'node:worker_threads';
import { experimentMethods, type ExperimentMethods, type ExperimentProgress, type RunRequest } from '../protocol/experimentProtocol';
import { createPeer, type CallContext, type Handlers } from '../protocol/rpc';
import { openSyntax, openTrees } from '../core/syntax/openSyntax';
import { coverageExperiment } from './experiments/coverageExperiment';
import { effectsExperiment } from './experiments/effectsExperiment';
import { ExperimentRunner, type ExperimentOptions } from './experiments/experimentRunner';
import { observeAssets } from './experiments/observeAssets';
import type { ObserveOptions } from './experiments/observedCommand';
import { traceExperiment } from './experiments/traceExperiment';
import { valuesExperiment } from './experiments/valuesExperiment';
import { virtualEnvironment } from './experiments/virtualEnvironment';
import { nodeGrammars } from './nodeGrammars';

/** Entry of the worker thread that runs one experiment for the host; grammars and instruments lie beside its bundle. */
const port = parentPort;
if (!port) throw new Error('experimentWorker runs in a worker thread only');

/** ms between two reported lines of output. */
const LINE_INTERVAL = 200;

const enough = new AbortController();

const handlers: Handlers<ExperimentMethods> = {
  run: async ({ request }, context) => (await new ExperimentRunner(optionsOf(request, context)).baseline()).run,
  verify: ({ request, diff }, context) =>
    new ExperimentRunner(optionsOf(request, context)).verify(diff, openSyntax(nodeGrammars(__dirname)), openTrees(nodeGrammars(__dirname))),
  prove: ({ request }, context) =>
    new ExperimentRunner(optionsOf({ ...request, test: undefined }, context)).prove(
      undefined,
      openSyntax(nodeGrammars(__dirname)),
      openTrees(nodeGrammars(__dirname)),
    ),
  blame: ({ request, since, suspects }, context) => new ExperimentRunner(optionsOf(request, context)).blame(since, async () => suspects),
  values: ({ request, contents }, context) => valuesExperiment(observed(request, context), openSyntax(nodeGrammars(__dirname)), contents),
  coverage: ({ request }, context) => coverageExperiment(observed(request, context), openTrees(nodeGrammars(__dirname))),
  effects: ({ request, suspects, ran }, context) =>
    effectsExperiment(observed(request, context), suspects, ran, openTrees(nodeGrammars(__dirname))),
  trace: ({ request, value }, context) =>
    traceExperiment(observed(request, context), value, openSyntax(nodeGrammars(__dirname)), openTrees(nodeGrammars(__dirname))),
  repair: ({ request, limits, leads, from }, context) =>
    new ExperimentRunner(optionsOf(request, context)).repair(
      limits,
      async () => leads,
      openTrees(nodeGrammars(__dirname)),
      observeAssets(__dirname),
      { enough: enough.signal, onFound: (found) => tell(context, { found }), from },
    ),
  enough: async () => enough.abort(),
};

function tell(context: CallContext, what: ExperimentProgress): void {
  context.progress(JSON.stringify(what));
}

function observed(request: RunRequest, context: CallContext): ObserveOptions {
  return { ...optionsOf(request, context), assets: observeAssets(__dirname) };
}

function optionsOf({ command, cwd, root, unsaved, test, known }: RunRequest, context: CallContext): ExperimentOptions {
  let last = 0;
  return {
    command,
    cwd,
    root,
    env: virtualEnvironment(cwd, root, process.env),
    unsaved,
    test,
    known,
    signal: context.signal,
    progress: (doing) => tell(context, { doing }),
    onNotice: (notice) => tell(context, { notice }),
    onOutput: (chunk) => {
      if (Date.now() - last < LINE_INTERVAL) return;
      last = Date.now();
      const line = chunk.toString('utf8').trimEnd();
      tell(context, { line: line.slice(Math.max(line.lastIndexOf('\n') + 1, line.length - 300)) });
    },
  };
}

const peer = createPeer<ExperimentMethods, Record<never, never>>(experimentMethods, handlers, (message) => port.postMessage(message));
port.on('message', (message) => peer.receive(message));
