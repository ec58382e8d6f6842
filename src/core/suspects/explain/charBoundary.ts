import type { Clue } from './clue';
import { code, type ExplainInput, type Explanation } from './explanation';
import { originEvidence } from './originEvidence';
import { originPlace, originSentences } from './originText';
import { originOf } from './followed';

const slice = /(?<![\w.])((?:self\.)?[\w.]{1,120})\[([^\][]{0,120}\.\.[^\][]{0,120})\]/g;

/** Rust: a text was cut within a character, because an index counts bytes. */
export function explainCharBoundary(
  { index, letter, bytes }: Extract<Clue, { kind: 'charBoundary' }>,
  { at, view, frame }: ExplainInput,
): Explanation {
  const { file, line, fn } = at;
  const slices = [...(file.lines[line - 1] ?? '').slice(0, 500).matchAll(slice)];
  const [, list = '', range = ''] = slices.length === 1 ? (slices[0] ?? []) : [];
  const names = range.split(/\.\.=?/).map((part) => part.trim());
  // The message contains only the index; the end that it refers to is clear only where there is one.
  const [name] = names.filter((part) => part !== '').length === 1 ? names.filter((part) => /^[A-Za-z_][\w.]*$/.test(part)) : [];
  const origin = name ? originOf(view, name, { file, fn, line, frame }) : { steps: [] };
  const place = originPlace({ steps: origin.steps });
  const what = list ? code(`${list}[${range}]`) : 'a text';
  return {
    title: `A text is cut within the character ${code(letter)}${fn?.name ? ` in ${code(fn.name)}` : ''}`,
    sentences: [
      `Line ${line} cuts ${what} at byte ${index}, within the character ${code(letter)} (bytes ${bytes}): an index into a text counts bytes, and a character beyond ASCII has more than one.`,
      ...originSentences({ steps: origin.steps }, '', at),
    ],
    evidence: originEvidence(origin, ''),
    ...(place && { origin: place }),
    check: `Cut at a place that ${code(`${list || 'text'}.char_indices()`)} gives, and run it again. If it still fails, this is not the cause.`,
  };
}
