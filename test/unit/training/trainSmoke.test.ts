import assert from 'node:assert/strict';
import { execFileSync, spawnSync } from 'node:child_process';
import { mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join, resolve } from 'node:path';
import { candidateFacts } from '../../../src/core/suspects/candidateFacts';
import { modelInputs } from '../../../src/model/modelInputs';
import { readEvidence } from '../../../src/model/readEvidence';
import { Tokenizer } from '../../../src/model/tokenizer';
import { loadMiniModel } from '../../../src/node/loadMiniModel';
import { CaseFile, readCases } from '../../../training/caseFile';
import { caseReader } from '../../../training/caseReader';
import type { FailureCase } from '../../../training/failureCase';
import { recordCase, trainingSyntax } from '../../../training/recordCase';
import { readWeights } from '../../../training/weights';
import { plainForward } from '../../support/plainForward';

const root = resolve(__dirname, '../../..');
/** PyTorch comes with Debian's own Python; another one on the path may lack it. */
const python = ['/usr/bin/python3', 'python3'].find((each) => spawnSync(each, ['-c', 'import torch']).status === 0);

const SOURCE = [
  'def total(prices):',
  '    result = None',
  '    for price in prices:',
  '        result = result + price',
  '    return result',
  '',
];

function traceOf(prices: string): string {
  return [
    'Traceback (most recent call last):',
    '  File "/app/shop.py", line 7, in <module>',
    `    total(${prices})`,
    '  File "/app/shop.py", line 4, in total',
    '    result = result + price',
    "TypeError: unsupported operand type(s) for +: 'NoneType' and 'int'",
  ].join('\n');
}

/** The whole path from cases to a model that the product loads, with the code that trains the real one, in the smallest size. */
describe('training', function () {
  this.timeout(240_000);
  const folder = mkdtempSync(join(tmpdir(), 'training-'));
  const at = (name: string): string => join(folder, name);
  const run = (script: string, ...args: string[]): string =>
    execFileSync(process.execPath, ['--import', 'tsx', join(root, 'training', script), ...args], { cwd: root, encoding: 'utf8' });

  before(async function () {
    if (!python) return this.skip();
    const workspace = at('ws');
    mkdirSync(workspace);
    writeFileSync(join(workspace, 'shop.py'), [...SOURCE, 'total([1, 2])', ''].join('\n'));
    const file = new CaseFile(at('cases.jsonl.gz'));
    for (let i = 0; i < 6; i += 1) {
      const failure = await recordCase(workspace, traceOf(`[${i}, 2]`), {
        id: `smoke/${i}`,
        corpus: 'python-mutants',
        language: 'python',
        package: 'shop',
        kind: 'crash',
        bugClass: 'wrong-default',
        truth: [{ file: 'shop.py', lines: [2] }],
      });
      assert.ok(failure);
      await file.add(failure);
    }
    await file.close();
  });
  after(() => rmSync(folder, { recursive: true, force: true }));

  it('learns a vocabulary, encodes, trains with falling loss, and exports a model that agrees with the oracle', async () => {
    assert.ok(python);
    run('learnVocabulary.ts', at('vocabulary.json'), '120', at('cases.jsonl.gz'));
    assert.match(run('encodeCases.ts', at('vocabulary.json'), at('encoded.jsonl.xz'), '256', at('cases.jsonl.gz')), /^6 cases, 0 of them/);
    run('sizes.ts', at('vocabulary.json'), at('sizes.json'));
    const sizes = ['--sizes', at('sizes.json'), '--train', at('encoded.jsonl.xz'), '--valid', at('encoded.jsonl.xz')];
    const smallest = ['--width', '16', '--layers', '1', '--heads', '2', '--threads', '1'];
    const train = (...args: string[]): string[] => ['train.py', ...args, ...sizes, ...smallest];
    const crashes = ['--phase', 'crashes', '--init', at('run'), '--max-steps', '100', '--lr', '0.05', '--weight-decay', '0'];
    const [, , printed = '', twice = '', once = ''] = inOneProcess(python, [
      train(at('pre'), '--phase', 'pretrain', '--epochs', '2'),
      train(at('run'), '--init', at('pre'), '--epochs', '12', '--lr', '0.01', '--tokens', '600', '--patience', '12'),
      train(at('crashes'), ...crashes),
      train(at('joined'), '--phase', 'join', '--feature-hidden', '128', '--init', at('run'), at('run')),
      train(at('once'), '--phase', 'join', '--init', at('run')),
      ['dump.py', at('run'), at('dump')],
    ]);
    const { curves } = JSON.parse(readFileSync(at('run/record.json'), 'utf8')) as { curves: { validLoss: number; learningRate: number }[] };
    assert.ok((curves[curves.length - 1]?.validLoss ?? 9) < (curves[0]?.validLoss ?? 0), JSON.stringify(curves));

    const losses = [...printed.matchAll(/^step \d+ loss ([\d.]+) of 6 crashes/gm)].map(([, loss]) => Number(loss));
    assert.ok(losses.length === 2 && (losses[1] ?? 9) <= (losses[0] ?? 0), printed);

    const loss = (text: string): number => (JSON.parse(text.trim().split('\n').at(-1) ?? '{}') as { validLoss: number }).validLoss;
    assert.ok(Math.abs(loss(twice) - loss(once)) < 1e-6, 'the mean of a run and itself is that run');

    writeFileSync(at('data.json'), '{}');
    run(
      'exportModel.ts',
      at('dump'),
      at('vocabulary.json'),
      at('data.json'),
      at('assets/model'),
      at('pre/record.json'),
      at('run/record.json'),
      at('crashes/record.json'),
    );
    const { model, tokenizer } = await loadMiniModel(at('assets'));
    const [failure] = await allCases(at('cases.jsonl.gz'));
    assert.ok(failure);
    const facts = await candidateFacts(failure.evidence, { reader: caseReader(failure), syntax: trainingSyntax });
    const read = readEvidence(failure.evidence, facts, new Tokenizer(tokenizer.vocabulary), { budget: 256 });
    assert.ok(read);
    const scores = model.score(read.reading);
    const plain = plainForward(readWeights(at('dump')), modelInputs(read.reading, model.sizes));
    plain.line.forEach((logit, i) => assert.ok(Math.abs(logit - (scores.line[i] ?? 0)) < 1e-4));
    plain.function.forEach((logit, i) => assert.ok(Math.abs(logit - (scores.function[i] ?? 0)) < 1e-4));
  });
});

const SCRIPTS = [
  'import json, os, runpy, sys',
  'sys.path.insert(0, sys.argv[1])',
  'for words in json.loads(sys.argv[2]):',
  '    sys.argv = [os.path.join(sys.path[0], words[0]), *words[1:]]',
  '    runpy.run_path(sys.argv[0], run_name="__main__")',
  '    print("\\0", end="")',
].join('\n');

/** Runs scripts of the training one after the other, each as its own program: starting PyTorch takes longer than all that they do here. */
function inOneProcess(python: string, scripts: readonly string[][]): string[] {
  return execFileSync(python, ['-c', SCRIPTS, join(root, 'training'), JSON.stringify(scripts)], { encoding: 'utf8' }).split('\0');
}

async function allCases(path: string): Promise<FailureCase[]> {
  const cases: FailureCase[] = [];
  for await (const failure of readCases(path)) cases.push(failure);
  return cases;
}
