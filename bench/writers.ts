// Writers that a run must not get past: every call of every language on files of every kind of place and name, in the best isolation of
// this machine. Compares content, kind, mode and times of the workspace, of the home folder's and other files outside, and of git's folder
// before and after; and how often the person's own saves during a run are lost. Languages that are not installed are left out.
// usage: npm run bench:writers -- [--only LANGUAGE] [--saves N]
import { execFileSync } from 'node:child_process';
import { mkdirSync, mkdtempSync, readFileSync, readdirSync, realpathSync, rmSync, symlinkSync, writeFileSync } from 'node:fs';
import { homedir, tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { parseArgs } from 'node:util';
import { NodeLaboratory } from '../src/node/experiments/nodeLaboratory';
import { treeOf } from './isolation/languages';
import { isInstalled, stepOf, WRITING, type WritingLanguage } from './isolation/writers';
import { printTable } from './support/table';

/** Places of a file, each with the name that it gets there. */
const PLACES: Readonly<Record<string, (root: string, outside: string, home: string, name: string) => string>> = {
  inside: (root, _outside, _home, name) => join(root, 'data', name),
  'name with a blank': (root, _outside, _home, name) => join(root, 'data', `a ${name}`),
  'name beyond ASCII': (root, _outside, _home, name) => join(root, 'data', `ä→${name}`),
  'behind a link of a folder': (root, _outside, _home, name) => join(root, 'linked', name),
  'a link out': (root, _outside, _home, name) => join(root, 'links', name),
  outside: (_root, outside, _home, name) => join(outside, name),
  home: (_root, _outside, home, name) => join(home, name),
  '.git': (root, _outside, _home, name) => join(root, '.git', name),
};

async function main(): Promise<void> {
  const { values: options } = parseArgs({ options: { only: { type: 'string', default: '' }, saves: { type: 'string', default: '20' } } });
  const rows: (string | number)[][] = [];
  for (const language of WRITING.filter(({ name }) => name.includes(options.only))) {
    if (!isInstalled(language)) rows.push([language.name, 'not installed', '', '', '']);
    else rows.push(await tryLanguage(language));
  }
  printTable('Writers in an isolated run', [
    ['', 'calls', 'with places and names', 'succeeded in the run', 'differences afterwards'],
    ...rows,
  ]);
  console.log(`\nSaves of the person during a run: ${await lostSaves(Number(options.saves))} lost of ${options.saves}.`);
}

async function tryLanguage(language: WritingLanguage): Promise<(string | number)[]> {
  const [root, outside] = ['workspace', 'outside'].map((name) => realpathSync(mkdtempSync(join(tmpdir(), `${name}-`)))) as [string, string];
  const own = realpathSync(mkdtempSync(join(homedir(), '.writers-')));
  try {
    execFileSync('git', ['init', '-q'], { cwd: root });
    mkdirSync(join(root, 'data'));
    symlinkSync(mkdir(outside, 'linked'), join(root, 'linked'));
    mkdirSync(join(root, 'links'));
    const steps = language.writers.flatMap((writer, at) =>
      Object.entries(PLACES).map(([place, pathOf], inner) => {
        const path = pathOf(root, outside, own, `${at}-${inner}.txt`);
        if (place === 'a link out') {
          writeFileSync(join(outside, `${at}-${inner}.target`), 'before\n');
          symlinkSync(join(outside, `${at}-${inner}.target`), path);
        } else writeFileSync(path, 'before\n');
        return stepOf(language, writer, path);
      }),
    );
    const { file, text, command } = language.program(steps);
    writeFileSync(join(root, file), text);
    const before = [root, outside, own].map(treeOf);
    const laboratory = await NodeLaboratory.open({ command, cwd: root }, { root });
    const { output } = await laboratory.run([], 'none');
    await laboratory.close();
    const after = [root, outside, own].map(treeOf);
    const differences = after.flatMap((tree, at) =>
      [...new Set([...Object.keys(tree), ...Object.keys(before[at] ?? {})])].filter((name) => tree[name] !== before[at]?.[name]),
    );
    for (const name of differences) console.log(`${language.name}: ${name}`);
    return [language.name, language.writers.length, steps.length, (output.match(/^done \d+$/gm) ?? []).length, differences.length];
  } finally {
    for (const folder of [root, outside, own]) rmSync(folder, { recursive: true, force: true });
  }
}

function mkdir(folder: string, name: string): string {
  mkdirSync(join(folder, name));
  return join(folder, name);
}

/** A program appends to a file, waits, and ends; meanwhile the person saves it. */
async function lostSaves(count: number): Promise<number> {
  const root = realpathSync(mkdtempSync(join(tmpdir(), 'saves-')));
  const file = join(root, 'notes.md');
  let lost = 0;
  try {
    for (let at = 0; at < count; at++) {
      writeFileSync(file, 'before\n');
      const saved = `saved ${at}\n`;
      const command = ['sh', '-c', `echo run >>notes.md; mkdir -p made; rm -f notes.md; echo up; sleep 0.3; echo again >notes.md`];
      const laboratory = await NodeLaboratory.open({ command, cwd: root }, { root, onOutput: () => writeFileSync(file, saved) });
      await laboratory.run([], 'none');
      await laboratory.close();
      if (readFileSync(file, 'utf8') !== saved || readdirSync(dirname(file)).length !== 1) lost += 1;
    }
    return lost;
  } finally {
    rmSync(root, { recursive: true, force: true });
  }
}

void main();
