import type { Experiments, RunStep } from '../app/ports';
import { ExperimentProblem } from '../core/experiments/experiment';
import type { ExperimentMethods, ExperimentProgress } from '../protocol/experimentProtocol';
import { createPeer, RemoteError, type ParamsOf, type ResultOf } from '../protocol/rpc';
import { startWorker } from './startWorker';

/** Time that a cancelled experiment has to end its processes, ms; after that its worker is ended, together with what it runs. */
const ENDING = 10_000;

/**
 * Runs experiments in worker threads, one each: command output is read there, and a worker that hangs affects nothing else.
 * @param script absolute path of the built `experimentWorker.js`
 * @param onNotice a sentence that the person must see
 */
export function experimentClient(script: string, onNotice: (sentence: string) => void): Experiments {
  const inIts = <K extends keyof Experiments>(name: K): Experiments[K] => {
    const make = (params: ParamsOf<ExperimentMethods[K]>, step: RunStep) => inWorker(script, name, params, step, onNotice);
    return make as Experiments[K];
  };
  return {
    run: inIts('run'),
    verify: inIts('verify'),
    prove: inIts('prove'),
    blame: inIts('blame'),
    values: inIts('values'),
    coverage: inIts('coverage'),
    effects: inIts('effects'),
    trace: inIts('trace'),
    repair: inIts('repair'),
  };
}

async function inWorker<K extends keyof Experiments>(
  script: string,
  name: K,
  params: ParamsOf<ExperimentMethods[K]>,
  step: RunStep,
  onNotice: (sentence: string) => void,
): Promise<ResultOf<ExperimentMethods[K]>> {
  const worker = startWorker(script, 'experiment');
  const peer = createPeer<Record<never, never>, ExperimentMethods>({}, {}, (message) => worker.postMessage(message));
  worker.on('message', (message) => peer.receive(message));
  worker.on('error', (error) => peer.close(error));
  worker.on('exit', () => peer.close(new ExperimentProblem('The experiment stopped unexpectedly. Run it again; the log has the details.')));
  const { signal, enough } = step;
  let late: NodeJS.Timeout | undefined;
  const stop = (): void => {
    late = setTimeout(() => void worker.terminate(), ENDING);
  };
  // An experiment that ends at the same moment needs no word.
  const end = (): void => void peer.call('enough', {}).catch(() => {});
  signal.addEventListener('abort', stop, { once: true });
  enough?.addEventListener('abort', end, { once: true });
  const onProgress = (message: string): void => {
    const progress = JSON.parse(message) as ExperimentProgress;
    if ('doing' in progress) step.onDoing(progress.doing);
    else if ('notice' in progress) onNotice(progress.notice);
    else if ('found' in progress) step.onFound?.(progress.found);
    else step.onLine(progress.line);
  };
  try {
    return await peer.call(name, params, { signal, untilEnded: true, onProgress });
  } catch (error) {
    throw error instanceof RemoteError && error.remoteName === 'ExperimentProblem' ? new ExperimentProblem(error.message) : error;
  } finally {
    clearTimeout(late);
    signal.removeEventListener('abort', stop);
    enough?.removeEventListener('abort', end);
    void worker.terminate();
  }
}
