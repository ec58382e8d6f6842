import { existsSync, readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { gunzipSync } from 'node:zlib';
import { openSyntax } from '../../src/core/syntax/openSyntax';
import { packagedGrammars } from '../packagedGrammars';

const ENCODED = join(__dirname, '..', '..', 'training', 'encoded');
/** Their ids name the module and the function's first line; those of injected mistakes, the file and a line. */
const REAL = /^python-history\/[^/]+\/([^/]+)\/.*\/(\d+)$/;
const INJECTED = /^python-mutants\/[^/]+\/(.+?\.py):(\d+)\//;

interface TrainedLine {
  /** File below the library; of real faults only the module is known, and the line is where the function begins. */
  file?: string;
  module?: string;
  line: number;
}

const syntax = openSyntax(packagedGrammars);
let trained: TrainedLine[] | undefined;

/**
 * Names of a library file's functions whose real or injected faults the mini-model learned from, or was stopped by. The cases name lines
 * of the library that they were made from: Debian's 3.13.5.
 * @param library absolute folder of that library
 */
export async function trainedFunctions(library: string, file: string): Promise<Set<string>> {
  const path = join(library, file);
  if (!existsSync(path)) return new Set();
  trained ??= trainedLines();
  const module = (file.split('/')[0] ?? '').replace(/\.py$/, '');
  const { functions } = await syntax.parse(file, readFileSync(path, 'utf8'));
  const holds = (first: number, last: number): boolean =>
    (trained ?? []).some((each) =>
      each.file === undefined
        ? each.module === module && each.line === first
        : each.file === file && first <= each.line && each.line <= last,
    );
  return new Set(functions.flatMap(({ startLine, endLine, qualifiedName }) => (holds(startLine, endLine) ? qualifiedName : [])));
}

function trainedLines(): TrainedLine[] {
  const files = readdirSync(ENCODED).filter((name) => /-python-(?:history|mutants)\.jsonl\.gz$/.test(name));
  const ids = files.flatMap((name) =>
    gunzipSync(readFileSync(join(ENCODED, name)))
      .toString('utf8')
      .split('\n')
      .filter(Boolean)
      .map((line) => (JSON.parse(line) as { id: string }).id),
  );
  return ids.flatMap((id) => {
    const [, module, first] = REAL.exec(id) ?? [];
    if (module !== undefined) return { module, line: Number(first) };
    const [, file, line] = INJECTED.exec(id) ?? [];
    return file === undefined ? [] : { file, line: Number(line) };
  });
}
