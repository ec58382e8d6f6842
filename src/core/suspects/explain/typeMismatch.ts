import { lineOf, loweredFunction, nodesOn, overlap, spanOfLines } from '../../syntax/lower/places';
import { plainText } from '../../flow/changes';
import { detailOf } from './messages/details';
import { hasName, endsWith, isQuoted, isWord, unquoted, withoutLast, wordSet } from './textTests';
import { traitsOf } from '../../flow/traits';
import { only } from '../../only';
import type { FunctionNode, SyntaxFile } from '../../syntax/syntax';
import type { MessageOf } from './messages/ofCompilers';
import { declarationOf, membersWritten } from './declaredMembers';
import { citing, type ExplainInput, type Explanation, sourceLine, aType, code, placeText, shortened } from './explanation';
import type { OriginStep, Place } from '../../flow/originSteps';
import { originSentences, originPlace } from './originText';
import { isAsync, signatureOf } from './programView';
import { nearOriginOf } from './followed';

export function notAssignable({ given, wanted, argument }: MessageOf<'notAssignable'>, { at, view, frame }: ExplainInput): Explanation {
  const { file, line, column } = at;
  const promise = given.startsWith('Promise<') && !wanted.startsWith('Promise<') ? notAwaited(given, wanted, at, view) : undefined;
  if (promise) return promise;
  const calls = argument ? file.calls({ startLine: line, endLine: line }) : [];
  const target = calls
    .map((call) => ({ call, callee: view.callee(call, file) }))
    .find(
      ({ callee, call }) => callee && call.args.length > 0 && (column === undefined || covers(call, column, file.lines[line - 1] ?? '')),
    );
  const text = sourceLine(at);
  const returned = argument ? undefined : /^return\s+(.+?);?$/.exec(text)?.[1];
  const inReturned = returned?.startsWith('{') ? propertyAt(file, line, column) : undefined;
  if (returned && !inReturned && at.fn?.name) return returnsOther(returned, given, wanted, at, at.fn);
  const inObject = argument ? undefined : propertyAt(file, line, column);
  const key = inObject ?? propertyAt(file, line);
  const [defined, ...otherNames] = argument || key ? [] : file.allDefinitions({ startLine: line, endLine: line });
  const name = otherNames.length === 0 && defined?.startLine === line && defined.value ? defined.name : undefined;
  const typed = !argument && key ? (typedLiteral(file, line) ?? (inObject ? typeTaken(at, view) : undefined)) : undefined;
  const declared = typed && declarationOf(typed, view.files);
  const member = declared && key ? membersWritten(declared).find(({ name, type }) => name === key && type !== undefined) : undefined;
  const place: Place | undefined =
    declared && member
      ? { file: declared.file.file, line: member.line }
      : target?.callee && { file: target.callee.file.file, line: target.callee.fn.signature.startLine };
  const made =
    argument || inObject
      ? undefined
      : only(file.calls({ startLine: line, endLine: line }).flatMap((call) => view.callee(call, file) ?? []));
  const maker = made && hasName(made.file.lines[made.fn.signature.startLine - 1] ?? '', given) ? made : undefined;
  const expression = argumentAt(target?.call.args ?? [], file.lines[line - 1] ?? '', column);
  const origin = expression ? nearOriginOf(view, expression, { file, fn: at.fn, line, frame }) : { steps: [] };
  const widened = widenedLiteral(given, wanted, origin.steps.at(-1));
  const sentences = [
    argument
      ? `Line ${line} passes ${expression ? code(expression) : 'an argument'} of type ${code(given)} where ${target ? code(target.call.name) : 'the call'} takes ${code(wanted)}${place ? ` (${placeText(place, at)})` : ''}.`
      : `Line ${line}, ${code(text)}, gives ${(key ?? name) ? code(key ?? name ?? '') : 'it'} ${aType(given)} where ${aType(wanted)} is wanted${place ? ` (${placeText(place, at)})` : ''}.`,
    ...(argument ? originSentences(origin, 'undefined', at) : []),
    ...(widened ? [widened] : []),
    ...(maker ? [`${code(maker.fn.name)} is declared to return it (${placeText(signatureOf(maker), at)}).`] : []),
  ];
  return {
    title: name
      ? `${code(name)} is given ${aType(given)}, not ${aType(wanted)}`
      : `${expression ? code(expression) : key ? code(key) : code(shortened(text))} is ${code(given)}, not ${code(wanted)}`,
    sentences,
    evidence: [
      ...(place ? [{ ...place, why: `wants ${code(wanted)}` }] : []),
      ...(maker ? [{ ...signatureOf(maker), why: `declares ${code(given)}` }] : []),
      ...(originPlace(origin) ? [{ ...originPlace(origin)!, why: `where ${code(expression ?? '')} comes from` }] : []),
    ],
    ...((place ?? maker) && { origin: place ?? signatureOf(maker!) }),
    check: `Which side is wrong: the value on line ${line}, or the type ${code(wanted)}${place ? ` at ${place.file}:${place.line}` : ''}?`,
  };
}

