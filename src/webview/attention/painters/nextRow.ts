import type { AttentionReading } from '../attentionReading';

/** Up and down by one, by a page, to the ends; right and left to the next and the previous likely line. */
export function nextRow(reading: AttentionReading, row: number | undefined, key: string): number | undefined {
  const { rows } = reading.run;
  const last = rows.length - 1;
  if (last < 0) return undefined;
  const at = row ?? -1;
  switch (key) {
    case 'ArrowDown':
      return Math.min(last, at + 1);
    case 'ArrowUp':
      return Math.max(0, at - 1);
    case 'PageDown':
      return Math.min(last, at + 15);
    case 'PageUp':
      return Math.max(0, at - 15);
    case 'Home':
      return 0;
    case 'End':
      return last;
    case 'ArrowRight':
    case 'ArrowLeft': {
      const likely = rows
        .flatMap(({ share }, place) => (share === undefined ? [] : [place]))
        .sort((a, b) => rows[b]!.share! - rows[a]!.share!);
      const place = likely.indexOf(at);
      return likely[Math.max(0, Math.min(likely.length - 1, place + (key === 'ArrowRight' ? 1 : -1)))];
    }
    default:
      return undefined;
  }
}
