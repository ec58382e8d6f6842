import { deepStrictEqual } from 'node:assert';
import { spawnSync } from 'node:child_process';
import { coverageExperiment } from '../../../../src/node/experiments/coverageExperiment';
import { builtInstruments } from '../../../support/builtInstruments';
import { TempFolder } from '../../../support/gitRepository';

describe('the coverage of go test', function () {
  this.timeout(240_000);

  it('separates what the failing test runs from what passing tests run, in every package of the module', async function () {
    if (spawnSync('go', ['version']).status !== 0) this.skip();
    const folder = new TempFolder();
    try {
      folder.write('go.mod', 'module example.com/shop\n\ngo 1.19\n');
      folder.write(
        'calc/calc.go',
        'package calc\n\nfunc Twice(n int) int {\n\tif n < 0 {\n\t\treturn 0\n\t}\n\treturn n + n + 1\n}\n\nfunc Other() int {\n\treturn 3\n}\n',
      );
      folder.write(
        'shop_test.go',
        'package shop\n\nimport (\n\t"testing"\n\n\t"example.com/shop/calc"\n)\n\nfunc TestTwice(t *testing.T) {\n\tif calc.Twice(2) != 4 {\n\t\tt.Fatalf("got %d, want 4", calc.Twice(2))\n\t}\n}\n\nfunc TestNegative(t *testing.T) {\n\tif calc.Twice(-1) != 0 {\n\t\tt.Fatal("not 0")\n\t}\n}\n\nfunc TestOther(t *testing.T) {\n\tif calc.Other() != 3 {\n\t\tt.Fatal("not 3")\n\t}\n}\n',
      );
      const options = { command: ['go', 'test', './...'], cwd: folder.path, root: folder.path, assets: await builtInstruments() };
      const { failing, passing = [] } = (await coverageExperiment(options)).verdict.coverage ?? {};
      const ran = [failing, ...passing].map((each) => [3, 5, 7, 11].filter((line) => each?.get('calc/calc.go')?.lines.has(line)));
      deepStrictEqual(ran, [[3, 7], [3, 5], [11]]);
      deepStrictEqual([...(failing?.get('calc/calc.go')?.functions ?? [])], [3]);
    } finally {
      folder.dispose();
    }
  });

  it('claims nothing of a test that ends by a panic, which writes no profile', async function () {
    if (spawnSync('go', ['version']).status !== 0) this.skip();
    const folder = new TempFolder();
    try {
      folder.write('go.mod', 'module example.com/shop\n\ngo 1.19\n');
      folder.write('shop.go', 'package shop\n\nfunc Third(list []int) int {\n\treturn list[2]\n}\n');
      folder.write(
        'shop_test.go',
        'package shop\n\nimport "testing"\n\nfunc TestGood(t *testing.T) {\n\tThird([]int{1, 2, 3})\n}\n\nfunc TestBad(t *testing.T) {\n\tThird([]int{1})\n}\n',
      );
      const options = { command: ['go', 'test', './...'], cwd: folder.path, root: folder.path, assets: await builtInstruments() };
      const { baseline, verdict } = await coverageExperiment(options);
      deepStrictEqual([baseline.outcome, verdict], ['fails', {}]);
    } finally {
      folder.dispose();
    }
  });
});
