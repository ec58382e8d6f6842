import { only } from '../../only';
import type { CallSite, FunctionNode, SyntaxFile } from '../../syntax/syntax';
import { familyOf } from '../../workspace/languages';
import { callWritten } from './callText';
import { code, placeText } from './explanation';
import type { FunctionAt, ProgramView } from './programView';
import type { Found } from './resultPattern';
import { splitTop } from './writtenParts';

/**
 * Ways by which a value is lost or taken for another one on its way to a wrong result: a result that nothing takes, names in another
 * order than the values, a default in place of 0, a change to a copy. Each shows in the code whatever the result is.
 */
export function lostOnTheWay(view: ProgramView, { file, fn }: FunctionAt, wanted: string, got: string): Found | undefined {
  return (
    swappedNames(view, file, fn) ??
    defaultForZero(file, fn, wanted, got) ??
    droppedResult(view, file, fn) ??
    neverConsumed(file, fn) ??
    changesCopy(file, fn) ??
    appendedBehind(file, fn)
  );
}

/** `count, total = sums(values)` of `return total, count`. */
export function swappedNames(view: ProgramView, file: SyntaxFile, fn: FunctionNode): Found | undefined {
  const parts = file.allDefinitions(fn).filter(({ path, kind }) => kind === 'variable' && /^\d+$/.test(path[0] ?? '') && path.length === 1);
  for (const first of parts) {
    const [call] = first.calls;
    const callee = call && view.callee(call, file, fn);
    const returned = callee && only(callee.file.returns(callee.fn));
    const list = returned && splitTop(/^\s*[[(]([^]*)[\])]\s*$/.exec(returned.value)?.[1] ?? returned.value).map((part) => part.trim());
    if (!callee || !list || list.length < 2) continue;
    const second = parts.find(
      (each) =>
        each.startLine === first.startLine &&
        each.path[0] !== first.path[0] &&
        list[Number(first.path[0])] === each.name &&
        list[Number(each.path[0])] === first.name,
    );
    if (!second) continue;
    const place = { file: file.file, line: first.startLine };
    const from = { file: callee.file.file, line: returned.startLine };
    return {
      sentence: `Line ${first.startLine} takes ${code(first.name)} and ${code(second.name)} in the wrong order: ${code(callee.fn.name)} returns ${code(returned.value)} (${placeText(from, { file })}), so the two are swapped.`,
      place,
      why: 'takes the parts in another order',
      check: `Swap the names on line ${first.startLine}. If the result stays the same, this is not the cause.`,
    };
  }
  return undefined;
}

/** The operator that takes its right side for every falsy left one. */
const DEFAULTS = new Map<string, string>([
  ['javascript', '||'],
  ['python', 'or'],
  ['php', '?:'],
]);
const FALSY = /^(?:0(?:\.0)?|false|False|''|""|null|None)$/;

