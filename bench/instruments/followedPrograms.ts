import { mkdirSync, mkdtempSync, readdirSync, readFileSync, realpathSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { packagedGrammars } from '../../realBugs/packagedGrammars';
import { readSections } from '../../realBugs/sectionedText';
import { openSyntax, openTrees } from '../../src/core/syntax/openSyntax';
import { traceExperiment } from '../../src/node/experiments/traceExperiment';
import { builtInstruments } from '../../test/support/builtInstruments';
import { printTable } from '../support/table';

const PROGRAMS = join(__dirname, 'followed');

const syntax = openSyntax(packagedGrammars);
const parse = openTrees(packagedGrammars);

/**
 * Follows the value of small failing programs through callbacks, promises, events, generators, fields and other files; each names the lines
 * at which its value goes wrong, written down before it was followed.
 * @param only a part of the program's name
 */
export async function followPrograms(only = ''): Promise<void> {
  const rows: [name: string, language: 'javascript' | 'python', result: 'true line' | 'elsewhere' | 'none'][] = [];
  for (const name of readdirSync(PROGRAMS).sort()) {
    if (!name.includes(only)) continue;
    const { facts, files } = readSections(readFileSync(join(PROGRAMS, name), 'utf8'));
    const folder = realpathSync(mkdtempSync(join(tmpdir(), 'followed-')));
    try {
      for (const [file, text] of Object.entries(files)) {
        mkdirSync(dirname(join(folder, file)), { recursive: true });
        writeFileSync(join(folder, file), text);
      }
      const [, file = '', line] = /^(.*):(\d+)$/.exec(facts['at'] ?? '') ?? [];
      const command = (facts['command'] ?? '').split(' ');
      const options = { command, cwd: folder, root: folder, assets: await builtInstruments(), timeoutMs: 60_000 };
      const value = { file, line: Number(line), expression: facts['value'] ?? '' };
      const { hops, divergence } = (await traceExperiment(options, value, syntax, parse)).verdict;
      const first = divergence === undefined ? undefined : hops[divergence];
      const at = first && `${first.file}:${first.line}`;
      const isTrue = at !== undefined && (facts['true'] ?? '').split(' ').includes(at);
      rows.push([name, command[0]?.startsWith('python') ? 'python' : 'javascript', isTrue ? 'true line' : at ? 'elsewhere' : 'none']);
      if (!isTrue) console.log(`${name}: ${at ?? 'no place'}, not ${facts['true'] ?? ''}`);
    } finally {
      rmSync(folder, { recursive: true, force: true });
    }
  }
  for (const language of ['javascript', 'python'] as const) {
    const of = rows.filter(([, each]) => each === language);
    const count = (result: string): string => String(of.filter(([, , each]) => each === result).length);
    printTable(`first divergence in ${of.length} small programs, ${language}`, [
      ['at a true line', count('true line')],
      ['elsewhere', count('elsewhere')],
      ['none found', count('none')],
    ]);
  }
}
