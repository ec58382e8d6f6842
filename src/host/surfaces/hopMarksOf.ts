import { t } from '../../core/language';
import { shapesInWords, shownShape } from '../../core/experiments/shapeWords';
import type { FollowedValue } from '../../core/investigation/runRecord';

/** The mark behind one line. */
export interface HopMark {
  /** 1-based. */
  line: number;
  text: string;
  diverges: boolean;
}

/** Characters of a shape that are shown behind a line; the panel has the whole shape. */
const SHORT = 60;

/** The marks behind the lines of a followed value, by workspace-relative file; several hops of a line follow one another. */
export function hopMarksOf({ hops, divergence }: FollowedValue): Map<string, HopMark[]> {
  const files = new Map<string, Map<number, HopMark>>();
  for (const [at, hop] of hops.entries()) {
    const diverges = at === divergence;
    const { failing, passing } = shapesInWords(hop.failing, hop.passing, shownShape);
    const seen = t('{0} is {1}', short(hop.expression), short(failing));
    const otherwise = passing.length ? ` · ${t('in passing tests {0}', short(passing.join(` ${t('or')} `)))}` : '';
    const text = `${at + 1}: ${seen}${otherwise}${diverges ? ` ← ${t('first goes wrong here')}` : ''}`;
    const lines = files.get(hop.file) ?? new Map<number, HopMark>();
    files.set(hop.file, lines);
    const before = lines.get(hop.line);
    lines.set(hop.line, {
      line: hop.line,
      text: before ? `${before.text}   ${text}` : text,
      diverges: diverges || (before?.diverges ?? false),
    });
  }
  return new Map([...files].map(([file, lines]) => [file, [...lines.values()]]));
}

function short(text: string): string {
  const line = text.replace(/\s+/g, ' ');
  return line.length > SHORT ? `${line.slice(0, SHORT - 1)}…` : line;
}
