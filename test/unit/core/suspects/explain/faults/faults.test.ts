import assert from 'node:assert/strict';
import { packagedGrammars } from '../../../../../../realBugs/packagedGrammars';
import { claimText } from '../../../../../../src/core/suspects/explain/faults/claimText';
import { FAULT_RATES } from '../../../../../../src/core/suspects/explain/faults/faultRates';
import { FAULTS } from '../../../../../../src/core/suspects/explain/faults/faults';
import { findFaults, type FaultFound } from '../../../../../../src/core/suspects/explain/faults/findFaults';
import { applyEdits } from '../../../../../../src/core/syntax/edits/codeEdit';
import { openSyntax } from '../../../../../../src/core/syntax/openSyntax';
import { FAULT_PROGRAMS, SILENT_PROGRAMS } from './faultPrograms';

const syntax = openSyntax(packagedGrammars);

async function foundIn(file: string, text: string): Promise<FaultFound[]> {
  const parsed = await syntax.parse(file, text);
  return findFaults(parsed, [parsed]);
}

describe('known faults', () => {
  for (const [index, { fault, file, bad, good }] of FAULT_PROGRAMS.entries()) {
    const language = file.slice(2);
    it(`${fault} (${language}, ${index}) is found where it is planted, told, and gone with its fix`, async () => {
      const found = (await foundIn(file, bad)).find((each) => each.fault.id === fault);
      assert.ok(found, `not found in:\n${bad}`);
      assert.deepEqual(
        (await foundIn(file, good)).map((each) => each.fault.id).filter((id) => id === fault),
        [],
        `found in:\n${good}`,
      );
      const { title, sentence, check } = claimText(found.claim);
      for (const text of [title, sentence, check]) assert.doesNotMatch(text, /undefined(?!`| or|\.)|``/, text);
      if (!found.fix) return;
      const fixed = applyEdits(
        bad,
        found.fix.toSorted((a, b) => a.start - b.start),
      );
      assert.notEqual(fixed, bad);
      assert.deepEqual(
        (await foundIn(file, fixed)).map((each) => each.fault.id).filter((id) => id === fault),
        [],
        `still found in:\n${fixed}`,
      );
    });
  }

  for (const [index, { fault, file, text }] of SILENT_PROGRAMS.entries())
    it(`${fault} (${file.slice(2)}, ${index}) is silent on good code that looks like it`, async () => {
      assert.deepEqual(
        (await foundIn(file, text)).map((each) => each.fault.id).filter((id) => id === fault),
        [],
        `found in:\n${text}`,
      );
    });

  it('are confirmed by a result of the kind that they make, in a text too', () => {
    const fits = (id: string, wanted: string, got: string, other?: string): boolean | undefined => {
      const fault = FAULTS.find((each) => each.id === id)!;
      return fault.fits?.(wanted, got, { fault: fault.id, of: '', line: 1, ...(other !== undefined && { other }) });
    };
    assert.equal(fits('default-for-zero', '4400', '5900', '1500'), true);
    assert.equal(fits('default-for-zero', '4400', '5800', '1500'), undefined);
    assert.equal(fits('default-for-zero', "'Ana'", "'Bo'", '1500'), false);
    assert.equal(fits('floor-division', "'Mia: 86.33 B'", "'Mia: 86.00 B'"), true);
    assert.equal(fits('floor-division', "'Mia: 86.33 B'", "'Mia: 87.00 B'"), false);
    assert.equal(fits('one-too-many', "'page 2 of 2'", "'page 2 of 3'"), true);
    assert.equal(fits('lost-update', '/ 2', '/ 1'), true);
  });

  it('have each a program that shows it', () => {
    assert.deepEqual(
      FAULTS.map(({ id }) => id).filter((id) => !FAULT_PROGRAMS.some(({ fault }) => fault === id)),
      [],
    );
  });

  it('have each one name, a source and a rate', () => {
    assert.equal(new Set(FAULTS.map(({ id }) => id)).size, FAULTS.length);
    for (const { id, source } of FAULTS) assert.ok(source !== '' && FAULT_RATES[id] >= 0, id);
  });
});
