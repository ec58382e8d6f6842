import { parentPort } from 'node:worker_threads';
import { analysisMethods, type AnalysisMethods } from '../protocol/analysisProtocol';
import { createPeer, type Handlers } from '../protocol/rpc';
import { DiagnoseLine } from './diagnoseLine';

/** Entry of the worker thread: serves {@link DiagnoseLine} to the host. */
const port = parentPort;
if (!port) throw new Error('analysisWorker runs in a worker thread only');

let line: DiagnoseLine | undefined;

function theLine(): DiagnoseLine {
  if (!line) throw new Error('the analysis was called before its setup');
  return line;
}

const handlers: Handlers<AnalysisMethods> = {
  setup: (setup) => {
    line = new DiagnoseLine(setup);
  },
  capture: (input, step) => theLine().capture(input, step),
  collect: ({ report, options, attempts }, step) => theLine().collect(report, options, attempts, step),
  redact: ({ texts, options }) => theLine().redact(texts, options),
  rank: ({ scene, preference }, step) => theLine().rank(scene, preference, step),
  learnVerdict: ({ scene, preference, place, verdict }) => theLine().learnVerdict(scene, preference, place, verdict),
  attention: ({ scene }, step) => theLine().readAttention(scene, step),
  lineAttention: ({ run }, { signal }) => theLine().attention.source(run).lineAttention(signal),
  tokenAttention: ({ run, layer, head }, { signal }) => theLine().attention.source(run).attention({ layer, head }, signal),
  rollout: ({ run }, { signal }) => theLine().attention.source(run).rollout(signal),
  neuron: ({ run, ...pair }, { signal }) => theLine().attention.source(run).neuron(pair, signal),
  scoresWithout: ({ run, rows }, { signal }) => theLine().attention.source(run).scoresWithoutRows(rows, signal),
  expectedTokens: ({ run, token, count }, { signal }) => theLine().attention.source(run).expectedTokens(token, count, signal),
  readAnswer: (answer) => theLine().readAnswer(answer),
  applyDiff: ({ diff, unsaved }) => theLine().applyDiff(diff, unsaved),
};

const peer = createPeer<AnalysisMethods, Record<never, never>>(analysisMethods, handlers, (message) => port.postMessage(message));
port.on('message', (message) => peer.receive(message));
