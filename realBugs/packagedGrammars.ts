import { existsSync } from 'node:fs';
import { readFile } from 'node:fs/promises';
import { createRequire } from 'node:module';
import { dirname, join } from 'node:path';
import type { GrammarLoader } from '../src/core/ports';
import { freshModule } from '../src/node/freshModule';

const folder = dirname(createRequire(import.meta.url).resolve('@vscode/tree-sitter-wasm'));

/** Grammars from where the build takes them, for code that runs without a build: training, benches and tests. */
export const packagedGrammars: GrammarLoader = {
  runtime: () => freshModule(join(folder, 'tree-sitter.js')),
  load(grammar) {
    const name = grammar === 'tree-sitter' ? 'tree-sitter.wasm' : `tree-sitter-${grammar}.wasm`;
    const own = join(__dirname, '../media/grammars', grammar, name);
    return readFile(existsSync(own) ? own : join(folder, name));
  },
};
