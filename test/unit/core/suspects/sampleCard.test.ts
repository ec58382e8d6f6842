import assert from 'node:assert/strict';
import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { causeText } from '../../../support/causesOf';
import { hypothesesOf } from '../../../support/hypothesesOf';

const sample = join(__dirname, '../../../../media/sample');

describe('the first card of the sample', () => {
  it('names the line of its change that sets the state to undefined, not the one with the initial state', async () => {
    const names = (readdirSync(sample, { recursive: true }) as string[]).filter((name) => /^(?:src|test).*\.tsx?$/.test(name));
    const files = Object.fromEntries(names.map((name) => [name, readFileSync(join(sample, name), 'utf8').split('\n')]));
    const file = 'src/hooks/useOrders.ts';
    const lineOf = (path: string, text: string): number => files[path]!.findIndex((line) => line.includes(text)) + 1;
    const cause = lineOf(file, '        setOrders(cache[userId]);');
    const thrown = lineOf('src/components/OrderHistory.tsx', 'if (orders.length === 0)');
    const output = [
      ' FAIL  test/OrderHistory.test.tsx > OrderHistory > says so for somebody who has never ordered',
      "TypeError: Cannot read properties of undefined (reading 'length')",
      ` ❯ OrderHistory src/components/OrderHistory.tsx:${thrown}:14`,
      ' ❯ Object.react_stack_bottom_frame node_modules/react-dom/cjs/react-dom-client.development.js:25904:20',
    ];
    const changed = [lineOf(file, 'useState(cache[userId])'), lineOf(file, 'if (cache[userId]) {'), cause].map((line) => ({ file, line }));
    const { hypotheses } = await hypothesesOf(output, files, changed);
    const [first] = hypotheses;
    assert.deepEqual(
      [first?.evidence[0]?.file, first?.evidence[0]?.line],
      [file, cause],
      JSON.stringify(
        hypotheses.map(({ title, evidence }) => [title, evidence]),
        undefined,
        1,
      ),
    );
    assert.match(
      hypotheses.slice(0, 1).map(causeText).join('\n'),
      /^src\/hooks\/useOrders\.ts:\d+ origin: sets the state `orders`; .*: setOrders\(cache\[userId\]\);$/m,
    );
  });
});
