import { only } from '../../only';
import type { Definition, FunctionNode, SyntaxFile } from '../../syntax/syntax';
import { isOnTheWay } from './branchesAround';
import { callOf } from './callText';
import { escapePattern } from './escapePattern';
import { code, placeText, type ExplainInput } from './explanation';
import type { Place } from '../../flow/originSteps';
import type { ProgramView } from './programView';
import type { Found } from './resultPattern';
import { closingAt, splitWord } from './writtenParts';

const ONE_PASS = /^(?:filter|map|zip|reversed|iter|enumerate)\(|^\([^()]{1,200}\sfor\s|^open\(|^csv\.(?:Dict)?[rR]eader\(/;

/** An iterator that is read twice: the second time it is used up. */
export function usedUpResult(file: SyntaxFile, fn: FunctionNode, got: string, view: ProgramView): Found | undefined {
  if (!/^(?:0(?:\.0)?|\[\]|\(\)|\{\}|set\(\)|''|""|False|None)$/.test(got.trim())) return undefined;
  for (const { name, startLine, kind, ...made } of file.allDefinitions(fn)) {
    if (kind !== 'variable' || file.definitions(name, fn).length > 1) continue;
    const what = onePass({ ...made, name, startLine, kind }, file, fn, view);
    const uses = what === undefined ? [] : readsOf(name, file, fn, startLine);
    if (what === undefined || uses.length < 2) continue;
    return {
      sentence: `${code(name)} is ${what} (line ${startLine}: ${code(made.value ?? '')}), which can be read once: line ${uses[0]} uses it up, and nothing is left for line ${uses[1]}.`,
      place: { file: file.file, line: startLine },
      why: 'makes an iterator that is read twice',
      check: `Write ${code(`list(…)`)} around it on line ${startLine}. If the result stays the same, this is not the cause.`,
    };
  }
  return undefined;
}

/** Python: a name that is empty on a line, because a line before it has read its iterator to the end. */
export function usedUpBefore(
  name: string,
  { at, view }: Pick<ExplainInput, 'at' | 'view'>,
): { sentence: string; place: Place } | undefined {
  const { file, fn, line } = at;
  const made = fn && /^\w+$/.test(name) ? only(file.definitions(name, fn)) : undefined;
  if (!fn || !made || made.kind !== 'variable' || made.startLine >= line) return undefined;
  const what = onePass(made, file, fn, view);
  if (what === undefined) return undefined;
  const whole = escapePattern(name);
  const reads = new RegExp(
    `\\bin ${whole}(?![\\w.([])|(?<![\\w.])(?:list|tuple|set|frozenset|sorted|sum|max|min|dict|Counter|deque)\\(\\s{0,4}${whole}\\s{0,4}[,)]|\\.join\\(\\s{0,4}${whole}\\s{0,4}\\)`,
  );
  for (let before = made.startLine + 1; before < line; before += 1) {
    const text = (file.lines[before - 1] ?? '').slice(0, 500);
    // A loop or a search that ends early leaves the rest.
    if (!reads.test(text) || /\b(?:next|any|all)\(|\bif\b[^:]{0,200}\bin\b/.test(text) || !isOnTheWay(file, before, line)) continue;
    if (/^\s*(?:async )?for\b/.test(text) && leavesEarly(file, before, line)) return undefined;
    const place = { file: file.file, line: before };
    return {
      sentence: `${code(name)} is ${what} (${placeText({ file: file.file, line: made.startLine }, at)}), which can be read only once: line ${before}, ${code(text)}, uses it up, and nothing is left for line ${line}.`,
      place,
    };
  }
  return undefined;
}

function leavesEarly({ lines }: SyntaxFile, from: number, to: number): boolean {
  return lines.slice(from, to).some((text) => /^\s*(?:break|return)\b/.test(text));
}

/** What a definition holds, if it can be read only once: an iterator, or what a generator of the workspace gives. */
function onePass({ value = '', startLine }: Definition, file: SyntaxFile, fn: FunctionNode, view: ProgramView): string | undefined {
  const text = value.trim();
  if (file.language !== 'python' || text === '') return undefined;
  if (ONE_PASS.test(text)) return 'an iterator';
  if (isWrittenGenerator(text)) return 'a generator';
  const call = callOf(text, { file, fn, line: startLine });
  const callee = call && view.callee(call, file, fn);
  if (!callee) return undefined;
  const given = only(callee.file.returns(callee.fn))?.value.trim() ?? '';
  const isOne = callee.file.lines.slice(callee.fn.startLine - 1, callee.fn.endLine).some((line) => /\byield\b/.test(line)) || isWrittenGenerator(given);
  return isOne ? `the generator that ${code(callee.fn.name)} gives` : undefined;
}

/** `(price for price in prices)` */
function isWrittenGenerator(text: string): boolean {
  return text.startsWith('(') && closingAt(text.slice(1)) === text.length - 2 && splitWord(text.slice(1, -1), 'for') !== undefined;
}

/** Lines after a definition that read its name whole, not its members or attributes. */
function readsOf(name: string, { lines }: SyntaxFile, { endLine }: FunctionNode, from: number): number[] {
  const read = new RegExp(`(?<![\\w.])${escapePattern(name)}(?![\\w.=(]|\\s=[^=])`, 'g');
  return lines.slice(from, endLine).flatMap((text, index) => [...text.slice(0, 500).matchAll(read)].map(() => from + index + 1));
}
