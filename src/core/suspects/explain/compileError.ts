import type { FunctionNode, SyntaxFile } from '../../syntax/syntax';
import { code, placeText, sourceLine, type ExplainInput, type Explanation } from './explanation';
import { memberText } from './failingExpression';
import { nearName } from './nearName';
import { originPlace, originSentences } from './originText';
import type { Place } from './originSteps';
import { originOf } from './valueOrigin';

/** What a compiler said, taken apart. */
type Said =
  | { kind: 'noMember'; name: string; type: string; suggestion?: string }
  | { kind: 'noName'; name: string; suggestion?: string }
  | { kind: 'notAssignable'; given: string; wanted: string; argument: boolean }
  | { kind: 'possiblyNothing'; name: string; value: string }
  | { kind: 'moved'; name: string };

const READERS: readonly [RegExp, (match: RegExpExecArray) => Said][] = [
  [
    /Property '([^'\n]{1,80})' does not exist on type '([^'\n]{1,200})'(?:\. Did you mean '([^'\n]{1,80})'\?)?/,
    ([, name = '', type = '', suggestion]) => ({ kind: 'noMember', name, type, suggestion }),
  ],
  [
    /['‘`"]([^'’`"\n]{1,120})['’`"] has no member named ['‘`"](\w{1,80})['’`"](?:; did you mean ['‘`"](\w{1,80})['’`"])?/,
    ([, type = '', name = '', suggestion]) => ({
      kind: 'noMember',
      name,
      type: type.replace(/^(?:const )?(?:struct |class )?|\s*[*&]+$/g, ''),
      suggestion,
    }),
  ],
  [
    /['‘`"]([\w.<>]{1,120})['’`"] does not contain a definition for ['‘`"](\w{1,80})['’`"]/,
    ([, type = '', name = '']) => ({ kind: 'noMember', name, type }),
  ],
  [
    /no (?:field|method)(?: named)? `(\w{1,80})` (?:found for [^\n]{0,40})?on type `[&*]*(?:mut )?(\w{1,80})/,
    ([, name = '', type = '']) => ({ kind: 'noMember', name, type }),
  ],
  [
    /no method named `(\w{1,80})` found for [^`\n]{0,40}`[&*]*(?:mut )?(\w{1,80})/,
    ([, name = '', type = '']) => ({ kind: 'noMember', name, type }),
  ],
  [
    /(\w{1,80})\.(\w{1,80}) undefined \(type [*&]*(?:\w+\.)?(\w{1,80}) has no field or method \2(?:, but does have (?:field|method) (\w{1,80}))?/,
    ([, , name = '', type = '', suggestion]) => ({ kind: 'noMember', name, type, suggestion }),
  ],
  [
    /cannot find symbol\s+symbol:\s+(?:method|variable)\s+(\w{1,80})[^\n]*\s+location:\s+(?:variable \w+ of type (\w{1,80})|class (\w{1,80}))/,
    ([text, name = '', type]) => (type && /location:\s+variable/.test(text) ? { kind: 'noMember', name, type } : { kind: 'noName', name }),
  ],
  [/cannot find symbol\s+symbol:\s+(?:class|method|variable)\s+(\w{1,80})/, ([, name = '']) => ({ kind: 'noName', name })],
  [
    /Cannot find name '(\w{1,80})'(?:\. Did you mean (?:the instance member )?'(?:this\.)?(\w{1,80})'\?)?/,
    ([, name = '', suggestion]) => ({ kind: 'noName', name, suggestion }),
  ],
  [/^undefined: (?:\w+\.)?(\w{1,80})/, ([, name = '']) => ({ kind: 'noName', name })],
  [/The name ['`‘](\w{1,80})['’] does not exist in the current context/, ([, name = '']) => ({ kind: 'noName', name })],
  [
    /cannot find (?:value|function|type|macro|struct, variant or union type) `(\w{1,80})` in this scope/,
    ([, name = '']) => ({ kind: 'noName', name }),
  ],
  [
    /['‘](\w{1,80})['’] was not declared in this scope(?:; did you mean ['‘](\w{1,80})['’])?/,
    ([, name = '', suggestion]) => ({ kind: 'noName', name, suggestion }),
  ],
  [
    /use of undeclared identifier '(\w{1,80})'(?:; did you mean '(\w{1,80})'\?)?/,
    ([, name = '', suggestion]) => ({ kind: 'noName', name, suggestion }),
  ],
  [
    /Argument of type '([^\n]{1,200}?)' is not assignable to parameter of type '([^\n]{1,200}?)'\./,
    ([, given = '', wanted = '']) => ({ kind: 'notAssignable', given, wanted, argument: true }),
  ],
  [
    /Type '([^\n]{1,200}?)' is not assignable to type '([^\n]{1,200}?)'\./,
    ([, given = '', wanted = '']) => ({ kind: 'notAssignable', given, wanted, argument: false }),
  ],
  [
    /incompatible types: ([^\n]{1,120}?) cannot be converted to ([^\n]{1,120})/,
    ([, given = '', wanted = '']) => ({ kind: 'notAssignable', given, wanted, argument: false }),
  ],
  [
    /cannot use [^\n]{1,160}? \((?:variable|value|constant|untyped string constant)[^)]{0,160}?of type (\S{1,80})\) as (\S{1,80}) value in (argument)?/,
    ([, given = '', wanted = '', argument]) => ({ kind: 'notAssignable', given, wanted, argument: argument !== undefined }),
  ],
  [
    /Cannot implicitly convert type [`']([^'\n]{1,120})' to [`']([^'\n]{1,120})'/,
    ([, given = '', wanted = '']) => ({ kind: 'notAssignable', given, wanted, argument: false }),
  ],
  [
    /(?:'([^'\n]{1,120})' is|Object is) possibly '(undefined|null)'/,
    ([, name = '', value = '']) => ({ kind: 'possiblyNothing', name, value }),
  ],
  [/(?:borrow|use) of (?:partially )?moved value: `([\w.]{1,80})`/, ([, name = '']) => ({ kind: 'moved', name })],
];

