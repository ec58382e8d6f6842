import { realpath } from 'node:fs/promises';
import { sep } from 'node:path';

/** A backslash counts as `/`, so that traces of Windows can be read everywhere; lines of traces and patches end at a line break. */
const UNNAMED = /[\\\p{Cc}]/u;

/** Why a folder cannot be a workspace, as a sentence for the person; undefined if it can. @param root absolute */
export async function rootProblem(root: string): Promise<string | undefined> {
  const real = await realpath(root).catch(() => root);
  const named = sep === '/' && [root, real].find((path) => UNNAMED.test(path));
  if (!named) return undefined;
  const [shown, what] = named.includes('\\') ? [named, 'a backslash'] : [JSON.stringify(named), 'a control character'];
  return `${shown} has ${what} in its path, which traces and patches cannot name. Rename that folder.`;
}
