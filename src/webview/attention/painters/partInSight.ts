/** The part of a line between two heights; undefined if all of it is above or below. Steep lines are expensive beyond the visible part. */
export function partInSight(line: readonly [number, number, number, number], top: number, bottom: number): number[] | undefined {
  const [x1, y1, x2, y2] = line;
  if (Math.max(y1, y2) < top || Math.min(y1, y2) > bottom) return undefined;
  const at = (y: number): [number, number] => {
    const inside = Math.max(top, Math.min(bottom, y));
    return [x1 + ((inside - y1) / (y2 - y1)) * (x2 - x1), inside];
  };
  return y1 === y2 ? [...line] : [...at(y1), ...at(y2)];
}
