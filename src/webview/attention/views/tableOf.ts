import { strongest } from '../../../core/attention/massThreshold';
import type { HeadPlace } from '../../../core/attention/modelRun';
import { unpackRow } from '../../../core/attention/packAttention';
import { rowName } from '../../../core/attention/sections';
import type { AttentionReading } from '../attentionReading';
import { formatSigned, formatWeight } from '../painters/formatWeight';
import type { NumbersTable } from './numbersTable';

/** Rows of a table at most: a table of a million cells helps nobody. */
const MAX_ROWS = 200;

/** What the view shows, as a table. Undefined for views that are text already. */
export function tableOf(reading: AttentionReading, summaryOf: (place: HeadPlace) => string): NumbersTable | undefined {
  switch (reading.choice.view) {
    case 'evidence':
    case 'rollout':
    case 'deletion':
      return linesTable(reading);
    case 'heads':
    case 'matrix':
      return reading.choice.grain === 'token' ? tokensTable(reading) : headLinesTable(reading);
    case 'model':
      return headsTable(reading, summaryOf);
    default:
      return undefined;
  }
}

function linesTable(reading: AttentionReading): NumbersTable {
  const { rows } = reading.run;
  const { view, bySection } = reading.choice;
  const focus = reading.rowsOf(reading.choice.focus);
  const attention = reading.given(reading.evidenceMatrix, focus);
  const rollout = view === 'rollout' ? reading.given(reading.rolloutMatrix, focus) : undefined;
  const effects =
    view === 'deletion' ? (bySection ? reading.bySection : reading.byLine).effectsByRow(reading.suspect, rows.length) : undefined;
  const name = focus.map((row) => rowName(rows, row)).join(', ') || 'no line';
  return {
    caption: `The lines of the evidence; looked at by ${name}`,
    columns: [
      'Line',
      'Text',
      'Looked at',
      ...(rollout ? ['Rollout'] : []),
      ...(effects ? ["Change of the suspect's score without it"] : []),
      'Line’s chance',
    ],
    rows: rows
      .slice(0, MAX_ROWS)
      .map(({ text, share }, row) => [
        rowName(rows, row),
        text.trim(),
        attention ? formatWeight(attention[row]!) : '',
        ...(rollout ? [formatWeight(rollout[row]!)] : []),
        ...(effects ? [Number.isNaN(effects[row]!) ? '' : formatSigned(-effects[row]!)] : []),
        share === undefined ? '' : formatWeight(share),
      ]),
  };
}

function headLinesTable(reading: AttentionReading): NumbersTable {
  const { rows } = reading.run;
  const { layer, heads } = reading.choice;
  const focus = reading.rowsOf(reading.choice.focus);
  const weights = heads.map((head) => reading.given(reading.headLines(layer, head), focus.length ? focus : [0]));
  return {
    caption: `What ${rowName(rows, focus[0] ?? 0)} looks at, layer ${layer + 1}`,
    columns: ['Line', 'Text', ...heads.map((head) => `Head ${head + 1}`)],
    rows: rows
      .slice(0, MAX_ROWS)
      .map(({ text }, row) => [rowName(rows, row), text.trim(), ...weights.map((given) => (given ? formatWeight(given[row]!) : ''))]),
  };
}

function tokensTable(reading: AttentionReading): NumbersTable {
  const { tokens, rows } = reading.run;
  const { layer, heads, focus } = reading.choice;
  const from = focus?.kind === 'token' ? focus.token : (rows[reading.rowsOf(focus)[0] ?? -1]?.start ?? 0);
  const count = tokens.text.length;
  const given = heads.map((head) => {
    const packed = reading.headTokens(layer, head);
    return packed ? unpackRow(packed, count, from) : new Float32Array(count);
  });
  const sum = Float32Array.from({ length: count }, (_, token) => given.reduce((total, weights) => total + weights[token]!, 0));
  const places = strongest(sum, 1, MAX_ROWS);
  return {
    caption: `What “${tokens.text[from]!.trim()}” looks at, layer ${layer + 1}, strongest first`,
    columns: ['Token', 'Line', ...heads.map((head) => `Head ${head + 1}`)],
    rows: places.map((token) => [
      tokens.text[token]!.trim() || '␣',
      tokens.row[token]! < 0 ? '' : rowName(rows, tokens.row[token]!),
      ...given.map((weights) => formatWeight(weights[token]!)),
    ]),
  };
}

function headsTable(reading: AttentionReading, summaryOf: (place: HeadPlace) => string): NumbersTable {
  const { layers, heads } = reading.run.model;
  return {
    caption: 'What each head mostly looks at',
    columns: ['Layer', ...Array.from({ length: heads }, (_, head) => `Head ${head + 1}`)],
    rows: Array.from({ length: layers }, (_, layer) => [
      `Layer ${layer + 1}`,
      ...Array.from({ length: heads }, (_unused, head) => summaryOf({ layer, head })),
    ]),
  };
}
