/** Characters that mean something to a shell outside of quotes. */
const SHELL = /[|&;<>()$`*?[\]{}\n]/;
const ASSIGNMENT = /^[A-Za-z_]\w*=/;

/**
 * Program and arguments of a typed command. A line that needs a shell (pipes, variables, patterns, several commands) is passed to one as
 * its argument.
 * @param platform as Node names it; on Windows only a shell finds programs
 */
export function splitCommand(line: string, platform: string): string[] {
  const words = platform === 'win32' ? undefined : plainWords(line);
  if (words?.length) return ASSIGNMENT.test(words[0] ?? '') ? ['env', ...words] : words;
  return platform === 'win32' ? ['cmd.exe', '/d', '/s', '/c', line.trim()] : ['sh', '-c', line.trim()];
}

/** The words of a line that needs no shell; undefined where it needs one, or where a quote is not closed. */
function plainWords(line: string): string[] | undefined {
  const words: string[] = [];
  let word: string | undefined;
  let quote = '';
  for (let at = 0; at < line.length; at++) {
    const char = line[at] ?? '';
    if (quote) {
      if (char === quote) quote = '';
      else if (quote === '"' && (char === '$' || char === '`')) return undefined;
      else if (quote === '"' && char === '\\' && /["\\$`]/.test(line[at + 1] ?? '')) word += line[++at] ?? '';
      else word += char;
    } else if (char === '"' || char === "'") {
      quote = char;
      word ??= '';
    } else if (char === ' ' || char === '\t') {
      if (word !== undefined) words.push(word);
      word = undefined;
    } else if (char === '\\') {
      if (at + 1 >= line.length) return undefined;
      word = (word ?? '') + (line[++at] ?? '');
    } else if (SHELL.test(char) || (word === undefined && (char === '~' || char === '#' || char === '!'))) return undefined;
    else word = (word ?? '') + char;
  }
  if (quote) return undefined;
  return word === undefined ? words : [...words, word];
}
