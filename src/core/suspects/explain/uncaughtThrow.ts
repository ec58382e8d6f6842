import { escapePattern } from '../../escapePattern';
import { hasName, isWord } from './textTests';
import type { FailureReport } from '../../capture/failureReport';
import type { CallSite, SyntaxFile } from '../../syntax/syntax';
import type { SuspectPorts } from '../candidateFacts';
import { callWritten } from './callText';
import { readForms } from './messages/messageForm';
import { aType, code, listed, type CommandExplained } from './explanation';
import { nativeFilesWith } from './filesWith';
import type { Place } from '../../flow/originSteps';

/** What the standard library says when it throws, and the calls that do so; a message may be the call's name itself. */
export const THROWN_BY_LIBRARY: readonly { said: readonly string[]; calls: readonly string[]; means: string }[] = [
  {
    said: ['sto{i|l|ll|ul|ull|f|d|ld}{$}'],
    calls: ['stoi', 'stol', 'stoll', 'stoul', 'stoull', 'stof', 'stod', 'stold'],
    means: 'the text has no such number at its beginning, or one that is too large',
  },
  {
    said: ['{vector|deque|array}::{_M_range_check|at}', 'vector{$}'],
    calls: ['at'],
    means: 'the index is not in it',
  },
  { said: ['{_Map_base|map|unordered_map|flat_map}::at'], calls: ['at'], means: 'the key is not in the map' },
  {
    said: ['basic_string::{:word}', 'basic_string{$}'],
    calls: ['substr', 'at', 'erase', 'insert', 'replace', 'compare'],
    means: 'the position is behind the end of the text',
  },
  { said: ['bad optional access{$}'], calls: ['value'], means: 'the optional holds no value' },
  {
    said: ['{?std::get: }…bad_variant_access', 'std::get: wrong index for variant{$}'],
    calls: ['get'],
    means: 'the variant holds another type',
  },
  { said: ['bad any{?_}{? }cast{$}'], calls: ['any_cast'], means: 'the value is of another type' },
  { said: ['std::bad_cast{$}'], calls: ['dynamic_cast'], means: 'the object is of another class' },
  {
    said: ['filesystem error: cannot '],
    calls: [
      ...['directory_iterator', 'recursive_directory_iterator', 'copy', 'copy_file', 'create_directory', 'create_directories'],
      ...['file_size', 'rename', 'remove', 'remove_all', 'canonical', 'last_write_time', 'open'],
    ],
    means: 'the file system refused it',
  },
  {
    said: ['regex_error', 'Unexpected … regular expression', 'Invalid … {regular expression|escape}'],
    calls: ['regex'],
    means: 'the pattern is no regular expression',
  },
];

const MOST_PLACES = 3;
const SHORTEST_LITERAL = 4;

