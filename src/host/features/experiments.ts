import type { Feature } from '../feature';
import type { HostParts } from '../parts';

/** What running the command again finds out, beside whether it fails. */
export function experimentsFeature({ findings, report }: HostParts) {
  // Not awaited: what becomes of a run arrives in the state.
  const start = (run: Promise<void>): void => void run.catch(report);

  return {
    calls: {
      findChange: ({ investigation }) => start(findings.blame(investigation)),
      seeValues: ({ investigation }) => start(findings.values(investigation)),
      lookForRepair: ({ investigation }) => start(findings.repair(investigation)),
    },
  } satisfies Feature;
}
