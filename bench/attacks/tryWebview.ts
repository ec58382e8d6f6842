import assert from 'node:assert/strict';
import { states } from '../../test/browser/states/states';
import { startPanelBench, type PanelPage } from '../../test/browser/support/panelPage';
import { hostileTexts } from '../../test/support/attacks/hostileTexts';
import type { PanelState } from '../../src/protocol/panelState';
import { tryOne, type AttackRow } from './attackRow';

/** Fields with values that the extension itself sets. */
const OWN =
  /^(?:id|key|phase|status|state|kind|role|origin|verdict|fixState|folded|run|sign|outcome|source|openIn|name|language|placeholder|fingerprint|at|now|when|from|provider|chosen|expectationSource|addresses|nextStep|failure|purpose|template|commit)$/;

/** Hostile text in every field of the panel, in a real browser: it runs nothing, requests nothing, and becomes no element. */
export async function tryWebview(): Promise<AttackRow[]> {
  const row: AttackRow = { name: 'panel: markup and scripts in a browser', tried: 0, held: 0, broken: [] };
  const bench = await startPanelBench();
  let panel: PanelPage | undefined;
  try {
    const state = Object.values(states).sort((a, b) => JSON.stringify(b).length - JSON.stringify(a).length)[0]!;
    panel = await bench.open(state);
    const { page } = panel;
    await page.evaluate('globalThis.pwned = () => { globalThis.wasPwned = true; }');
    for (const text of hostileTexts(80, 23)) {
      await tryOne(row, JSON.stringify(text), async () => {
        await panel!.send(withText(state, text));
        await page.evaluate('new Promise((resolve) => setTimeout(resolve, 20))');
        assert.equal(await page.evaluate('globalThis.wasPwned'), undefined, 'a script ran');
        assert.deepEqual(await page.evaluate(FOREIGN), [], 'an element came from a text');
        assert.deepEqual(panel!.faults.splice(0), [], 'a request, or an error');
      });
    }
  } finally {
    await panel?.close();
    await bench.stop();
  }
  return [row];
}

/** Elements that the panel never creates, and handlers in markup. */
const FOREIGN = `[...document.querySelectorAll('#root *')]
  .filter((each) => /^(?:img|script|iframe|object|embed|base|link|meta|form)$/i.test(each.tagName)
    || (each.tagName === 'A' && each.hasAttribute('href'))
    || [...each.attributes].some(({ name, value }) => /^on/i.test(name) || /^\\s*(?:javascript|command|data):/i.test(value)))
  .map((each) => each.outerHTML.slice(0, 200))`;

function withText(state: PanelState, text: string): PanelState {
  const copy = (value: unknown, key: string): unknown => {
    if (typeof value === 'string') return OWN.test(key) ? value : `${value} ${text}`;
    if (Array.isArray(value)) return value.map((each) => copy(each, key));
    if (typeof value !== 'object' || value === null) return value;
    return Object.fromEntries(Object.entries(value).map(([name, each]) => [name, copy(each, name)]));
  };
  return copy(state, '') as PanelState;
}