/** A C++ program that ended with an exception and no stack: the `throw` with that message, or the calls that throw it. */
export async function explainUncaught(
  { errors, expectations }: FailureReport,
  ports: SuspectPorts,
  signal?: AbortSignal,
): Promise<CommandExplained | undefined> {
  const [error] = errors;
  // What a failed check of the program's own checks is in question, not where it throws.
  if (
    !error ||
    expectations.length > 0 ||
    errors.length > 1 ||
    error.language !== 'cpp' ||
    error.frames.length > 0 ||
    !/^[A-Za-z_]\w*(?:::\w+)*$/.test(error.type)
  )
    return undefined;
  const said = error.message.split('\n', 1)[0]?.trim() ?? '';
  const title = `${code(error.type)} was thrown and not caught`;
  const first = said
    ? `The program ended with ${aType(error.type)} that nothing caught: ${code(said)}.`
    : `The program ended with ${aType(error.type)} that nothing caught.`;
  const own = error.type.split('::').at(-1) ?? error.type;
  const thrown = throwsOf(own, said, (await nativeFilesWith(/\bthrow\b/, ports, signal)).files);
  if (thrown.length > 0) {
    const [only] = thrown.length === 1 ? thrown : [];
    return {
      title: only ? `${title}: ${only.by ? `${code(only.by)} throws it` : 'it is thrown'} at ${only.place.file}:${only.place.line}` : title,
      sentences: [
        first,
        only
          ? `${only.by ? code(only.by) : 'The code'} throws it (${only.place.file}:${only.place.line}): ${code(only.text)}.`
          : `It can be thrown at ${places(thrown.map(({ place }) => place))}; without a stack the output does not say where.`,
      ],
      evidence: thrown.slice(0, MOST_PLACES).map(({ place }) => ({ ...place, why: `throws ${code(error.type)}` })),
      check: `Run it in a debugger that stops where an exception is thrown (${code('catch throw')} in gdb): which ${code('throw')} is it, and with which values?`,
    };
  }
  const library = THROWN_BY_LIBRARY.find((each) => readForms(each.said, said));
  if (!library) return undefined;
  const names = library.calls.includes(said) ? [said] : library.calls;
  const { files, whole } = await nativeFilesWith(new RegExp(`\\b(?:${names.map(escapePattern).join('|')})\\b`), ports, signal);
  const calls = files.flatMap((file) =>
    file
      .calls({ startLine: 1, endLine: file.lines.length })
      .filter((call) => names.includes(call.name))
      .map((call) => ({ file, call, place: { file: file.file, line: call.startLine } })),
  );
  if (calls.length === 0) return undefined;
  const [only] = calls.length === 1 && whole ? calls : [];
  const written = only && code(callWritten(only.call, only.file));
  const given = only && (emptyBefore(said, only.call, only.file, files) ?? givenTo(only.call, only.file, files));
  return {
    title: only ? `${written} threw ${code(error.type)}` : title,
    sentences: [
      first,
      only
        ? `${written} (${only.place.file}:${only.place.line}) is the only call in the workspace that throws this: ${library.means}.`
        : `Calls that throw this are at ${places(calls.map(({ place }) => place))}: ${library.means}. Without a stack the output does not say which.`,
      ...(given ? [given.sentence] : []),
    ],
    evidence: [
      ...(given ? [{ ...given.place, why: 'where its argument comes from' }] : []),
      ...calls.slice(0, MOST_PLACES).map(({ place, call }) => ({ ...place, why: `calls ${code(call.name)}` })),
    ],
    check: only
      ? `Print ${only.call.args[0] ? code(only.call.args[0]) : 'the value'} before ${only.place.file}:${only.place.line}, or catch the exception there.`
      : `Run it in a debugger that stops where an exception is thrown (${code('catch throw')} in gdb): which call is it?`,
  };
}

interface Thrown {
  place: Place;
  by: string | undefined;
  text: string;
}

/** `throw` statements of the type whose literal texts all stand in the message. */
function throwsOf(type: string, said: string, files: readonly SyntaxFile[]): Thrown[] {
  return files.flatMap((file) =>
    file.throws({ startLine: 1, endLine: file.lines.length }).flatMap(({ value, startLine }): Thrown[] => {
      if (!hasName(value, type)) return [];
      const literals = [...value.matchAll(/"((?:[^"\\\n]|\\.){1,200})"/g)].map(([, text = '']) => text);
      const fits = literals.every((text) => said.includes(text)) && literals.some((text) => text.trim().length >= SHORTEST_LITERAL);
      if (!fits && !(said === '' || said === type || said.endsWith(`::${type}`))) return [];
      return [
        {
          place: { file: file.file, line: startLine },
          by: file.enclosing(startLine)?.qualifiedName.replaceAll('.', '::'),
          text: `throw ${value}`,
        },
      ];
    }),
  );
}

