import { homedir } from 'node:os';
import { dirname, resolve } from 'node:path';
import { DiskGate } from '../../node/disk/diskGate';
import { kindOfPath, type PathKind } from '../../node/disk/kindOfPath';
import { UsageError } from '../options';

/** Paths come from a model: nothing outside of the workspace is opened, under no name. */
export class WorkspaceGate {
  readonly root: string;
  private readonly gate: DiskGate;

  constructor(folder: string) {
    this.root = resolve(folder);
    this.gate = new DiskGate({ roots: [this.root] });
  }

  /** @throws {UsageError} if the server was started in no project: a client may start it anywhere */
  async requireProject(): Promise<void> {
    const wide = this.root === dirname(this.root) || this.root === homedir();
    if (wide || (await kindOfPath(this.root)) !== 'folder')
      throw new UsageError(
        `This server was started for ${this.root}, which is no project. Add "--workspace" and the project's folder to the arguments of its configuration.`,
      );
  }

  /**
   * The real path of a folder or a file that a model named.
   * @throws {UsageError} one sentence
   */
  async inside(name: string, kind: PathKind & ('file' | 'folder')): Promise<string> {
    await this.requireProject();
    const place = name.includes('\0') ? undefined : await this.gate.place(name);
    if (place && (await kindOfPath(place.real)) === kind) return place.real;
    const instead = kind === 'file' ? 'or pass the text itself as output' : 'or leave it out';
    throw new UsageError(`${name} is no ${kind} of the workspace ${this.root}. Name one in it, ${instead}.`);
  }
}
