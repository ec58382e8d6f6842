/** Prints a title and rows in columns; numbers to the right. */
export function printTable(title: string, rows: readonly (readonly (string | number)[])[]): void {
  const widths = (rows[0] ?? []).map((_, column) => Math.max(...rows.map((row) => String(row[column]).length)));
  console.log(`\n${title}`);
  for (const row of rows) {
    const cells = row.map((cell, column) =>
      typeof cell === 'number' ? String(cell).padStart(widths[column] ?? 0) : cell.padEnd(widths[column] ?? 0),
    );
    console.log(`  ${cells.join('  ').trimEnd()}`);
  }
}

/** The given quantile of the values: nearest rank, so it is one of the values. */
export function percentile(values: readonly number[], share: number): number {
  const sorted = [...values].sort((a, b) => a - b);
  return sorted[Math.max(0, Math.ceil(share * sorted.length) - 1)] ?? Number.NaN;
}

/** "✓ under 300 ms" or "✗ goal: under 300 ms". */
export function judge(value: number, goal: number, unit: string): string {
  return value < goal ? `✓ under ${goal} ${unit}` : `✗ goal: under ${goal} ${unit}`;
}

/** p50 and p90 of some values. */
export function spread(values: readonly number[]): string {
  return values.length ? `${percentile(values, 0.5)}, ${percentile(values, 0.9)}` : '–';
}
