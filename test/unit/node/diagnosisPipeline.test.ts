import assert from 'node:assert/strict';
import { mkdirSync, symlinkSync } from 'node:fs';
import { join, resolve } from 'node:path';
import { DiagnosisPipeline } from '../../../src/node/diagnosisPipeline';
import { NO_PREFERENCE } from '../../../src/core/suspects/preference';
import { CaseGone } from '../../../src/protocol/analysisProtocol';
import { COLLECT_OPTIONS } from '../../support/collectOptions';
import { countingIds } from '../../support/countingIds';
import { GitRepository, TempFolder } from '../../support/gitRepository';

const OPTIONS = { ...COLLECT_OPTIONS, redactEmails: false, redactHome: false };
const KEYS = { a: 'ghp_8fJ2kLm9QxZ7vT4nRb6cYd3sWp5eHa1uGo0i', b: 'ghp_Zq4Wm8RtY1uXc6Vb3Ns7Kd5Lf2Gh9Jp0aEiO' };

describe('DiagnosisPipeline', () => {
  const assets = new TempFolder();
  const place = new GitRepository();
  const open = () => new DiagnosisPipeline({ roots: [place.path], assets: assets.path, ignore: [] }, countingIds());
  before(() => {
    mkdirSync(assets.path, { recursive: true });
    symlinkSync(resolve('node_modules/@vscode/tree-sitter-wasm/wasm'), join(assets.path, 'grammars'));
    for (const [name, key] of Object.entries(KEYS)) {
      place.write(`src/${name}.ts`, `export function ${name}(key = '${key}') {\n  return key.missing.length;\n}\n`);
    }
    place.commit('both', new Date(Date.now() - 3 * 86_400_000));
  });
  after(() => {
    assets.dispose();
    place.dispose();
  });

  const collect = async (pipeline: DiagnosisPipeline, name: 'a' | 'b') => {
    const text = `TypeError: Cannot read properties of undefined (reading 'length')\n    at ${name} (${place.path}/src/${name}.ts:2:22)`;
    const collected = await pipeline.collect(await pipeline.capture({ text }), OPTIONS, []);
    const sent = Object.fromEntries(collected.evidence.redactions.map(({ placeholder, fingerprint }) => [placeholder, fingerprint]));
    return { ...collected, sent };
  };
  const diffOf = (name: string, placeholder: string) =>
    `--- a/src/${name}.ts\n+++ b/src/${name}.ts\n@@ -1,3 +1,3 @@\n-export function ${name}(key = '${placeholder}') {\n+export function ${name}(key: string | undefined = '${placeholder}') {\n   return key.missing.length;\n }\n`;

  it('restores the secrets of a case in its own diff, whichever was collected last', async () => {
    const pipeline = open();
    const a = await collect(pipeline, 'a');
    const b = await collect(pipeline, 'b');
    const [placeholder] = Object.keys(a.sent);
    assert.equal(placeholder, Object.keys(b.sent)[0], 'both number their secrets alike');
    const apply = (name: 'a' | 'b', { case: about, sent }: typeof a) =>
      pipeline.applyDiff({ case: about, diff: diffOf(name, placeholder!), secrets: sent, unsaved: {} });
    assert.match((await apply('a', a))['src/a.ts'] ?? '', new RegExp(`undefined = '${KEYS.a}'`));
    assert.match((await apply('b', b))['src/b.ts'] ?? '', new RegExp(`undefined = '${KEYS.b}'`));
  });

  it('refuses a diff with a placeholder of another case', async () => {
    const pipeline = open();
    const a = await collect(pipeline, 'a');
    const b = await collect(pipeline, 'b');
    const [placeholder = ''] = Object.keys(a.sent);
    const added = `--- a/src/b.ts\n+++ b/src/b.ts\n@@ -2,2 +2,3 @@\n   return key.missing.length;\n+  // ${placeholder}\n }\n`;
    await assert.rejects(
      pipeline.applyDiff({ case: b.case, diff: added, secrets: a.sent, unsaved: {} }),
      /contains <SECRET_1:[\w-]+>, which stands for a secret that is not in this evidence/,
    );
  });

  it('shows an agent what a function uses of its file, and not more than is worth reading', async () => {
    const pipeline = open();
    const body = Array.from({ length: 30 }, (_, at) => `  rows.push(${at});\n`).join('');
    place.write('src/c.ts', `const START = 3;\nexport function c(rows: number[]) {\n${body}  return rows.missing[START];\n}\n`);
    const text = `TypeError: Cannot read properties of undefined (reading '3')\n    at c (${place.path}/src/c.ts:33:22)`;
    const report = await pipeline.capture({ text });
    const shown = async (outputBytes?: number): Promise<string> =>
      (await pipeline.collect(report, { ...OPTIONS, audience: 'agent', ...(outputBytes !== undefined && { outputBytes }) }, [])).prompt
        .text;
    assert.match(await shown(), /-- 1\nconst START = 3;\n/);
    assert.ok((await shown()).includes('rows.push(15)'));
    assert.ok(Buffer.byteLength(await shown(0)) <= 750);
  });

  it('reports a missing case if another process collected it', async () => {
    const { case: about } = await collect(open(), 'a');
    await assert.rejects(open().readAnswer({ case: about, text: '{}', ended: true, source: 'm', failedDiffs: [] }), CaseGone);
  });

  it('has the small changes with which a failing test would pass, without a run', async () => {
    const pipeline = open();
    place.write('fee.js', 'exports.fee = (days, free) => {\n  if (days < free) return 0;\n  return 20;\n};\n');
    place.write(
      'fee.test.js',
      "const { test } = require('node:test');\nconst assert = require('node:assert');\nconst { fee } = require('./fee');\ntest('the last day is free', () => {\n  assert.strictEqual(fee(7, 7), 0);\n});\ntest('others cost', () => {\n  assert.strictEqual(fee(8, 7) - fee(3, 7), 20);\n});\n",
    );
    const text = `AssertionError [ERR_ASSERTION]: Expected values to be strictly equal:\n\n20 !== 0\n\n    at TestContext.<anonymous> (${place.path}/fee.test.js:5:10)`;
    const { case: about } = await pipeline.collect(await pipeline.capture({ text }), OPTIONS, []);
    const known = await pipeline.rehearsed(about);
    assert.match(known?.passing[0]?.text ?? '', /days <= free/);
    assert.ok(known?.ran.get('fee.js')?.has(2));
    assert.deepEqual(structuredClone(known), known, 'it can be sent to another thread');
    const { case: crash } = await collect(pipeline, 'a');
    assert.equal(await pipeline.rehearsed(crash), null);
  });

  it('shows an agent the values of a failure that can be worked through, without their secrets, and says that nothing ran', async () => {
    const pipeline = open();
    place.write(
      'sign.js',
      `const key = '${KEYS.a}';\nexports.sign = (text) => {\n  const signed = text + key;\n  return signed.length > 50;\n};\n`,
    );
    place.write(
      'sign.test.js',
      "const { test } = require('node:test');\nconst assert = require('node:assert');\nconst { sign } = require('./sign');\ntest('is long', () => {\n  assert.strictEqual(sign('a'), true);\n});\n",
    );
    const text = `AssertionError [ERR_ASSERTION]: Expected values to be strictly equal:\n\nfalse !== true\n\n    at TestContext.<anonymous> (${place.path}/sign.test.js:5:10)`;
    const options = { ...OPTIONS, audience: 'agent' } as const;
    const { prompt } = await pipeline.collect(await pipeline.capture({ text }), options, []);
    assert.match(prompt.text, /return signed\.length > 50; {2}<-- works out to false$/m);
    assert.match(prompt.text, /const signed = text \+ key; {2}<-- works out to '<SECRET_2:/);
    assert.ok(!prompt.text.includes(KEYS.a.slice(4)), prompt.text);
  });

  it('replaces the secrets that a hypothesis quotes from the code', async () => {
    const pipeline = open();
    place.write('src/sign.js', `const key = '${KEYS.a}';\nthrow new Error('cannot sign with ' + key);\n`);
    const text = `Error: cannot sign with ${KEYS.a}\n    at Object.<anonymous> (${place.path}/src/sign.js:2:7)`;
    const { case: about } = await pipeline.collect(await pipeline.capture({ text }), OPTIONS, []);
    const { hypotheses } = await pipeline.rank(about, NO_PREFERENCE);
    assert.match(JSON.stringify(hypotheses), /<SECRET_1:github-token>/);
    assert.ok(!JSON.stringify(hypotheses).includes(KEYS.a));
  });
});
