import { readdir } from 'node:fs/promises';
import { join } from 'node:path';
import { readCases } from './caseFile';
import type { FailureCase } from './failureCase';

// Counts the cases in the files of a folder: `npx tsx training/countCases.ts [folder]`.
async function main(): Promise<void> {
  const folder = process.argv[2] ?? 'training/out';
  const byCorpus = new Map<string, Count>();
  for (const file of (await readdir(folder)).filter((name) => name.endsWith('.jsonl.gz'))) {
    for await (const failure of readCases(join(folder, file))) {
      const count = byCorpus.get(failure.corpus) ?? new Count();
      byCorpus.set(failure.corpus, count);
      count.add(failure);
    }
  }
  for (const [corpus, count] of byCorpus) console.log(`${corpus}: ${count.text()}`);
}

class Count {
  private readonly kinds = new Map<string, number>();
  private readonly packages = new Map<string, number>();
  private readonly classes = new Map<string, number>();
  private all = 0;
  private reached = 0;

  add({ kind, package: name, bugClass, truth, evidence }: FailureCase): void {
    this.all++;
    increase(this.kinds, kind);
    increase(this.packages, name);
    if (bugClass) increase(this.classes, bugClass);
    const holds = truth.some(({ file, lines }) =>
      evidence.candidates.some(
        (candidate) => candidate.file === file && lines.some((line) => candidate.startLine <= line && line <= candidate.endLine),
      ),
    );
    if (holds) this.reached++;
  }

  text(): string {
    const list = (counts: Map<string, number>) =>
      [...counts]
        .sort((a, b) => b[1] - a[1])
        .map(([name, count]) => `${name} ${count}`)
        .join(', ');
    const reached = `the truth is among the candidates of ${((100 * this.reached) / this.all).toFixed(1)} %`;
    return `${this.all} cases (${list(this.kinds)}) of ${this.packages.size} packages; ${reached}\n  ${list(this.packages)}\n  ${list(this.classes)}`;
  }
}

function increase(counts: Map<string, number>, name: string): void {
  counts.set(name, (counts.get(name) ?? 0) + 1);
}

void main();
