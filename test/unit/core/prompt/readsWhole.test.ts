import assert from 'node:assert/strict';
import { join } from 'node:path';
import { outputIn, readCases } from '../../../../bench/explain/explainCase';
import { buildPrompt } from '../../../../src/core/prompt/buildPrompt';
import { evidenceOf } from '../../../support/hypothesesOf';

const WORKSPACE = '/srv/work';
const tokens = { count: (text: string) => Math.ceil(text.length / 4) };
const MARK = /^\s*…(?: \d+ lines? left out)?$/;

/** What a person who reads the prompt would stumble over. */
function faultsOf(prompt: string): string[] {
  const rows = prompt.split('\n');
  return rows.flatMap((row, at) => {
    const faults: string[] = [];
    if (MARK.test(row) && MARK.test(rows[at + 1] ?? '')) faults.push(`two marks in a row: ${row} / ${rows[at + 1]}`);
    const label = row.replace(/`[^`]*`/g, '`x`').replace(/asserts: .*$/, '');
    if (/^(?:@|\().*(?:\( |\(\)| by \)|, \)|undefined|,,)/.test(label)) faults.push(`a label without its end: ${row}`);
    return faults;
  });
}

/** A module of long methods, with comments, closures and a failing line in one of them. */
function longModule({ lines, nested, comments, language }: { lines: number; nested: number; comments: number; language: 'js' | 'py' }) {
  const js = language === 'js';
  const text: string[] = [];
  const note = (count: number, indent: string): void => {
    for (let at = 0; at < count; at++) text.push(`${indent}${js ? '//' : '#'} step ${at} of what follows here`);
  };
  const fill = (count: number, indent: string): void => {
    for (let at = 0; at < count; at++)
      text.push(at % 9 === 8 ? '' : `${indent}${js ? 'const ' : ''}value_${text.length} = compute(${at}, total)${js ? ';' : ''}`);
  };
  text.push(js ? 'class Store {' : 'class Store:');
  note(comments, '  ');
  const places: number[] = [];
  for (const method of ['load', 'merge', 'save']) {
    text.push(js ? `  ${method}(total) {` : `  def ${method}(self, total):`);
    note(comments, '    ');
    fill(lines, '    ');
    text.push(js ? '    const each = (entry) => {' : '    def each(entry):');
    fill(nested, '      ');
    places.push(text.push(js ? '      return entry.missing.size;' : '      return entry.missing.size'));
    fill(nested, '      ');
    if (js) text.push('    };');
    note(comments, '    ');
    fill(lines, '    ');
    places.push(text.push(js ? `    return total.map(each);` : '    return [each(entry) for entry in total]'));
    if (js) text.push('  }');
  }
  if (js) text.push('}');
  text.push('');
  places.push(text.push(js ? 'new Store().merge([{}]);' : 'Store().merge([{}])'));
  return { text, places };
}

describe('a prompt', () => {
  const cases = ['cases', 'fresh', 'fresh-2', 'fresh-3', 'fresh-4', 'fresh-5'].flatMap((set) =>
    readCases(join(__dirname, '../../../../bench/explain', set)),
  );
  it('never has two fold marks in a row, nor a label without its end, whatever its budget', async () => {
    const faults: string[] = [];
    for (const each of cases) {
      const files = Object.fromEntries(Object.entries(each.files).map(([name, text]) => [name, text.split('\n')]));
      const evidence = await evidenceOf(outputIn(each, WORKSPACE).split('\n'), files);
      for (const budget of [600, 900, 1400, 8000])
        faults.push(
          ...faultsOf(buildPrompt(evidence, { budget, attempts: [], tokens }).text).map((fault) => `${each.id} (${budget}): ${fault}`),
        );
    }
    assert.deepEqual(faults, []);
  });

  it('never has two fold marks in a row where long functions with closures are folded', async () => {
    const faults: string[] = [];
    for (const language of ['js', 'py'] as const)
      for (const [lines, nested, comments] of [
        [5, 5, 0],
        [12, 3, 6],
        [40, 0, 12],
        [40, 30, 3],
        [90, 12, 30],
        [200, 90, 5],
      ] as const) {
        const { text, places } = longModule({ lines, nested, comments, language });
        const [inner = 0, outer = 0] = places.slice(2);
        const file = `src/store.${language}`;
        const output =
          language === 'js'
            ? [
                "TypeError: Cannot read properties of undefined (reading 'size')",
                `    at each (${file}:${inner}:28)`,
                `    at Store.merge (${file}:${outer}:18)`,
                `    at Object.<anonymous> (${file}:${places[6]}:13)`,
              ]
            : [
                'Traceback (most recent call last):',
                `  File "${file}", line ${places[6]}, in <module>`,
                `  File "${file}", line ${outer}, in merge`,
                `  File "${file}", line ${inner}, in each`,
                "AttributeError: 'NoneType' object has no attribute 'size'",
              ];
        const evidence = await evidenceOf(output, { [file]: text }, [{ file, line: places[4] ?? 1 }]);
        for (let budget = 500; budget <= 8000; budget *= 1.25) {
          const prompt = buildPrompt(evidence, { budget: Math.round(budget), attempts: [], tokens }).text;
          const numbers = prompt.split('\n').flatMap((row) => /^ {0,4}(\d+) {2}/.exec(row)?.[1] ?? []);
          if (new Set(numbers).size !== numbers.length) faults.push(`${file} ${lines} (${budget}): a line twice`);
          faults.push(...faultsOf(prompt).map((fault) => `${language} ${lines}/${nested}/${comments} (${Math.round(budget)}): ${fault}`));
        }
      }
    assert.deepEqual(faults, []);
  });
});
