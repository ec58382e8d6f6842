/** One command of a line of shell, with the positions of its words. */
export interface ShellCommand {
  words: string[];
  /** 0-based index of its first character. */
  start: number;
  /** Each word as written, with its quotes. */
  written: Map<string, string>;
}

/** The words of a line of shell; undefined for anything but one program with its arguments. */
export function shellWords(line: string): string[] | undefined {
  const commands = shellCommands(line);
  return commands && commands.length <= 1 && !/(?:&&|;)\s*$/.test(line) ? (commands[0]?.words ?? []) : undefined;
}

/**
 * The commands that a line of shell runs in sequence, with `&&` and `;`; undefined where it does more than that: pipes, variables, files,
 * alternatives.
 */
export function shellCommands(line: string): ShellCommand[] | undefined {
  const commands: ShellCommand[] = [];
  let command: ShellCommand | undefined;
  let word: string | undefined;
  let wordStart = 0;
  let quote = '';
  const add = (text: string, at: number): void => {
    if (word === undefined) wordStart = at;
    word = (word ?? '') + text;
  };
  const endWord = (at: number): void => {
    if (word === undefined) return;
    command ??= { words: [], start: wordStart, written: new Map() };
    command.words.push(word);
    command.written.set(word, line.slice(wordStart, at));
    word = undefined;
  };
  for (let at = 0; at < line.length; at++) {
    const char = line[at] ?? '';
    if (quote) {
      if (char === quote) quote = '';
      else if (char === '\\' && quote === '"' && /["\\$`]/.test(line[at + 1] ?? '')) add(line[++at] ?? '', at);
      else if (quote === '"' && /[$`]/.test(char)) return undefined;
      else add(char, at);
    } else if (char === '"' || char === "'") {
      quote = char;
      add('', at);
    } else if (char === '\\') {
      add('', at);
      add(line[++at] ?? '', at);
    } else if (/\s/.test(char)) endWord(at);
    else if (char === ';' || (char === '&' && line[at + 1] === '&')) {
      endWord(at);
      if (!command) return undefined;
      commands.push(command);
      command = undefined;
      if (char === '&') at++;
    } else if (/[|&<>()$`]/.test(char)) return undefined;
    else add(char, at);
  }
  if (quote) return undefined;
  endWord(line.length);
  if (command) commands.push(command);
  return commands;
}

/** A word quoted for a shell. */
export function shellQuote(word: string): string {
  return /^[\w@%+=:,./-]+$/.test(word) ? word : `'${word.replaceAll("'", "'\\''")}'`;
}
