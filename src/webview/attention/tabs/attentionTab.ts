import type { nothing, TemplateResult } from 'lit';
import type { ModelCard } from '../../../core/attention/modelRun';
import type { AttentionReading } from '../attentionReading';
import type { ViewName } from '../choice';
import type { AttentionTheme } from '../drawing/attentionTheme';
import type { OutsideDeletion } from '../outsideDeletion';
import type { Painter } from '../drawing/painter';
import type { NumbersTable } from '../views/numbersTable';

/** One way to look at a reading: a tab of the attention view. */
export interface AttentionTab {
  id: ViewName;
  label: string;
  /** What it shows and how to use it, one or two sentences. */
  hint: string;
  /** In the row of tabs; the others are under "More". */
  first?: true;
  /** Explains by itself what attention can show and what it cannot. */
  honest?: true;
  /** Describes the pointer's target beside the drawing, and so is redrawn with the pointer. */
  followsPointer?: true;
  toolbar?(parts: TabParts): TemplateResult | typeof nothing;
  body(parts: TabParts): TemplateResult;
  /** The numbers of its drawing; absent if there is no drawing to export. */
  table?(parts: TabParts): NumbersTable;
}

/** What tabs are built from. */
export interface TabParts {
  reading: AttentionReading;
  theme: AttentionTheme;
  card: ModelCard | undefined;
  outside: OutsideDeletion | undefined;
  /** The painter with this name, made once per reading: it keeps its zoom and its place. */
  painter: <P extends Painter<unknown>>(name: string, make: () => P) => P;
  stage: (painter: Painter<unknown>, label: string) => TemplateResult;
  openLine: (row: number) => void;
  /** Zooms the drawing about its middle; 0 shows all of it. */
  zoom: (factor: number) => void;
}
