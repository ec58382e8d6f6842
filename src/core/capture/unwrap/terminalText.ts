/** Terminal sequences: OSC (titles, links) and APC (Buildkite's times) up to BEL or ST, CSI (colours, cursor), and the two-character ones; invisible characters. */
const sequence =
  /(?:\u001b[\]_]|[\u009d\u009f])[^\u0007\u001b\u009c\n]{0,4096}(?:\u0007|\u001b\\|\u009c)?|(?:\u001b\[|\u009b)[0-?]{0,256}[ -/]{0,16}[@-~]?|\u001b[ -/]{0,16}[0-~]?|[\u0000\u0008\ufeff\u200b]/g;
const mayHold = /[\u001b\u009b\u009d\u009f\u0000\u0008\ufeff\u200b]/;
/** Moves the cursor back to the first column, as a carriage return does: npm's spinner is overwritten so. */
const toFirstColumn = /(?:\u001b\[|\u009b)[01]?G/g;
/** The longest sequence to wait for when a chunk ends within it. */
const longest = 4200;

/** Text without colours, links and other terminal sequences; what moves the cursor to the start of the line becomes a carriage return. */
export function stripTerminalSequences(text: string): string {
  return mayHold.test(text) ? text.replace(toFirstColumn, '\r').replace(sequence, '') : text;
}

/** Offset after which an incomplete sequence may start; the text's length where none does. */
export function completeLength(text: string): number {
  const escape = Math.max(text.lastIndexOf('\u001b'), text.lastIndexOf('\u009b'), text.lastIndexOf('\u009d'));
  if (escape < 0 || text.length - escape > longest) return text.length;
  sequence.lastIndex = escape;
  const match = sequence.exec(text);
  sequence.lastIndex = 0;
  const complete =
    match?.index === escape &&
    (match[0].length + escape < text.length || /^(?:\u001b\[|\u009b)[^]*[@-~]$|[\u0007\u009c]$|^\u001b\\$/.test(match[0]));
  return complete ? text.length : escape;
}

/** Text without terminal sequences, and the original position of each offset. */
export function stripWithOffsets(text: string): {
  text: string;
  toOriginal: (offset: number) => number;
  fromOriginal: (offset: number) => number;
} {
  const removed: { at: number; length: number }[] = [];
  const stripped = mayHold.test(text)
    ? text.replace(sequence, (match: string, at: number) => {
        const kept = stripTerminalSequences(match);
        removed.push({ at: at + kept.length, length: match.length - kept.length });
        return kept;
      })
    : text;
  return {
    text: stripped,
    toOriginal(offset) {
      let original = offset;
      for (const { at, length } of removed) {
        if (at > original) break;
        original += length;
      }
      return original;
    },
    fromOriginal(offset) {
      let gone = 0;
      for (const { at, length } of removed) {
        if (at >= offset) break;
        gone += Math.min(length, offset - at);
      }
      return offset - gone;
    },
  };
}
