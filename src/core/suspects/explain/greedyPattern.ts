import type { FunctionNode, SyntaxFile } from '../../syntax/syntax';
import { code } from './explanation';
import type { Found } from './resultPattern';

const MATCHES =
  /\b(?:match|matchAll|exec|search|replace|replaceAll|findall|fullmatch|sub|scan|gsub|preg_\w{1,20}|Regex|compile|FindString\w{0,20}|Match|Replace)\b|=~/;

/** `<(.+)>`: the pattern takes as much as it can, up to the last `>`. */
export function greedyPattern(file: SyntaxFile, fn: FunctionNode, wanted: string, got: string): Found | undefined {
  const [short, long] = [unquoted(wanted), unquoted(got)];
  if (short === '' || long.length <= short.length || !long.includes(short)) return undefined;
  for (let line = fn.startLine; line <= fn.endLine; line += 1) {
    const text = (file.lines[line - 1] ?? '').slice(0, 500);
    const [, part = '', until = ''] = MATCHES.test(text) ? (/(\(?\.[+*]\)?)\\?([^\s\\()[\]{}*+?|^$.\w])/.exec(text) ?? []) : [];
    // The end must have been passed over at least once.
    if (!part || !long.slice(short.length).includes(until) || until === '"' || until === "'") continue;
    const whole = /\/((?:[^/\\\n]|\\.){1,120})\/|r?(["'])((?:(?!\2)[^\\\n]|\\.){1,120})\2/.exec(
      text.slice(Math.max(0, text.indexOf(part) - 60)),
    )?.[0];
    const lazy = part.replace(/[+*]/, '$&?');
    return {
      sentence: `${code(`${part}${until}`)}${whole?.includes(part) ? ` in ${code(whole)}` : ''} on line ${line} is greedy: it takes as much as it can, up to the last ${code(until)}, and not up to the first one.`,
      place: { file: file.file, line },
      why: 'a pattern that takes as much as it can',
      check: `Write ${code(`${lazy}${until}`)}, or ${code(`[^${until}]`)} instead of the dot, on line ${line}. If the result stays the same, this is not the cause.`,
    };
  }
  return undefined;
}

function unquoted(text: string): string {
  return text.trim().replace(/^(["'`])([^]*)\1$/, '$2');
}
