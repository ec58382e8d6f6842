import assert from 'node:assert/strict';
import { textsIn } from '../../../../src/core/capture/textWalk';
import { investigationTexts } from '../../../../src/core/investigation/investigationTexts';
import { parseInvestigation, redactInvestigation, serializeInvestigation } from '../../../../src/core/investigation/storedInvestigation';
import { createRedactor } from '../../../../src/core/prompt/redactor';
import { wholeInvestigation, withSecrets } from '../../../support/everyText';
import { plantSecrets, seeded } from '../../../support/plantSecrets';

/** A separate token for each place. */
function tokens() {
  const byPath = new Map<string, string>();
  const random = seeded(7);
  const letter = () => 'abcdefghijkmnpqrstuvwxyz23456789'[Math.floor(random() * 32)];
  const secret = (path: string) => {
    const token = `${['gh', 'p_'].join('')}${Array.from({ length: 36 }, letter).join('')}`;
    byPath.set(path, token);
    return token;
  };
  return { byPath, secret };
}

const redact = (texts: string[]) => createRedactor().redactAll(texts);

describe('secrets in an investigation', () => {
  it('are absent from disk and exports, whatever the field', async () => {
    const { byPath, secret } = tokens();
    const planted = withSecrets(wholeInvestigation, secret);
    const json = serializeInvestigation(await redactInvestigation(planted, redact)) ?? '';
    assert.deepEqual(
      [...byPath].filter(([, token]) => json.includes(token)).map(([path]) => path),
      [],
    );
    assert.ok(byPath.size > 50, String(byPath.size));
    assert.doesNotThrow(() => parseInvestigation(json));
  });

  it('are searched in every free text', () => {
    const { byPath, secret } = tokens();
    const walked = textsIn(withSecrets(wholeInvestigation, secret), investigationTexts).join('\n');
    assert.deepEqual(
      [...byPath].filter(([, token]) => !walked.includes(token)).map(([path]) => path),
      [],
    );
  });

  it('are replaced where only the name of a variable reveals them', async () => {
    const values = [{ frame: 0, name: 'dbPassword', type: 'string', value: "'Zk3!qpW9xT'" }];
    const { values: redacted } = await redactInvestigation({ ...wholeInvestigation, values }, redact);
    assert.deepEqual(redacted, [{ frame: 0, name: 'dbPassword', type: 'string', value: "'<SECRET_1:password>'" }]);
  });

  it('are not split where a cited line is cut', async () => {
    const { secret } = tokens();
    const token = secret('cut');
    for (let before = 460; before <= 500; before++) {
      const [entry] = wholeInvestigation.hypotheses;
      const [cited] = entry!.hypothesis.evidence;
      const text = `${'x'.repeat(before - 1)} ${token} behind`;
      const hypotheses = [{ ...entry!, hypothesis: { ...entry!.hypothesis, evidence: [{ ...cited!, text }] } }];
      const json = serializeInvestigation(await redactInvestigation({ ...wholeInvestigation, hypotheses }, redact)) ?? '';
      assert.ok(!json.includes(token.slice(0, 8)), String(before));
    }
  });

  it('are replaced, of every kind, in a title, an answer, a result of a fix', async () => {
    for (const { kind, text, secret } of plantSecrets(3)) {
      const planted = {
        ...wholeInvestigation,
        title: text,
        fixedBy: text,
        answers: wholeInvestigation.answers.map((each) => ({ ...each, answer: text })),
        tries: wholeInvestigation.tries.map((each) => ({ ...each, result: text })),
      };
      const json = serializeInvestigation(await redactInvestigation(planted, redact)) ?? '';
      assert.ok(!json.includes(JSON.stringify(secret).slice(1, -1)), kind);
    }
  });

  it('do not prevent reading back every field', async () => {
    const kept = await redactInvestigation(wholeInvestigation, (texts) => Promise.resolve(texts));
    const { evidence: _evidence, suspects: _suspects, ...read } = parseInvestigation(serializeInvestigation(kept) ?? '');
    // Output is kept only until the window closes.
    const runs = wholeInvestigation.runs.map((run) => ({ ...run, hasOutput: undefined }));
    assert.deepEqual(JSON.parse(JSON.stringify(read)), JSON.parse(JSON.stringify({ ...wholeInvestigation, runs })));
  });
});
