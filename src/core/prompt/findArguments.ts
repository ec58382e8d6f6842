import { COMMAND_TOOLS, type CommandTool } from './commandTools';
import type { AddFinding } from './finding';
import { isPassword, isSample, isWords } from './looksSecret';
import { isWordPassword } from './wordPassword';

/** A program's name at the start of a command, after a path, or as the first of a list. */
const NAME = new RegExp(
  String.raw`(?<![\w.-])(?:${COMMAND_TOOLS.map(({ names }) => names).join('|')})(?=\\{0,3}["']?(?:[ \t]|,\s{0,3}\\{0,3}["']))`,
  'g',
);
/** Behind the name of another tool its own command begins. */
const OTHER = new RegExp(
  String.raw`^(?:${COMMAND_TOOLS.flatMap(({ names, flags, joined }) => (flags || joined ? names : [])).join('|')})$`,
);
const TOOLS = COMMAND_TOOLS.map((tool) => ({ tool, name: new RegExp(`^(?:${tool.names})$`) }));
/** Of every tool: `--password`, `-storepass`, `--user_pass`, `--docker-password`. */
const LONG = /^(?:--?|\/)(?:[A-Za-z]{1,20}[-_]){0,3}(?:(?:store|key|src|dest)?pass(?:word|wd|phrase|code)?|pwd|pw)$/i;
const MOST_ARGUMENTS = 80;
const LONGEST_COMMAND = 4000;

