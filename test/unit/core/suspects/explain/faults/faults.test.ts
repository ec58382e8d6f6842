import assert from 'node:assert/strict';
import { packagedGrammars } from '../../../../../../realBugs/packagedGrammars';
import type { DataFile } from '../../../../../../src/core/suspects/explain/dataRows';
import { claimText } from '../../../../../../src/core/suspects/explain/faults/claimText';
import { FAULT_RATES } from '../../../../../../src/core/suspects/explain/faults/faultRates';
import { FAULTS } from '../../../../../../src/core/suspects/explain/faults/faults';
import { findFaults, type FaultFound } from '../../../../../../src/core/suspects/explain/faults/findFaults';
import { applyEdits } from '../../../../../../src/core/syntax/edits/codeEdit';
import { openSyntax } from '../../../../../../src/core/syntax/openSyntax';
import { FAULT_PROGRAMS, SILENT_PROGRAMS } from './faultPrograms';
import { programsFixed } from './programsFixed';
import { TYPED_PROGRAMS } from './typedPrograms';

const syntax = openSyntax(packagedGrammars);

async function foundIn(file: string, text: string, data?: readonly DataFile[]): Promise<FaultFound[]> {
  const parsed = await syntax.parse(file, text);
  return findFaults(parsed, [parsed], undefined, data);
}

const PROGRAMS = [...FAULT_PROGRAMS, ...TYPED_PROGRAMS];

/** Known faults that have a fix in one of their programs. */
const FIXED = 222;

/** Code that looks like a fault and is none. */
const SILENT: readonly (readonly [string, string])[] = [
  ['a.py', 'class Event:\n    def set(self):\n        self.on = True\n\n\ndef wait(fs):\n    fs = set(fs)\n    return fs'],
  [
    'a.js',
    'class Store { async get(key) { return load(key); } }\nfunction price(known, key) { const found = known.get(key); return found.cents; }',
  ],
  ['a.js', 'function test(name) { log(name); }\nfunction valid(text, pattern) { return pattern.test(text) ? 1 : 2; }'],
  ['a.js', "function next(tokens, i) { if (tokens[i++].value !== 'nth' || tokens[i++].value !== '-') return fail(i); return i; }"],
  ['a.js', 'function isNumber(prim) { return +prim === +prim; }'],
  ['a.js', 'function parse(html) { html.replace(/<(.+?)>/g, handle); return done(); }'],
  ['a.js', 'class List { replace(a, b) { this.all[a] = b; } }\nfunction adopt(list, a, b) { list.replace(a, "b"); return list; }'],
  ['a.go', 'package a\ntype P struct { n int }\nfunc f(ps []P) {\n\tfor i, p := range ps {\n\t\tp.n++\n\t\tps[i] = p\n\t}\n}'],
  ['a.go', 'package a\ntype P struct { n int }\nfunc f(ps []*P) {\n\tfor _, p := range ps {\n\t\tp.n++\n\t}\n}'],
  [
    'a.go',
    'package a\ntype P struct { n int }\nfunc f(ps []P) (all []P) {\n\tfor _, p := range ps {\n\t\tp.n++\n\t\tall = append(all, p)\n\t}\n\treturn\n}',
  ],
  [
    'a.go',
    'package a\nfunc With(base []int, n int) []int { return append(base, n) }\nfunc f(all []int) []int { all = With(all, 1); return all }',
  ],
  ['a.go', 'package a\nfunc pages(rows, size int) int { return rows / size }'],
  ['a.cpp', 'struct A { int n; };\nvoid send(A a);\nvoid f(A a) { a.n = 2; send(a); }'],
  ['a.cpp', 'struct A { int n; };\nvoid f(std::vector<A>& all) { A a = all[0]; a.n = 2; all[0] = a; }'],
  [
    'a.cpp',
    'class B { int limit; std::mutex lock; void f() { std::lock_guard<std::mutex> lock(this->lock); } int g() { int limit = 3; return limit; } };',
  ],
  ['a.cs', 'class P { public int N; }\nclass G { Dictionary<string, P> all; void F(string k) { P p = all[k]; p.N = 1; } }'],
  ['a.java', 'class A { List<Integer> xs; boolean f(int n) { return xs.get(0) == n; } int half(int n) { return n / 2; } }'],
  [
    'a.java',
    'class A { Object f(int year, int month) { return new GregorianCalendar(year, month - 1, 1); } Object g(Calendar c) { c.set(2024, Calendar.MARCH, 1); return c; } }',
  ],
  ['a.java', 'class A { private int limit; void f(int limit) { this.limit = limit; } int g() { int limit = 3; return limit; } }'],
  ['a.java', 'class A { Map<Long, String> m; List<Integer> xs; String f(long id, int i) { xs.remove(i); return m.get(id); } }'],
  ['a.rs', 'fn f(v: &[i32]) -> usize { if v.is_empty() { return 0; } let n = 1; let last = v.len() - n; last }'],
  ['a.rs', 'fn f(text: &str) -> Result<u64, std::num::ParseIntError> { text.parse::<u64>() }'],
];

