import { hypothesesOf } from './hypothesesOf';

/** The causes that the cards of a failure name, as one text, over files given by their text. */
export async function causesOf(output: string, files: Record<string, string>): Promise<string> {
  const { hypotheses } = await hypothesesOf(
    output.split('\n'),
    Object.fromEntries(Object.entries(files).map(([name, text]) => [name, text.split('\n')])),
  );
  return hypotheses.map(({ rootCause }) => rootCause).join('\n');
}
