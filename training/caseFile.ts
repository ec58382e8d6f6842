import { createReadStream, createWriteStream } from 'node:fs';
import { createInterface } from 'node:readline';
import { pipeline } from 'node:stream/promises';
import { createGunzip, createGzip } from 'node:zlib';
import { PassThrough } from 'node:stream';
import type { FailureCase } from './failureCase';

/** Writes cases one by one, as gzipped JSON lines. The file is incomplete until `close`. */
export class CaseFile {
  private readonly lines = new PassThrough();
  private readonly written: Promise<void>;

  constructor(path: string) {
    this.written = pipeline(this.lines, createGzip({ level: 6 }), createWriteStream(path));
  }

  async add(failure: FailureCase): Promise<void> {
    if (!this.lines.write(`${JSON.stringify(failure)}\n`)) await new Promise((resolve) => this.lines.once('drain', resolve));
  }

  async close(): Promise<void> {
    this.lines.end();
    await this.written;
  }
}

/** Cases of a file that {@link CaseFile} wrote, in order. */
export async function* readCases(path: string): AsyncGenerator<FailureCase> {
  const lines = createInterface({ input: createReadStream(path).pipe(createGunzip()), crlfDelay: Infinity });
  for await (const line of lines) if (line) yield JSON.parse(line) as FailureCase;
}
