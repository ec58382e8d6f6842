import { homedir } from 'node:os';
import { dirname, join, resolve } from 'node:path';
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

  /** Whether it is a project at all: a client may start a server anywhere, and one of a plugin starts in the plugin's own folder. */
  async isProject(): Promise<boolean> {
    if (this.root === dirname(this.root) || this.root === homedir() || (await kindOfPath(this.root)) !== 'folder') return false;
    const own = ['plugin.json', 'skills/debug-with-context/SKILL.md'].map((file) => kindOfPath(join(this.root, file)));
    return !(await Promise.all(own)).every((kind) => kind === 'file');
  }

  /** @throws {UsageError} if it is none */
  async requireProject(): Promise<void> {
    if (!(await this.isProject()))
      throw new UsageError(
        `This server was started for ${this.root}, which is no project. Run debug-with-context in a shell in the project's folder instead, or add "--workspace" and that folder to the arguments of the server's configuration.`,
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
