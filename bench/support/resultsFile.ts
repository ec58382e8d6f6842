import { appendFileSync, existsSync, mkdirSync, readFileSync } from 'node:fs';
import { dirname } from 'node:path';

/** The results of a long benchmark so far, one JSON line per entry: it may end at any moment and continues where it stopped. */
export class ResultsFile<Entry> {
  private readonly entries = new Map<string, Entry>();

  constructor(private readonly path: string) {
    if (!existsSync(path)) return;
    for (const line of readFileSync(path, 'utf8').split('\n')) {
      // The last line may have been cut off.
      try {
        const { key, entry } = JSON.parse(line) as { key: string; entry: Entry };
        this.entries.set(key, entry);
      } catch {
        continue;
      }
    }
  }

  get(key: string): Entry | undefined {
    return this.entries.get(key);
  }

  has(key: string): boolean {
    return this.entries.has(key);
  }

  add(key: string, entry: Entry): void {
    mkdirSync(dirname(this.path), { recursive: true });
    this.entries.set(key, entry);
    appendFileSync(this.path, `\n${JSON.stringify({ key, entry })}`);
  }
}
