import type { TemplateResult } from 'lit';
import type { EvidenceColumns } from '../painters/evidenceColumns';
import { EvidencePainter } from '../painters/evidencePainter';
import { lookedAt } from '../views/lookedAt';
import type { TabParts } from './attentionTab';

/** The lines of the evidence, with columns beside them. */
export function evidenceStage(parts: TabParts, columns: EvidenceColumns, label: string): TemplateResult {
  const { reading, openLine } = parts;
  return parts.stage(
    parts.painter(columns, () => new EvidencePainter(reading, columns, openLine)),
    label,
  );
}

/** What the line in focus gave to each line, in words. */
export function lookedAtAside({ reading, openLine }: TabParts, matrix: Float32Array | undefined, verb: string): TemplateResult {
  return lookedAt(reading, reading.given(matrix, reading.rowsOf(reading.focus)), { verb, openLine });
}
