import type { LineRange } from '../workspace/lineRange';
import type { Snippet } from './failureEvidence';
import type { WorkspaceCode } from './workspaceCode';

/** Lines of code from which an equal text in another file is a copy. */
export const SHORTEST_COPY = 6;
const MOST_NAMED = 3;

/** The likeliest functions whose copies are looked for. */
const MOST_FUNCTIONS = 2;
const SAYS_SAME = 'the same code is in';

/** Says of the likeliest functions which other files contain the same code: a fix may be due there, too. */
export async function nameTwins(
  slices: readonly Pick<Snippet, 'file' | 'startLine' | 'endLine' | 'function' | 'role' | 'filler' | 'reason'>[],
  code: WorkspaceCode,
): Promise<void> {
  const likely = slices.filter(({ function: name, role, filler }) => name !== undefined && role !== 'test' && !filler);
  for (const slice of likely.slice(0, MOST_FUNCTIONS)) {
    if (slice.reason.includes(SAYS_SAME)) continue;
    const twins = await twinsOf(code, slice.file, slice);
    if (twins.length) slice.reason = sameCode(slice.reason, twins);
  }
}

/** A reason with the files that contain the same code. */
export function sameCode(reason: string, files: readonly string[]): string {
  return `${reason}; ${SAYS_SAME} ${files.join(', ')}`;
}

/** The other files of a workspace that contain the same lines, indented as they may be: a source and its bundle, a copied module. */
async function twinsOf(code: WorkspaceCode, file: string, { startLine, endLine }: LineRange): Promise<string[]> {
  const own = trimmed((await code.read(file)) ?? '').slice(startLine - 1, endLine);
  if (own.length < SHORTEST_COPY) return [];
  const wanted = own.join('\n');
  const longest = own.reduce((most, line) => (line.length > most.length ? line : most), '');
  const twins: string[] = [];
  for (const other of await code.near(file)) {
    if (other.file === file || !other.text.includes(longest)) continue;
    if (trimmed(other.text).join('\n').includes(wanted)) twins.push(other.file);
    if (twins.length >= MOST_NAMED) break;
  }
  return twins;
}

function trimmed(text: string): string[] {
  return text.split('\n').map((line) => line.trim());
}
