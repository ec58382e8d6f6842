import { lineCommentOf } from '../../workspace/languages';
import { code, sourceLine, type ExplainInput, type Explanation } from './explanation';

const OPENS: Record<string, string> = { '(': ')', '[': ']', '{': '}' };
/** The number of lines above the error that are searched for an open bracket. */
const MOST_LINES = 60;

/** A text that cannot be parsed: the parser's message, and an unclosed bracket above. */
export function explainSyntax({ at, error }: ExplainInput): Explanation {
  const said = (error.message.split('\n')[0] ?? '')
    .trim()
    .replace(/\.$/, '')
    // Babel repeats the place that stands beside it.
    .replace(/^(?:[A-Za-z]:)?[^\s:]{0,1000}[\\/][^\s:]{1,300}: (?=\S)/, '')
    .replace(/ \(\d{1,9}:\d{1,9}\)$/, '');
  const text = sourceLine(at);
  const open =
    /unexpected EOF|never closed|unexpected end|missing \) after|expected ['"`]?[)\]}]|Unexpected token|Unexpected identifier|reached end of file|unclosed|invalid syntax/i.test(
      said,
    )
      ? openBracket(at)
      : undefined;
  const sentences = [`The parser stops at line ${at.line}, ${code(text)}: ${said}.`];
  if (open)
    sentences.push(
      `The ${code(open.bracket)} in ${code(open.text)}${open.line === at.line ? '' : ` on line ${open.line}`} is not closed before it.`,
    );
  else if (/indent/i.test(said)) sentences.push('The line is indented differently from the block that it belongs to.');
  const origin = { file: at.file.file, line: open?.line ?? at.line };
  return {
    title: `${code(text)} cannot be parsed`,
    sentences,
    evidence: open && open.line !== at.line ? [{ ...origin, why: `a ${code(open.bracket)} that is not closed` }] : [],
    origin,
    check: open
      ? `Close the ${code(open.bracket)} of line ${open.line}. If the parser still stops here, this is not the cause.`
      : `Look at line ${at.line} and the one above it for what the parser says.`,
  };
}

/** The last bracket still open where the parser stopped, if it was opened on that line or is the last one open above. */
function openBracket({ file, line, column }: ExplainInput['at']): { line: number; bracket: string; text: string } | undefined {
  const open: { bracket: string; line: number }[] = [];
  const comment = lineCommentOf(file.language) ?? '//';
  for (let at = Math.max(1, line - MOST_LINES); at <= line; at += 1) {
    const whole = file.lines[at - 1] ?? '';
    const text = at === line && column !== undefined ? whole.slice(0, column - 1) : whole;
    let quote = '';
    for (let place = 0; place < text.length; place += 1) {
      const sign = text[place]!;
      if (quote) {
        if (sign === '\\') place += 1;
        else if (sign === quote) quote = '';
      } else if (text.startsWith(comment, place)) break;
      else if ('\'"`'.includes(sign)) quote = sign;
      else if (OPENS[sign]) open.push({ bracket: sign, line: at });
      else if (open.length && OPENS[open.at(-1)!.bracket] === sign) open.pop();
    }
  }
  const last = open.at(-1);
  // An open block around the line is not an error.
  return last && last.bracket !== '{' ? { ...last, text: (file.lines[last.line - 1] ?? '').trim() } : undefined;
}
