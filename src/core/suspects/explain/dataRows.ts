import { nodesIn, type LiteralKind } from '../../syntax/lower/ir';
import { lineOf } from '../../syntax/lower/places';
import type { SyntaxFile } from '../../syntax/syntax';
import { withoutLast } from './textTests';
import { escapePattern } from '../../escapePattern';
import type { Place } from '../../flow/originSteps';

/** A data file that the code names. */
export interface DataFile {
  file: string;
  lines: readonly string[];
}

/** A value in a row of a data file, under the name of its column or key. */
export interface Cell extends Place {
  /** Without the quotes around it. */
  text: string;
  kind: LiteralKind;
}

const LONGEST_LINE = 500;
const WORDS: Partial<Record<string, LiteralKind>> = { true: 'truth', false: 'truth', null: 'nothing' };
const SEPARATORS = [',', ';', '\t', '|'];

/** The values that a data file has under a name; none where it is no table and no JSON, or where the name is none of its columns or keys. */
export function cellsUnder(name: string, data: DataFile): Cell[] {
  if (data.file.endsWith('.json')) return jsonCells(name, data);
  return /\.(?:csv|tsv|txt)$/.test(data.file) ? tableCells(name, data) : [];
}

/** The values that objects and calls with named arguments give a name in code: `{ role: 'admin' }`, `User(role="admin")`. */
export function cellsInCode(name: string, file: SyntaxFile): Cell[] {
  return [...nodesIn(file.code)].flatMap((node) => {
    const entries = node.kind === 'map' ? node.entries.filter(({ key }) => key?.kind === 'literal' && key.value === name) : [];
    return [...entries, ...(node.kind === 'call' ? node.args.filter((each) => each.name === name) : [])].flatMap(({ value }): Cell[] =>
      value.kind === 'literal' && !value.parts
        ? [{ file: file.file, line: lineOf(file, value.start), text: value.value, kind: value.of }]
        : [],
    );
  });
}

function jsonCells(name: string, { file, lines }: DataFile): Cell[] {
  const pair = new RegExp(
    `"${escapePattern(name)}"\\s{0,4}:\\s{0,4}(?:"(?<text>[^"\\\\\\n]{0,200})"|(?<word>-?\\d[\\d.eE+-]{0,30}|true|false|null)(?![\\w.]))`,
    'g',
  );
  return lines.flatMap((line, index) =>
    [...line.slice(0, LONGEST_LINE).matchAll(pair)].map(({ groups }): Cell => {
      const word = groups?.['word'];
      return { file, line: index + 1, text: word ?? groups?.['text'] ?? '', kind: word === undefined ? 'text' : (WORDS[word] ?? 'number') };
    }),
  );
}

/** The cells of a column of a table whose first line names the columns. Cells in quotes are not read. */
function tableCells(name: string, { file, lines }: DataFile): Cell[] {
  const head = lines.findIndex((line) => line.trim() !== '');
  const first = lines[head] === undefined ? undefined : withoutLast(lines[head], '\r');
  if (first === undefined || lines.some((line) => line.includes('"') || line.length > LONGEST_LINE)) return [];
  const separator = SEPARATORS.toSorted((a, b) => first.split(b).length - first.split(a).length)[0]!;
  const column = first
    .split(separator)
    .map((each) => each.trim())
    .indexOf(name);
  if (column < 0 || first.split(separator).length < 2) return [];
  return lines.slice(head + 1).flatMap((line, index) => {
    const text = line.trim() === '' ? undefined : withoutLast(line, '\r').split(separator)[column];
    return text === undefined ? [] : [{ file, line: head + index + 2, text, kind: 'text' as const }];
  });
}
