import { t } from '../../../core/language';
import { strongest } from '../../../core/attention/massThreshold';
import type { HeadPlace } from '../../../core/attention/modelRun';
import { unpackRow } from '../../../core/attention/packAttention';
import { rowName } from '../../../core/attention/sections';
import type { AttentionReading } from '../attentionReading';
import { formatWeight } from '../painters/formatWeight';
import { MAX_TABLE_ROWS } from './linesTable';
import type { NumbersTable } from './numbersTable';

/** The attention of the line in focus, by the chosen heads. */
export function headLinesTable(reading: AttentionReading): NumbersTable {
  const { rows } = reading.run;
  const { layer, heads } = reading.choice;
  const focus = reading.rowsOf(reading.choice.focus);
  const weights = heads.map((head) => reading.given(reading.headLines(layer, head), focus.length ? focus : [0]));
  return {
    caption: t('What {0} looks at, layer {1}', rowName(rows, focus[0] ?? 0), layer + 1),
    columns: [t('Line'), t('Text'), ...heads.map((head) => t('Head {0}', head + 1))],
    rows: rows
      .slice(0, MAX_TABLE_ROWS)
      .map(({ text }, row) => [rowName(rows, row), text.trim(), ...weights.map((given) => (given ? formatWeight(given[row]!) : ''))]),
  };
}

/** The attention of the token in focus, by the chosen heads. */
export function tokensTable(reading: AttentionReading): NumbersTable {
  const { tokens, rows } = reading.run;
  const { layer, heads, focus } = reading.choice;
  const from = focus?.kind === 'token' ? focus.token : (rows[reading.rowsOf(focus)[0] ?? -1]?.start ?? 0);
  const count = tokens.text.length;
  const given = heads.map((head) => {
    const packed = reading.headTokens(layer, head);
    return packed ? unpackRow(packed, count, from) : new Float32Array(count);
  });
  const sum = Float32Array.from({ length: count }, (_, token) => given.reduce((total, weights) => total + weights[token]!, 0));
  const places = strongest(sum, 1, MAX_TABLE_ROWS);
  return {
    caption: t('What “{0}” looks at, layer {1}, strongest first', tokens.text[from]!.trim(), layer + 1),
    columns: [t('Token'), t('Line'), ...heads.map((head) => t('Head {0}', head + 1))],
    rows: places.map((token) => [
      tokens.text[token]!.trim() || '␣',
      tokens.row[token]! < 0 ? '' : rowName(rows, tokens.row[token]!),
      ...given.map((weights) => formatWeight(weights[token]!)),
    ]),
  };
}

/** The main target of each head of each layer. */
export function headsTable(reading: AttentionReading, summaryOf: (place: HeadPlace) => string): NumbersTable {
  const { layers, heads } = reading.run.model;
  return {
    caption: t('What each head mostly looks at'),
    columns: [t('Layer'), ...Array.from({ length: heads }, (_, head) => t('Head {0}', head + 1))],
    rows: Array.from({ length: layers }, (_, layer) => [
      t('Layer {0}', layer + 1),
      ...Array.from({ length: heads }, (_unused, head) => summaryOf({ layer, head })),
    ]),
  };
}
