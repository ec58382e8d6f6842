import { readFile } from 'node:fs/promises';
import { createRequire } from 'node:module';
import { dirname, join } from 'node:path';
import { openTrees } from '../../src/core/syntax/openSyntax';

const wasm = dirname(createRequire(import.meta.url).resolve('@vscode/tree-sitter-wasm'));

/** The product's grammars, one parser for all mutants of a process. */
export const openGrammars = openTrees({
  load: (name) => readFile(join(wasm, name === 'tree-sitter' ? 'tree-sitter.wasm' : `tree-sitter-${name}.wasm`)),
});
