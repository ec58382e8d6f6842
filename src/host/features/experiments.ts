import * as vscode from 'vscode';
import type { Feature } from '../feature';
import type { HostParts } from '../parts';

/** Whether the person agreed to see contents of values, kept for the workspace. */
const CONTENTS = 'showContentsOfValues';

/** What running the command again finds out, beside whether it fails. */
export function experimentsFeature({ findings, context: { workspaceState }, report }: HostParts) {
  // Not awaited: what becomes of a run arrives in the state.
  const start = (run: Promise<void>): void => void run.catch(report);
  const agreed = () => workspaceState.get<boolean>(CONTENTS) === true;

  /** Asks once a workspace; what was agreed to holds for later runs as well. */
  const seeContents = async (investigation: string): Promise<void> => {
    if (!agreed()) {
      const yes = 'Show contents';
      const detail =
        'Texts and numbers that the program held where it fails are then part of the evidence of this workspace, and of a prompt that you send. Secrets that are recognised are replaced.';
      if (
        (await vscode.window.showWarningMessage('Show contents of values, not only kinds and sizes?', { modal: true, detail }, yes)) !== yes
      )
        return;
      await workspaceState.update(CONTENTS, true);
    }
    await findings.values(investigation, true);
  };

  return {
    calls: {
      findChange: ({ investigation }) => start(findings.blame(investigation)),
      seeValues: ({ investigation, contents }) => start(contents ? seeContents(investigation) : findings.values(investigation, agreed())),
      lookForRepair: ({ investigation }) => start(findings.repair(investigation)),
    },
  } satisfies Feature;
}
