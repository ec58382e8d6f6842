import { escapePattern } from '../../escapePattern';

import type { FailureReport } from '../../capture/failureReport';
import type { CallSite, SyntaxFile } from '../../syntax/syntax';
import type { SuspectPorts } from '../candidateFacts';
import { callWritten } from './callText';
import { readForms } from './messages/messageForm';
import { aType, code, listed, type CommandExplained } from './explanation';
import { nativeFilesWith } from './filesWith';
import type { Place } from '../../flow/originSteps';
import { originOf } from './followed';
import { originEvidence } from './originEvidence';
import { originSentences } from './originText';
import { ProgramView } from './programView';

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

/** A C++ program that ended with an exception of the library and no stack: the calls that throw it. */
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
  const given = only && cameFrom(said, only.call, only.file, files);
  return {
    title: only ? `${written} threw ${code(error.type)}` : title,
    sentences: [
      first,
      only
        ? `${written} (${only.place.file}:${only.place.line}) is the only call in the workspace that throws this: ${library.means}.`
        : `Calls that throw this are at ${places(calls.map(({ place }) => place))}: ${library.means}. Without a stack the output does not say which.`,
      ...(given?.sentences ?? []),
    ],
    evidence: [
      ...(given?.evidence ?? []),
      ...calls.slice(0, MOST_PLACES).map(({ place, call }) => ({ ...place, why: `calls ${code(call.name)}` })),
    ],
    check: only
      ? `Print ${only.call.args[0] ? code(only.call.args[0]) : 'the value'} before ${only.place.file}:${only.place.line}, or catch the exception there.`
      : `Run it in a debugger that stops where an exception is thrown (${code('catch throw')} in gdb): which call is it?`,
  };
}

/** The way of the argument; where it is an index below 0, of the container that is empty: `size()` has no sign. */
function cameFrom(
  said: string,
  { receiver, args, startLine: line }: CallSite,
  file: SyntaxFile,
  files: readonly SyntaxFile[],
): Pick<CommandExplained, 'sentences' | 'evidence'> | undefined {
  const isEmpty = /which is (?:18446744073709551615|4294967295)\).*size\(\) \(which is 0\)/.test(said);
  const subject = isEmpty ? receiver : args[0]?.trim();
  if (!subject) return undefined;
  const where = { file, fn: file.enclosing(line), line };
  const view = new ProgramView([], [], files);
  const origin = originOf(view, subject, where);
  // A container that is declared without a value is made empty.
  const last = origin.steps.at(-1);
  const maker = isEmpty && last?.kind === 'passed' ? view.file(last.file) : undefined;
  const made = maker && last?.kind === 'passed' ? view.definitionsOf(last.argument, maker, maker.enclosing(last.line)).at(-1) : undefined;
  const empty = `${code(subject)} is empty. Its size is unsigned, so 0 - 1 wraps around to the largest number.`;
  return {
    sentences: [...(isEmpty ? [empty] : []), ...originSentences(origin, 'empty', { file: { file: '' } })],
    evidence: [
      ...(maker && made ? [{ file: maker.file, line: made.startLine, why: `makes ${code(made.name)}` }] : []),
      ...originEvidence(origin, 'empty'),
    ],
  };
}

function places(all: readonly Place[]): string {
  const each = [...new Set(all.map(({ file, line }) => `${file}:${line}`))];
  const shown = each.slice(0, MOST_PLACES);
  const more = each.length - shown.length;
  return listed(more > 0 ? [...shown, `${more} more`] : shown);
}
