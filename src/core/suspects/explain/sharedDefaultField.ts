import type { Clue } from './clue';
import { escapePattern } from '../../escapePattern';
import { citing, code, type ExplainInput, type Explanation } from './explanation';

/** Lines of a class that are searched for a field. */
const MOST_LINES = 80;

/** Python: a data class whose field has a list, a dict or a set as its default, which all its objects would share. */
export function explainSharedDefault(
  { name, type }: Extract<Clue, { kind: 'sharedDefault' }>,
  { at }: ExplainInput,
): Explanation | undefined {
  const { file, line } = at;
  const written = new RegExp(`^\\s+${escapePattern(name)}\\s*:[^=]{1,200}=\\s*(\\S.{0,120})$`);
  const found = file.lines.slice(line - 1, line - 1 + MOST_LINES).findIndex((text) => written.test(text.slice(0, 400)));
  if (found < 0) return undefined;
  const place = { file: file.file, line: line + found };
  const text = (file.lines[place.line - 1] ?? '').trim();
  return {
    title: `${code(name)} has a ${code(type)} as its default`,
    sentences: [
      `Line ${place.line}, ${code(text)}, gives the field ${code(name)} a ${code(type)} as its default: all objects would share that one, so Python refuses it.`,
      `${code(`field(default_factory=${type})`)} would make a new one for each object.`,
    ],
    ...citing(place, `gives ${code(name)} its default`),
    check: `Write ${code(`field(default_factory=…)`)} on line ${place.line} and run it again.`,
  };
}
