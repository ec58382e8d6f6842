/** Code of a Java file by its kind: comments, texts and characters count as blanks. */
const OPAQUE = /\/\*|\/\/|"""|"|'/g;

/**
 * A Java file whose classes throw when they are first used; undefined where it has none that can. Classes inside others count if they are
 * static, as the others need not be used before them. Interfaces and enumerations have no place for it.
 * @param statement ends with a semicolon
 */
export function throwingJava(text: string, statement: string): string | undefined {
  const code = blanked(text);
  const places: number[] = [];
  let depth = 0;
  let header = 0;
  for (let at = 0; at < code.length; at++) {
    const char = code[at];
    if (char === '{') {
      if (isClass(code.slice(Math.max(header, at - LONGEST_HEADER), at), depth === 0)) places.push(at + 1);
      depth++;
    } else if (char === '}') depth--;
    if (char === '{' || char === '}' || char === ';') header = at + 1;
  }
  if (places.length === 0) return undefined;
  // A condition, since the compiler refuses a block that cannot end.
  const block = ` static { if (true) ${statement} }`;
  return places.reduceRight((whole, at) => whole.slice(0, at) + block + whole.slice(at), text);
}

const LONGEST_HEADER = 2000;

/** @param header the code between the last statement or brace and an opening brace */
function isClass(header: string, outermost: boolean): boolean {
  const declared = /(?<![\w$.])(?:(class)\s{1,20}[A-Za-z_$]|(record)\s{1,20}[A-Za-z_$][\w$]*\s{0,20}[<(])/.exec(header);
  if (!declared) return false;
  return outermost || declared[2] !== undefined || /\bstatic\b/.test(header.slice(0, declared.index));
}

/** The code with blanks for comments and literals, at the same offsets. */
function blanked(text: string): string {
  const parts: string[] = [];
  let at = 0;
  for (;;) {
    OPAQUE.lastIndex = at;
    const open = OPAQUE.exec(text);
    if (!open) return parts.join('') + text.slice(at);
    const end = endOf(text, open.index, open[0]);
    parts.push(text.slice(at, open.index), ' '.repeat(end - open.index));
    at = end;
  }
}

function endOf(text: string, start: number, open: string): number {
  if (open === '/*' || open === '//') {
    const end = text.indexOf(open === '/*' ? '*/' : '\n', start + 2);
    return end < 0 ? text.length : end + (open === '/*' ? 2 : 0);
  }
  for (let at = start + open.length; at < text.length; at++) {
    if (text[at] === '\\') at++;
    else if (text.startsWith(open, at)) return at + open.length;
    else if (open.length === 1 && text[at] === '\n') return at;
  }
  return text.length;
}
