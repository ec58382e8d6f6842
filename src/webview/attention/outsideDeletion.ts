import type { OutsideDeletion } from '../../core/attention/modelRun';
import type { Session } from '../session';

/** Deletion on the outside model by way of the host: one call a section, so that each answer is progress and a cancel stops before the next. */
export function outsideDeletion(call: Session['call'], model: string): OutsideDeletion {
  return {
    model,
    plan: () => call('outsidePlan', {}),
    async run({ id, sections }, onVerdict, signal) {
      for (const without of [undefined, ...sections]) onVerdict(without, await call('outsideVerdict', { plan: id, without }, { signal }));
    },
  };
}
