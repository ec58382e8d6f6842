import assert from 'node:assert/strict';
import { monitorEventLoopDelay } from 'node:perf_hooks';
import type { Host } from '../../../src/host/createHost';
import { hostileFloods, hostileTexts } from '../../support/attacks/hostileTexts';
import { act, collected, crashTrace, freshHost } from './support';

/** Characters of each flood. */
const LENGTH = 100_000;

describe('hostile texts in a window', function () {
  this.timeout(600_000);
  let host: Host;
  beforeEach(async () => {
    host = await freshHost();
  });

  it('are pasted one after the other; the window stays usable, and its longest block is printed', async function () {
    await act(host, 'pasteFailure', { text: crashTrace() });
    await collected(host);
    const texts = [
      ...hostileFloods(LENGTH).filter((_, at) => at % 4 === 1),
      ...hostileTexts(40, 41).map((text) => ({ name: JSON.stringify(text), text: `TypeError: ${text}\n    at f (src/${text}.js:1:1)\n` })),
    ];
    const busy: { name: string; ms: number }[] = [];
    for (const { name, text } of texts) {
      const delay = monitorEventLoopDelay({ resolution: 2 });
      delay.enable();
      await act(host, 'pasteFailure', { text });
      const { id } = host.shown.orThrow();
      await host.evidence.settled(id);
      host.view.state('panel');
      await host.flush();
      delay.disable();
      busy.push({ name, ms: delay.max / 1e6 });
    }
    busy.sort((a, b) => b.ms - a.ms);
    const longest = busy.slice(0, 3).map(({ name, ms }) => `${ms.toFixed(0)} ms for ${name.slice(0, 60)}`);
    // Mocha's reporter prints the title; what a test logs is lost among the lines of VS Code.
    this.runnable().title += ` (${texts.length} texts; ${longest.join('; ')})`;
    await act(host, 'pasteFailure', { text: crashTrace() });
    assert.match((await collected(host)).title, /^TypeError: Cannot read properties of undefined/);
  });
});
