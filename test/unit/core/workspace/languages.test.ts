import { deepStrictEqual, ok, strictEqual } from 'node:assert';
import { existsSync } from 'node:fs';
import { join } from 'node:path';
import {
  extensionOf,
  extensionsBeside,
  familyOf,
  grammarOfFile,
  hasTestClasses,
  isCodeFile,
  isSourceName,
  languageOfFile,
  LANGUAGES,
  lineCommentOf,
} from '../../../../src/core/workspace/languages';
import { grammarOf } from '../../../../src/core/syntax/grammars';

const wasm = join(__dirname, '../../../../node_modules/@vscode/tree-sitter-wasm/wasm');

describe('the table of languages', () => {
  const sources = LANGUAGES.flatMap((entry) => [...entry.sources].map((source) => ({ id: entry.id, ...source })));

  it('names each language and each extension once', () => {
    const ids = LANGUAGES.map(({ id }) => id);
    const extensions = sources.flatMap((source) => [...source.extensions]);
    deepStrictEqual([new Set(ids).size, new Set<string>(extensions).size], [ids.length, extensions.length]);
    for (const extension of extensions) strictEqual(extension, extension.toLowerCase());
  });

  it('names only existing grammars, each with rules', () => {
    for (const source of sources) {
      if (!('grammar' in source)) continue;
      const name = `tree-sitter-${source.grammar}.wasm`;
      ok(existsSync(join(wasm, name)) || existsSync(join('media/grammars', source.grammar, name)), source.grammar);
      for (const extension of source.extensions) {
        const grammar = grammarOf(`a.${extension}`);
        deepStrictEqual([grammar?.name, grammar?.language], [source.grammar, source.syntax]);
        strictEqual(familyOf(source.syntax), source.id);
      }
    }
  });

  it('recognises a file by its extension', () => {
    deepStrictEqual(
      ['src/a.TSX', 'A.kt', 'a.vue', 'b.fs', 'c.h++', 'Makefile', '.py', 'a.txt'].map((file) => languageOfFile(file)),
      ['javascript', 'java', 'javascript', 'csharp', 'cpp', undefined, undefined, undefined],
    );
    deepStrictEqual(
      ['a.tsx', 'a.cs', 'a.kt', 'a.txt'].map((file) => grammarOfFile(file)),
      ['tsx', 'c-sharp', 'kotlin', undefined],
    );
    deepStrictEqual(extensionsBeside('a.exs'), ['ex', 'exs', 'erl', 'hrl']);
    deepStrictEqual(extensionsBeside('a.zig'), ['zig']);
    strictEqual(extensionOf('folder.d/name'), '');
  });

  it('distinguishes code and source names from the rest', () => {
    deepStrictEqual(
      ['a.py', 'a.sql', 'a.pem', 'a.env', 'a'].map((file) => isCodeFile(file)),
      [true, true, false, false, false],
    );
    deepStrictEqual(
      ['cart.py', 'settings.yml', 'main.c', 'point.t', 'cart.total', 'cart'].map((name) => isSourceName(name)),
      [true, true, true, false, false, false],
    );
  });

  it('contains comments and the places of tests', () => {
    deepStrictEqual(
      (['tsx', 'python', 'ruby', 'text'] as const).map((language) => lineCommentOf(language)),
      ['//', '#', '#', undefined],
    );
    deepStrictEqual(
      ['CartTest.scala', 'CartTest.cs', 'CartTest.ts'].map((file) => hasTestClasses(file)),
      [true, true, false],
    );
  });
});
