import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import type { GrammarLoader } from '../core/ports';
import { freshModule } from './freshModule';

/**
 * Reads grammars from the built extension's folder.
 * @param assets holds `grammars/tree-sitter.js`, `grammars/tree-sitter.wasm` and `grammars/tree-sitter-<grammar>.wasm`
 */
export function nodeGrammars(assets: string): GrammarLoader {
  return {
    runtime: () => freshModule(join(assets, 'grammars', 'tree-sitter.js')),
    async load(grammar) {
      // The name comes from our own table; the check guarantees it.
      if (!/^[a-z0-9-]+$/.test(grammar)) throw new Error(`not a grammar: ${grammar}`);
      return readFile(join(assets, 'grammars', grammar === 'tree-sitter' ? 'tree-sitter.wasm' : `tree-sitter-${grammar}.wasm`));
    },
  };
}
