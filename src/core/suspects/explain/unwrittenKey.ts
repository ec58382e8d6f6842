import { only } from '../../only';
import type { CallSite, Definition, FunctionNode, SyntaxFile } from '../../syntax/syntax';
import { familyOf } from '../../workspace/languages';
import { escapePattern } from './escapePattern';
import { code, placeText, type ExplainInput } from './explanation';
import { nearName } from '../../flow/nearName';
import type { Found } from './resultPattern';
import { keysIn, splitTop } from './writtenParts';

/** Calls of a list that pass its elements to their callback, with the callback's parameter that receives one. */
const ELEMENT_OF: Readonly<Record<string, number>> = {
  map: 0,
  flatMap: 0,
  forEach: 0,
  filter: 0,
  find: 0,
  some: 0,
  every: 0,
  reduce: 1,
  reduceRight: 1,
};

/** Reads that a default or a condition follows, so that an absent key is expected. */
const EXPECTED_ABSENT = /^\s*(?:\?\?|\|\||&&|\?|[!=]==?|\()/;

const INHERITED: ReadonlySet<string> = new Set(Object.getOwnPropertyNames(Object.prototype));

/**
 * JavaScript: a result of `NaN` or `undefined` where the tested function reads a key that the test's own objects are written without.
 * Claimed only where every such object is an object literal in the test, and neither file assigns the key.
 */
export function unwrittenKey(
  { at, view }: ExplainInput,
  file: SyntaxFile,
  fn: FunctionNode,
  wanted: string,
  got: string,
): Found | undefined {
  if (familyOf(file.language) !== 'javascript') return undefined;
  const empty = /\b(?:NaN|undefined)\b/.exec(got)?.[0];
  if (!empty || wanted.includes(empty)) return undefined;
  const call = only(
    at.file
      .calls(at.fn ?? { startLine: at.line, endLine: at.line })
      .filter((each) => each.startLine <= at.line && view.callee(each, at.file, at.fn)?.fn === fn),
  );
  if (!call) return undefined;
  for (const read of file.propertyReads(fn)) {
    const line = file.lines[read.line - 1] ?? '';
    const after = line.slice(read.column - 1 + read.property.length);
    if (INHERITED.has(read.property) || EXPECTED_ABSENT.test(after)) continue;
    if ([file, at.file].some(({ text }) => new RegExp(`[.\\s{,'"]${escapePattern(read.property)}['"]?\\s*(?:=(?!=)|:)`).test(text)))
      continue;
    const source = sourceOf(read.object, read.line, file, fn);
    const argument = source && call.args[source.position];
    const written = argument === undefined ? undefined : literalOf(argument, call, at);
    const keys = written && keysOf(written.text, source?.element === true);
    if (!written || !keys?.length || keys.includes(read.property)) continue;
    const near = nearName(read.property, keys);
    const expression = code(`${read.object}.${read.property}`);
    const objects = source?.element ? 'The objects that the test passes' : 'The object that the test passes';
    return {
      sentence: `${expression} on line ${read.line} is undefined. ${objects} (${placeText({ file: at.file.file, line: written.line }, { file })}) ${source?.element ? 'have' : 'has'} ${listOf(keys)}, but no ${code(read.property)}.${near ? ` Did you mean ${code(near)}?` : ''}${empty === 'NaN' ? ` Arithmetic with undefined gives ${code('NaN')}.` : ''}`,
      place: { file: file.file, line: read.line },
      why: `reads ${code(read.property)}, which the test's data does not have`,
      check: `Log ${expression} on line ${read.line}. If it is not undefined, this is not the cause.`,
    };
  }
  return undefined;
}

/** The parameter of the function that a name stands for at a line: the parameter itself, or an element of it. */
function sourceOf(name: string, line: number, file: SyntaxFile, fn: FunctionNode): { position: number; element: boolean } | undefined {
  if (!/^[\w$]+$/.test(name)) return undefined;
  const parameter = (each: string): number => fn.parameters.findIndex((other) => other.name === each);
  const definitions = file.definitions(name, fn);
  const loop = only(definitions.filter(({ kind }) => kind === 'loop'));
  if (loop && definitions.length === 1) {
    const list = parameter(loop.value?.trim() ?? '');
    return list < 0 || loop.path.length || !isUnchanged(loop.value?.trim() ?? '', file, fn) ? undefined : { position: list, element: true };
  }
  const passed = file.calls(fn).filter((call) => elementName(call) === name);
  if (passed.length) {
    const around = only(passed.filter(({ startLine, endLine }) => startLine <= line && line <= endLine));
    const list = parameter(around?.receiver ?? '');
    return around?.receiver && list >= 0 && isUnchanged(around.receiver, file, fn) ? { position: list, element: true } : undefined;
  }
  const position = parameter(name);
  return position < 0 || !isUnchanged(name, file, fn) ? undefined : { position, element: false };
}

/** The name that an inline callback gives to an element of the list that it is called with. */
function elementName({ name, args: [callback = ''] }: CallSite): string | undefined {
  if (!Object.hasOwn(ELEMENT_OF, name)) return undefined;
  const [, listed, single] = /^\s*(?:async\s+)?(?:(?:function\b[^(]{0,80})?\(([^()]{0,200})\)|([\w$]+)\s*=>)/.exec(callback) ?? [];
  return single && ELEMENT_OF[name] === 0 ? single : listed?.split(',')[ELEMENT_OF[name]!]?.split(/[:=]/)[0]?.trim();
}

/** Whether a parameter is never assigned in the function. */
function isUnchanged(name: string, file: SyntaxFile, fn: FunctionNode): boolean {
  return file.definitions(name, fn).every(({ kind }) => kind === 'parameter');
}

/** The literal of an argument: in the call, or in the one definition of its name in the test. */
function literalOf(argument: string, call: { startLine: number }, at: ExplainInput['at']): { text: string; line: number } | undefined {
  const text = argument.trim();
  if (/^[[{]/.test(text)) return { text, line: call.startLine };
  if (!/^[\w$]+$/.test(text)) return undefined;
  const definition = only(at.file.definitions(text, { startLine: 1, endLine: at.file.lines.length }));
  return definition && literalAt(at.file, definition);
}

/** Every key of an object literal, or of all elements of a list of object literals; undefined where not all are in sight. */
function keysOf(text: string, element: boolean): string[] | undefined {
  const trimmed = text.trim();
  if (!element) return trimmed.startsWith('{') ? keysIn(trimmed) : undefined;
  const inner = /^\[([^]*)\]/.exec(trimmed)?.[1];
  const elements = inner === undefined ? [] : splitTop(inner).map((each) => each.trim());
  const keys = elements.map((each) => (/^\{[^]*\}$/.test(each) ? keysIn(each) : undefined));
  return keys.every((each) => each !== undefined) ? [...new Set(keys.flat())] : undefined;
}

function listOf(keys: readonly string[]): string {
  const shown = keys.slice(0, 6).map(code);
  const last = keys.length > 6 ? `${keys.length - 6} more` : shown.pop();
  return shown.length ? `${shown.join(', ')} and ${last}` : (last ?? '');
}

/** The object or array literal that a definition assigns; undefined where its value is something else. */
function literalAt(file: SyntaxFile, { valueRange, value, endLine }: Definition): { text: string; line: number } | undefined {
  if (!/^\s*(?:(?:React\.)?useState(?:<[^<>]{1,120}>)?\(\s*)?[{[]/.test(value ?? '')) return undefined;
  const line = valueRange?.startLine ?? endLine;
  const lines = file.lines.slice(line - 1, valueRange?.endLine ?? line);
  const text = lines.join('\n');
  return { line, text: text.slice(Math.max(0, text.search(/[{[]/))) };
}
