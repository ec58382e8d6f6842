// Writes the faults of Python's own modules as the benches read bugs: each test fails on the earlier module and passes with its fix.
// usage: npx tsx realBugs/python/layOut.ts DIR
import { spawnSync } from 'node:child_process';
import { cpSync, existsSync, mkdirSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { faultyUnits } from '../faultyUnits';
import { removeBug } from '../runnableBug';
import { interpreter, pythonBugId, readPythonBugs, runnablePythonBug, type PythonBug } from './runnablePythonBug';
import { trainedFunctions } from './trainedFunctions';

async function main(): Promise<void> {
  for (const bug of readPythonBugs()) {
    const problem = await layOut(bug, join(process.argv[2] ?? '.', pythonBugId(bug).replace(/[^\w.-]+/g, '_')));
    if (problem !== undefined) console.log(`${pythonBugId(bug)}: ${problem}`);
  }
}

/** @returns the problem with the bug; undefined if it was laid out, now or earlier */
async function layOut(bug: PythonBug, home: string): Promise<string | undefined> {
  if (existsSync(join(home, 'truth.json'))) return undefined;
  const laidOut = runnablePythonBug(bug);
  const workspace = join(home, 'ws');
  try {
    mkdirSync(home, { recursive: true });
    cpSync(laidOut.folder, workspace, { recursive: true });
  } finally {
    removeBug(laidOut);
  }
  const [program = '', ...args] = laidOut.command;
  const run = (): ReturnType<typeof spawnSync> =>
    spawnSync(program, args, { cwd: workspace, encoding: 'utf8', env: { ...process.env, PYTHONDONTWRITEBYTECODE: '1' } });
  const failing = run();
  if (failing.status === 0) return 'passes on the earlier module';
  writeFileSync(join(workspace, bug.module), bug.after);
  const passes = run().status === 0;
  writeFileSync(join(workspace, bug.module), bug.before);
  if (!passes) return 'fails with the fix, too';
  const units = await faultyUnits(workspace, laidOut.truth);
  if (typeof units === 'string') return units;
  const known = await trainedFunctions(interpreter().library, bug.module);
  const names = (units.functions[bug.module] ?? []).filter(([first, last]) =>
    units.truth.some(({ range }) => range[0] === first && range[1] === last),
  );
  const trained = names.some(([, , name]) => known.has(name));
  writeFileSync(join(home, 'trace.txt'), `${String(failing.stdout)}${String(failing.stderr)}`);
  const { kind, id } = laidOut;
  writeFileSync(join(home, 'truth.json'), JSON.stringify({ id, project: bug.module, language: 'python', kind, trained, ...units }));
  return undefined;
}

void main();
