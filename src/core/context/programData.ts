import type { SourceReader } from '../ports';

/** Files that programs read, and the most characters of one. */
const DATA = /\.(?:json|csv|tsv|txt|ini|cfg|conf|ya?ml|toml|log|md|xml|html|sql|tpl|properties|env|mod)$/i;
const LONGEST_DATA = 64_000;
const MOST_FILES = 24;

/** A file that code may read. */
export interface DataFile {
  file: string;
  lines: readonly string[];
}

/**
 * The data that a program may read, as far as it is small.
 * @param files of the workspace
 * @param known those that are read already
 */
export async function programData(
  files: readonly string[],
  reader: Pick<SourceReader, 'read'>,
  known: readonly DataFile[] = [],
): Promise<DataFile[]> {
  const data = [...known];
  const names = files.filter((name) => DATA.test(name) && !data.some(({ file }) => file === name));
  for (const file of names.slice(0, MOST_FILES)) {
    const text = await reader.read(file);
    if (text !== undefined && text.length < LONGEST_DATA) data.push({ file, lines: text.split('\n') });
  }
  return data;
}
