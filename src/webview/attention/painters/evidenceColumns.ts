import { t } from '../../../core/language';

/** Below this width there are fewer columns, px. */
const COMPACT = 560;

/** The columns beside the lines. */
export type EvidenceColumns = 'attention' | 'rollout' | 'deletion';

/** Positions of the columns, px from the left. */
export interface Columns {
  compact: boolean;
  arcs: number;
  number: number;
  code: number;
  codeEnd: number;
  /** Cells with a shade and a number: left edge, width, name. */
  cells: { x: number; width: number; kind: 'attention' | 'rollout' | 'share' | 'effect'; name: string }[];
}

/** @param focused whether a line is in focus: its attention then needs room */
export function columnsFor(shown: EvidenceColumns, width: number, focused: boolean): Columns {
  const compact = width < COMPACT;
  const arcs = compact || shown === 'deletion' ? 32 : 84;
  const cells: Omit<Columns['cells'][number], 'x'>[] = [];
  const small = compact ? 48 : 62;
  if (shown === 'deletion') {
    if (!compact) cells.push({ kind: 'attention', name: t('looked at'), width: small });
    cells.push({ kind: 'effect', name: '', width: compact ? 84 : 206 });
  } else {
    const shade = shown === 'rollout' ? 'rollout' : 'attention';
    if (shown === 'rollout' && !compact) cells.push({ kind: 'attention', name: t('looked at'), width: small });
    if (focused || !compact) cells.push({ kind: shade, name: shade === 'rollout' ? t('rollout') : t('looked at'), width: small });
    if (!focused || !compact) cells.push({ kind: 'share', name: t('line’s chance'), width: compact ? 84 : 112 });
  }
  let x = width - 8;
  const placed = cells.reverse().map((cell) => ({ ...cell, x: (x -= cell.width + 6) }));
  const number = arcs + 4;
  const code = number + (compact ? 34 : 44);
  return { compact, arcs, number, code, codeEnd: x - 6, cells: placed };
}
