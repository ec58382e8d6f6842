import { GitError } from '../node/git/gitError';
import { stagedProbes } from '../node/git/stagedProbes';
import { NodeFiles } from '../node/files';
import { probesOnDisk } from '../node/probesOnDisk';
import type { CliIo } from './io';
import { UsageError } from './options';
import { plainText } from './plainText';
import { json } from './print';

/**
 * Whether probes are left in the code, or in what a commit would contain: for a person's own hook, which this program never touches.
 * @returns true if there are none
 */
export async function checkProbes({ staged, json: asJson }: { staged: boolean; json: boolean }, root: string, io: CliIo): Promise<boolean> {
  const found = staged ? await inIndex(root, io) : await probesOnDisk(new NodeFiles({ roots: [root] }), io.signal);
  if (asJson) io.stdout.write(json({ staged, probes: found }));
  else for (const { file, line, probe } of found) io.stdout.write(`${plainText(`${file}:${line}`)}: probe ${probe}\n`);
  if (found.length) {
    const what = found.length === 1 ? 'One inserted line is' : `${found.length} inserted lines are`;
    const where = staged ? 'staged' : 'in the code';
    const then = staged ? ', then stage the files again' : '';
    io.stderr.write(`${what} ${where}. Remove ${found.length === 1 ? 'it' : 'them'}, in VS Code by "Remove Inserted Lines"${then}.\n`);
  }
  return found.length === 0;
}

async function inIndex(root: string, io: CliIo): ReturnType<typeof stagedProbes> {
  try {
    return await stagedProbes(root, { index: io.env['GIT_INDEX_FILE'], signal: io.signal });
  } catch (error) {
    if (!(error instanceof GitError)) throw error;
    throw new UsageError(`The index of ${root} cannot be read: ${error.message}.`, { cause: error });
  }
}
