import { ImportResolver } from '../context/resolveImport';
import { WorkspaceCode } from '../context/workspaceCode';
import type { SourceReader } from '../ports';
import type { Syntax } from '../syntax/syntax';
import { fileIndex } from '../workspace/fileIndex';
import type { Maker } from './returns/returnedFunction';
import type { Hop } from './valueChain/hop';
import { makingOf, valueChain, type Making } from './valueChain/valueChain';

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
  return { hops: await valueChain(value, { code, imports, stack }), code };
}

/** The places of the function that made a value: the path of its result, and what is written in it. */
export async function chainWithin(
  maker: Maker,
  { files, syntax }: { files: SourceReader; syntax: Syntax },
  signal?: AbortSignal,
): Promise<Making> {
  const code = new WorkspaceCode(files, syntax, fileIndex(await files.list(signal)), signal);
  const imports = new ImportResolver(code);
  return makingOf(maker, { code, imports, stack: [] });
}
