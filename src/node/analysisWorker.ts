import { parentPort } from 'node:worker_threads';
import { parseFailure } from '../core/capture/captureFailure';
import { failureTitle } from '../core/capture/failureTitle';
import { looksLikeFailure } from '../core/capture/looksLikeFailure';
import { traceAround } from '../core/capture/traceAround';
import { analysisMethods, type AnalysisMethods } from '../protocol/analysisProtocol';
import { createPeer, type Handlers } from '../protocol/rpc';
import { DiagnosisPipeline } from './diagnosisPipeline';
import { ALIVE } from './workerWatch';

/** Entry of the worker thread: serves {@link DiagnosisPipeline} to the host. */
const port = parentPort;
if (!port) throw new Error('analysisWorker runs in a worker thread only');

let pipeline: DiagnosisPipeline | undefined;

function ready(): DiagnosisPipeline {
  if (!pipeline) throw new Error('the analysis was called before its setup');
  return pipeline;
}

const handlers: Handlers<AnalysisMethods> = {
  setup: (setup) => {
    pipeline = new DiagnosisPipeline(setup);
  },
  capture: (input, step) => ready().capture(input, step),
  glance: ({ text }) => (looksLikeFailure(text) ? { title: failureTitle(parseFailure(text)) } : null),
  traceAround: ({ text, offset }) => traceAround(text, offset) ?? null,
  collect: ({ report, options, attempts }, step) => ready().collect(report, options, attempts, step),
  redact: ({ texts, options }) => ready().redact(texts, options),
  redactMore: (more) => ready().redactMore(more),
  rank: ({ case: id, preference, coverage }, step) => ready().rank(id, preference, step, coverage),
  learnVerdict: (verdict) => ready().learnVerdict(verdict),
  attention: ({ case: id }, step) => ready().readAttention(id, step),
  lineAttention: ({ run }, { signal }) => ready().attention.source(run).lineAttention(signal),
  tokenAttention: ({ run, layer, head }, { signal }) => ready().attention.source(run).attention({ layer, head }, signal),
  rollout: ({ run }, { signal }) => ready().attention.source(run).rollout(signal),
  neuron: ({ run, ...pair }, { signal }) => ready().attention.source(run).neuron(pair, signal),
  scoresWithout: ({ run, rows }, { signal }) => ready().attention.source(run).scoresWithoutRows(rows, signal),
  expectedTokens: ({ run, token, count }, { signal }) => ready().attention.source(run).expectedTokens(token, count, signal),
  readAnswer: (answer) => ready().readAnswer(answer),
  restore: ({ case: id, text, secrets }) => ready().restore(id, text, secrets),
  applyDiff: (diff) => ready().applyDiff(diff),
};

const peer = createPeer<AnalysisMethods, Record<never, never>>(analysisMethods, handlers, (message) => port.postMessage(message));
port.on('message', (message) => {
  if (message === ALIVE) port.postMessage(ALIVE);
  else peer.receive(message);
});
