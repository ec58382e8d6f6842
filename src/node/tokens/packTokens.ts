/**
 * A vocabulary of byte pairs, as small as it can be read without parsing: the number of tokens (32 bits, little-endian), the length of each
 * in bytes, then their bytes, in the order of their ranks.
 * @param tiktoken one token a line: its bytes in base64, a space, its rank
 * @throws if the ranks leave a gap
 */
export function packTokens(tiktoken: string): Uint8Array {
  const tokens = tiktoken
    .trimEnd()
    .split('\n')
    .map((line, rank) => {
      const [bytes = '', given] = line.split(' ');
      if (Number(given) !== rank) throw new Error(`Line ${rank + 1} of the vocabulary has the rank ${given}.`);
      return Buffer.from(bytes, 'base64');
    });
  const count = Buffer.alloc(4);
  count.writeUInt32LE(tokens.length);
  return Buffer.concat([count, Uint8Array.from(tokens, ({ length }) => length), ...tokens]);
}
