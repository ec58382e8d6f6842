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
  rank: ({ scene }, step) => theLine().rank(scene, step),
  readAnswer: (answer) => theLine().readAnswer(answer),
  applyDiff: ({ diff, unsaved }) => theLine().applyDiff(diff, unsaved),
};

const peer = createPeer<AnalysisMethods, Record<never, never>>(analysisMethods, handlers, (message) => port.postMessage(message));
port.on('message', (message) => peer.receive(message));
