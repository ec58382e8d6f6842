import type { StoredList } from './investigationFiles';

/** Titles that are listed individually. */
const NAMED = 3;

/** Stored investigations that the list omits, and why; undefined if it shows all. */
export function leftOutNotice({ damaged, later }: Pick<StoredList, 'damaged' | 'later'>): string | undefined {
  const said: string[] = [];
  if (later.length) {
    const names = later.slice(0, NAMED).map((title) => `“${title}”`);
    const more = later.length > NAMED ? ` and ${later.length - NAMED} more` : '';
    const were = later.length === 1 ? 'was' : 'were';
    said.push(
      `${names.join(', ')}${more} ${were} stored by a later version of this extension and left as ${later.length === 1 ? 'it is' : 'they are'}.`,
    );
  }
  if (damaged.length === 1) said.push('One stored investigation is damaged and was left out. The log has the details.');
  else if (damaged.length) said.push(`${damaged.length} stored investigations are damaged and were left out. The log has the details.`);
  return said.join(' ') || undefined;
}