/** TypeScript: a literal in an object that can be changed has the type `string`, not its own. */
function widenedLiteral(given: string, wanted: string, step: OriginStep | undefined): string | undefined {
  const literal = step && 'value' in step && isQuoted(step.value.trim()) ? unquoted(step.value.trim()) : undefined;
  if (given !== 'string' || literal === undefined || !wanted.split('|').some((each) => each.trim().slice(1, -1) === literal))
    return undefined;
  return `An object can be changed later, so ${code(step && 'value' in step ? step.value.trim() : '')} in it counts as any string: ${code('as const')} behind it would keep it as this one.`;
}

/** A promise where its value is wanted: the call on the line that is not awaited. */
function notAwaited(given: string, wanted: string, at: ExplainInput['at'], view: ExplainInput['view']): Explanation | undefined {
  const { file, line } = at;
  const made = file.calls({ startLine: line, endLine: line }).flatMap((call) => {
    const callee = view.callee(call, file);
    return callee && isAsync(callee) ? [{ call, callee }] : [];
  });
  const [found] = made;
  if (!found || made.length > 1) return undefined;
  const place = signatureOf(found.callee);
  const written = `${found.call.name}(${found.call.args.join(', ')})`;
  return {
    title: `${code(written)} gives a promise: ${code('await')} is missing`,
    sentences: [
      `Line ${line} uses ${code(written)} without ${code('await')}: it gives ${aType(given)} where ${aType(wanted)} is wanted.`,
      `${code(found.call.name)} is ${code('async')} (${placeText(place, at)}).`,
    ],
    ...citing(place, `${code(found.call.name)} is ${code('async')}`),
    check: `Add ${code('await')} on line ${line} and compile again.`,
  };
}

function returnsOther(returned: string, given: string, wanted: string, at: ExplainInput['at'], fn: FunctionNode): Explanation {
  const place = { file: at.file.file, line: fn.signature.startLine };
  return {
    title: `${code(fn.name)} returns ${aType(given)} where ${aType(wanted)} is wanted`,
    sentences: [
      `Line ${at.line} returns ${code(returned)}, ${aType(given)}, where ${code(fn.name)} (line ${place.line}) is to return ${aType(wanted)}.`,
    ],
    ...citing(place, `the declaration of ${code(fn.name)}`),
    check: `Which side is wrong: the value on line ${at.line}, or the type ${code(wanted)}?`,
  };
}

function covers(call: { column: number; name: string }, column: number, text: string): boolean {
  const open = text.indexOf('(', text.indexOf(call.name, call.column - 1));
  return open >= 0 && open < column;
}

function argumentAt(args: readonly string[], text: string, column: number | undefined): string | undefined {
  if (column === undefined) return args.length === 1 ? args[0] : undefined;
  return args.find((arg) => text.startsWith(arg, column - 1));
}

/** The property of an object at a column of its line, or the only one on it: `quantity` of `row({ name, quantity })`. */
function propertyAt(file: SyntaxFile, line: number, column?: number): string | undefined {
  const span = spanOfLines(file, line);
  const keys = nodesOn(file.code, span).flatMap((node) =>
    node.kind === 'map'
      ? node.entries.flatMap((entry) => (overlap({ start: entry.start, end: entry.start + 1 }, span) && entry.key ? [entry] : []))
      : [],
  );
  const found = column === undefined ? only(keys) : keys.find(({ start }) => start === span.start + column - 1);
  return found?.key && plainText(found.key);
}

