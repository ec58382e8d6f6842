import assert from 'node:assert/strict';
import { RedactionMemo, type RedactMore } from '../../../../src/core/investigation/redactionMemo';
import { redactInvestigation } from '../../../../src/core/investigation/storedInvestigation';
import { createRedactor } from '../../../../src/core/prompt/redactor';
import { GrowingRedactors } from '../../../../src/node/growingRedactors';
import { wholeInvestigation, withSecrets } from '../../../support/everyText';
import { plantSecrets, seeded } from '../../../support/plantSecrets';

const [token = ''] = plantSecrets(5)
  .filter(({ kind }) => kind === 'github token')
  .map(({ secret }) => secret);

/** A worker's side, and the number of characters sent to it. */
function worker() {
  let growing = new GrowingRedactors();
  const asked: number[] = [];
  const more =
    (options: string): RedactMore =>
    async (texts, known) => {
      asked.push(texts.join('').length);
      return (await growing.redact('one', texts, known, options, () => createRedactor())) ?? undefined;
    };
  return { asked, more, restart: () => (growing = new GrowingRedactors()) };
}

describe('RedactionMemo', () => {
  const round = wholeInvestigation.rounds[0]!;
  const streaming = (text: string) => ({ ...wholeInvestigation, rounds: [round, { ...round, id: 'r2', text }] });
  const large = { ...wholeInvestigation.reports[0]!, leftOut: 7 };
  large.errors = Array.from({ length: 200 }, () => wholeInvestigation.reports[0]!.errors[0]!);

  it('gives the same result as a redactor that reads everything in one call', async () => {
    const random = seeded(3);
    const planted = withSecrets(
      wholeInvestigation,
      () => `token=${Math.floor(random() * 1e9).toString(36)}Zq${Math.floor(random() * 1e9)}`,
    );
    const once = await redactInvestigation(planted, (texts) => createRedactor().redactAll(texts));
    const { more } = worker();
    const text = JSON.stringify(await new RedactionMemo().redact(planted, '', more('')));
    assert.deepEqual((text.match(/<SECRET_/g) ?? []).length, (JSON.stringify(once).match(/<SECRET_/g) ?? []).length);
  });

  it('reads only changed parts again', async () => {
    const { asked, more } = worker();
    const memo = new RedactionMemo();
    const at = (text: string) => ({ ...streaming(text), reports: [large] });
    await memo.redact(at('{"hypo'), '', more(''));
    const second = await memo.redact(at('{"hypotheses"'), '', more(''));
    assert.equal(second.rounds[1]?.text, '{"hypotheses"');
    const [first = 0, again = 0] = asked;
    assert.equal(asked.length, 2);
    assert.ok(again < first / 5, `${again} of ${first} characters`);
  });

  it('replaces a late-recognised secret in earlier texts too', async () => {
    const { more } = worker();
    const memo = new RedactionMemo();
    const value = 'Zk3qpW9xTbLm4RsV';
    const title = `cannot open ${value}`;
    const before = await memo.redact({ ...streaming(''), title, reports: [large] }, '', more(''));
    assert.equal(before.title, title);
    const after = await memo.redact({ ...streaming(`the password: "${value}" and ${token}`), title, reports: [large] }, '', more(''));
    assert.ok(!JSON.stringify(after).includes(value), JSON.stringify(after.title));
  });

  it('restarts with other options, and after a restart of the worker', async () => {
    const { more, restart } = worker();
    const memo = new RedactionMemo();
    const planted = { ...streaming(''), title: `used ${token}` };
    await memo.redact(planted, 'a', more('a'));
    restart();
    for (const options of ['a', 'b', 'b']) {
      const { title } = await memo.redact(planted, options, more(options));
      assert.match(title, /^used <SECRET_\d+:github-token>$/);
    }
  });

  it('loses no text with two simultaneous calls', async () => {
    const { more } = worker();
    const memo = new RedactionMemo();
    const all = await Promise.all(['a', 'ab', 'abc'].map((text) => memo.redact(streaming(`${text} ${token}`), '', more(''))));
    assert.deepEqual(
      all.map(({ rounds }) => rounds[1]?.text.replace(/<.*>/, '<>')),
      ['a <>', 'ab <>', 'abc <>'],
    );
  });
});
