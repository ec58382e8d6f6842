import { execFileSync } from 'node:child_process';
import { existsSync, mkdirSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';

/**
 * A generated TypeScript workspace in git: `areas × 10 × 50` modules that call each other in chains.
 * Made once; each call changes a file again, so that there is a recent change.
 */
export function makeBigWorkspace(folder: string, areas: number): BigWorkspace {
  const files = areas * 10 * 50;
  const stamp = join(folder, '.git', `complete-${files}`);
  if (!existsSync(stamp)) {
    rmSync(folder, { recursive: true, force: true });
    for (let index = 0; index < files; index++) {
      const path = join(folder, moduleFile(index));
      if (index % 50 === 0) mkdirSync(join(path, '..'), { recursive: true });
      writeFileSync(path, moduleText(index, (index + 1) % files));
    }
    writeFileSync(join(folder, '.gitignore'), 'node_modules/\n');
    const git = (...args: string[]) =>
      execFileSync(
        'git',
        ['-c', 'user.name=Bench', '-c', 'user.email=bench@example.com', '-c', 'commit.gpgsign=false', '-c', 'gc.auto=0', ...args],
        {
          cwd: folder,
          env: { ...process.env, GIT_AUTHOR_DATE: longAgo, GIT_COMMITTER_DATE: longAgo },
        },
      );
    git('init', '-q', '-b', 'main');
    git('add', '-A');
    git('commit', '-q', '-m', 'All modules');
    writeFileSync(stamp, '');
  }
  const changed = join(folder, moduleFile(3));
  writeFileSync(changed, moduleText(3, 4).replace('?? []', `?? [] /* ${Date.now()} */`));
  return { folder, files };
}

export interface BigWorkspace {
  folder: string;
  files: number;
}

/** Node's output for a value that is missing eight calls down, starting at a module of the workspace. */
export function traceThrough(workspace: BigWorkspace, start: number): string {
  const frames = Array.from({ length: 8 }, (_, depth) => {
    const index = (start + 7 - depth) % workspace.files;
    return `    at load${index} (${join(workspace.folder, moduleFile(index))}:${depth === 0 ? 18 : 19}:24)`;
  });
  return `TypeError: Cannot read properties of undefined (reading 'length')\n${frames.join('\n')}\n    at processTicksAndRejections (node:internal/process/task_queues:95:5)\n`;
}

const longAgo = '2025-01-15T10:00:00Z';

function moduleFile(index: number): string {
  const area = Math.floor(index / 500);
  const part = Math.floor(index / 50) % 10;
  return `src/area${area}/part${part}/module${index}.ts`;
}

function moduleText(index: number, next: number): string {
  return `import { load${next} } from '../../area${Math.floor(next / 500)}/part${Math.floor(next / 50) % 10}/module${next}';

export interface Entry${index} {
  id: string;
  values: number[];
}

const entries = new Map<string, Entry${index}>();

/** Adds an entry, or replaces the one with its id. */
export function store${index}(entry: Entry${index}): void {
  entries.set(entry.id, entry);
}

/** Looks an entry up, here or further on. */
export function load${index}(id: string, depth: number): number {
  const values = entries.get(id)?.values ?? [];
  if (depth === 0) return values.length;
  const further = load${next}(id, depth - 1);
  return further + sum${index}(values);
}

function sum${index}(values: number[]): number {
  let sum = 0;
  for (const value of values) {
    sum += value;
  }
  return sum;
}
`;
}
