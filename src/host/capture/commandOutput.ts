import { createReadStream, createWriteStream, type WriteStream } from 'node:fs';
import { copyFile, mkdir, open, rename, rm } from 'node:fs/promises';
import { dirname } from 'node:path';
import { pipeline } from 'node:stream/promises';

/** Characters kept in memory; longer output goes to disk, so that no line is lost. */
const IN_MEMORY = 4_000_000;
/** Characters of one file; of longer output the last one to two files are kept: a failure is at the end. */
const SEGMENT = 100_000_000;

/** The output of a command: whole, or its end if it is longer than {@link SEGMENT}. */
export class CommandOutput {
  private chunks: string[] = [];
  private length = 0;
  private spill: WriteStream | undefined;
  private hasEarlierSegment = false;

  /** @param spillFile absolute path for long output */
  constructor(private readonly spillFile: string) {}

  /** Nothing arrived, not even the marks with which a shell begins an output: VS Code lost it, or it was discarded. */
  get isEmpty(): boolean {
    return this.length === 0;
  }

  async append(chunk: string): Promise<void> {
    this.length += chunk.length;
    if (this.length > SEGMENT) await this.startSegment(chunk.length);
    if (!this.spill) {
      this.chunks.push(chunk);
      if (this.length > IN_MEMORY) await this.moveToDisk();
    } else if (!this.spill.write(chunk)) {
      await new Promise<void>((resolve) => this.spill?.once('drain', () => resolve()));
    }
  }

  /** The last `length` characters in memory or on disk; only for a quick look. */
  async tail(length: number): Promise<string> {
    if (!this.spill) return this.chunks.join('').slice(-length);
    await this.flush();
    const file = await open(this.spillFile);
    try {
      const { size } = await file.stat();
      const start = Math.max(0, size - length);
      const { buffer, bytesRead } = await file.read(Buffer.alloc(size - start), 0, size - start, start);
      return buffer.toString('utf8', 0, bytesRead);
    } finally {
      await file.close();
    }
  }

  /** The whole output: as text, or as a file if it is long. */
  async whole(): Promise<{ text: string } | { file: string }> {
    if (!this.spill) return { text: this.chunks.join('') };
    await this.flush();
    if (!this.hasEarlierSegment) return { file: this.spillFile };
    await copyFile(this.earlierSegment, this.bothSegments);
    await pipeline(createReadStream(this.spillFile), createWriteStream(this.bothSegments, { flags: 'a' }));
    return { file: this.bothSegments };
  }

  /** Frees memory and disk. */
  async discard(): Promise<void> {
    this.chunks = [];
    this.length = 0;
    if (!this.spill) return;
    this.spill.destroy();
    for (const file of [this.spillFile, this.earlierSegment, this.bothSegments]) await rm(file, { force: true });
  }

  private get earlierSegment(): string {
    return `${this.spillFile}.earlier`;
  }

  private get bothSegments(): string {
    return `${this.spillFile}.both`;
  }

  private async startSegment(length: number): Promise<void> {
    await this.flush();
    this.spill?.end();
    await rename(this.spillFile, this.earlierSegment);
    this.hasEarlierSegment = true;
    this.length = length;
    this.spill = createWriteStream(this.spillFile);
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
