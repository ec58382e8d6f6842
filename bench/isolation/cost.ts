import { spawn, spawnSync } from 'node:child_process';
import { mkdirSync, mkdtempSync, readFileSync, realpathSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { ExperimentFolder } from '../../src/node/experiments/experimentFolder';
import { memoryForLayers, namespaceAbility } from '../../src/node/experiments/namespace/namespaceAbility';
import { runRecipe } from '../../src/node/experiments/runRecipe';
import { percentile, printTable } from '../support/table';
import { LANGUAGE_PROJECTS, layOutBroken } from './languages';
import { layOut, LAYOUTS } from './layouts';

/** Rounds for each command; more where it is short. */
const ROUNDS = 9;
const ROUNDS_OF_TRUE = 40;
const FILES = 50_000;

/**
 * What a file system of its own costs in the smallest projects of each language and runner: each command plain, supervised without one, and in one, by turns. Also in a workspace of 50,000
 * files, all of which are read.
 */
export async function printCost(only: string): Promise<void> {
  const ability = await namespaceAbility();
  if ('why' in ability) return console.log(`\nNo cost of a namespace: ${ability.why}`);
  const rows: (string | number)[][] = [];
  const ratios: number[] = [];
  const add = async (name: string, command: readonly string[], cwd: string, rounds: number): Promise<void> => {
    const { wall, processor } = await timesOf(command, cwd, rounds);
    const [plain, supervised, own] = wall.map((each) => percentile(each, 0.5)) as [number, number, number];
    const pairs = wall[0].map((time, at) => wall[2][at]! / time);
    process.stderr.write(`${name}: plain ${Math.round(plain)} ms, in a namespace ${Math.round(own)} ms\n`);
    if (name !== 'true' && !name.startsWith(`${FILES}`)) ratios.push(percentile(pairs, 0.5));
    rows.push([
      name,
      ...[plain, supervised, own].map(Math.round),
      Math.round(own - plain),
      Math.round(own - supervised),
      percentile(pairs, 0.5).toFixed(2),
      ...processor.map((each) => Math.round(each / rounds)),
      (processor[2] / processor[0]).toFixed(2),
    ]);
  };
  if ('true'.includes(only)) await add('true', ['true'], tmpdir(), ROUNDS_OF_TRUE);
  for (const project of LANGUAGE_PROJECTS.filter(({ name }) => name.includes(only))) {
    if (project.needs.some((tool) => spawnSync('sh', ['-c', `command -v ${tool}`]).status !== 0)) continue;
    const { root, dispose } = layOutBroken(project);
    try {
      await add(project.name, project.command, root, ROUNDS);
    } finally {
      dispose();
    }
  }
  for (const layout of LAYOUTS.filter(({ name }) => name.includes(only))) {
    try {
      const { root, dispose } = layOut(layout);
      await add(layout.name, layout.command, root, ROUNDS).finally(dispose);
    } catch (error) {
      console.log(`${layout.name}: ${String(error).slice(0, 200)}`);
    }
  }
  if (`${FILES} files`.includes(only)) {
    const root = manyFiles();
    try {
      await add(`${FILES} files, grep`, ['grep', '-rc', 'absent', '.'], root, ROUNDS);
      await add(`${FILES} files, one of them read`, ['cat', 'd0/f0.txt'], root, ROUNDS_OF_TRUE);
    } finally {
      rmSync(root, { recursive: true });
    }
  }
  printTable('Milliseconds at the median', [
    [
      '',
      'plain',
      'supervised',
      'in a namespace',
      'more than plain',
      'more than supervised',
      'to plain, median of pairs',
      'processor: plain',
      'supervised',
      'in a namespace',
      'to plain',
    ],
    ...rows,
  ]);
  if (ratios.length) console.log(`\nTo plain, median of ${ratios.length} commands: ${percentile(ratios, 0.5).toFixed(2)}`);
}

interface Times {
  /** ms of each round: plain, supervised, in a namespace. */
  wall: readonly [number[], number[], number[]];
  /** Processor ms of all that was started, in all rounds: it depends less on what else the machine does. */
  processor: [number, number, number];
}

async function timesOf(command: readonly string[], cwd: string, rounds: number): Promise<Times> {
  const ability = await namespaceAbility();
  if ('why' in ability) throw new Error(ability.why);
  const folder = await ExperimentFolder.make();
  const wall: Times['wall'] = [[], [], []];
  const processor: Times['processor'] = [0, 0, 0];
  try {
    const plan = await folder.plan(ability, [cwd]);
    const recipe = { command, cwd };
    // Without our recorders in the program: the cost of isolation alone.
    const bare = { within: folder.path, bare: true };
    const own = { ability, plan, edits: [], next: folder.next };
    const ways = [
      (): Promise<unknown> => plainly(command, cwd),
      (): Promise<unknown> => runRecipe(recipe, bare),
      (): Promise<unknown> => runRecipe(recipe, { ...bare, namespace: { ...own, layers: memoryForLayers() } }),
    ];
    for (let round = -1; round < rounds; round++) {
      for (const at of [0, 1, 2].map((each) => (each + round + 3) % 3)) {
        const [begun, used] = [performance.now(), processorOfChildren()];
        await ways[at]!();
        // The first one fills caches.
        if (round < 0) continue;
        wall[at]!.push(performance.now() - begun);
        processor[at]! += processorOfChildren() - used;
      }
    }
  } finally {
    await folder.remove();
  }
  return { wall, processor };
}

/** ms, of the children that have ended, and of theirs: proc(5), in hundredths of a second. */
function processorOfChildren(): number {
  const fields = readFileSync('/proc/self/stat', 'utf8').split(') ')[1]?.split(' ') ?? [];
  return 10 * (Number(fields[13]) + Number(fields[14]));
}

function plainly([program = '', ...args]: readonly string[], cwd: string): Promise<void> {
  return new Promise((resolve, reject) => {
    const child = spawn(program, args, { cwd, stdio: ['ignore', 'pipe', 'pipe'] });
    child.stdout.resume();
    child.stderr.resume();
    child.on('error', reject);
    child.on('close', () => resolve());
  });
}

function manyFiles(): string {
  const root = realpathSync(mkdtempSync(join(tmpdir(), 'many-')));
  for (let folder = 0; folder < FILES / 100; folder++) {
    mkdirSync(join(root, `d${folder}`));
    for (let file = 0; file < 100; file++) writeFileSync(join(root, `d${folder}`, `f${file}.txt`), `text ${folder} ${file}\n`);
  }
  return root;
}