/** Programs that read a password from their input. */
const PROGRAMS = String.raw`(?:vault[ \t]login|pass[ \t]insert|chpasswd|kinit|cryptsetup|smbpasswd|passwd|su|pdbedit|gnome-keyring-daemon|expect)\b|sudo[ \t]{1,3}(?:-\w{1,3}[ \t]{1,3})?-S\b`;
/** Options by which others do. */
const OPTIONS = String.raw`--?(?:with-token|(?:password|passphrase|token|secret)?-?(?:stdin|fd[ =]0)|pass(?:in|out)?[ =]stdin)\b`;
const READS = String.raw`(?:sudo[ \t]{1,3}(?:-\w{1,9}[ \t]{1,3}(?:\w{1,40}[ \t]{1,3})?)?)?(?:${PROGRAMS}|[^\n|<]{1,200}${OPTIONS})`;
/** What is printed into such a program, and what is given to it as its input. */
const PIPED = new RegExp(
  String.raw`\b(?:echo|printf|yes)[ \t]{1,3}(?:-\w{1,3}[ \t]{1,3}|\\?["']%s(?:\\{1,2}n)?\\?["'][ \t]{1,3})?(?<quote>\\?["'])?(?<value>[^\s"'|\\]{4,200})(?:\\{1,2}n)?(?:\\?["'])?[ \t]{0,3}\|[ \t]{0,3}${READS}`,
  'g',
);
/** What is given to it as its input. */
const GIVEN = /<<(?:<[ \t]{0,3}\\?["']?|-?["']?[A-Z]{2,20}["']?[ \t]{0,3}\r?\n[+-]?[ \t]{0,20})(?<value>[^\s"'|\\<]{4,200})/g;
const READING = new RegExp(String.raw`\b(?:${PROGRAMS})|[ \t]${OPTIONS}`);

interface Argument {
  start: number;
  /** Without quotes around it. */
  text: string;
}

/**
 * Finds passwords among the arguments of command lines, however these are quoted, in a shell's line or in a list of arguments. Each argument
 * is read once: a command ends where the next known program begins.
 */
export function findArguments(text: string, add: AddFinding): void {
  for (const match of text.matchAll(NAME)) {
    const tools = TOOLS.filter(({ name }) => name.test(match[0])).map(({ tool }) => tool);
    const given = readArguments(text, match.index, match[0]);
    for (const tool of tools) if (given.some(({ text: each }) => tool.needs?.test(each) ?? true)) addPasswords(tool, given, add);
    addNamed(given, add);
  }
  for (const read of [PIPED, GIVEN]) {
    for (const { index, 0: whole, groups } of text.matchAll(read)) {
      if (read === GIVEN && !READING.test(commandBefore(text, index))) continue;
      const value = groups?.['value'] ?? '';
      const password = value.slice(value.indexOf(':') + 1);
      const start = index + (read === PIPED ? whole.indexOf(value) : whole.lastIndexOf(value)) + value.length - password.length;
      if (isArgument(password)) add(start, password, 'password');
    }
  }
}

/** The words of the command that a position follows. */
function commandBefore(text: string, at: number): string {
  return text
    .slice(Math.max(0, at - 200), at)
    .split(/[\n|<]/)
    .at(-1)!;
}

function addPasswords(tool: CommandTool, given: readonly Argument[], add: AddFinding): void {
  const addValue = ({ start, text }: Argument): void => {
    const from = /^(?:pass|env|file|stdin):/.exec(text)?.[0] ?? '';
    const value = text.slice(from.length);
    if ((from === '' || from === 'pass:') && isArgument(value)) add(start + from.length, value, 'password');
  };
  given.forEach((argument, at) => {
    const next = given[at + 1];
    if (next && tool.flags?.includes(argument.text)) addValue(next);
    if (next && tool.unsure?.includes(argument.text) && isPassword(next.text)) addValue(next);
    for (const flag of tool.joined ?? []) if (argument.text.startsWith(flag)) addValue(from(argument, flag.length));
    for (const [flag, sign] of Object.entries(tool.pairs ?? {})) {
      const pair =
        argument.text === flag
          ? next
          : argument.text.startsWith(`${flag}=`)
            ? from(argument, flag.length + 1)
            : flag.length === 2 && argument.text.startsWith(flag)
              ? from(argument, 2)
              : undefined;
      const found = pair ? pair.text.indexOf(sign) : -1;
      if (pair && found >= 0 && isPair(pair.text, sign)) addValue(from(pair, found + 1));
    }
    for (const [word, skipped] of tool.after ?? []) {
      if (!word.test(argument.text)) continue;
      const value = skipped < 0 ? credentials(argument) : given[at + 1 + skipped];
      if (value) addValue(value);
      break;
    }
  });
}

function addNamed(given: readonly Argument[], add: AddFinding): void {
  given.forEach((argument, at) => {
    const equals = argument.text.search(/[=:]/);
    const name = equals < 0 ? argument.text : argument.text.slice(0, equals);
    const value = equals < 0 ? given[at + 1] : from(argument, equals + 1);
    if (!LONG.test(name) || !value) return;
    const prefix = value.text.startsWith('pass:') ? 5 : 0;
    const password = value.text.slice(prefix);
    if (isArgument(password)) add(value.start + prefix, password, 'password');
  });
}

function from({ start, text }: Argument, offset: number): Argument {
  const quoted = /^\\{0,3}["']/.exec(text.slice(offset))?.[0].length ?? 0;
  return { start: start + offset + quoted, text: text.slice(offset + quoted) };
}

/** `app/password@//db:1521/shop`. */
function credentials({ start, text }: Argument): Argument {
  const slash = text.indexOf('/') + 1;
  const at = text.lastIndexOf('@');
  return { start: start + slash, text: text.slice(slash, at < slash ? undefined : at) };
}

/** `-u node:node`, `-u 1000:1000` of containers, a certificate's path: no password. */
function isPair(pair: string, sign: string): boolean {
  const [user = '', ...rest] = pair.split(sign);
  const password = rest.join(sign);
  return user !== password && !/^\d{1,5}$/.test(password) && !/^[./~]|:\/\//.test(pair);
}

/** Whether an argument in the place of a password is one, and not a sample, a variable, an option or a word of a sentence. */
function isArgument(value: string): boolean {
  if (value.length < 4 || value.length > 400 || isSample(value) || /^[-$<[{]|^\d[\d:.]*(?:\/\w+)?$|[{}<>]/.test(value)) return false;
  if (/^(?:[./~]|[A-Za-z]:\\)/.test(value)) return false;
  return !isWords(value) || (/^[A-Za-z]+\d{0,3}$/.test(value) ? isWordPassword(value, 1, true) : /\d/.test(value));
}

/** The arguments of a command from its name on, the name first. */
function readArguments(text: string, start: number, name: string): Argument[] {
  const found: Argument[] = [{ start, text: name }];
  const limit = Math.min(text.length, start + LONGEST_COMMAND);
  const list = /\\{0,3}["'](?=,)/y;
  list.lastIndex = start + name.length;
  const quote = list.exec(text)?.[0];
  let at = start + name.length;
  while (at < limit && found.length < MOST_ARGUMENTS) {
    const argument = quote === undefined ? nextWord(text, at, limit) : nextItem(text, at, quote);
    if (!argument || OTHER.test(argument.text)) break;
    found.push(argument);
    at = argument.end;
  }
  return found;
}

const BLANKS = /(?:[ \t]|\\\r?\n)+/y;

/** The next word of a shell's line. */
function nextWord(text: string, from: number, limit: number): (Argument & { end: number }) | undefined {
  BLANKS.lastIndex = from;
  const gap = BLANKS.exec(text)?.[0].length ?? 0;
  if (!gap) return undefined;
  const start = from + gap;
  let at = start;
  let quoted: string | undefined;
  let opened = start;
  for (; at < limit; at++) {
    const char = text[at]!;
    if (char === '\n' || char === '\r') break;
    const quote = /["'`\\]/.test(char) ? /^\\{0,3}["'`]/.exec(text.slice(at, at + 4))?.[0] : undefined;
    if (quoted !== undefined) {
      if (quote !== quoted) continue;
      quoted = undefined;
      at += quote.length - 1;
    } else if (quote !== undefined) {
      // The end of a text around the command, not the start of one in it.
      if (!closes(text, at + quote.length, quote, limit)) break;
      quoted = quote;
      opened = at;
      at += quote.length - 1;
    } else if (/[\s|;&<>()]/.test(char)) break;
  }
  if (at === start) return undefined;
  // A part that is not closed is not quoted.
  if (quoted !== undefined) at = opened;
  const raw = text.slice(start, at);
  const whole = /^(?<quote>\\{0,3}["'])(?<inner>[^]*)\k<quote>$/.exec(raw)?.groups;
  if (whole) return { start: start + whole['quote']!.length, text: whole['inner']!, end: at };
  return { start, text: raw.replace(/\\{0,3}["']$/, ''), end: at };
}

function closes(text: string, from: number, quote: string, limit: number): boolean {
  const end = text.indexOf(quote, from);
  return end >= 0 && end < limit && !text.slice(from, end).includes('\n');
}

/** The next item of a list of literals. */
function nextItem(text: string, from: number, quote: string): (Argument & { end: number }) | undefined {
  const gap = /\\{0,3}["'],\s{0,40}\\{0,3}["']/y;
  gap.lastIndex = from;
  const opened = gap.exec(text);
  if (!opened) return undefined;
  const start = from + opened[0].length;
  const end = text.indexOf(quote, start);
  if (end < 0 || end - start > LONGEST_COMMAND || text.slice(start, end).includes('\n')) return undefined;
  return { start, text: text.slice(start, end), end };
}
