import { escapePattern } from '../escapePattern';
import type { CallSite, FunctionNode, SyntaxFile } from '../syntax/syntax';
import { COMMON } from './commonNames';
import type { FunctionRef } from './functionScope';
import { isTestFile } from './testCode';
import type { WorkspaceCode } from './workspaceCode';

/** The maximum number of files opened in a search for callers. */
const MOST_FOUND = 6;

/** A call with the file and the function that it stands in. */
export interface PlacedCall {
  file: SyntaxFile;
  call: CallSite;
  caller: FunctionNode | undefined;
}

/** Calls of a function by its name in files near its own, the nearest first; none of a name that many functions have. */
export async function* callsNearby(code: WorkspaceCode, fn: FunctionNode, file: SyntaxFile, mostFiles: number): AsyncGenerator<PlacedCall> {
  const name = fn.kind === 'constructor' ? (fn.className ?? fn.name) : fn.name;
  if (!/^[\w$]{3,}$/.test(name) || COMMON.has(name)) return;
  const pattern = new RegExp(`(?:^|[^\\w$])${escapePattern(name)}\\s*\\(|<${escapePattern(name)}[\\s/>]`, 'm');
  let opened = 0;
  for (const { file: each, text } of await code.near(file.file)) {
    if (opened >= mostFiles) return;
    if (!pattern.test(text)) continue;
    opened++;
    const parsed = await code.open(each);
    for (const call of parsed?.calls({ startLine: 1, endLine: parsed.lines.length }) ?? [])
      if (call.name === name) yield { file: parsed!, call, caller: parsed!.enclosing(call.startLine) };
  }
}

/** Functions in files near a file that call a function by its name; tests count less. */
export async function callersNearby(code: WorkspaceCode, fn: FunctionNode, file: SyntaxFile, most: number): Promise<FunctionRef[]> {
  const refs: FunctionRef[] = [];
  for await (const { file: each, caller } of callsNearby(code, fn, file, MOST_FOUND)) {
    if (!caller || (caller.name === fn.name && each.file === file.file) || refs.some((ref) => ref.fn === caller)) continue;
    refs.push({ file: each, fn: caller, certainty: isTestFile(each.file) ? 0.4 : 0.8 });
    if (refs.length >= most) break;
  }
  return refs;
}
