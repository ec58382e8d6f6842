import type { Logger } from '../core/ports';
import { adoptInvestigations, ledgerFolder } from '../node/ledgerFolder';
import { workspaceRoots } from './workspaceFiles';

/**
 * Folder of the investigations of the open workspace: the one that the command line shares, by its first folder.
 * @param own of this editor alone: for a window without a folder, and where earlier versions kept them
 */
export async function investigationsFolder(own: string, log: Logger): Promise<string> {
  const [root] = workspaceRoots();
  const shared = root === undefined ? undefined : await ledgerFolder(root, process.env);
  if (shared === undefined) return own;
  try {
    await adoptInvestigations(own, shared);
    return shared;
  } catch (error) {
    log.warn('The investigations could not be moved to the folder that the command line shares.', error);
    return own;
  }
}
