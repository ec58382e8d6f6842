import { execFileSync } from 'node:child_process';
import { mkdirSync, rmSync, utimesSync, writeFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import type { RunnableBug } from '../../realBugs/runnableBug';
import { blameLimit } from '../../src/core/experiments/blameChange';
import { ExperimentRunner } from '../../src/node/experiments/experimentRunner';

const DAY = 24 * 60 * 60 * 1000;

/** The result of blame when the fault is one of several changes of today. */
export interface BlameOutcome {
  outcome: 'found' | 'notRecent' | 'unresolved';
  /** The fault's own hunk is among those found. */
  right: boolean;
  /** Number of hunks found. */
  hunks: number;
  runs: number;
  seconds: number;
  /** Blame took more runs than promised. */
  over: boolean;
  notes: string[];
}

/** The fault as one of several changes of today, with the fixed version as the state of three days ago. */
export async function blameBug(bug: RunnableBug, others: number): Promise<BlameOutcome> {
  const { folder, command, files, sources } = bug;
  const git = (date: Date, ...args: string[]): void =>
    void execFileSync('git', ['-c', 'user.name=Ada', '-c', 'user.email=ada@example.com', '-c', 'commit.gpgSign=false', ...args], {
      cwd: folder,
      stdio: 'ignore',
      env: { ...process.env, GIT_AUTHOR_DATE: date.toISOString(), GIT_COMMITTER_DATE: date.toISOString() },
    });
  rmSync(join(folder, '.git'), { recursive: true, force: true });
  for (const [file, { after }] of files) write(folder, file, after);
  git(new Date(), 'init', '-q');
  git(new Date(Date.now() - 3 * DAY), 'add', '-A');
  git(new Date(Date.now() - 3 * DAY), 'commit', '-q', '-m', 'works');
  for (const [file, { before }] of files) {
    if (before === undefined) rmSync(join(folder, file), { force: true });
    else write(folder, file, before);
  }
  const changed = withOthers(bug, others);
  for (const [file, text] of Object.entries(changed)) write(folder, file, text);
  const { runs, seconds, verdict } = await new ExperimentRunner({ command, cwd: folder, root: folder }).blame(Date.now() - DAY);
  for (const file of Object.keys(changed)) write(folder, file, sources[file] ?? '');
  // Insertions above move lines: the text of the change identifies it.
  const right = bug.truth.some(({ file, lines }) => {
    const own = (sources[file] ?? '').split('\n');
    const near = lines.flatMap((line) => own.slice(Math.max(0, line - 4), line + 3));
    const window = new Set(near.map((line) => line.trim()).filter(Boolean));
    return verdict.changes.some(
      (change) => change.file === file && change.diff.split('\n').some((line) => window.has(line.slice(1).trim())),
    );
  });
  const { outcome, changes, notes } = verdict;
  return { outcome, right, hunks: changes.length, runs, seconds, over: runs > blameLimit(others + files.size), notes };
}

/** The files with the fault and so many hunks that change nothing, spread over the package. */
function withOthers({ language, files, sources }: RunnableBug, count: number): Record<string, string> {
  const [code, declares, comment] =
    language === 'python'
      ? [/\.py$/, /^\s*(?:def|class|import|from|\w+ =)/, '#']
      : [/\.[cm]?js$/, /^\s*(?:var|const|let|function)\b/, '//'];
  const names = Object.keys(sources).filter((file) => code.test(file));
  const texts: Record<string, string> = {};
  let left = count;
  for (let round = 0; left > 0 && round < 40; round++) {
    for (const file of names) {
      if (left === 0) break;
      const lines = (texts[file] ?? files.get(file)?.before ?? sources[file] ?? '').split('\n');
      const at = lines.findIndex((line, index) => index > 4 + round * 9 && declares.test(line) && lines[index - 1]?.trim() === '');
      if (at < 0) continue;
      lines.splice(at, 0, `${/^\s*/.exec(lines[at] ?? '')?.[0] ?? ''}${comment} other change ${left}`);
      texts[file] = lines.join('\n');
      left -= 1;
    }
  }
  return texts;
}

function write(folder: string, file: string, text: string): void {
  const path = join(folder, file);
  mkdirSync(dirname(path), { recursive: true });
  writeFileSync(path, text);
  const now = new Date();
  utimesSync(path, now, now);
}
