import type { OutsideDeletion } from '../../core/attention/modelRun';
import type { Session } from '../session';

/** Deletion on the outside model by way of the host: one call a section, so that each answer is progress and a cancel stops before the next. */
export function outsideDeletion(call: Session['call'], model: string): OutsideDeletion {
  return {
    model,
    plan: () => call('outsidePlan', {}),
    async run({ sections }, onChange, signal) {
      for (const section of sections) onChange(section, await call('outsideWithout', { section }, { signal }));
    },
  };
}