/** An index below 0 of an empty container: `size()` has no sign, so `size() - 1` is the largest number. */
function emptyBefore(
  said: string,
  call: CallSite,
  file: SyntaxFile,
  files: readonly SyntaxFile[],
): { sentence: string; place: Place } | undefined {
  const receiver = call.receiver ?? '';
  if (!/which is (?:18446744073709551615|4294967295)\).*size\(\) \(which is 0\)/.test(said) || !isWord(receiver)) return undefined;
  const fn = file.enclosing(call.startLine);
  const position = fn?.parameters.findIndex(({ name }) => name === receiver) ?? -1;
  const callers = files.flatMap((each) =>
    position < 0
      ? []
      : each
          .calls({ startLine: 1, endLine: each.lines.length })
          .filter(({ name }) => name === fn?.name)
          .map((outer) => ({ each, outer })),
  );
  const [caller] = callers.length === 1 ? callers : [];
  const passed = caller?.outer.args[position]?.trim();
  const made =
    caller && passed && isWord(passed)
      ? caller.each
          .definitions(passed, caller.each.enclosing(caller.outer.startLine) ?? { startLine: 1, endLine: caller.each.lines.length })
          .at(-1)
      : fn && file.definitions(receiver, fn).findLast(({ kind }) => kind !== 'parameter');
  const fromSize =
    fn && file.lines.slice(fn.startLine - 1, fn.endLine).some((line) => /\bsize\(\)\s{0,4}-\s{0,4}1\b/.test(line.slice(0, 500)));
  const at = caller?.each ?? file;
  const place = { file: at.file, line: made?.startLine ?? caller?.outer.startLine ?? call.startLine };
  const from = passed
    ? `: it is ${code(passed)}${made ? `, made at ${place.file}:${place.line}` : ''}`
    : made
      ? `, made at ${place.file}:${place.line}`
      : '';
  return {
    sentence: `${code(receiver)} is empty${from}.${fromSize ? ' Its size is unsigned, so 0 - 1 wraps around to the largest number.' : ''}`,
    place,
  };
}

/** The argument's value where the code shows one way to it: the only call of the function around, and a literal that it passes or returns. */
function givenTo(call: CallSite, file: SyntaxFile, files: readonly SyntaxFile[]): { sentence: string; place: Place } | undefined {
  const argument = call.args[0]?.trim() ?? '';
  const fn = file.enclosing(call.startLine);
  const position = fn?.parameters.findIndex(({ name }) => name === argument) ?? -1;
  if (!fn || position < 0) return undefined;
  const callers = files.flatMap((each) =>
    each
      .calls({ startLine: 1, endLine: each.lines.length })
      .filter(({ name }) => name === fn.name)
      .map((outer) => ({ outer, place: { file: each.file, line: outer.startLine } })),
  );
  const [caller] = callers.length === 1 ? callers : [];
  const passed = caller?.outer.args[position];
  if (!caller || !passed) return undefined;
  const maker = /^(\w+)\(\)$/.exec(passed)?.[1];
  const made = files.flatMap((each) => each.functions.filter(({ name }) => name === maker).map((each2) => ({ file: each, fn: each2 })));
  const returns = made.length === 1 ? made[0]!.file.returns(made[0]!.fn) : [];
  const returned = returns.length === 1 ? returns[0] : undefined;
  const sentence = `${code(argument)} is ${code(passed)}, passed at ${caller.place.file}:${caller.place.line}`;
  if (!returned || !made[0]) return { sentence: `${sentence}.`, place: caller.place };
  return {
    sentence: `${sentence}, and ${code(maker ?? '')} returns ${code(returned.value)} (${made[0].file.file}:${returned.startLine}).`,
    place: { file: made[0].file.file, line: returned.startLine },
  };
}

function places(all: readonly Place[]): string {
  const each = [...new Set(all.map(({ file, line }) => `${file}:${line}`))];
  const shown = each.slice(0, MOST_PLACES);
  const more = each.length - shown.length;
  return listed(more > 0 ? [...shown, `${more} more`] : shown);
}
