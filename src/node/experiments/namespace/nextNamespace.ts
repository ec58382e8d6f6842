import { makeRunFolder, removeRunFolder } from '../runFolder';
import type { NamespaceRun } from './prepareNamespace';
import { startNamespace, type StartedNamespace } from './superviseInNamespace';

/** Namespaces for the runs of one experiment: while a run goes on, the next one's is made, so that it begins at once. */
export class NextNamespace {
  /** By what the run differs in; one that waits costs a process and nothing else. */
  private readonly waiting = new Map<string, Promise<StartedNamespace>>();
  /** Those whose runs have ended, which the kernel takes away. */
  private readonly ending = new Set<Promise<void>>();
  private over = false;
  /** Whether commands can wait. */
  private canWait = true;

  /** @param within absolute folder that the runs' folders are made in */
  constructor(private readonly within: string) {}

  /** One that waits, or a new one; layers on a disk belong to one run. @throws ExperimentProblem where the disk refuses */
  async take(run: Omit<NamespaceRun, 'folder'>): Promise<StartedNamespace> {
    if (isOnDisk(run)) return makeNamespace(run, this.within);
    const key = keyOf(run);
    const waiting = this.waiting.get(key);
    this.waiting.delete(key);
    const found = await waiting?.catch(() => undefined);
    if (found && (await found.mounted) === undefined && (await found.start.isCurrent()) && (await this.isWaiting(found))) return found;
    if (found) await discard(found);
    return makeNamespace(run, this.within);
  }

  /** Begins to make the next one. */
  prepare(run: Omit<NamespaceRun, 'folder'>): void {
    const key = keyOf(run);
    if (this.over || isOnDisk(run) || this.waiting.has(key)) return;
    const next = makeNamespace(run, this.within, this.canWait);
    next.catch(() => {});
    this.waiting.set(key, next);
  }

  /** Has one taken away with its folder, after its run. Layers on a disk are free for the next run when it settles. */
  async giveBack(used: StartedNamespace, run: Omit<NamespaceRun, 'folder'>): Promise<void> {
    const gone = discard(used).finally(() => this.ending.delete(gone));
    this.ending.add(gone);
    if (isOnDisk(run)) await gone;
  }

  private async isWaiting({ waiting }: StartedNamespace): Promise<boolean> {
    this.canWait = (await (await waiting)?.isReady()) !== false;
    return this.canWait;
  }

  /** Ends those that wait, and waits for those that end. */
  async end(): Promise<void> {
    this.over = true;
    for (const next of this.waiting.values()) await next.then(discard, () => {});
    this.waiting.clear();
    await Promise.all(this.ending);
  }
}

/** Begins to make a namespace in a folder of its own. @param ahead {@link startNamespace} */
export async function makeNamespace(run: Omit<NamespaceRun, 'folder'>, within?: string, ahead = false): Promise<StartedNamespace> {
  const folder = await makeRunFolder(within);
  try {
    return await startNamespace({ ...run, folder }, ahead);
  } catch (error) {
    await removeRunFolder(folder);
    throw error;
  }
}

/** Ends a namespace and removes its folder. */
export async function discard(namespace: StartedNamespace): Promise<void> {
  await namespace.end();
  await removeRunFolder(namespace.start.folder);
}

function isOnDisk({ layers }: Omit<NamespaceRun, 'folder'>): boolean {
  return typeof layers === 'string';
}

function keyOf({ offline }: Omit<NamespaceRun, 'folder'>): string {
  return offline ? 'offline' : 'online';
}