/** The declared type of the parameter that takes an object at the column: `RowProps` of `row({ quantity })`. */
function typeTaken({ file, line, column = 1 }: ExplainInput['at'], view: ExplainInput['view']): string | undefined {
  const text = file.lines[line - 1] ?? '';
  const calls = file.calls({ startLine: line, endLine: line }).filter((call) => covers(call, column, text));
  const call = calls.toSorted((a, b) => b.column - a.column).find(({ args }) => args.some((arg) => arg.trim().startsWith('{')));
  const callee = call && view.callee(call, file);
  const position = call?.args.findIndex((arg) => arg.trim().startsWith('{')) ?? -1;
  const type = callee?.fn.parameters[position]?.type?.trim();
  return type !== undefined && isWord(type) ? type : undefined;
}

/** The declared type of an object around a line: `const config: Config = {`. */
function typedLiteral(file: SyntaxFile, line: number): string | undefined {
  const around = file
    .allDefinitions({ startLine: Math.max(1, line - 60), endLine: line })
    .findLast(({ type, valueRange }) => type && valueRange && valueRange.startLine <= line && line <= valueRange.endLine);
  return around?.type !== undefined && isWord(around.type) ? around.type : undefined;
}

/** Rust: the body ends with `;`, which drops the value that the function is declared to return. */
function droppedResult({ at: { file, line, fn } }: ExplainInput): Explanation | undefined {
  if (!traitsOf(file.language).tails || !fn || line < fn.signature.startLine || line > fn.signature.endLine) return undefined;
  const own = loweredFunction(file, fn);
  const returned = own?.result;
  const end = own?.body.at(-1);
  const last = end ? lineOf(file, end.start) : 0;
  const text = sourceLine({ file, line: last });
  if (!returned || end?.kind !== 'do' || last <= fn.signature.endLine || !text.endsWith(';')) return undefined;
  const place = { file: file.file, line: last };
  return {
    title: `${code(fn.name)} gives ${code('()')}, not ${code(returned)}`,
    sentences: [
      `${code(fn.name)} (line ${fn.signature.startLine}) is declared to return ${code(returned)}, but its last line ends with a semicolon, so it gives ${code('()')}.`,
      `Line ${last}, ${code(text)}, would be its value without the semicolon.`,
    ],
    ...citing(place, 'ends with a semicolon, so its value is dropped'),
    check: `Remove the semicolon at the end of line ${last} and compile again.`,
  };
}

/** Rust's whole numbers. */
const WHOLE = wordSet('u8 u16 u32 u64 u128 usize i8 i16 i32 i64 i128 isize');

/** Rust's E0308: the message names no types; the function's own return type can be read. */
export function explainMismatch(input: ExplainInput): Explanation {
  const { at, error } = input;
  const { file, line, fn } = at;
  const { wanted = '', given = '' } = detailOf('foundType', `${error.message}\n${error.details ?? ''}\n${error.frames[0]?.raw ?? ''}`);
  const types = wanted !== '';
  const returned = fn && loweredFunction(file, fn)?.result;
  const isReturn = fn !== undefined && returned !== undefined && file.returns(fn).some(({ startLine }) => startLine === line);
  const length = endsWith(withoutLast(sourceLine(at), ';'), '.len()', '.count()', '.capacity()');
  const found = types ? given : length ? 'usize' : undefined;
  const place = isReturn ? { file: file.file, line: fn.signature.startLine } : undefined;
  const name = fn?.name ?? '';
  const dropped = droppedResult(input);
  if (dropped) return dropped;
  return {
    title: types
      ? `${code(shortened(sourceLine(at)))} gives ${aType(given)}, and ${aType(wanted)} is wanted`
      : `${code(shortened(sourceLine(at)))} gives another type than is wanted`,
    sentences: [
      isReturn
        ? `Line ${line} returns ${code(sourceLine(at))}${found ? `, ${aType(found)}` : ''}, but ${code(name)} is declared to return ${code(returned)} (line ${fn.signature.startLine}).`
        : `Line ${line}, ${code(sourceLine(at))}${types ? `, gives ${aType(given)} where ${code(wanted)} is wanted` : ', gives another type than is wanted there'}.`,
      ...(found && returned && isReturn && WHOLE.has(returned) && WHOLE.has(found)
        ? [`${code(`as ${returned}`)} or ${code('try_into()')} converts it; or ${code(name)} returns ${code(found)}.`]
        : []),
    ],
    ...citing(place, `declares the type ${code(returned ?? '')}`),
    check: `Which side is wrong: the expression on line ${line}, or the declared type?`,
  };
}