/** A compiler refused the code: what it said in words about this code, with what it suggests. */
export function explainCompile(input: ExplainInput): Explanation {
  const { error } = input;
  const message = error.message.slice(0, 2000);
  for (const [pattern, read] of READERS) {
    const match = pattern.exec(message);
    if (match) return explained(read(match), input);
  }
  if (/^mismatched types/.test(message)) return explainMismatch(input);
  return plain(input);
}

/** Nothing is known but what the compiler said. */
function plain({ at, error }: ExplainInput): Explanation {
  const [first = '', ...rest] = error.message
    .split('\n')
    .map((line) => line.trim())
    .filter(Boolean);
  return {
    title: shortened(first),
    sentences: [
      `Line ${at.line}, ${code(sourceLine(at))}: ${first.replace(/\.$/, '')}.`,
      ...rest.slice(0, 1).map((line) => `${line.replace(/\.$/, '')}.`),
    ],
    evidence: [],
    check: `Which side of the message is wrong: what stands at ${at.file.file}:${at.line}, or what it has to fit?`,
  };
}

function explained(said: Said, input: ExplainInput): Explanation {
  switch (said.kind) {
    case 'noMember':
      return noMember(said, input);
    case 'noName':
      return noName(said, input);
    case 'notAssignable':
      return notAssignable(said, input);
    case 'possiblyNothing':
      return possiblyNothing(said, input);
    case 'moved':
      return moved(said, input);
  }
}

function noMember({ name, type, suggestion }: Extract<Said, { kind: 'noMember' }>, { at, view }: ExplainInput): Explanation {
  const short = /\w+/.exec(type.replace(/^(?:const|struct|class)\s+/g, ''))?.[0] ?? type;
  const declared = declarationOf(short, view.files);
  const members = declared ? membersWritten(declared) : [];
  const near =
    suggestion ??
    nearName(
      name,
      members.map((member) => member.name),
    );
  const member = members.find((each) => each.name === near);
  const place: Place | undefined = declared && { file: declared.file.file, line: member?.line ?? declared.startLine };
  const read = at.file.propertyReads({ startLine: at.line, endLine: at.line }).filter(({ property }) => property === name);
  return {
    title: `${code(short)} has no ${code(name)}`,
    sentences: [
      `Line ${at.line} ${read.length === 1 ? `reads ${code(memberText(read[0]!, at.file.lines[at.line - 1] ?? ''))}` : `uses ${code(name)}`}, but ${code(short)} has no ${code(name)}${place && !member ? ` (${placeText(place, at)})` : ''}.`,
      ...(near ? [`Did you mean ${code(near)}${member && place ? ` (${placeText(place, at)})` : ''}?`] : []),
    ],
    evidence: place
      ? [{ file: place.file, line: place.line, why: member ? `${code(member.name)} is declared here` : `${code(short)} is declared here` }]
      : [],
    ...(place && { origin: place }),
    check: near
      ? `Write ${code(near)} on line ${at.line} and compile again.`
      : `Is ${code(name)} missing from ${code(short)}, or is the value of another type?`,
  };
}

