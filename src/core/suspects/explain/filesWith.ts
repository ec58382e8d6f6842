import { languageOfFile, type LanguageId } from '../../workspace/languages';
import type { SyntaxFile } from '../../syntax/syntax';
import type { SuspectPorts } from '../candidateFacts';

/** The maximum files to search, and to parse of those that fit. */
const MOST_SEARCHED = 600;
const MOST_PARSED = 24;

/** The workspace's C and C++ files whose text fits, parsed. A failure without a stack names no file. */
export async function nativeFilesWith(
  fits: RegExp,
  ports: SuspectPorts,
  signal?: AbortSignal,
): Promise<{ files: SyntaxFile[]; /** False where there were more files than were searched. */ whole: boolean }> {
  const { texts, whole } = await textsOf(['cpp'], ports, signal);
  const files: SyntaxFile[] = [];
  for (const { file, text } of texts) {
    signal?.throwIfAborted();
    if (!fits.test(text)) continue;
    if (files.length === MOST_PARSED) return { files, whole: false };
    const parsed = await ports.syntax.parse(file, text, signal);
    if (parsed.parsed) files.push(parsed);
  }
  return { files, whole };
}

/** The texts of the workspace's files in some languages; for files of no language `undefined` among them. */
export async function textsOf(
  languages: readonly (LanguageId | undefined)[],
  { reader }: SuspectPorts,
  signal?: AbortSignal,
): Promise<{ texts: { file: string; text: string }[]; whole: boolean }> {
  const all = (await reader.list(signal)).filter((file) => languages.includes(languageOfFile(file)));
  const texts: { file: string; text: string }[] = [];
  for (const file of all.slice(0, MOST_SEARCHED)) {
    signal?.throwIfAborted();
    const text = await reader.read(file);
    if (text !== undefined) texts.push({ file, text });
  }
  return { texts, whole: all.length <= MOST_SEARCHED };
}
