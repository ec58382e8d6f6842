import assert from 'node:assert/strict';
import { exportedText } from '../../../src/app/exportedText';
import { redactInvestigation } from '../../../src/core/investigation/storedInvestigation';
import { apply, local, started } from '../core/investigation/investigationFixtures';

describe('exportedText', () => {
  it('is Markdown unless the name asks for JSON, and holds no numbers of the mini-model', async () => {
    const embedding = [0.25, 0.5];
    const investigation = apply(started(), local('a'), { type: 'suspectsRanked', suspects: [], embedding });
    const redacted = await redactInvestigation(investigation, (texts) => Promise.resolve(texts));
    for (const name of ['/home/inv.md', '/home/inv.json.txt', '/home/inv'])
      assert.match(exportedText(name, investigation, redacted), /^# .*\n[^]*## Failure/);
    const stored = JSON.parse(exportedText('/home/inv.JSON', investigation, redacted)) as Record<string, unknown>;
    assert.equal(stored['id'], investigation.id);
    assert.equal('embedding' in stored, false);
    assert.ok(JSON.stringify(redacted).includes('0.25'));
  });
});
