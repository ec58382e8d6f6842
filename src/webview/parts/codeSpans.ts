/**
 * A sentence in its parts: plain text and code, in turn, plain text first. Code stands between two equal runs of backticks, as in Markdown;
 * a run without a partner is plain text.
 */
export function codeSpans(text: string): string[] {
  const parts: string[] = [];
  const pieces = text.split(/(`+)/);
  let plain = '';
  for (let at = 0; at < pieces.length; at += 1) {
    const piece = pieces[at]!;
    const close = at % 2 ? pieces.findIndex((other, index) => index > at && index % 2 === 1 && other.length === piece.length) : -1;
    if (close < 0) {
      plain += piece;
      continue;
    }
    const inner = pieces.slice(at + 1, close).join('');
    parts.push(plain, inner.replace(/^ (?=`)|(?<=`) $/g, ''));
    plain = '';
    at = close;
  }
  return [...parts, plain];
}
