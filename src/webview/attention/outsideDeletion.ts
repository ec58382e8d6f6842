import type { OutsidePlan } from '../../core/attention/modelRun';
import type { OutsideVerdict } from '../../core/hypotheses/verdict';
import type { Session } from '../session';

/** Deletion on the outside model itself, section by section; made by the host. Nothing is sent before the person agrees to the plan. */
export interface OutsideDeletion {
  /** The model that made the hypotheses. */
  model: string;
  plan(): Promise<OutsidePlan>;
  /** @param onVerdict called after each call: first with all of the evidence and no section named, then without each section */
  run(plan: OutsidePlan, onVerdict: (without: string | undefined, verdict: OutsideVerdict) => void, signal: AbortSignal): Promise<void>;
}

/**
 * Deletion on the outside model through the host: one call per section, so that each answer is progress and a cancel stops before the next.
 */
export function outsideDeletion(call: Session['call'], model: string): OutsideDeletion {
  return {
    model,
    plan: () => call('outsidePlan', {}),
    async run({ id, sections }, onVerdict, signal) {
      for (const without of [undefined, ...sections]) onVerdict(without, await call('outsideVerdict', { plan: id, without }, { signal }));
    },
  };
}
