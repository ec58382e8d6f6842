import assert from 'node:assert/strict';
import { packagedGrammars } from '../../../../../realBugs/packagedGrammars';
import { listRepairs, stillParses } from '../../../../../src/core/experiments/repairs/listRepairs';
import { LOGIC_TEMPLATES } from '../../../../../src/core/experiments/repairs/logic/logicTemplates';
import { findFaults } from '../../../../../src/core/suspects/explain/faults/findFaults';
import { applyEdits } from '../../../../../src/core/syntax/edits/codeEdit';
import { openSyntax, openTrees } from '../../../../../src/core/syntax/openSyntax';
import { FAULT_PROGRAMS } from '../../suspects/explain/faults/faultPrograms';
import { TYPED_PROGRAMS } from '../../suspects/explain/faults/typedPrograms';
import { LOGIC_PROGRAMS } from './logicPrograms';

const trees = openTrees(packagedGrammars);
const syntax = openSyntax(packagedGrammars);

describe('code that a small change writes', () => {
  const places = new Map<string, Set<string>>();

  for (const [file, text] of LOGIC_PROGRAMS)
    it(`parses, for each mistake of logic: ${file}`, async () => {
      const suspects = [1, 2, 3, 4, 5, 6, 7, 8, 9, 10, 11, 12, 13, 14, 15, 16].map((line) => ({
        ...{ file, line, score: 1, reasons: [], functionRange: [1, text.split('\n').length - 1] as [number, number] },
      }));
      const failure = { kind: 'assertion' as const, expectations: [] };
      const found = await listRepairs(suspects, failure, [], { read: async () => text, parse: trees });
      const told = found.filter(({ tells }) => tells);
      places.set(file, new Set(told.map(({ template }) => template)));
      const broken = [];
      // Of each template some are enough.
      const some = told.filter((each) => told.filter(({ template }) => template === each.template).indexOf(each) < 3);
      for (const each of some) if (!(await stillParses(each, text, trees))) broken.push(`${each.template}: ${each.text}`);
      assert.deepEqual(broken, []);
      for (const { tells } of told) assert.doesNotMatch(`${tells!.title} ${tells!.sentence}`, /undefined|``/);
    });

  it('is written by every template in a language at least, and by most in each', () => {
    const names = new Set(LOGIC_TEMPLATES.map(({ name }) => name));
    const all = new Set([...places.values()].flatMap((each) => [...each]));
    assert.deepEqual(
      [...names].filter((name) => !all.has(name)),
      [],
    );
    for (const [file, own] of places)
      assert.ok(own.size >= names.size / 2, `${file}: ${[...names].filter((name) => !own.has(name)).join()}`);
  });

  it('parses where it takes out a known fault, in every language', async () => {
    const broken: string[] = [];
    const languages = new Set<string>();
    for (const { file, bad, data } of [...FAULT_PROGRAMS, ...TYPED_PROGRAMS]) {
      const parsed = await syntax.parse(file, bad);
      for (const { fault, fix } of findFaults(parsed, [parsed], undefined, data)) {
        if (!fix) continue;
        languages.add(parsed.language);
        const edits = fix.toSorted((a, b) => a.start - b.start);
        const candidate = { ...{ file, line: 1, statement: 1, template: fault.id, weight: 1 }, text: applyEdits(bad, edits) };
        if (!(await stillParses(candidate, bad, trees))) broken.push(`${fault.id}, ${file}: ${candidate.text}`);
      }
    }
    assert.deepEqual(broken, []);
    assert.ok(languages.size >= 11, [...languages].join());
  });
});
