import assert from 'node:assert/strict';
import { readDocumentedBugs, WORKSPACE as FOLDER } from '../../../../../realBugs/documented/documentedBugs';
import { hypothesesOf } from '../../../../support/hypothesesOf';

const WORKSPACE = '/srv/work';
const bugs = readDocumentedBugs();

/** The expected text of a card for a bug. */
const said: Record<string, RegExp> = {
  'go/am-executor-43': /`file` starts as nil \(line 23\) and gets a value only if/,
  'go/cloudquery-107': /`Configuration` is set to `nil` at main\.go:6/,
  'go/gohangout-66': /`value` is nil, not a `map\[string\]interface/,
  'go/talos-2652': /`main` makes `MachineConfig` \(main\.go:6\) without setting `MachineKubelet`/,
  'go/tetragon-99': /`readConfig` returns `nil` \(config\.go:18/,
  'rust/rspack-6412': /cuts `text\[\.\.most\]` at byte 9, within the character `–`.*`most` is `9`, passed by `fmt` \(line 10\)/,
  'go/buildbuddy-1171': /`w\.tasks`, but the channel is closed already\. `Shutdown` closes it \(line 53\)/,
  'csharp/supervisor-5': /`line\.IndexOf\(' '\)` gives -1 for what is not found/,
  'rust/gpui-kit-1308': /A text is cut within the character `é`/,
};

async function cardsOf(id: string): Promise<string> {
  const bug = bugs.find((each) => each.id === id);
  assert.ok(bug, id);
  const files = Object.fromEntries(Object.entries(bug.files).map(([name, text]) => [name, text.split('\n')]));
  const { hypotheses } = await hypothesesOf(bug.output.replaceAll(FOLDER, WORKSPACE).split('\n'), files);
  return hypotheses.map(({ title, rootCause }) => `${title}\n${rootCause}`).join('\n\n');
}

describe('explainFailure: programs after documented bugs', () => {
  for (const [id, pattern] of Object.entries(said)) {
    it(`${id}: a card names the origin of the value`, async () => assert.match(await cardsOf(id), pattern));
  }

  it('does not claim that nothing assigns a field where a literal does', async () => {
    assert.doesNotMatch(await cardsOf('go/gospf-1'), /nothing in .* assigns/);
  });

  it('has a source, an output and a line of the fix for each', () => {
    assert.ok(bugs.length >= 27);
    for (const { id, source, fix, files, output } of bugs) {
      assert.match(source, /^https:\/\/github\.com\/[\w.-]+\/[\w.-]+\/(?:issues|pull)\/\d+$/, id);
      assert.ok(output.trim().length > 0, id);
      for (const place of fix) {
        const [file = '', line = ''] = place.split(':');
        assert.ok((files[file]?.split('\n')[Number(line) - 1] ?? '').trim().length > 0, `${id} ${place}`);
      }
    }
  });
});
