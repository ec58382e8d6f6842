import { agreedToContents, agreeToContents } from '../agreeToContents';
import type { Feature } from '../feature';
import type { HostParts } from '../parts';

/** What running the command again reveals besides its outcome. */
export function experimentsFeature({ findings, context: { workspaceState }, report }: HostParts) {
  // Not awaited: the progress of a run arrives in the state.
  const start = (run: Promise<void>): void => void run.catch(report);

  const seeContents = async (investigation: string): Promise<void> => {
    if (await agreeToContents(workspaceState)) await findings.values(investigation, true);
  };

  return {
    calls: {
      proveFix: ({ investigation }) => start(findings.proveFix(investigation)),
      findChange: ({ investigation }) => start(findings.blame(investigation)),
      seeValues: ({ investigation, contents }) =>
        start(contents ? seeContents(investigation) : findings.values(investigation, agreedToContents(workspaceState))),
      lookForRepair: ({ investigation }) => start(findings.repair(investigation)),
    },
  } satisfies Feature;
}
