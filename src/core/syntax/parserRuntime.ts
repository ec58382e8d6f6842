import type * as TreeSitterModule from '@vscode/tree-sitter-wasm';
import type { GrammarLoader } from '../ports';

export type TreeSitter = typeof TreeSitterModule;

/**
 * 64 kB pages. A tree of the largest text that is parsed needs 200 MB; what wants more is text that makes the parser try ever more
 * readings, and it is better off failing soon.
 */
const PAGES = { initial: 512, maximum: 8192 };

/**
 * The parser's memory and code. A text that breaks it (its stack overflows, its memory ends) leaves it in no state to go on in, for any
 * language; it is thrown away then, and the next text gets a new one.
 */
export interface ParserRuntime {
  readonly module: TreeSitter;
  /** It never shrinks. */
  readonly memory: WebAssembly.Memory;
  broken: boolean;
}

/** One a process, whoever opens it first. */
let current: Promise<ParserRuntime> | undefined;

/** The runtime as it is now; a new one where the last one broke. */
export async function parserRuntime(grammars: GrammarLoader): Promise<ParserRuntime> {
  let runtime = current;
  if (!runtime || (await runtime.catch(() => undefined))?.broken !== false) {
    // Whoever waited for the same broken one finds the new one here.
    if (current === runtime) current = start(grammars);
    runtime = current ?? start(grammars);
  }
  return runtime;
}

async function start(grammars: GrammarLoader): Promise<ParserRuntime> {
  const [module, wasmBinary] = await Promise.all([grammars.runtime(), grammars.load('tree-sitter')]);
  const treeSitter = module as TreeSitter;
  // Its type knows `locateFile` only; the bytes spare it any look for files, and it says nothing by itself.
  const memory = new WebAssembly.Memory(PAGES);
  const options = { wasmBinary, wasmMemory: memory, print: () => undefined, printErr: () => undefined };
  await treeSitter.Parser.init(options as unknown as Parameters<typeof treeSitter.Parser.init>[0]);
  return { module: treeSitter, memory, broken: false };
}
