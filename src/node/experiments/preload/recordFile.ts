import { closeSync, openSync, writeSync } from 'node:fs';
import { join } from 'node:path';
import { threadId } from 'node:worker_threads';
import type { ObservedRecord } from '../../../core/experiments/observed';

const open = openSync;
const write = writeSync;
const close = closeSync;

/** Bytes that one process may write. */
const LARGEST = 8_000_000;

/** Appends records to the file of this process and thread: whole lines, so that a crash loses no earlier record. */
export class RecordFile {
  private readonly path: string;
  private size = 0;

  constructor(folder: string) {
    this.path = join(folder, `seen-${process.pid}-${threadId}.jsonl`);
  }

  add(record: ObservedRecord): void {
    const line = `${JSON.stringify(record)}\n`;
    this.size += line.length;
    if (this.size > LARGEST) return;
    // Opened each time: no handle of ours remains in a program that closes every descriptor, or forks.
    try {
      const file = open(this.path, 'a');
      try {
        write(file, line);
      } finally {
        close(file);
      }
    } catch {
      // The folder is gone: the run is over.
    }
  }
}
