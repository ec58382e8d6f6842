import { isSourceName } from '../workspace/languages';
import type { ModelHypothesis } from '../hypothesis';

/** A text with a dot and no blanks that may be a file name. `orders.length` has this form too. */
const NAME = /(?<![^\s`"'“”()<>[\]{},;:])[^\s`"'“”()<>[\]{},;:]{1,300}?\.[A-Za-z][\w+]{0,9}(?![\w.]*[/\\])/g;
/** The drive of a Windows path, which `NAME` stops at. */
const DRIVE = /(?:^|[\s"'`(])([A-Za-z]:)$/;
const LINE_BEHIND = /^[`"'”]?(?::|#L?)(\d{1,7})|^[`"'”]?[\s,(]{0,4}(?:at |on )?(?:lines?|ln|L)\.? ?(\d{1,7})/i;
/**
 * Reads evidence that came as one string: "src/useOrders.ts:36 starts undefined", "`a.py`, line 3: …", "@a.ts (lines 40-60)".
 * @returns line 0 where the string has no line; undefined where it has no file
 */
export function citedPlace(text: string): ModelHypothesis['evidence'][number] | undefined {
  let best: ModelHypothesis['evidence'][number] | undefined;
  for (const match of [...text.matchAll(NAME)].slice(0, 8)) {
    const drive = DRIVE.exec(text.slice(Math.max(0, match.index - 3), match.index))?.[1] ?? '';
    const file = drive + match[0].replace(/^@/, '');
    const rest = text.slice(match.index + match[0].length);
    const [named, number, inWords] = LINE_BEHIND.exec(rest) ?? [];
    const behind = named ? rest.slice(named.length).replace(/^(?:[-–:]\d{1,7}){1,2}/, '') : rest;
    const before = text.slice(0, match.index - drive.length).replace(/[\s`"'“(:–—-]{1,10}$/, '');
    const place = {
      file,
      line: Number(number ?? inWords ?? 0),
      why: behind.replace(/^[\s`"'”):,.–—-]{1,10}/, '').trim() || before.trim(),
    };
    if (place.line > 0) return place;
    if (!best && (/[/\\]/.test(file) || isSourceName(file))) best = place;
  }
  return best;
}

/** Every place with a line number in prose, each with its line of prose; at most `limit`. */
export function citedPlaces(text: string, limit: number): ModelHypothesis['evidence'] {
  const found = new Map<string, ModelHypothesis['evidence'][number]>();
  for (const line of text.split('\n')) {
    if (found.size >= limit) break;
    let rest = line.slice(0, 2000);
    for (let count = 0; count < 4 && rest; count++) {
      const place = citedPlace(rest);
      if (!place) break;
      const why = line.trim().slice(0, 300);
      if (place.line > 0 && !found.has(`${place.file}:${place.line}`)) found.set(`${place.file}:${place.line}`, { ...place, why });
      rest = rest.slice(rest.indexOf(place.file) + place.file.length);
    }
  }
  return [...found.values()].slice(0, limit);
}
