import { execFileSync, spawnSync } from 'node:child_process';
import { TempFolder } from './gitRepository';

/** A real, small file system, if this user may mount one (Linux, as root). */
export class TinyDisk {
  private constructor(private readonly folder: TempFolder) {}

  /** @returns undefined if mounting is not allowed */
  static mount(bytes: number): TinyDisk | undefined {
    if (process.platform !== 'linux' || process.getuid?.() !== 0) return undefined;
    const folder = new TempFolder();
    const { status } = spawnSync('mount', ['-t', 'tmpfs', '-o', `size=${bytes}`, 'tmpfs', folder.path]);
    if (status === 0) return new TinyDisk(folder);
    folder.dispose();
    return undefined;
  }

  get path(): string {
    return this.folder.path;
  }

  /** Makes it writable or read-only from now on. */
  setWritable(writable: boolean): void {
    execFileSync('mount', ['-o', `remount,${writable ? 'rw' : 'ro'}`, this.path]);
  }

  dispose(): void {
    execFileSync('umount', [this.path]);
    this.folder.dispose();
  }
}
