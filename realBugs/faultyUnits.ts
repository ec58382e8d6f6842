import { existsSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { openSyntax } from '../src/core/syntax/openSyntax';
import type { SyntaxFile } from '../src/core/syntax/syntax';
import type { FolderBug } from './bugFolder';
import { packagedGrammars } from './packagedGrammars';

const syntax = openSyntax(packagedGrammars);

/**
 * The functions that hold a fix, as the ranking's judge reads them: in module code, the statement.
 * @param given lines of the faulty files, 1-based; those without code are left out
 * @returns a sentence if a file is not there or has none of the lines
 */
export async function faultyUnits(
  workspace: string,
  given: readonly { file: string; lines: readonly number[] }[],
): Promise<Pick<FolderBug, 'functions' | 'truth'> | string> {
  const functions: FolderBug['functions'] = {};
  const truth: (FolderBug['truth'][number] & { function: string })[] = [];
  for (const { file, lines } of given) {
    const path = join(workspace, file);
    if (!existsSync(path)) return `${file} is not there`;
    const source = await syntax.parse(file, readFileSync(path, 'utf8').replaceAll('\r\n', '\n'));
    functions[file] = source.functions.map((fn) => [fn.startLine, fn.endLine, fn.qualifiedName]);
    const ofCode = lines.filter((line) => source.lines[line - 1]?.trim());
    if (ofCode.length === 0) return `${file}:${lines.join()} is no line of code`;
    for (const line of ofCode) {
      const { name, range } = unitAt(source, line);
      const known = truth.find((each) => each.file === file && each.range[0] === range[0] && each.range[1] === range[1]);
      if (known) known.lines.push(line);
      else truth.push({ file, function: name, range, lines: [line] });
    }
  }
  return { functions, truth };
}

function unitAt(source: SyntaxFile, line: number): { name: string; range: [number, number] } {
  const fn = source.enclosing(line);
  if (fn) return { name: fn.qualifiedName, range: [fn.startLine, fn.endLine] };
  const { startLine, endLine } = source.statement(line);
  return { name: '', range: [startLine, endLine] };
}
