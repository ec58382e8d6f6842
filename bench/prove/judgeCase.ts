import { execFileSync } from 'node:child_process';
import { mkdirSync, writeFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { packagedGrammars } from '../../realBugs/packagedGrammars';
import { openSyntax, openTrees } from '../../src/core/syntax/openSyntax';
import { ExperimentRunner } from '../../src/node/experiments/experimentRunner';
import type { Outcome, ProveCase } from './proveCases';

/** What was said about a claim. */
export interface Judged {
  name: string;
  outcome: Outcome;
  /** It was said as what it is. */
  right: boolean;
  /** It is called proven, and is not. */
  wrongProven: boolean;
  notes: string[];
  runs: number;
  seconds: number;
  /** Seconds of a plain run. */
  plain: number;
  /** Unneeded changes that were found, of how many. */
  unneeded?: [number, number];
  /** Git sees another tree afterwards. */
  left: boolean;
}

const [syntax, parse] = [openSyntax(packagedGrammars), openTrees(packagedGrammars)];

/** Makes a folder the base of a repository. */
export function commitBase(folder: string): void {
  git(folder, 'init', '-q', '-b', 'main');
  git(folder, 'add', '-A');
  git(folder, 'commit', '-q', '-m', 'base');
}

export async function judgeCase(folder: string, { name, right, files, command, unneeded, committed }: ProveCase): Promise<Judged> {
  git(folder, 'reset', '-q', '--hard');
  git(folder, 'clean', '-q', '-f', '-d');
  for (const [file, text] of Object.entries(files)) {
    mkdirSync(dirname(join(folder, file)), { recursive: true });
    writeFileSync(join(folder, file), text);
  }
  if (committed) git(folder, 'add', '-A');
  if (committed) git(folder, 'commit', '-q', '-m', 'now');
  const runner = new ExperimentRunner({ command, cwd: folder, root: folder });
  const plain = (await runner.baseline()).run.wallMs / 1000;
  const before = git(folder, 'status', '--porcelain', '-uall');
  const { verdict, runs, seconds } = await runner.prove(committed && 'HEAD~1', syntax, parse);
  const found = unneeded?.filter(([file, line]) =>
    verdict.hunks.some((hunk) => hunk.file === file && hunk.startLine >= line && !hunk.needed),
  ).length;
  const left = git(folder, 'status', '--porcelain', '-uall') !== before;
  if (committed) git(folder, 'reset', '-q', '--hard', 'HEAD~1');
  return {
    ...{ name, outcome: verdict.outcome, notes: verdict.notes, runs, seconds, plain },
    right: right.includes(verdict.outcome),
    wrongProven: verdict.outcome === 'proven' && !right.includes('proven'),
    ...(unneeded && { unneeded: [found ?? 0, unneeded.length] as [number, number] }),
    left,
  };
}

function git(folder: string, ...args: string[]): string {
  const who = ['-c', 'user.name=bench', '-c', 'user.email=bench@example.com', '-c', 'commit.gpgSign=false', '-c', 'core.autocrlf=false'];
  return execFileSync('git', [...who, ...args], { cwd: folder, encoding: 'utf8', stdio: ['ignore', 'pipe', 'pipe'] });
}
