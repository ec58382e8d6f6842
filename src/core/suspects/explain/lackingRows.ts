import { flow } from '../../flow/flow';
import type { Place } from '../../flow/originSteps';
import { plainText } from '../../flow/changes';
import { placeOf } from '../../flow/walk';
import { only } from '../../only';
import type { Expr } from '../../syntax/lower/ir';
import { nodesOn, spanOfLines } from '../../syntax/lower/places';
import { code, listed, placeText, type ExplainInput, type Explanation } from './explanation';

type Index = Extract<Expr, { kind: 'index' }>;

const MOST_ROWS = 6;

/** A table of tables that is written out: its rows that have not got a key, where the key is looked up in one of them. */
export function lackingRows(
  key: string,
  { at, view, frame }: ExplainInput,
): (Pick<Explanation, 'evidence'> & { origin: Place } & { read: string; object: string; sentence: string }) | undefined {
  const here = { file: at.file, ...(frame !== undefined && { frame }) };
  const text = (node: Expr): string => at.file.text.slice(node.start, node.end);
  const asks = nodesOn(at.file.code, spanOfLines(at.file, at.line)).filter(
    (node): node is Index =>
      node.kind === 'index' &&
      node.of.kind === 'index' &&
      flow(view, node.keys[0] ?? node, here).ways.some(({ last }) => last.path.length === 0 && plainText(last.expr) === key),
  );
  const read = only(asks);
  const table = read?.of.kind === 'index' ? only(flow(view, read.of.of, here).ways)?.last : undefined;
  if (!read || table?.expr.kind !== 'map' || table.path.length > 0 || table.expr.entries.length > MOST_ROWS) return undefined;
  const rows = table.expr.entries.map(({ key: name, value }) => ({
    name: name && plainText(name),
    keys: value.kind === 'map' ? value.entries.map((entry) => entry.key && plainText(entry.key)) : undefined,
    place: placeOf(table.at, value),
  }));
  if (rows.some(({ name, keys }) => name === undefined || !keys || keys.includes(undefined) || keys.includes(key))) return undefined;
  const shown = rows.map(
    ({ name, keys, place }) =>
      `${code(name!)} (${placeText(place, at)}) has ${keys!.length > 0 ? listed(keys!.map((each) => code(each!))) : 'nothing'}`,
  );
  return {
    read: text(read),
    object: text(read.of),
    sentence: `No row of ${code(text(read.of.kind === 'index' ? read.of.of : read.of))} has ${code(key)}: ${listed(shown)}.`,
    evidence: rows.map(({ name, place }) => ({ ...place, why: `the row ${code(name!)}, without ${code(key)}` })),
    origin: placeOf(table.at, table.expr),
  };
}