/** `quantity || 1`: the default also takes the place of 0, of false and of an empty text. */
function defaultForZero(file: SyntaxFile, fn: FunctionNode, wanted: string, got: string): Found | undefined {
  const sign = DEFAULTS.get(familyOf(file.language));
  if (sign === undefined || !FALSY.test(wanted.trim())) return undefined;
  const found = file
    .operations(fn)
    .filter(
      ({ operator, right }) => operator === sign && right.trim().replace(/^['"]|['"]$/g, '') === got.trim().replace(/^['"]|['"]$/g, ''),
    );
  const one = only(found);
  if (!one) return undefined;
  const text = `${one.left} ${one.operator} ${one.right}`;
  const instead = sign === '||' && wanted.trim() !== 'null' ? `; ${code('??')} would keep it` : '';
  return {
    sentence: `${code(text)} (${file.file}:${one.line}) gives ${code(one.right)} for every falsy ${code(one.left)}, and ${code(wanted.trim())} is one${instead}.`,
    place: { file: file.file, line: one.line },
    why: `gives ${code(one.right)} in place of ${code(wanted.trim())}`,
    check: `Ask for a missing value only on line ${one.line}. If the result stays the same, this is not the cause.`,
  };
}

const CHANGES =
  /[\w\])](?:\.|->)\w+(?:\[[^\]\n]{0,80}\])?\s{0,8}(?:[-+*/|&]|\|\||\?\?)?=(?![=>])|\]\s{0,8}[-+*/]?=(?!=)|\.(?:push|append|add|Add|put|set|insert|remove|delete|extend|update|pop|clear|save|write|send|emit|log|execute|commit|unshift|splice|sort|reverse)\w*\(|\b(?:print|println|puts|console|fmt|log|logger|logging|System\.out|echo|await|yield|global|nonlocal)\b|(?:\+\+|--)|[@$]\w+\s{0,8}=(?!=)/;

/** A call that only returns a new value, on a line that does not take it. */
function droppedResult(view: ProgramView, file: SyntaxFile, fn: FunctionNode): Found | undefined {
  for (const call of file.calls(fn)) {
    const written = callWritten(call, file);
    if (!standsAlone(file, call, written)) continue;
    const callee = view.callee(call, file, fn);
    if (!callee || callee.fn === fn || !onlyReturns(callee)) continue;
    return {
      sentence: `${code(written)} on line ${call.startLine} only returns a new value, and nothing takes its result: ${code(callee.fn.name)} (${placeText({ file: callee.file.file, line: callee.fn.signature.startLine }, { file })}) changes none of what it is given.`,
      place: { file: file.file, line: call.startLine },
      why: 'the result of the call is not used',
      check: `Use the result of ${code(written)} on line ${call.startLine}. If it still fails, this is not the cause.`,
    };
  }
  return undefined;
}

/** Whether a call is a statement of its own, or is given to Rust's `_`. */
function standsAlone({ lines, language }: SyntaxFile, { startLine, endLine }: CallSite, written: string): boolean {
  const text = (lines[startLine - 1] ?? '').trim();
  const closed = text.endsWith(';');
  // The last expression of a function is its value.
  if (/^(?:ruby|rust)$/.test(language) && !closed) return false;
  const before = (lines[startLine - 2] ?? '').trim();
  const goesOn = !closed && /^(?:[?&]?\.(?!\.)|->)/.test((lines[endLine] ?? '').trim());
  return (
    startLine === endLine &&
    text.replace(/;$/, '').replace(/^let _ = /, '') === written &&
    !goesOn &&
    !/(?:[=(,[+\-*&|.?:]|\breturn|=>)$/.test(before.replace(/^.*:$/, ''))
  );
}

function onlyReturns({ file, fn }: FunctionAt): boolean {
  const body = file.lines.slice(fn.signature.endLine, fn.endLine);
  const returns = file.returns(fn);
  return returns.length > 0 && returns.every(({ value }) => value !== '') && body.every((line) => line.length < 500 && !CHANGES.test(line));
}

const LAZY = new Map<string, RegExp>([
  ['rust', /^(?:map|filter|inspect|filter_map)$/],
  ['python', /^(?:map|filter)$/],
  ['java', /^(?:map|filter|peek)$/],
  ['csharp', /^(?:Select|Where)$/],
]);

/** A sequence that is made step by step only when something goes through it, and nothing does. */
function neverConsumed(file: SyntaxFile, fn: FunctionNode): Found | undefined {
  const lazy = LAZY.get(familyOf(file.language));
  if (!lazy) return undefined;
  for (const call of file.calls(fn)) {
    if (!lazy.test(call.name) || (call.receiver === undefined) !== (file.language === 'python')) continue;
    const written = callWritten(call, file);
    if (!standsAlone(file, call, written)) continue;
    return {
      sentence: `${code(written)} on line ${call.startLine} is lazy: it does nothing until something goes through it, and nothing does, so its function never runs.`,
      place: { file: file.file, line: call.startLine },
      why: 'is lazy, and nothing consumes it',
      check: `Go through it in a loop on line ${call.startLine}. If the result stays the same, this is not the cause.`,
    };
  }
  return undefined;
}

/** Go: a method whose receiver is a value changes a copy of the object. */
function changesCopy(file: SyntaxFile, fn: FunctionNode): Found | undefined {
  if (file.language !== 'go') return undefined;
  const header = (file.lines[fn.signature.startLine - 1] ?? '').slice(0, 300);
  const [, receiver = '', type = ''] = /^func \((\w{1,40}) ([A-Za-z]\w{0,80})\)/.exec(header) ?? [];
  if (!receiver) return undefined;
  const sets = new RegExp(`^\\s*${receiver}\\.\\w{1,80} {0,4}(?:[-+*/|&]?=(?!=)|\\+\\+|--)`);
  const at = file.lines.slice(fn.signature.endLine, fn.endLine).findIndex((line) => sets.test(line.slice(0, 300)));
  if (at < 0 || file.returns(fn).some(({ value }) => value.trim() === receiver)) return undefined;
  const line = fn.signature.endLine + at + 1;
  return {
    sentence: `${code(fn.name)} (line ${fn.signature.startLine}) has the receiver ${code(`${receiver} ${type}`)}, a copy of the object: line ${line}, ${code((file.lines[line - 1] ?? '').trim())}, changes the copy, and a pointer receiver would change the object.`,
    place: { file: file.file, line: fn.signature.startLine },
    why: 'has a receiver that is a copy',
    check: `Make the receiver a pointer on line ${fn.signature.startLine}. If the result stays the same, this is not the cause.`,
  };
}

/** Go: `make([]T, n)` has n empty elements, and `append` adds behind them. */
function appendedBehind(file: SyntaxFile, fn: FunctionNode): Found | undefined {
  if (file.language !== 'go') return undefined;
  for (const { name, value, startLine } of file.allDefinitions(fn)) {
    const size = /^make\(\[\]\w[\w.*]{0,60}, ([^,()]{1,60}(?:\(\w{1,60}\))?)\)$/.exec(value?.trim() ?? '')?.[1];
    const append = file.calls(fn).find((call) => call.name === 'append' && call.args[0]?.trim() === name && call.startLine > startLine);
    if (!size || size === '0' || !append) continue;
    return {
      sentence: `${code(value?.trim() ?? '')} on line ${startLine} makes ${code(size)} empty elements, and ${code('append')} on line ${append.startLine} adds behind them: a length of 0 and that capacity would leave them out.`,
      place: { file: file.file, line: startLine },
      why: 'makes elements that stay empty',
      check: `Make it with the length 0 on line ${startLine}. If the result stays the same, this is not the cause.`,
    };
  }
  return undefined;
}

/** The functions that a function calls, and those that they call, each once. */
export function calledFrom(view: ProgramView, { file, fn }: FunctionAt): FunctionAt[] {
  const found = new Map<FunctionNode, FunctionAt>();
  let level: FunctionAt[] = [{ file, fn }];
  for (let depth = 0; depth < DEEPEST && found.size < MOST_CALLED; depth += 1) {
    level = level.flatMap((each) => each.file.calls(each.fn).flatMap((call) => view.callee(call, each.file, each.fn) ?? []));
    level = level.filter((each) => each.fn !== fn && !found.has(each.fn));
    for (const each of level) found.set(each.fn, each);
  }
  return [...found.values()].slice(0, MOST_CALLED);
}

const DEEPEST = 2;
const MOST_CALLED = 12;
