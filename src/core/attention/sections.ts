import { t } from '../language';
import { distinctNames } from '../distinctNames';
import type { Row, Section } from './modelRun';

/** Names of the sections, as used elsewhere in the product. */
export const sectionNames: Record<Section, string> = {
  error: t('Error'),
  behavior: t('Expected and actual'),
  frames: t('Stack trace'),
  test: t('Test'),
  code: t('Code'),
  changes: t('Recent changes'),
};

/** Rows of one section that follow each other, end exclusive. */
export interface SectionRun {
  section: Section;
  start: number;
  end: number;
}

/** The sections in the order in which the model read them; a section that recurs is listed twice. */
export function sectionRuns(rows: readonly Row[]): SectionRun[] {
  const runs: SectionRun[] = [];
  rows.forEach(({ section }, row) => {
    const last = runs.at(-1);
    if (last?.section === section) last.end = row + 1;
    else runs.push({ section, start: row, end: row + 1 });
  });
  return runs;
}

/** All rows of each section, in the order of their first rows. */
export function rowsBySection(rows: readonly Row[]): Map<Section, number[]> {
  const bySection = new Map<Section, number[]>();
  rows.forEach(({ section }, row) => bySection.set(section, [...(bySection.get(section) ?? []), row]));
  return bySection;
}

/** Name of a row in a sentence: "useOrders.ts:36", or "Error, line 2" for a line of no file. */
export function rowName(rows: readonly Row[], row: number): string {
  const { file, line, section } = rows[row]!;
  if (file && line) return `${fileNames(rows).get(file) ?? file}:${line}`;
  const first = rows.findIndex((other) => other.section === section);
  return t('{0}, line {1}', sectionNames[section], row - first + 1);
}

const namesOf = new WeakMap<readonly Row[], Map<string, string>>();

/** Computed once for each reading, because every line of a drawing asks for it. */
function fileNames(rows: readonly Row[]): Map<string, string> {
  let names = namesOf.get(rows);
  if (!names) namesOf.set(rows, (names = distinctNames(rows.flatMap(({ file }) => file ?? []))));
  return names;
}
