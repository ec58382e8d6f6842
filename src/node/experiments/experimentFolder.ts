import { mkdtemp } from 'node:fs/promises';
import { join } from 'node:path';
import type { MountPlan } from './namespace/mountPlan';
import type { NamespaceAbility } from './namespace/namespaceAbility';
import { NextNamespace } from './namespace/nextNamespace';
import { diskProblem, makeRunFolder, removeRunFolder } from './runFolder';
import { keepWatch } from './supervise';

/** Where the runs of one experiment have their files, outside the workspace. It is removed when this process dies, too. */
export class ExperimentFolder {
  readonly next: NextNamespace;
  private planned: Promise<MountPlan> | undefined;
  private built: Promise<string> | undefined;

  private constructor(
    readonly path: string,
    private readonly watch: { release: () => Promise<void> },
  ) {
    this.next = new NextNamespace(path);
  }

  /** @throws ExperimentProblem where the disk refuses */
  static async make(): Promise<ExperimentFolder> {
    const path = await makeRunFolder();
    return new ExperimentFolder(path, keepWatch([path]));
  }

  /** How the file system of each run is made. @param roots folders that runs write to, the same in each call */
  plan(ability: NamespaceAbility, roots: readonly string[]): Promise<MountPlan> {
    return (this.planned ??= this.fresh('files-').then((rebuilt) => ability.plan(rebuilt, roots)));
  }

  /**
   * A folder on the disk for what a run writes.
   * @param builds whether it holds what earlier runs built; otherwise it is empty, and the run's own
   */
  async layers(builds: boolean): Promise<string> {
    return builds ? (this.built ??= this.fresh('built-')) : this.fresh('layers-');
  }

  async remove(): Promise<void> {
    await this.next.end();
    await this.watch.release();
    await removeRunFolder(this.path);
  }

  private async fresh(prefix: string): Promise<string> {
    try {
      return await mkdtemp(join(this.path, prefix));
    } catch (error) {
      throw diskProblem(error, this.path);
    }
  }
}
