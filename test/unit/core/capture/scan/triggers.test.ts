import { deepStrictEqual, ok } from 'node:assert';
import { formats } from '../../../../../src/core/capture/formats/formats';
import type { TraceFormat } from '../../../../../src/core/capture/formats/format';
import { runners } from '../../../../../src/core/capture/runners/runners';
import type { TestRunner } from '../../../../../src/core/capture/runners/runner';
import type { Trigger } from '../../../../../src/core/capture/scan/triggers';
import { TriggerSearch } from '../../../../../src/core/capture/scan/triggerSearch';
import { cleanLine } from '../../../../../src/core/capture/unwrap/cleanLine';
import { formatExamples, runnerExamples } from './triggerExamples';

const named = (trigger: Trigger) => (typeof trigger === 'string' ? JSON.stringify(trigger) : String(trigger.pattern));

/** Whether a trace or report begins at the last line of an example, or the line may be cut by a terminal. */
function begins(each: TraceFormat | TestRunner, example: string): boolean {
  const lines = example.split('\n').map((raw) => cleanLine(raw, 0));
  const last = lines.at(-1);
  if (!last) return false;
  if (each.start(last, { above: (n) => lines.at(-1 - n) })) return true;
  return 'unfinished' in each && each.unfinished?.(last.text) === true;
}

describe('triggers', () => {
  const all = [
    ...formats.map((each) => ({ each, examples: formatExamples[each.name] ?? [], kind: 'format' })),
    ...runners.map((each) => ({ each, examples: runnerExamples[each.name] ?? [], kind: 'runner' })),
  ];
  for (const { each, examples, kind } of all) {
    describe(`${kind} ${each.name}`, () => {
      for (const trigger of each.triggers) {
        it(`${named(trigger)} finds a line at which it begins`, () => {
          const search = new TriggerSearch([[trigger, 'it']]);
          const found = examples.filter((example) => search.isIn(example.split('\n').at(-1) ?? ''));
          ok(
            found.some((example) => begins(each, example)),
            'Nothing begins at a line with this trigger: give an example in triggerExamples.ts, or remove the trigger.',
          );
        });
      }

      it('begins at every example, found by one of its triggers', () => {
        const search = new TriggerSearch(each.triggers.map((trigger) => [trigger, each]));
        for (const example of examples) {
          ok(begins(each, example), example);
          ok(search.isIn(example.split('\n').at(-1) ?? ''), example);
        }
      });
    });
  }

  it('have examples only under the name of a format or a runner', () => {
    deepStrictEqual(
      [Object.keys(formatExamples), Object.keys(runnerExamples)],
      [formats.map(({ name }) => name), runners.map(({ name }) => name)],
    );
  });
});
