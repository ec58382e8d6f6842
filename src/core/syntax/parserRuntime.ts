import type * as TreeSitterModule from '@vscode/tree-sitter-wasm';
import type { GrammarLoader } from '../ports';

export type TreeSitter = typeof TreeSitterModule;

/**
 * 64 kB pages. A tree of the largest text that is parsed needs 200 MB; a text that needs more makes the parser try ever more
 * interpretations, and should fail early.
 */
const PAGES = { initial: 512, maximum: 8192 };

/**
 * The parser's memory and code. A text that breaks it (its stack overflows, its memory ends) makes it unusable for any language; then it is
 * discarded, and the next text gets a new one.
 */
export interface ParserRuntime {
  readonly module: TreeSitter;
  /** It never shrinks. */
  readonly memory: WebAssembly.Memory;
  broken: boolean;
}

/** One for each process. */
let current: Promise<ParserRuntime> | undefined;

/** The current runtime; a new one where the last one broke. */
export async function parserRuntime(grammars: GrammarLoader): Promise<ParserRuntime> {
  let runtime = current;
  if (!runtime || (await runtime.catch(() => undefined))?.broken !== false) {
    // Callers that waited for the same broken one get the new one here.
    if (current === runtime) current = start(grammars);
    runtime = current ?? start(grammars);
  }
  return runtime;
}

async function start(grammars: GrammarLoader): Promise<ParserRuntime> {
  const [module, wasmBinary] = await Promise.all([grammars.runtime(), grammars.load('tree-sitter')]);
  const treeSitter = module as TreeSitter;
  // Its type has only `locateFile`; with the bytes it does not search for files, and it prints nothing.
  const memory = new WebAssembly.Memory(PAGES);
  const options = { wasmBinary, wasmMemory: memory, print: () => undefined, printErr: () => undefined };
  await treeSitter.Parser.init(options as unknown as Parameters<typeof treeSitter.Parser.init>[0]);
  return { module: treeSitter, memory, broken: false };
}
