import assert from 'node:assert/strict';
import { marked } from 'marked';
import { investigationMarkdown } from '../../src/core/investigation/investigationMarkdown';
import { hostileTexts } from '../../test/support/attacks/hostileTexts';
import { wholeInvestigation, withSecrets } from '../../test/support/everyText';
import { tryOne, type AttackRow } from './attackRow';

/** Hostile text in every field of an investigation that is exported as Markdown: none of its markup may work in a reader. */
export async function tryExports(): Promise<AttackRow[]> {
  const row: AttackRow = { name: 'exports: markup in Markdown', tried: 0, held: 0, broken: [] };
  const plain = structureOf(investigationMarkdown({ ...wholeInvestigation, evidence: { phase: 'collecting' }, suspects: [] }));
  for (const text of hostileTexts(120, 5)) {
    await tryOne(row, JSON.stringify(text), () => {
      const hostile = withSecrets(wholeInvestigation, () => text);
      const markdown = investigationMarkdown({ ...hostile, evidence: { phase: 'collecting' }, suspects: [] });
      assert.deepEqual(structureOf(markdown), plain);
    });
  }
  return [row];
}

/** The elements of the page that Markdown makes, except code and text. */
function structureOf(markdown: string): Record<string, number> {
  const html = marked.parse(markdown, { async: false });
  const counts: Record<string, number> = {};
  for (const [, name = ''] of html.matchAll(/<([a-z][a-z0-9]*)\b/gi)) {
    if (!/^(?:code|p|br)$/.test(name)) counts[name] = (counts[name] ?? 0) + 1;
  }
  return counts;
}
