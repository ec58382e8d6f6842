import type { FunctionNode, SyntaxFile } from '../syntax/syntax';
import { COMMON } from './commonNames';
import type { FunctionRef } from './functionScope';
import { isTestFile } from './testCode';
import type { WorkspaceCode } from './workspaceCode';

/** The maximum number of files opened in a search for callers. */
const MOST_FOUND = 6;

/** Functions in files near a file that call a function by its name; tests count less. */
export async function callersNearby(code: WorkspaceCode, fn: FunctionNode, file: SyntaxFile, most: number): Promise<FunctionRef[]> {
  const name = fn.kind === 'constructor' ? (fn.className ?? fn.name) : fn.name;
  if (!/^[\w$]{3,}$/.test(name) || COMMON.has(name)) return [];
  const pattern = new RegExp(`(?:^|[^\\w$])${name.replaceAll('$', '\\$')}\\s*\\(|<${name.replaceAll('$', '\\$')}[\\s/>]`, 'm');
  const refs: FunctionRef[] = [];
  let opened = 0;
  for (const { file: each, text } of await code.near(file.file)) {
    if (opened >= MOST_FOUND || refs.length >= most) break;
    if (!pattern.test(text)) continue;
    opened++;
    const parsed = await code.open(each);
    for (const call of parsed?.calls({ startLine: 1, endLine: parsed.lines.length }) ?? []) {
      if (call.name !== name) continue;
      const caller = parsed!.enclosing(call.startLine);
      if (!caller || (caller.name === fn.name && each === file.file) || refs.some((ref) => ref.fn === caller)) continue;
      refs.push({ file: parsed!, fn: caller, certainty: isTestFile(each) ? 0.4 : 0.8 });
    }
  }
  return refs.slice(0, most);
}
