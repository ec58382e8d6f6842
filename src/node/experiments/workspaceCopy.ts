import { realpath } from 'node:fs/promises';
import { copyWorkspace } from './copyWorkspace';
import { makeRunFolder, removeRunFolder } from './runFolder';
import { keepWatch } from './supervise';

/** A copy of a workspace for the runs of an experiment. */
export interface WorkspaceCopy {
  /** Real paths of the workspace and of its copy. */
  from: string;
  to: string;
  release: () => Promise<void>;
}

/** Copies a workspace into a folder that is removed when it is released, or when this process dies. @throws ExperimentProblem */
export async function makeWorkspaceCopy(root: string, signal?: AbortSignal): Promise<WorkspaceCopy> {
  const folder = await makeRunFolder();
  const watch = keepWatch([folder]);
  const release = async (): Promise<void> => {
    await watch.release();
    await removeRunFolder(folder);
  };
  try {
    const from = await realpath(root);
    const to = await copyWorkspace(from, await realpath(folder), signal);
    return { from, to, release };
  } catch (error) {
    await release();
    throw error;
  }
}
