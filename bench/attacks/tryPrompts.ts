import assert from 'node:assert/strict';
import { buildPrompt } from '../../src/core/prompt/buildPrompt';
import { gptTokens } from '../../src/node/tokens/tokenCounter';
import { hostileTexts } from '../../test/support/attacks/hostileTexts';
import { aFrame, anError, someEvidence, aSnippet } from '../../test/support/someEvidence';
import { tryOne, type AttackRow } from './attackRow';

const HEADINGS = ['ERROR', 'RELEVANT CODE', 'EXPECTED BEHAVIOR', 'ACTUAL BEHAVIOR', 'RECENT CHANGE', 'RUNTIME VALUES'];

/** Hostile text in every field of the evidence: no heading of the prompt may come from it. */
export async function tryPrompts(): Promise<AttackRow[]> {
  const row: AttackRow = { name: 'prompts: text that leaves its section', tried: 0, held: 0, broken: [] };
  const tokens = await gptTokens();
  for (const text of hostileTexts(100, 3)) {
    await tryOne(row, JSON.stringify(text), () => {
      const prompt = buildPrompt(hostileEvidence(text), { budget: 16_000, attempts: [{ title: text, diff: text, result: text }], tokens });
      assert.deepEqual(
        headingsOf(prompt.text).filter((heading) => HEADINGS.includes(heading)),
        HEADINGS,
      );
      assert.ok(!headingsOf(prompt.text).includes('INSTRUCTIONS'), 'a heading of its own');
    });
  }
  return [row];
}

function hostileEvidence(text: string) {
  const file = `src/${text.replaceAll('/', '')}.ts`;
  const frame = aFrame({ file, function: text, raw: text });
  return someEvidence({
    report: {
      errors: [anError({ type: text, message: text, details: text, test: text, frames: [frame] })],
      expectations: [{ expected: text, actual: text, test: text }],
    },
    snippets: [aSnippet({ file, text: `function f() {\n${text}\n}`, function: text })],
    expected: text,
    actual: text,
    recentChanges: [
      { file, startLine: 1, endLine: 2, when: '2026-01-02T17:02:00Z', summary: text, diff: `@@ -1 +1 @@\n-${text}\n+b`, suspect: true },
    ],
    values: [{ frame: 0, name: text, type: text, value: text }],
  });
}

/** Headings outside every fence. */
function headingsOf(prompt: string): string[] {
  const found: string[] = [];
  let fence: string | undefined;
  for (const line of prompt.split('\n')) {
    const ticks = /^`{3,}/.exec(line)?.[0];
    if (fence !== undefined) {
      if (line === fence) fence = undefined;
    } else if (ticks) fence = ticks;
    else {
      const heading = /^([A-Z][A-Z ]+):\s*$/.exec(line)?.[1];
      if (heading) found.push(heading);
    }
  }
  return found;
}
