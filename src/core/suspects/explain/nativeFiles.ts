import { familyOf, languageOfFile } from '../../workspace/languages';
import type { SyntaxFile } from '../../syntax/syntax';
import type { SuspectPorts } from '../candidateFacts';

/** The maximum files to search, and to parse of those that fit. */
const MOST_SEARCHED = 600;
const MOST_PARSED = 24;

/** The workspace's C and C++ files whose text fits, parsed. A failure without a stack names no file. */
export async function nativeFilesWith(
  fits: RegExp,
  { reader, syntax }: SuspectPorts,
  signal?: AbortSignal,
): Promise<{ files: SyntaxFile[]; /** False where there were more files than were searched. */ whole: boolean }> {
  const all = (await reader.list(signal)).filter((file) => languageOfFile(file) === 'cpp');
  const files: SyntaxFile[] = [];
  for (const file of all.slice(0, MOST_SEARCHED)) {
    signal?.throwIfAborted();
    const text = await reader.read(file);
    if (text === undefined || !fits.test(text)) continue;
    if (files.length === MOST_PARSED) return { files, whole: false };
    const parsed = await syntax.parse(file, text, signal);
    if (familyOf(parsed.language) === 'cpp') files.push(parsed);
  }
  return { files, whole: all.length <= MOST_SEARCHED };
}