interface Declared {
  file: SyntaxFile;
  startLine: number;
  endLine: number;
}

/** Where a type is declared, in the files that were read. */
function declarationOf(name: string, files: readonly SyntaxFile[]): Declared | undefined {
  const found = files.flatMap((file) => [
    ...file.classes.filter((each) => each.name === name).map(({ startLine, endLine }) => ({ file, startLine, endLine })),
    ...(file.classes.some((each) => each.name === name) ? [] : written(file, name)),
  ]);
  return found.length === 1 ? found[0] : undefined;
}

/** Interfaces and type aliases that the tree does not list as classes. */
function written(file: SyntaxFile, name: string): Declared[] {
  const start = file.lines.findIndex((line) =>
    new RegExp(`^\\s*(?:export\\s+)?(?:declare\\s+)?(?:interface|type|struct|record|enum)\\s+${name}\\b`).test(line),
  );
  if (start < 0) return [];
  const end = file.lines.findIndex((line, at) => at >= start && /^\s*\}/.test(line));
  return [{ file, startLine: start + 1, endLine: (end < 0 ? start : end) + 1 }];
}

/** A member's declaration is no longer. */
const LONGEST_MEMBER = 200;

function membersWritten({ file, startLine, endLine }: Declared): { name: string; line: number; type?: string }[] {
  const members = file.lines.slice(startLine - 1, endLine).flatMap((whole, at) => {
    const line = whole.slice(0, LONGEST_MEMBER);
    const typed = /^\s*(?:(?:readonly|public|private|protected|static|final|pub)\s+)*(\w+)[?!]?\s*:\s*([^;,]+)[;,]?\s*$/.exec(line);
    if (typed) return [{ name: typed[1] ?? '', line: startLine + at, type: typed[2]?.trim() }];
    const field = /^\s*(?:[\w<>[\],:*&]+\s+)+?[*&]?(\w+)\s*(?:=[^=].*)?;\s*$/.exec(line) ?? /^\s+(\w+)\s+[\w*[\].]+\s*(?:`.*)?$/.exec(line);
    return field ? [{ name: field[1] ?? '', line: startLine + at }] : [];
  });
  const methods = file.functions
    .filter((fn) => fn.startLine >= startLine && fn.endLine <= endLine && fn.name !== '')
    .map(({ name, startLine: line }) => ({ name, line }));
  return [...members, ...methods];
}

function noName({ name, suggestion }: Extract<Said, { kind: 'noName' }>, { at, view }: ExplainInput): Explanation {
  const { file, line, fn } = at;
  const own = fn ? file.allDefinitions(fn).map((each) => ({ name: each.name, place: { file: file.file, line: each.startLine } })) : [];
  const all = view.files.filter(({ language }) => language === file.language);
  const wide = all.flatMap((each) => [
    ...each.functions
      .filter(({ name: other }) => other !== '')
      .map(({ name: other, startLine }) => ({ name: other, place: { file: each.file, line: startLine } })),
    ...each.classes.map(({ name: other, startLine }) => ({ name: other, place: { file: each.file, line: startLine } })),
    ...each
      .allDefinitions({ startLine: 1, endLine: each.lines.length })
      .filter(({ startLine }) => each.enclosing(startLine) === undefined)
      .map((other) => ({ name: other.name, place: { file: each.file, line: other.startLine } })),
  ]);
  const near =
    suggestion ??
    nearName(
      name,
      own.map((each) => each.name),
    ) ??
    nearName(
      name,
      wide.map((each) => each.name),
    );
  const exact = wide.find((each) => each.name === name && each.place.file !== file.file);
  const found = [...own, ...wide].find((each) => each.name === near);
  const place = found?.place ?? exact?.place;
  return {
    title: `${code(name)} is not declared`,
    sentences: [
      `Line ${line} uses ${code(name)}, which is not declared there.`,
      ...(found
        ? [`Did you mean ${code(found.name)} (${placeText(found.place, at)})?`]
        : exact
          ? [`It is defined at ${placeText(exact.place, at)}, but not imported here.`]
          : near
            ? [`Did you mean ${code(near)}?`]
            : []),
    ],
    evidence: place ? [{ ...place, why: `${code(found?.name ?? name)} is declared here` }] : [],
    ...(place && { origin: place }),
    check: near ? `Write ${code(near)} on line ${line} and compile again.` : `Is ${code(name)} declared or imported, under that name?`,
  };
}

function notAssignable(
  { given, wanted, argument }: Extract<Said, { kind: 'notAssignable' }>,
  { at, view, frame }: ExplainInput,
): Explanation {
  const { file, line, column } = at;
  const calls = argument ? file.calls({ startLine: line, endLine: line }) : [];
  const target = calls
    .map((call) => ({ call, callee: view.callee(call, file, at.fn) }))
    .find(
      ({ callee, call }) => callee && call.args.length > 0 && (column === undefined || covers(call, column, file.lines[line - 1] ?? '')),
    );
  const text = sourceLine(at);
  const returned = argument ? undefined : /^return\s+(.+?);?$/.exec(text)?.[1];
  if (returned && at.fn?.name) return returnsOther(returned, given, wanted, at, at.fn);
  const key = /^['"]?(\w+)['"]?\s*:/.exec(text)?.[1];
  const typed = !argument && key ? typedLiteral(file, line) : undefined;
  const declared = typed && declarationOf(typed, view.files);
  const member = declared && key ? membersWritten(declared).find(({ name, type }) => name === key && type !== undefined) : undefined;
  const place: Place | undefined =
    declared && member
      ? { file: declared.file.file, line: member.line }
      : target?.callee && { file: target.callee.file.file, line: target.callee.fn.signature.startLine };
  const expression = argumentAt(target?.call.args ?? [], file.lines[line - 1] ?? '', column);
  const origin = expression ? originOf(view, expression, { file, fn: at.fn, line, frame }) : { steps: [] };
  const sentences = [
    argument
      ? `Line ${line} passes ${expression ? code(expression) : 'an argument'} of type ${code(given)} where ${target ? code(target.call.name) : 'the call'} takes ${code(wanted)}${place ? ` (${placeText(place, at)})` : ''}.`
      : `Line ${line}, ${code(text)}, gives ${key ? code(key) : 'it'} a ${code(given)} where a ${code(wanted)} is wanted${place ? ` (${placeText(place, at)})` : ''}.`,
    ...(argument ? originSentences(origin, 'undefined', at) : []),
  ];
  return {
    title: `${expression ? code(expression) : key ? code(key) : code(shortened(text))} is ${code(given)}, not ${code(wanted)}`,
    sentences,
    evidence: [
      ...(place ? [{ ...place, why: `wants ${code(wanted)}` }] : []),
      ...(originPlace(origin) ? [{ ...originPlace(origin)!, why: `where ${code(expression ?? '')} comes from` }] : []),
    ],
    ...(place && { origin: place }),
    check: `Which side is wrong: the value on line ${line}, or the type ${code(wanted)}${place ? ` at ${place.file}:${place.line}` : ''}?`,
  };
}

function returnsOther(returned: string, given: string, wanted: string, at: ExplainInput['at'], fn: FunctionNode): Explanation {
  const place = { file: at.file.file, line: fn.signature.startLine };
  return {
    title: `${code(fn.name)} returns a ${code(given)} where a ${code(wanted)} is wanted`,
    sentences: [
      `Line ${at.line} returns ${code(returned)}, a ${code(given)}, where ${code(fn.name)} (line ${place.line}) is to return a ${code(wanted)}.`,
    ],
    evidence: [{ ...place, why: `the declaration of ${code(fn.name)}` }],
    origin: place,
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

/** The type that an object around a line is declared with: `const config: Config = {`. */
function typedLiteral(file: SyntaxFile, line: number): string | undefined {
  const around = file
    .allDefinitions({ startLine: Math.max(1, line - 60), endLine: line })
    .findLast(({ type, valueRange }) => type && valueRange && valueRange.startLine <= line && line <= valueRange.endLine);
  return /^\w+$/.exec(around?.type ?? '')?.[0];
}

function possiblyNothing({ name, value }: Extract<Said, { kind: 'possiblyNothing' }>, { at, view, frame }: ExplainInput): Explanation {
  const expression = name || at.file.propertyReads({ startLine: at.line, endLine: at.line })[0]?.object || '';
  const origin = expression ? originOf(view, expression, { file: at.file, fn: at.fn, line: at.line, frame }) : { steps: [] };
  const place = originPlace(origin);
  return {
    title: `${code(expression)} can be ${value} on line ${at.line}`,
    sentences: [
      `Line ${at.line} uses ${code(expression)} without a check, and it can be ${code(value)}.`,
      ...originSentences(origin, value, at),
    ],
    evidence: place ? [{ ...place, why: `where ${code(expression)} comes from` }] : [],
    ...(place && { origin: place }),
    check: `What should happen on line ${at.line} when ${code(expression)} is ${value}?`,
  };
}

/** Rust: where the value went before it was used again. */
function moved({ name }: Extract<Said, { kind: 'moved' }>, { at }: ExplainInput): Explanation {
  const { file, line, fn } = at;
  const before = fn
    ? file
        .calls({ startLine: fn.startLine, endLine: line - 1 })
        .filter(({ args, name: called }) => args.some((arg) => arg.trim() === name) && !called.endsWith('!'))
    : [];
  const call = before.at(-1);
  const taken = call ?? undefined;
  const place = taken && { file: file.file, line: taken.startLine };
  const by = taken && `${taken.receiver ? `${taken.receiver}.` : ''}${taken.name}(${taken.args.join(', ')})`;
  return {
    title: `${code(name)} is used after it was moved`,
    sentences: [
      `Line ${line} uses ${code(name)} after its value was moved.`,
      ...(taken && by
        ? [
            `${code(by)} on line ${taken.startLine} takes it; ${code(`&${name}`)} would only borrow it, and ${code(`${name}.clone()`)} would pass a copy.`,
          ]
        : []),
    ],
    evidence: place ? [{ ...place, why: `moves ${code(name)}` }] : [],
    ...(place && { origin: place }),
    check: place
      ? `Pass ${code(`${name}.clone()`)} on line ${place.line} and compile again.`
      : `Where is ${code(name)} passed by value before line ${line}?`,
  };
}

/** Rust's E0308: the message names no types; the function's own return type is there to be read. */
function explainMismatch({ at, error }: ExplainInput): Explanation {
  const { file, line, fn } = at;
  const types = /expected `([^`\n]{1,80})`, found `([^`\n]{1,80})`/.exec(`${error.message}\n${error.details ?? ''}`);
  const header = fn ? (file.lines[fn.signature.startLine - 1] ?? '') : '';
  const returned = /->\s*([^\s{](?:[^{]{0,200}?[^\s{])?)\s*(?:\{\s*)?$/.exec(header)?.[1];
  const isReturn = fn !== undefined && returned !== undefined && file.returns(fn).some(({ startLine }) => startLine === line);
  const length = /\.(?:len|count|capacity)\(\)$/.test(sourceLine(at).replace(/;$/, ''));
  const found = types?.[2] ?? (length ? 'usize' : undefined);
  const place = isReturn ? { file: file.file, line: fn.signature.startLine } : undefined;
  const name = fn?.name ?? '';
  return {
    title: `${code(shortened(sourceLine(at)))} is of another type than is wanted`,
    sentences: [
      isReturn
        ? `Line ${line} returns ${code(sourceLine(at))}${found ? `, a ${code(found)}` : ''}, but ${code(name)} is declared to return ${code(returned)} (line ${fn.signature.startLine}).`
        : `Line ${line}, ${code(sourceLine(at))}${types ? `, gives a ${code(types[2] ?? '')} where ${code(types[1] ?? '')} is wanted` : ' is of another type than is wanted there'}.`,
      ...(found && returned && isReturn && /^[ui]\d+$/.test(returned) && /^[ui](?:\d+|size)$/.test(found)
        ? [`${code(`as ${returned}`)} or ${code('try_into()')} converts it; or ${code(name)} returns ${code(found)}.`]
        : []),
    ],
    evidence: place ? [{ ...place, why: `declares the type ${code(returned ?? '')}` }] : [],
    ...(place && { origin: place }),
    check: `Which side is wrong: the expression on line ${line}, or the declared type?`,
  };
}

function shortened(text: string): string {
  return text.length > 90 ? `${text.slice(0, 89)}…` : text;
}
