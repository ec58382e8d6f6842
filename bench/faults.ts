// How often each known fault fires in code that works: per 100,000 lines, by language. Reads the sources of node_modules, the standard
// library of the Python at hand, and further folders that are named. With --show ID, the places where it fires. With --fixes, only how
// many of them come with a fix, by the programs of their test.
// usage: npm run bench:faults -- [--fixes] [--lines N] [--show FAULT] [FOLDER…]
import { spawnSync } from 'node:child_process';
import { readdirSync, readFileSync, statSync } from 'node:fs';
import { join } from 'node:path';
import { findFaults } from '../src/core/suspects/explain/faults/findFaults';
import { claimText } from '../src/core/suspects/explain/faults/claimText';
import { FAULTS } from '../src/core/suspects/explain/faults/faults';
import { grammarOf } from '../src/core/syntax/grammars';
import { openSyntax } from '../src/core/syntax/openSyntax';
import { packagedGrammars } from '../realBugs/packagedGrammars';
import { programsFixed } from '../test/unit/core/suspects/explain/faults/programsFixed';
import { printTable } from './support/table';

const MOST_LINES = 250_000;
const LARGEST = 200_000;
const SKIPPED =
  /(?:^|\/)(?:tests?|testdata|__tests__|fixtures|testing|lib2to3|idlelib|vendor|dist|umd|bundles?|\.bin|\.cache)(?:\/|$)|_test\.go$|\.min\.|\.d\.[cm]?ts$/;

function option(name: string): string | undefined {
  const at = process.argv.indexOf(name);
  return at < 0 ? undefined : process.argv[at + 1];
}

function filesIn(folder: string): string[] {
  return readdirSync(folder, { recursive: true, encoding: 'utf8' })
    .filter((name) => /\.(?:[cm]?[jt]sx?|py|java|kt|go|rb|php|rs|cs|cc|cpp|hpp)$/.test(name) && !SKIPPED.test(name))
    .sort()
    .map((name) => join(folder, name));
}

/** Files of all parts of a folder rather than of its first ones. */
function spread(files: readonly string[]): string[] {
  const step = 37;
  return Array.from({ length: step }, (_, first) => files.filter((_file, at) => at % step === first)).flat();
}

async function printFixes(): Promise<void> {
  const known = [...(await programsFixed(openSyntax(packagedGrammars)))];
  const all = known.filter(([, { unfixed }]) => unfixed.length === 0).length;
  const none = known.filter(([, { fixed }]) => fixed.length === 0);
  console.log(`Of ${known.length} known faults, ${all} have a fix in each of their programs, ${known.length - all - none.length} in some.`);
  console.log(`None: ${none.map(([id]) => id).join(', ')}`);
}

async function main(): Promise<void> {
  if (process.argv.includes('--fixes')) return printFixes();
  const most = Number(option('--lines') ?? MOST_LINES);
  const shown = option('--show');
  const named = process.argv.slice(2).filter((each, at, all) => !each.startsWith('--') && !/^--(?:lines|show)$/.test(all[at - 1] ?? ''));
  const python = spawnSync('python3', ['-c', 'import sysconfig; print(sysconfig.get_path("stdlib"))'], { encoding: 'utf8' }).stdout.trim();
  const folders = [join(__dirname, '../node_modules'), ...(python ? [python] : []), ...named];
  const syntax = openSyntax(packagedGrammars);
  const lines = new Map<string, number>();
  const fired = new Map<string, Map<string, number>>();
  for (const path of folders.flatMap((folder) => spread(filesIn(folder)))) {
    if (!statSync(path).isFile() || statSync(path).size > LARGEST) continue;
    const syntaxOf = grammarOf(path)?.language ?? 'text';
    const language = /^(?:typescript|tsx)$/.test(syntaxOf) ? 'javascript' : syntaxOf;
    const before = lines.get(language) ?? 0;
    if (before >= most) continue;
    const text = readFileSync(path, 'utf8');
    const file = await syntax.parse(path, text);
    if (!file.parsed || text.length / file.lines.length > 120) continue;
    lines.set(language, before + file.lines.length);
    for (const { fault, claim } of findFaults(file, [file])) {
      const of = fired.get(fault.id) ?? new Map<string, number>();
      of.set(language, (of.get(language) ?? 0) + 1);
      fired.set(fault.id, of);
      if (fault.id === shown) console.log(`${path}:${claim.line} ${claimText(claim).sentence}`);
    }
  }
  const languages = [...lines.keys()];
  const per = (count: number, of: number): string => (of === 0 ? '' : ((100_000 * count) / of).toFixed(1));
  printTable(
    `Known faults that fire in 100,000 lines of ${languages.map((language) => `${language} (${lines.get(language)})`).join(', ')}`,
    [
      ['', ...languages, 'all'],
      ...FAULTS.map(({ id, languages: own }) => {
        const of = fired.get(id);
        const fitting = languages.filter((language) => (own as readonly string[]).includes(language));
        const all = fitting.reduce((sum, language) => sum + (lines.get(language) ?? 0), 0);
        const count = fitting.reduce((sum, language) => sum + (of?.get(language) ?? 0), 0);
        return [
          id,
          ...languages.map((language) => (fitting.includes(language) ? per(of?.get(language) ?? 0, lines.get(language) ?? 0) : '')),
          per(count, all),
        ];
      }),
    ],
  );
}

void main();
