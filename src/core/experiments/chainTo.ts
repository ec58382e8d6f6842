import { FunctionFinder } from '../context/findFunctions';
import { ImportResolver } from '../context/resolveImport';
import { WorkspaceCode } from '../context/workspaceCode';
import type { SourceReader } from '../ports';
import type { Syntax } from '../syntax/syntax';
import { fileIndex } from '../workspace/fileIndex';
import type { WatchedFunction } from './returns/watchReturns';
import type { Hop } from './valueChain/hop';
import { chainOfResult, valueChain } from './valueChain/valueChain';

/** A place of the workspace and the expression to follow from there. */
export interface TracedValue {
  /** Workspace-relative with `/`. */
  file: string;
  /** 1-based. */
  line: number;
  expression: string;
}

/**
 * The path of a value to a place in the current files, nearest hop first, and the files read for it.
 * @param stack the failing one, innermost first: workspace-relative files, 1-based lines
 */
export async function chainTo(
  value: TracedValue,
  stack: readonly { file: string; line: number }[],
  { files, syntax }: { files: SourceReader; syntax: Syntax },
  signal?: AbortSignal,
): Promise<{ hops: Hop[]; code: WorkspaceCode }> {
  const code = new WorkspaceCode(files, syntax, fileIndex(await files.list(signal)), signal);
  const imports = new ImportResolver(code);
  return { hops: await valueChain(value, { code, imports, finder: new FunctionFinder(code, imports, value.file), stack }), code };
}

/** The path of a function's result within it, and into what it calls. */
export async function chainWithin(
  maker: WatchedFunction & { file: string },
  { files, syntax }: { files: SourceReader; syntax: Syntax },
  signal?: AbortSignal,
): Promise<Hop[]> {
  const code = new WorkspaceCode(files, syntax, fileIndex(await files.list(signal)), signal);
  const imports = new ImportResolver(code);
  return chainOfResult(maker, { code, imports, finder: new FunctionFinder(code, imports, maker.file), stack: [] });
}