/** A fault that only a result of its kind tells: what was wanted, what came, and what the claim says beside. */
const RESULTS: readonly (readonly [fault: string, wanted: string, got: string, fits: boolean, other?: string])[] = [
  ['fractions-rounded', '0.3', '0.30000000000000004', true],
  ['fractions-rounded', '-1.1', '-1.1000000000000003', true],
  ['fractions-rounded', '0.3', '0.31', false],
  ['fractions-rounded', '3', '3', false],
  ['fractions-rounded', 'a', 'b', false],
  ['month-from-one', "'2024-12-24'", "'2025-01-24'", true, 'late'],
  ['month-from-one', "'2024-12-24'", "'2025-01-25'", false, 'late'],
  ['month-from-one', '-5', '-6', true, 'late'],
  ['month-from-one', '12', '11', true, 'early'],
  ['month-from-one', '12', '11', false, 'late'],
  ['month-from-one', '40', '41', false, 'late'],
  ['part-ends-early', '[4, 5]', '[4]', true],
  ['part-ends-early', '[4, 5]', '[5]', false],
  ['wraps-around', '300', '44', true, '0 to 255'],
  ['wraps-around', '300', '45', false, '0 to 255'],
  ['wraps-around', '200', '44', false, '0 to 255'],
  ['wraps-around', '2147483648', '-2147483648', true, '-2147483648 to 2147483647'],
  ['greedy-pattern', "'b'", "'b>bold</b'", true, '>'],
  ['greedy-pattern', "'b'", "'bold'", false, '>'],
  ['greedy-pattern', "'b>bold</b'", "'b'", false, '>'],
];

describe('known faults', () => {
  for (const [id, wanted, got, fits, other] of RESULTS)
    it(`${id} ${fits ? 'makes' : 'does not make'} ${got} of ${wanted}${other ? ` (${other})` : ''}`, () => {
      const known = FAULTS.find((each) => each.id === id);
      assert.equal(known?.fits?.(wanted, got, { fault: known.id, of: '', line: 1, ...(other !== undefined && { other }) }), fits);
    });
  for (const [index, { fault, file, bad, good, data }] of PROGRAMS.entries()) {
    const language = file.slice(2);
    it(`${fault} (${language}, ${index}) is found where it is planted, told, and gone with its fix`, async () => {
      const found = (await foundIn(file, bad, data)).find((each) => each.fault.id === fault);
      assert.ok(found, `not found in:\n${bad}`);
      assert.deepEqual(
        (await foundIn(file, good, data)).map((each) => each.fault.id).filter((id) => id === fault),
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
        (await foundIn(file, fixed, data)).map((each) => each.fault.id).filter((id) => id === fault),
        [],
        `still found in:\n${fixed}`,
      );
    });
  }

  for (const [file, text] of SILENT)
    it(`say nothing of good code: ${text.slice(0, 60)}`, async () => {
      assert.deepEqual(
        (await foundIn(file, text)).map((each) => each.fault.id).filter((id) => FAULT_RATES[id] < 100),
        [],
      );
    });

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

  it('are not looked for in a file that a program squeezed', async () => {
    const fault = 'const total=(all)=>all.sort();const one=()=>[10,9].sort();';
    assert.notDeepEqual(await foundIn('a.js', fault), []);
    assert.deepEqual(await foundIn('a.min.js', fault.repeat(20)), []);
  });

  it('have each a program that shows it', () => {
    assert.deepEqual(
      FAULTS.map(({ id }) => id).filter((id) => !PROGRAMS.some(({ fault }) => fault === id)),
      [],
    );
  });

  it('come with a fix where the code shows it', async () => {
    const known = [...(await programsFixed(syntax)).values()];
    const some = known.filter(({ fixed }) => fixed.length > 0);
    // A change that loses one breaks this: `npm run bench:faults -- --fixes` names those without.
    assert.ok(some.length >= FIXED, `${some.length}`);
  });

  it('have each one name, a source and a rate', () => {
    assert.equal(new Set(FAULTS.map(({ id }) => id)).size, FAULTS.length);
    for (const { id, source } of FAULTS) assert.ok(source !== '' && FAULT_RATES[id] >= 0, id);
  });
});
