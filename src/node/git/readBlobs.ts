import { runGit } from './runGit';

/** Texts of one request, bytes: its answer is held in memory. */
const MOST_AT_ONCE = 32_000_000;

/**
 * Texts of blobs by their full hashes, in a few runs of git for any number of them. Leaves out those that are missing or too large.
 * @param root in a working tree
 * @param largest bytes
 */
export async function readBlobs(
  root: string,
  hashes: readonly string[],
  largest: number,
  signal?: AbortSignal,
): Promise<Map<string, string>> {
  const texts = new Map<string, string>();
  const wanted = [...new Set(hashes)].filter((hash) => /^[\da-f]{40,64}$/.test(hash));
  if (!wanted.length) return texts;
  const ask = async (format: string, names: readonly string[]): Promise<Buffer> =>
    (await runGit(['cat-file', format], { cwd: root, signal, input: `${names.join('\n')}\n`, maxBytes: Infinity })).bytes;
  const sizes = (await ask('--batch-check', wanted)).toString('latin1').split('\n');
  let batch: string[] = [];
  let bytes = 0;
  const read = async (): Promise<void> => {
    if (batch.length) for (const [hash, text] of entries(await ask('--batch', batch))) texts.set(hash, text);
    [batch, bytes] = [[], 0];
  };
  for (const line of sizes) {
    const [hash = '', kind, size] = line.split(' ');
    if (kind !== 'blob' || Number(size) > largest) continue;
    if (bytes + Number(size) > MOST_AT_ONCE) await read();
    batch.push(hash);
    bytes += Number(size);
  }
  await read();
  return texts;
}

/** `<hash> blob <size>\n<text>\n`, one after the other. */
function* entries(answer: Buffer): Generator<[hash: string, text: string]> {
  for (let at = 0; at < answer.length;) {
    const end = answer.indexOf('\n', at);
    const [hash = '', kind, size] = answer.toString('latin1', at, end).split(' ');
    if (end < 0 || kind !== 'blob') return;
    yield [hash, answer.toString('utf8', end + 1, end + 1 + Number(size))];
    at = end + 1 + Number(size) + 1;
  }
}
