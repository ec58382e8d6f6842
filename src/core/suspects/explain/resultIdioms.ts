import { only } from '../../only';
import type { CallSite, FunctionNode, SyntaxFile } from '../../syntax/syntax';
import { familyOf } from '../../workspace/languages';
import { callWritten } from './callText';
import { escapePattern } from './escapePattern';
import { code } from './explanation';
import type { Found } from './resultPattern';
import { usedUpResult } from './usedUp';
import type { ProgramView } from './programView';

/** Idioms of one language with a result that surprises; each is claimed only with a result that fits it. */
export function resultIdiom(file: SyntaxFile, fn: FunctionNode, wanted: string, got: string, view: ProgramView): Found | undefined {
  switch (familyOf(file.language)) {
    case 'javascript':
      return (
        parsedWithIndex(file, fn, got) ??
        loopNotAwaited(file, fn, wanted, got) ??
        joinedTexts(file, fn, wanted, got) ??
        assignedIntoShared(file, fn)
      );
    case 'python':
      return usedUpResult(file, fn, got, view);
    case 'go':
      return notExported(file, fn, got, view) ?? changedCopies(file, fn) ?? appendedToShared(file, fn);
    default:
      return undefined;
  }
}

/** `texts.map(parseInt)`: the index becomes the second argument. */
function parsedWithIndex(file: SyntaxFile, fn: FunctionNode, got: string): Found | undefined {
  if (!/\bNaN\b/.test(got)) return undefined;
  const call = only(
    file.calls(fn).filter(({ name, args }) => /^(?:map|flatMap)$/.test(name) && /^(?:Number\.)?parseInt$/.test(args[0]?.trim() ?? '')),
  );
  if (!call) return undefined;
  const written = callWritten(call, file);
  return {
    sentence: `${code(written)} on line ${call.startLine} passes the index as the second argument of ${code('parseInt')}, its radix: base 1 does not exist, and in a low base most digits are invalid.`,
    place: { file: file.file, line: call.startLine },
    why: 'passes the index as the radix',
    check: `Write ${code('(text) => parseInt(text, 10)')} on line ${call.startLine}. If the result stays the same, this is not the cause.`,
  };
}

