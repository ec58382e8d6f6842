import { inReadingOrder, rowText, type Hypothesis } from '../../src/core/hypothesis';
import { hypothesesOf } from './hypothesesOf';

/** The causes that the cards of a failure name, with their rows, as one text, over files given by their text. */
export async function causesOf(output: string, files: Record<string, string>): Promise<string> {
  const { hypotheses } = await hypothesesOf(
    output.split('\n'),
    Object.fromEntries(Object.entries(files).map(([name, text]) => [name, text.split('\n')])),
  );
  return hypotheses.map(causeText).join('\n');
}

/** The cause that a card names, and below it its rows: `src/main.js:4 sets `user`: const user = find(id);`. */
export function causeText({ rootCause, evidence }: Pick<Hypothesis, 'rootCause' | 'evidence'>): string {
  const rows = inReadingOrder(evidence).map((row) => `${row.file}:${row.line} ${rowText(row)}${row.text ? `: ${row.text}` : ''}`);
  return [rootCause, ...rows].join('\n');
}
