import { mkdirSync, readdirSync, readFileSync, writeFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { openSyntax } from '../../src/core/syntax/openSyntax';
import { languageOfFile } from '../../src/core/workspace/languages';
import { packagedGrammars } from '../packagedGrammars';
import { readSections } from '../sectionedText';

/** Placeholder for the folder that a program ran in. */
export const WORKSPACE = '{workspace}';

/**
 * A small program modelled on the public report of a real bug: the same kinds of functions pass on the same wrong value. Its output is
 * recorded.
 */
export interface DocumentedBug {
  /** `go/talos-2652`. */
  id: string;
  /** The bug's file. */
  path: string;
  /** The report or the fix. */
  source: string;
  command: string;
  /** Lines of this program that hold the mistake, `file:line`. */
  fix: string[];
  /** `tune` for the first programs, `second` for those whose first figures were taken before anything was changed for them. */
  split: string;
  files: Record<string, string>;
  output: string;
}

/** All of them, sorted by id. @throws if one lacks its source, command or fix */
export function readDocumentedBugs(folder = __dirname): DocumentedBug[] {
  return readdirSync(folder, { recursive: true, encoding: 'utf8' })
    .filter((name) => name.endsWith('.txt'))
    .sort()
    .map((name) => {
      const path = join(folder, name);
      const { facts, files, output } = readSections(readFileSync(path, 'utf8'));
      const fact = (key: string): string => {
        if (!facts[key]) throw new Error(`${path} says nothing of its ${key}`);
        return facts[key];
      };
      const id = name.slice(0, -'.txt'.length);
      return {
        id,
        path,
        source: fact('source'),
        command: fact('command'),
        fix: fact('fix').split(' '),
        split: facts.split ?? 'tune',
        files,
        output,
      };
    });
}

/** Writes each in the form that the benches read: `<id>/ws`, `trace.txt`, `truth.json`. */
export async function layOutDocumentedBugs(folder: string): Promise<void> {
  const syntax = openSyntax(packagedGrammars);
  for (const bug of readDocumentedBugs()) {
    const home = join(folder, bug.id.replace('/', '_'));
    const workspace = join(home, 'ws');
    const functions: Record<string, [number, number, string][]> = {};
    for (const [name, text] of Object.entries(bug.files)) {
      mkdirSync(dirname(join(workspace, name)), { recursive: true });
      writeFileSync(join(workspace, name), text);
      if (languageOfFile(name) === undefined) continue;
      const parsed = await syntax.parse(name, text);
      functions[name] = parsed.functions.map(({ startLine, endLine, qualifiedName }) => [startLine, endLine, qualifiedName]);
    }
    const truth = bug.fix.map((place) => {
      const [file = '', line = ''] = place.split(':');
      const around = (functions[file] ?? []).filter(([from, to]) => from <= Number(line) && Number(line) <= to).at(-1);
      return { file, range: around?.slice(0, 2) ?? [Number(line), Number(line)], lines: [Number(line)] };
    });
    writeFileSync(join(home, 'trace.txt'), bug.output.replaceAll(WORKSPACE, workspace));
    writeFileSync(
      join(home, 'truth.json'),
      JSON.stringify({ project: bug.id, language: bug.id.split('/')[0], kind: 'crash', split: bug.split, functions, truth }),
    );
  }
}