/** A sum that is a text: `+` joins where one side is a text. */
function joinedTexts(file: SyntaxFile, fn: FunctionNode, wanted: string, got: string): Found | undefined {
  // No number is written like that.
  if (!/^-?\d+(?:\.\d+)?$/.test(wanted.trim()) || !/^["'`]?(?:0\d+|\d+\.\d+\.[\d.]*)["'`]?$/.test(got.trim())) return undefined;
  const added = only(file.operations(fn).filter(({ operator }) => operator === '+' || operator === '+='));
  if (!added || /^["'`]|["'`]$/.test(`${added.left}${added.right}`)) return undefined;
  const text = `${added.left} ${added.operator} ${added.right}`;
  return {
    sentence: `The result is a text: ${code(text)} on line ${added.line} joins where one side is a text, instead of adding numbers.`,
    place: { file: file.file, line: added.line },
    why: 'joins texts instead of adding numbers',
    check: `Write ${code(`Number(${added.right})`)} on line ${added.line}. If the result stays the same, this is not the cause.`,
  };
}

/** Go: `for _, item := range items` gives copies of the elements; a change of one is lost. */
function changedCopies(file: SyntaxFile, fn: FunctionNode): Found | undefined {
  for (let line = fn.startLine; line <= fn.endLine; line += 1) {
    const loop = /\bfor\s+(?:_|\w+)\s*,\s*(\w+)\s*:=\s*range\s+(\w+)\s*\{/.exec((file.lines[line - 1] ?? '').slice(0, 300));
    const [, item = '', list = ''] = loop ?? [];
    const type = fn.parameters.find(({ name }) => name === list)?.type?.trim() ?? '';
    if (!loop || !/^(?:\.\.\.|\[\])[A-Z_a-z][\w.]*$/.test(type)) continue;
    const changes = new RegExp(`^\\s*${item}\\.\\w+(?:\\.\\w+)*\\s*(?:[-+*/]?=(?!=)|\\+\\+|--)`);
    const at = file.lines.slice(line, fn.endLine).findIndex((text) => changes.test(text.slice(0, 300)));
    const rest = file.lines.slice(line, fn.endLine).join('\n');
    if (at < 0 || new RegExp(`\\b${list}\\[[^\\]\\n]{1,80}\\]\\s*=(?!=)|append\\(|&${item}\\b|=\\s*${item}\\b(?!\\.)`).test(rest)) continue;
    const place = { file: file.file, line };
    return {
      sentence: `${code(item)} is a copy of the element in each round of the loop on line ${line}: line ${line + 1 + at}, ${code((file.lines[line + at] ?? '').trim())}, changes the copy, and ${code(list)} keeps its values.`,
      place,
      why: 'loops over copies of the elements',
      check: `Write through the index (${code(`${list}[i]`)}) on line ${line + 1 + at}. If the result stays the same, this is not the cause.`,
    };
  }
  return undefined;
}

/** `forEach(async …)`: nothing waits for the callbacks. */
function loopNotAwaited(file: SyntaxFile, fn: FunctionNode, wanted: string, got: string): Found | undefined {
  if (got.length >= wanted.length) return undefined;
  const call = only(file.calls(fn).filter(({ name, args }) => name === 'forEach' && /^async\b/.test(args[0]?.trim() ?? '')));
  if (!call) return undefined;
  return {
    sentence: `${code(`${call.receiver ?? ''}.forEach(async …)`)} on line ${call.startLine} does not wait: ${code('forEach')} ignores the promises of its callback, so ${code(fn.name)} goes on before they are done.`,
    place: { file: file.file, line: call.startLine },
    why: 'does not wait for its callbacks',
    check: `Use ${code('for (… of …)')} with ${code('await')}, or ${code('Promise.all')} over ${code('map')}, on line ${call.startLine}. If the result stays the same, this is not the cause.`,
  };
}

/** `Object.assign(DEFAULTS, options)` into an object of the module: later calls see what an earlier one assigned. */
function assignedIntoShared(file: SyntaxFile, fn: FunctionNode): Found | undefined {
  const call = only(file.calls(fn).filter(({ name, receiver, args }) => name === 'assign' && receiver === 'Object' && args.length > 1));
  const target = call?.args[0]?.trim() ?? '';
  if (
    !call ||
    !/^[A-Za-z_$][\w$]*$/.test(target) ||
    fn.parameters.some(({ name }) => name === target) ||
    file.definitions(target, fn).length > 0
  )
    return undefined;
  const shared = file
    .definitions(target, { startLine: 1, endLine: file.lines.length })
    .find(({ startLine }) => file.enclosing(startLine) === undefined);
  if (!shared) return undefined;
  return {
    sentence: `${code(callWritten(call, file))} on line ${call.startLine} changes ${code(target)} itself (line ${shared.startLine}), the same object in all calls: what an earlier call assigned is still there.`,
    place: { file: file.file, line: call.startLine },
    why: `changes ${code(target)}, which all calls share`,
    check: `Write ${code(`Object.assign({}, ${target}, …)`)} on line ${call.startLine}. If the result stays the same, this is not the cause.`,
  };
}

/** `[[0] * columns] * rows`: the rows are one list. */
export function repeatedRow(files: readonly SyntaxFile[], wanted: string, got: string): Found | undefined {
  const rows = [...got.matchAll(/\[[^[\]]{1,200}\]/g)].map(([row]) => row);
  if (rows.length < 2 || rows.some((row) => row !== rows[0]) || wanted === got) return undefined;
  const found = files
    .filter(({ language }) => language === 'python')
    .flatMap((file) =>
      file.lines.flatMap((text, index) => {
        const written = /\[\s{0,4}(?:\[[^[\]\n]{0,100}\](?:\s{0,4}\*\s{0,4}[\w.]{1,40})?)\s{0,4}\]\s{0,4}\*\s{0,4}[\w.()]{1,60}/.exec(
          text.slice(0, 400),
        )?.[0];
        return written ? [{ file, line: index + 1, written }] : [];
      }),
    );
  const one = only(found);
  return (
    one && {
      sentence: `${code(one.written)} (${one.file.file}:${one.line}) repeats the same list: all rows are one object, so a change of one row shows in all.`,
      place: { file: one.file.file, line: one.line },
      why: 'repeats the same inner list',
      check: `Make each row anew (${code('[… for _ in range(n)]')}) on line ${one.line}. If the result stays the same, this is not the cause.`,
    }
  );
}

/** Go: `encoding/json` sees only exported fields. */
function notExported(file: SyntaxFile, fn: FunctionNode, got: string, view: ProgramView): Found | undefined {
  if (!/^(?:0|""|''|nil|false|\[\]|map\[\]|<nil>|\{.*\})$/.test(got.trim())) return undefined;
  const call = only(
    file
      .calls(fn)
      .filter(({ name, receiver }) => /^(?:Unmarshal|Decode)$/.test(name) && (receiver === 'json' || /json|dec/i.test(receiver ?? ''))),
  );
  const target = /^&(\w+)$/.exec(call?.args.at(-1)?.trim() ?? '')?.[1];
  const type = target ? view.typeOf(target, file, fn) : undefined;
  const written = target ? file.definitions(target, fn).find((each) => each.type)?.type : undefined;
  const owner = type?.cls ?? (written ? view.classNamed(written.replace(/^[*[\]]+/, '')) : undefined);
  if (!call || !owner) return undefined;
  const { node } = owner;
  for (let line = node.startLine; line <= node.endLine; line += 1) {
    const field = /^\s+([a-z]\w*)\s+[\w*[\].]+/.exec((owner.file.lines[line - 1] ?? '').slice(0, 200))?.[1];
    if (!field) continue;
    const place = { file: owner.file.file, line };
    return {
      sentence: `${code(callWritten(call, file))} (${file.file}:${call.startLine}) fills only exported fields, whose names begin with a capital letter: ${code(field)} of ${code(node.name)} (${place.file}:${line}) stays as it is.`,
      place,
      why: `${code(field)} is not exported`,
      check: `Write ${code(`${field.charAt(0).toUpperCase()}${field.slice(1)}`)} with a ${code(`json:"${field}"`)} tag on line ${line}. If the result stays the same, this is not the cause.`,
    };
  }
  return undefined;
}

/** Go: two slices appended to the same slice may share its memory. */
function appendedToShared(file: SyntaxFile, fn: FunctionNode): Found | undefined {
  const calls = file.calls(fn).filter(({ name, receiver }) => name === 'append' && receiver === undefined);
  for (const [index, first] of calls.entries()) {
    const second = calls.slice(index + 1).find(({ args }) => args[0] === first.args[0]);
    const base = first.args[0] ?? '';
    if (!second || !/^\w+$/.test(base) || assigns(file, first, base) || assigns(file, second, base)) continue;
    return {
      sentence: `Lines ${first.startLine} and ${second.startLine} both append to ${code(base)}: where it has room left, both results share one array, and ${code(callWritten(second, file))} overwrites what ${code(callWritten(first, file))} wrote.`,
      place: { file: file.file, line: first.startLine },
      why: `appends to ${code(base)}, which another result shares`,
      check: `Append to a copy (${code(`append(${base}[:len(${base}):len(${base})], …)`)}) on line ${first.startLine}. If the result stays the same, this is not the cause.`,
    };
  }
  return undefined;
}

function assigns(file: SyntaxFile, { startLine }: CallSite, name: string): boolean {
  return new RegExp(`(?<![\\w.])${escapePattern(name)}\\s*:?=(?!=)`).test(file.lines[startLine - 1] ?? '');
}
