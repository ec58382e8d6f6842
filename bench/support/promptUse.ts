import type { Snippet } from '../../src/core/context/failureEvidence';
import type { TokenCounter } from '../../src/core/ports';
import type { FunctionNode, SyntaxFile } from '../../src/core/syntax/syntax';
import type { FolderBug } from '../../realBugs/bugFolder';

/** One piece of code that a prompt shows. */
export interface ShownCode {
  snippet: Snippet;
  /** 1-based. */
  lines: ReadonlySet<number>;
}

/** Tokens of a prompt's code, and those of no use for finding the fault. */
export interface PromptUse {
  code: number;
  noise: number;
  /** Noise by the reason for its inclusion. */
  reasons: Map<string, number>;
  /** Whether a function that the fix changes is shown, including its first line. */
  subject: boolean;
}

/** The true functions, the names they call, and the values they read: the code that belongs to a fault. */
interface Concerned {
  names: Set<string>;
  calls: Set<string>;
  reads: Set<string>;
}

/**
 * How much of a prompt's code is of use for a known fault: a true line, its function, its callers, its callees, a value that it reads, or
 * the failing test. Names are compared, not resolved: the bench judges the search's resolution and must not depend on it.
 */
export async function promptUse(
  shown: readonly ShownCode[],
  truth: FolderBug['truth'],
  open: (file: string) => Promise<SyntaxFile | undefined>,
  tokens: TokenCounter,
): Promise<PromptUse> {
  const concerned = await concernedBy(truth, open);
  const use: PromptUse = { code: 0, noise: 0, reasons: new Map(), subject: false };
  for (const each of shown) {
    const { snippet, lines } = each;
    const source = await open(snippet.file);
    if (!source) continue;
    const cost = tokens.count([...lines].map((line) => source.lines[line - 1] ?? '').join('\n'));
    use.code += cost;
    const own = truth.find(({ file, range }) => file === snippet.file && range[0] <= snippet.endLine && snippet.startLine <= range[1]);
    if (own && (lines.has(own.range[0]) || own.lines.some((line) => lines.has(line)))) use.subject = true;
    if (own || isOfUse(each, source, concerned)) continue;
    use.noise += cost;
    const reason = snippet.reason.replace(/`[^`]*`/g, '`…`').replace(/(called by|read by|calls) .*/, '$1 …');
    use.reasons.set(reason, (use.reasons.get(reason) ?? 0) + cost);
  }
  return use;
}

async function concernedBy(truth: FolderBug['truth'], open: (file: string) => Promise<SyntaxFile | undefined>): Promise<Concerned> {
  const concerned: Concerned = { names: new Set(), calls: new Set(), reads: new Set() };
  for (const { file, range } of truth) {
    const source = await open(file);
    const lines = { startLine: range[0], endLine: range[1] };
    if (!source) continue;
    for (const name of namesOf(source.enclosing(range[0]))) concerned.names.add(name);
    for (const { name } of source.calls(lines)) concerned.calls.add(name);
    for (const { property } of source.propertyReads(lines)) concerned.calls.add(property);
    const text = source.lines.slice(range[0] - 1, range[1]).join('\n');
    for (const name of text.match(/[A-Za-z_$][\w$]{2,}/g) ?? []) concerned.reads.add(name);
  }
  return concerned;
}

function isOfUse({ snippet, lines }: ShownCode, source: SyntaxFile, { names, calls, reads }: Concerned): boolean {
  if (snippet.role === 'test' && (snippet.frame !== undefined || snippet.reason.startsWith('the failing test'))) return true;
  if (source.calls(snippet).some(({ name, startLine }) => lines.has(startLine) && names.has(name))) return true;
  if (snippet.function === undefined) return source.allDefinitions(snippet).some(({ name }) => reads.has(name));
  return source.functions.some((fn) => lines.has(fn.startLine) && namesOf(fn).some((name) => calls.has(name)));
}

/** The names that call a function: its own, and that of its class if it is a constructor. */
function namesOf(fn: FunctionNode | undefined): string[] {
  if (!fn?.name) return [];
  const makes = fn.kind === 'constructor' || fn.name === '__init__';
  return [fn.name, ...(makes && fn.className ? [fn.className] : [])];
}
