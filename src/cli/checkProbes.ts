import { plural, t } from '../core/language';
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
    const said = staged
      ? plural(
          found.length,
          'One inserted line is staged. Remove it, in VS Code by "Remove Inserted Lines", then stage the files again.',
          '{0} inserted lines are staged. Remove them, in VS Code by "Remove Inserted Lines", then stage the files again.',
        )
      : plural(
          found.length,
          'One inserted line is in the code. Remove it, in VS Code by "Remove Inserted Lines".',
          '{0} inserted lines are in the code. Remove them, in VS Code by "Remove Inserted Lines".',
        );
    io.stderr.write(`${said}\n`);
  }
  return found.length === 0;
}

async function inIndex(root: string, io: CliIo): ReturnType<typeof stagedProbes> {
  try {
    return await stagedProbes(root, { index: io.env['GIT_INDEX_FILE'], signal: io.signal });
  } catch (error) {
    if (!(error instanceof GitError)) throw error;
    throw new UsageError(t('The index of {0} cannot be read: {1}.', root, error.message), { cause: error });
  }
}
