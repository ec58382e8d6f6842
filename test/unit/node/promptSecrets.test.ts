import assert from 'node:assert/strict';
import { mkdirSync, symlinkSync } from 'node:fs';
import { join, resolve } from 'node:path';
import { DiagnosisPipeline } from '../../../src/node/diagnosisPipeline';
import { COLLECT_OPTIONS } from '../../support/collectOptions';
import { GitRepository, TempFolder } from '../../support/gitRepository';
import { wholeReport, withSecrets } from '../../support/everyText';
import { plantSecrets } from '../../support/plantSecrets';

const OPTIONS = { ...COLLECT_OPTIONS, budget: 60_000, redactEmails: false, redactHome: false };

describe('secrets and the prompt', () => {
  const assets = new TempFolder();
  const place = new GitRepository();
  before(() => {
    mkdirSync(assets.path, { recursive: true });
    symlinkSync(resolve('node_modules/@vscode/tree-sitter-wasm/wasm'), join(assets.path, 'grammars'));
  });
  after(() => {
    assets.dispose();
    place.dispose();
  });

  it('lets no planted secret through, from any source', async () => {
    // One set of secrets per source, so that none is known from another.
    const [trace, code, diff, local, attempt, said, message] = [11, 12, 13, 14, 15, 16, 17].map(plantSecrets);
    assert.ok(trace && code && diff && local && attempt && said && message);
    const oneLine = (planted: typeof trace) => planted.filter(({ text }) => !text.includes('\n'));
    const comment = (planted: typeof trace) =>
      oneLine(planted)
        .map(({ text }) => `  // ${text}`)
        .join('\n');
    place.write('src/load.ts', `export function load(orders: string[]) {\n${comment(code)}\n  return orders.length;\n}\n`);
    place.commit('old', new Date(Date.now() - 3 * 86_400_000));
    place.write(
      'src/load.ts',
      `export function load(orders: string[]) {\n${comment(code)}\n${comment(diff)}\n  return orders.length;\n}\n`,
    );
    place.commit(`new ${oneLine(message)[0]?.text ?? ''}`, new Date(Date.now() - 3_600_000));
    const line = 2 + oneLine(code).length + oneLine(diff).length;
    const text = [
      `TypeError: Cannot read properties of undefined (reading 'length') ${oneLine(trace)
        .map((each) => each.text)
        .join(' | ')}`,
      `    at load (${place.path}/src/load.ts:${line}:17)`,
    ].join('\n');
    const diagnose = new DiagnosisPipeline({ roots: [place.path], assets: assets.path, ignore: [] });
    const report = await diagnose.capture({ text });
    assert.equal(report.errors[0]?.frames[0]?.line, line);
    const { evidence, prompt } = await diagnose.collect(
      report,
      {
        ...OPTIONS,
        expected: said.map((each) => each.text).join('\n'),
        values: local.map((each) => ({ frame: 0, name: 'value', value: each.text })),
      },
      [{ title: 'tried', diff: attempt.map((each) => `+${each.text}`).join('\n'), result: attempt.map((each) => each.text).join('\n') }],
    );
    const everything = `${prompt.system}\n${prompt.text}\n${JSON.stringify(evidence)}`;
    const leaks = Object.entries({ trace: oneLine(trace), code: oneLine(code), diff: oneLine(diff), local, attempt, said }).flatMap(
      ([source, planted]) => planted.filter(({ secret }) => everything.includes(secret)).map(({ kind }) => `${source}: ${kind}`),
    );
    assert.deepEqual(leaks, []);
    assert.ok(prompt.text.includes('return orders.length'));
    assert.ok(prompt.tokens <= OPTIONS.budget);
    assert.ok(evidence.redactions.length > 100);
  });

  it('replaces a secret in every field of a report', async () => {
    let count = 0;
    const byPath = new Map<string, string>();
    const planted = withSecrets(wholeReport, (path) => {
      const token = `${['gh', 'p_'].join('')}${'kR7wQz9LmT3xVb5NcY8dHs2F'}${String(++count).padStart(12, '0')}`;
      byPath.set(path, token);
      return token;
    });
    const diagnose = new DiagnosisPipeline({ roots: [place.path], assets: assets.path, ignore: [] });
    const values = [{ frame: 0, name: byPath.get('.errors.0.type') ?? '', type: byPath.get('.errors.0.test'), value: '1' }];
    const { evidence, prompt } = await diagnose.collect(planted, { ...OPTIONS, values }, []);
    const everything = `${prompt.text}\n${JSON.stringify(evidence)}`;
    assert.deepEqual(
      [...byPath].filter(([, token]) => everything.includes(token)).map(([path]) => path),
      [],
    );
  });
});
