import { readFile } from 'node:fs/promises';
import { createRequire } from 'node:module';
import { dirname, join } from 'node:path';
import type { GrammarLoader } from '../src/core/ports';
import { freshModule } from '../src/node/freshModule';

const folder = dirname(createRequire(import.meta.url).resolve('@vscode/tree-sitter-wasm'));

/** Grammars from their npm packages, for code that runs without a build: training, benches and tests. */
export const packagedGrammars: GrammarLoader = {
  runtime: () => freshModule(join(folder, 'tree-sitter.js')),
  load: (grammar) => readFile(join(folder, grammar === 'tree-sitter' ? 'tree-sitter.wasm' : `tree-sitter-${grammar}.wasm`)),
};
