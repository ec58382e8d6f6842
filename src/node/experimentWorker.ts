import { parentPort } from 'node:worker_threads';
import { experimentMethods, type ExperimentMethods, type ExperimentProgress, type RunRequest } from '../protocol/experimentProtocol';
import { createPeer, type CallContext, type Handlers } from '../protocol/rpc';
import { ExperimentRunner } from './experiments/experimentRunner';

/** Entry of the worker thread that runs one experiment for the host. */
const port = parentPort;
if (!port) throw new Error('experimentWorker runs in a worker thread only');

/** ms between two lines of output that are handed on. */
const LINE_INTERVAL = 200;

const handlers: Handlers<ExperimentMethods> = {
  run: async ({ request }, context) => (await runnerOf(request, context).baseline()).run,
  verify: ({ request, diff }, context) => runnerOf(request, context).verify(diff),
};

function runnerOf({ command, cwd, root, unsaved }: RunRequest, context: CallContext): ExperimentRunner {
  const tell = (what: ExperimentProgress): void => context.progress(JSON.stringify(what));
  let last = 0;
  return new ExperimentRunner({
    command,
    cwd,
    root,
    unsaved,
    signal: context.signal,
    progress: (doing) => tell({ doing }),
    onOutput: (chunk) => {
      if (Date.now() - last < LINE_INTERVAL) return;
      last = Date.now();
      const line = chunk.toString('utf8').trimEnd();
      tell({ line: line.slice(Math.max(line.lastIndexOf('\n') + 1, line.length - 300)) });
    },
  });
}

const peer = createPeer<ExperimentMethods, Record<never, never>>(experimentMethods, handlers, (message) => port.postMessage(message));
port.on('message', (message) => peer.receive(message));
