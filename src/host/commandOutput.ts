import { createWriteStream, type WriteStream } from 'node:fs';
import { mkdir, readFile, rm } from 'node:fs/promises';
import { dirname } from 'node:path';

/** Characters that are kept in memory; what is longer goes to disk, so that no line is lost. */
const IN_MEMORY = 4_000_000;
/** Characters of one command that are kept at all: its end, where the failure is. */
const LIMIT = 200_000_000;

/** What a command printed, whole as far as {@link LIMIT}. */
export class CommandOutput {
  private chunks: string[] = [];
  private length = 0;
  private spill: WriteStream | undefined;

  /** @param spillFile absolute path that long output may use */
  constructor(private readonly spillFile: string) {}

  async append(chunk: string): Promise<void> {
    if (this.length + chunk.length > LIMIT) return;
    this.length += chunk.length;
    if (!this.spill) {
      this.chunks.push(chunk);
      if (this.length > IN_MEMORY) await this.moveToDisk();
    } else if (!this.spill.write(chunk)) {
      await new Promise<void>((resolve) => this.spill?.once('drain', () => resolve()));
    }
  }

  /** The last `length` characters in memory or on disk; for a cheap look only. */
  async tail(length: number): Promise<string> {
    if (!this.spill) return this.chunks.join('').slice(-length);
    await this.flush();
    return (await readFile(this.spillFile, 'utf8')).slice(-length);
  }

  /** The whole output: as text, or as a file where it is long. */
  async whole(): Promise<{ text: string } | { file: string }> {
    if (!this.spill) return { text: this.chunks.join('') };
    await this.flush();
    return { file: this.spillFile };
  }

  /** Gives memory and disk back. */
  async discard(): Promise<void> {
    this.chunks = [];
    if (!this.spill) return;
    this.spill.destroy();
    await rm(this.spillFile, { force: true });
  }

  private async moveToDisk(): Promise<void> {
    await mkdir(dirname(this.spillFile), { recursive: true });
    this.spill = createWriteStream(this.spillFile);
    this.spill.write(this.chunks.join(''));
    this.chunks = [];
  }

  private async flush(): Promise<void> {
    await new Promise<void>((resolve) => this.spill?.write('', () => resolve()) ?? resolve());
  }
}
