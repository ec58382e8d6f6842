import { mkdirSync, readFileSync, readdirSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { build } from 'esbuild';

/**
 * Small failing programs. Each starts a child that leaves its process group and starts a grandchild, and changes a file of the workspace
 * and one beside it.
 */
export const PROGRAMS = {
  node: {
    command: [process.execPath, 'main.js'],
    faulty: 'lib.js',
    files: {
      'main.js': `const cp = require('child_process');
cp.spawn('sh', ['-c', 'sleep 300 & wait'], { stdio: 'ignore', detached: true }).unref();
for (const file of ['log.txt', '../outside.txt']) require('fs').appendFileSync(file, 'run\\n');
require('./lib').size();
`,
      'lib.js': 'exports.size = (list) => list.length;\n',
      'log.txt': 'before\n',
    },
    fixed: 'exports.size = (list) => (list || []).length;\n',
  },
  python: {
    command: ['python3', 'main.py'],
    faulty: 'lib.py',
    files: {
      'main.py': `import subprocess
subprocess.Popen(['sh', '-c', 'sleep 300 & wait'], stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL, start_new_session=True)
for name in ['log.txt', '../outside.txt']:
    with open(name, 'a') as log:
        log.write('run\\n')
import lib
lib.size(None)
`,
      'lib.py': 'def size(items):\n    return len(items)\n',
      'log.txt': 'before\n',
    },
    fixed: 'def size(items):\n    return len(items or [])\n',
  },
} as const;

export type ProgramName = keyof typeof PROGRAMS;

export function layOut(name: ProgramName, workspace: string): void {
  mkdirSync(workspace, { recursive: true });
  writeFileSync(join(workspace, OUTSIDE), 'before\n');
  for (const [file, text] of Object.entries(PROGRAMS[name].files)) writeFileSync(join(workspace, file), text);
}

const OUTSIDE = '../outside.txt';

/** Whether the file beside the workspace is as it was. */
export function isOutsideUntouched(workspace: string): boolean {
  return readFileSync(join(workspace, OUTSIDE), 'utf8') === 'before\n';
}

/** Files of the workspace that were changed, removed or added; in place, what the program itself writes stays, as it does without us. */
export function changedFiles(name: ProgramName, workspace: string, inPlace: boolean): string[] {
  const files: Record<string, string> = { ...PROGRAMS[name].files };
  if (inPlace) delete files['log.txt'];
  const there = readdirSync(workspace).filter((file) => !inPlace || file !== 'log.txt');
  const missing = Object.keys(files).filter((file) => !there.includes(file));
  return [...missing, ...there.filter((file) => files[file] === undefined || readFileSync(join(workspace, file), 'utf8') !== files[file])];
}

/**
 * Bundles the proof of a fix as a program of its own: workspace, isolation and program are its arguments. It prints each step as it
 * begins, and the outcome; like the CLI, it stops at a signal.
 */
export async function bundleProof(outfile: string): Promise<void> {
  const source = join(__dirname, '../../src');
  const contents = `import { constants } from 'node:os';
    import { join } from 'node:path';
    import { verifyFix } from ${JSON.stringify(join(source, 'core/experiments/verifyFix'))};
    import { NodeLaboratory } from ${JSON.stringify(join(source, 'node/experiments/nodeLaboratory'))};
    const [root, isolation, program] = process.argv.slice(2);
    const { command, faulty, fixed } = ${JSON.stringify(PROGRAMS)}[program];
    const stop = new AbortController();
    for (const signal of ['SIGINT', 'SIGTERM']) process.on(signal, () => {
      process.exitCode = 128 + constants.signals[signal];
      stop.abort();
    });
    const fix = { edits: [{ file: join(root, faulty), text: fixed }], patches: [] };
    NodeLaboratory.open({ command, cwd: root }, { root, isolations: [isolation], signal: stop.signal })
      .then((lab) => verifyFix(lab, command, fix, (step) => console.log(step)).finally(() => lab.close()))
      .then(
        ({ verdict }) => console.log('outcome: ' + verdict.outcome + ' ' + verdict.notes.join(' ')),
        (error) => stop.signal.aborted || console.log('outcome: ' + error),
      );`;
  await build({
    stdin: { contents, resolveDir: __dirname },
    outfile,
    bundle: true,
    platform: 'node',
    format: 'cjs',
    define: { __dirname: JSON.stringify(join(source, 'node/experiments')) },
    logLevel: 'error',
  });
}
