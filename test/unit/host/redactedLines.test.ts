import assert from 'node:assert/strict';
import { createRedactor } from '../../../src/core/prompt/redactor';
import { RedactedLines } from '../../../src/host/redactedLines';
import { plantSecrets } from '../../support/plantSecrets';

const settled = () => new Promise((resolve) => setTimeout(resolve, 50));

describe('RedactedLines', () => {
  it('writes no planted secret, whether in an error, its stack or a detail', async () => {
    const written: string[] = [];
    const lines = new RedactedLines((_level, text) => written.push(text));
    lines.redactWith((texts) => createRedactor().redactAll(texts));
    const planted = plantSecrets(21).filter(({ text }) => !text.includes('\n'));
    for (const { text } of planted) {
      lines.add('error', 'Asking the model failed.', new Error(`request failed: ${text}`));
      lines.add('warn', 'The answer could not be read yet.', { line: text });
      lines.add('info', 'Read.', text);
    }
    for (let tries = 0; tries < 100 && written.length < 3 * planted.length; tries++) await settled();
    assert.equal(written.length, 3 * planted.length);
    const all = written.join('\n');
    assert.deepEqual(
      planted.filter(({ secret }) => all.includes(secret)).map(({ kind }) => kind),
      [],
    );
    assert.match(written[0] ?? '', /^Asking the model failed\. Error: request failed: /);
  });

  it('keeps lines, in order, until there is a redactor', async () => {
    const written: string[] = [];
    const lines = new RedactedLines((level, text) => written.push(`${level} ${text}`));
    lines.add('warn', 'one');
    await settled();
    assert.deepEqual(written, []);
    lines.redactWith(async (texts) => {
      await settled();
      return texts;
    });
    lines.add('error', 'two', 'detail');
    await settled();
    await settled();
    await settled();
    assert.deepEqual(written, ['warn one', 'error two detail']);
  });

  it('leaves the details out if the redaction fails, and does not retry it forever', async () => {
    const written: string[] = [];
    let asked = 0;
    const lines: RedactedLines = new RedactedLines((_level, text) => written.push(text));
    lines.redactWith(async () => {
      asked++;
      // The failure itself is logged, too.
      lines.add('error', 'The analysis worker stopped.', new Error('token=Zk3qpW9xTbLm4RsV'));
      throw new Error('stopped');
    });
    lines.add('error', 'Asking the model failed.', new Error('token=Zk3qpW9xTbLm4RsV'));
    await settled();
    assert.equal(asked, 3);
    assert.equal(written[0], 'Asking the model failed. (The details may hold secrets and were left out.)');
    assert.ok(!written.join().includes('Zk3'));
  });
});
