import { t } from '../../../core/language';
import { rowName } from '../../../core/attention/sections';
import type { AttentionReading } from '../attentionReading';
import type { EvidenceColumns } from '../painters/evidenceColumns';
import { formatSigned, formatWeight } from '../painters/formatWeight';
import type { NumbersTable } from './numbersTable';

/** Most rows of a table: a table of a million cells helps nobody. */
export const MAX_TABLE_ROWS = 200;

/** The lines of the evidence, with the numbers of the columns beside them. */
export function linesTable(reading: AttentionReading, columns: EvidenceColumns): NumbersTable {
  const { rows } = reading.run;
  const focus = reading.rowsOf(reading.choice.focus);
  const attention = reading.given(reading.evidenceMatrix, focus);
  const rollout = columns === 'rollout' ? reading.given(reading.rolloutMatrix, focus) : undefined;
  const deletions = reading.choice.bySection ? reading.bySection : reading.byLine;
  const effects = columns === 'deletion' ? deletions.effectsByRow(reading.suspect, rows.length) : undefined;
  const name = focus.map((row) => rowName(rows, row)).join(', ') || t('no line');
  return {
    caption: t('The lines of the evidence; looked at by {0}', name),
    columns: [
      t('Line'),
      t('Text'),
      t('Looked at'),
      ...(rollout ? [t('Rollout')] : []),
      ...(effects ? [t("Change of the suspect's score without it")] : []),
      t('Line’s chance'),
    ],
    rows: rows
      .slice(0, MAX_TABLE_ROWS)
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
