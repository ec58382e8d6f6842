import './useThreadLanguage';
import { parentPort } from 'node:worker_threads';
import { analysisMethods, type AnalysisMethods } from '../protocol/analysisProtocol';
import { createPeer, type Handlers } from '../protocol/rpc';
import { analysisHandlers } from './analysisHandlers';
import { DiagnosisPipeline } from './diagnosisPipeline';
import { ALIVE } from './workerWatch';

/** Entry of the worker thread: serves {@link DiagnosisPipeline} to the host. */
const port = parentPort;
if (!port) throw new Error('analysisWorker runs in a worker thread only');

let pipeline: DiagnosisPipeline | undefined;

const handlers: Handlers<AnalysisMethods> = {
  setup: (setup) => {
    pipeline = new DiagnosisPipeline(setup);
  },
  ...analysisHandlers(() => {
    if (!pipeline) throw new Error('the analysis was called before its setup');
    return pipeline;
  }),
};

const peer = createPeer<AnalysisMethods, Record<never, never>>(analysisMethods, handlers, (message) => port.postMessage(message));
port.on('message', (message) => {
  if (message === ALIVE) port.postMessage(ALIVE);
  else peer.receive(message);
});
