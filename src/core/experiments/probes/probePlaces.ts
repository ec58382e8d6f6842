import type { SyntaxFile } from '../../syntax/syntax';
import { languageOfFile, type LanguageId } from '../../workspace/languages';
import { plainExpression } from '../expressionText';
import type { Hop } from '../valueChain/hop';

/** A line before which an expression can be observed with a logpoint or a line of code. */
export interface ProbePlace {
  /** 0-based index of the hop. */
  hop: number;
  /** Workspace-relative with `/`. */
  file: string;
  /** 1-based; the observed expression has its value when this line is reached. */
  line: number;
  language: LanguageId;
  expression: string;
}

/**
 * The places where the hops of a value's path can be observed before a line runs. A binding is observed on the line after it; expressions
 * that would have to run code again are left out.
 */
export async function probePlaces(hops: readonly Hop[], open: (file: string) => Promise<SyntaxFile | undefined>): Promise<ProbePlace[]> {
  const places: ProbePlace[] = [];
  const known = new Set<string>();
  for (const [hop, { file, line, endLine, when, look, expression }] of hops.entries()) {
    const language = languageOfFile(file);
    const source = await open(file);
    const read = plainExpression(look ?? (expression.length < 80 ? expression : ''));
    if (!language || !source || !isPlainRead(read)) continue;
    const at = when === 'after' ? lineAfter(source, line, endLine) : line;
    const key = `${file}\0${at}\0${read}`;
    if (at === undefined || known.has(key)) continue;
    known.add(key);
    places.push({ hop, file, line: at, language, expression: read });
  }
  return places;
}

const READ = /^[\p{L}\p{N}_$.[\]?'"\s!&|<>=+\-*/:#@]{1,120}$/u;
const CHANGES = /\+\+|--|(?<![=!<>])=(?![=>])|=>|\b(?:await|yield|new|delete|typeof|lambda|if|else)\b|[<>]{2}=/;

/** Whether evaluating it again changes nothing: names, members, elements and operators; no calls and no assignments. */
export function isPlainRead(expression: string): boolean {
  return READ.test(expression) && !CHANGES.test(expression) && /[\p{L}_$]/u.test(expression) && !/^["'\d]/.test(expression);
}

/** Lines that do not begin a statement. */
const NO_STATEMENT = /^\s*(?:$|\/\/|\/\*|\*|#(?!\w)|[)\]};,]|(?:else|elif|except|finally|catch|case|default)\b)/;

/** The 1-based line of the next statement in the same block; for a loop's head, the first of its body. */
function lineAfter(source: SyntaxFile, line: number, endLine: number): number | undefined {
  const indent = indentOf(source.lines[line - 1] ?? '');
  for (let next = endLine + 1; next <= Math.min(source.lines.length, endLine + 12); next++) {
    const text = source.lines[next - 1] ?? '';
    if (/^\s*(?:$|\/\/|\/\*|\*|#(?!\w))/.test(text)) continue;
    return indentOf(text) < indent || NO_STATEMENT.test(text) ? undefined : next;
  }
  return undefined;
}

function indentOf(text: string): number {
  return text.search(/\S|$/);
}
