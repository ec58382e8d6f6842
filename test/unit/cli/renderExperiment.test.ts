import assert from 'node:assert/strict';
import { readFileSync } from 'node:fs';
import { useLanguage, type Sentences } from '../../../src/core/language';
import { notMade } from '../../../src/cli/printedExperiment';
import { renderExperiment } from '../../../src/cli/renderExperiment';
import { traceLines, valuesLines } from '../../../src/cli/renderObserved';

describe('renderExperiment', () => {
  it('says so if nothing was seen of a command that fails', () => {
    for (const [purpose, sentence] of [
      ['values', 'No error was seen being thrown in code of this workspace, so there are no values to show.'],
      ['trace', 'The value was not seen: no observed program of the command reached that line.'],
    ] as const) {
      const experiment = notMade(purpose, ['false'], '');
      const said = renderExperiment({ ...experiment, baseline: { outcome: 'fails', error: { type: '', message: 'exit code 1' } } });
      assert.equal(said, `false\n\nFails as it is: exit code 1\n${sentence}\n\n0 runs in 0 s; nothing was edited.\n`);
      const passes = renderExperiment({ ...experiment, baseline: { outcome: 'passes', why: 'The command does not fail.' } });
      assert.ok(!passes.includes(sentence));
    }
  });

  it('counts no changes of a command that passes, and names no frame without values but the first', () => {
    const baseline = { outcome: 'passes' as const, why: 'The command does not fail.' };
    assert.equal(
      renderExperiment({ ...notMade('repair', ['true'], ''), baseline }),
      'true\n\nThe command does not fail.\n\n0 runs in 0 s; nothing was edited.\n',
    );
    const frames = [
      { file: 'a.py', line: 3, values: [] },
      { file: 'a.py', line: 5, values: [{ name: 'x', shape: 'None' }] },
      { file: 'a.py', line: 9, values: [] },
    ];
    assert.deepEqual(valuesLines({ frames }), ['', 'a.py:3', '', 'a.py:5', '    x  None']);
  });

  it('has numbers, words of values and columns in the language of the person', () => {
    const hop = { file: 'a.ts', line: 3, expression: 'x', failing: 'str(3)', passing: ['Order{id:int}'], declared: 'Order' };
    useLanguage('de', JSON.parse(readFileSync('l10n/bundle.l10n.de.json', 'utf8')) as Sentences);
    try {
      assert.match(renderExperiment({ ...notMade('values', ['false'], ''), runs: 2, seconds: 3.1 }), /\n2 Läufe in 3,1 s; /);
      assert.deepEqual(traceLines({ hops: [hop], divergence: 0 }).slice(3, 6), [
        '      fehlschlagend  ein Text mit 3 Zeichen',
        '      bestanden      ein Order',
        '      deklariert     Order',
      ]);
    } finally {
      useLanguage('en', {});
    }
  });
});
