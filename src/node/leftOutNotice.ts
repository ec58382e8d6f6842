import { plural, t } from '../core/language';
import type { StoredList } from './investigationFiles';

/** Titles that are listed individually. */
const NAMED = 3;

/** Stored investigations that the list omits, and why; undefined if it shows all. */
export function leftOutNotice({ damaged, later }: Pick<StoredList, 'damaged' | 'later'>): string | undefined {
  const said: string[] = [];
  if (later.length) {
    const names = later.slice(0, NAMED).map((title) => `“${title}”`);
    const more = later.length - NAMED;
    said.push(
      more > 0
        ? t('{0} and {1} more were stored by a later version of this extension and left as they are.', names.join(', '), more)
        : plural(
            later.length,
            '{1} was stored by a later version of this extension and left as it is.',
            '{1} were stored by a later version of this extension and left as they are.',
            names.join(', '),
          ),
    );
  }
  if (damaged.length)
    said.push(
      plural(
        damaged.length,
        'One stored investigation is damaged and was left out. The log has the details.',
        '{0} stored investigations are damaged and were left out. The log has the details.',
      ),
    );
  return said.join(' ') || undefined;
}
