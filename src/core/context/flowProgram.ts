import type { Program } from '../flow/way';
import type { SyntaxFile } from '../syntax/syntax';
import type { ImportResolver } from './resolveImport';
import type { WorkspaceCode } from './workspaceCode';

/** Files of a program that values are followed through. */
const MOST_FILES = 48;
const SHORTEST_NAME = 3;

/**
 * The program around a file and a stack: what they import, and on from there, then the nearest files that name something of theirs.
 * @param near only what the file and the stack import themselves
 * @param stack the failing one, innermost first: workspace-relative files, 1-based lines
 */
export async function flowProgram(
  source: SyntaxFile,
  stack: readonly { file: string; line: number; column?: number | undefined }[],
  { code, imports }: { code: WorkspaceCode; imports: ImportResolver },
  near = false,
): Promise<Program> {
  const opened = new Map([[source.file, source]]);
  const modules = new Map<string, SyntaxFile>();
  const open = async (file: string): Promise<SyntaxFile | undefined> => {
    const known = opened.get(file);
    if (known || opened.size >= MOST_FILES) return known;
    const found = await code.open(file);
    if (found) opened.set(file, found);
    return found;
  };
  const withImports = async (): Promise<void> => {
    // What is opened meanwhile is gone through, too.
    for (const file of near ? [...opened.values()] : opened.values())
      for (const { module, imported } of file.imports)
        for (const named of [module, `${module}.${imported}`])
          for (const target of modules.has(keyOf(file, named)) ? [] : await imports.resolve(file, named)) {
            const found = await open(target);
            if (found && !modules.has(keyOf(file, named))) modules.set(keyOf(file, named), found);
          }
  };
  for (const { file } of stack) await open(file);
  const names = [...opened.values()].flatMap(({ functions, classes }) => [...functions, ...classes].map(({ name }) => name));
  await withImports();
  if (!near) {
    const own = [...new Set(names)].filter((name) => name.length >= SHORTEST_NAME);
    for (const { file, text } of await code.near(source.file)) if (own.some((name) => text.includes(name))) await open(file);
    await withImports();
  }
  const frames = stack.flatMap(({ file, line, column }) => {
    const found = opened.get(file);
    return found ? [{ file: found, fn: found.enclosing(line), line, column, error: 0 }] : [];
  });
  return {
    files: [...opened.values()],
    frames,
    testRow: () => undefined,
    moduleFile: (module, at) => modules.get(keyOf(at, module)),
  };
}

function keyOf({ file }: SyntaxFile, module: string): string {
  return `${file}\0${module}`;
}
