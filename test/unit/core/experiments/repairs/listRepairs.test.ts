import { deepStrictEqual, match, ok } from 'node:assert';
import { packagedGrammars } from '../../../../../realBugs/packagedGrammars';
import type { FailureKind } from '../../../../../src/core/experiments/repairs/failureKind';
import { inOrderOfChance, listRepairs, stillParses, type RepairCandidate } from '../../../../../src/core/experiments/repairs/listRepairs';
import type { RepairedFailure } from '../../../../../src/core/experiments/repairs/repairTemplate';
import { openTrees } from '../../../../../src/core/syntax/openSyntax';

const parse = openTrees(packagedGrammars);

async function repairs(
  file: string,
  text: string,
  kind: FailureKind = 'nothing',
  line = 2,
  expectations: RepairedFailure['expectations'] = [],
): Promise<RepairCandidate[]> {
  const last = text.split('\n').length - 1;
  const suspects = [{ file, line, function: 'f', functionRange: [1, last] as [number, number], score: 1, reasons: [] }];
  return listRepairs(suspects, { kind, expectations }, [], { read: async () => text, parse });
}

/** Template → the expected repaired line, for one line of code inside a function. */
const javascript: readonly (readonly [string, string, string])[] = [
  ['default-value', '  set(cache[id]);', '  set(cache[id] ?? []);'],
  ['default-value', '  return list.length;', '  return (list ?? []).length;'],
  ['optional-member', '  return list.length;', '  return list?.length;'],
  ['guard-and-leave', '  use(list.length);', '  if (list == null) return list;'],
  ['condition-for-a-value', '  if (list.length) use(list);', '  if (list != null && list.length) use(list);'],
  ['condition-for-nothing', '  if (typeof id === "number") use(id);', '  if (typeof id === "number" || id == null) use(id);'],
  ['condition-for-nothing', '  if (id > 1 && list) use(id);', '  if ((id > 1 && list) || list == null) use(id);'],
  ['own-method', '  if (cache.hasOwnProperty(id)) use(id);', '  if (Object.prototype.hasOwnProperty.call(cache, id)) use(id);'],
  ['own-key', '  if (id in cache) use(id);', '  if (Object.prototype.hasOwnProperty.call(cache, id)) use(id);'],
  ['own-member', '  use(cache[id]);', '  use((Object.prototype.hasOwnProperty.call(cache, id) ? cache[id] : undefined));'],
  ['other-bound', '  for (let i = 0; i <= id; i++) use(i);', '  for (let i = 0; i < id; i++) use(i);'],
  ['other-operator', '  return id === list;', '  return id !== list;'],
  ['condition-term-dropped', '  if (id && list) use(id);', '  if (id) use(id);'],
  ['condition-negated', '  if (id) use(id);', '  if (!id) use(id);'],
  ['condition-negated', '  return !id;', '  return id;'],
  ['default-only-for-nothing', '  return id || list;', '  return id ?? list;'],
  ['other-constant', '  return false;', '  return true;'],
  ['converted', '  use(id);', '  use(String(id));'],
  ['other-name', '  use(id);', '  use(list);'],
  ['other-method', '  list.push(id);', '  list.unshift(id);'],
  ['arguments-swapped', '  use(id, list);', '  use(list, id);'],
  ['argument-dropped', '  use(id, list);', '  use(id);'],
  ['argument-added', '  g(id);', '  g(id, list);'],
  ['awaited', '  return load(id);', '  return await load(id);'],
  ['returned', '  load(id);', '  return load(id);'],
  ['condition-for-a-type', '  if (id) id.split(list);', "  if (typeof id === 'string' && id) id.split(list);"],
  ['leave-for-another-type', '  list.forEach(load);', '  if (!(Array.isArray(list))) return list;'],
  ['every-match', "  return id.replace('.', '');", "  return id.replace(/\\./g, '');"],
  ['every-match', "  return id.replace(/a|b/, '');", "  return id.replace(/a|b/g, '');"],
  ['letters-of-one-case', '  return id === list;', '  return id.toLowerCase() === list.toLowerCase();'],
  ['letters-of-one-case', '  return /^a/.test(id);', '  return /^a/i.test(id);'],
  ['letters-of-one-case', '  return id.toLowerCase().indexOf(list);', '  return id.toLowerCase().indexOf(list.toLowerCase());'],
  ['only-nothing-is-nothing', '  if (!id) use(list);', '  if (id == null) use(list);'],
  ['only-nothing-is-nothing', '  if (!id) use(list);', '  if (isNaN(id)) use(list);'],
  ['only-nothing-is-nothing', '  return id && list ? 1 : 2;', '  return id != null && list ? 1 : 2;'],
  ['own-property', '  return list.size ? 1 : 2;', "  return Object.prototype.hasOwnProperty.call(list, 'size') ? 1 : 2;"],
  ['member-or-neutral', '  return 3 + cache[id].price;', '  return 3 + (cache[id]?.price ?? 0);'],
  ['member-or-neutral', "  return 'a' + list.name;", "  return 'a' + (list?.name ?? '');"],
  [
    'one-more-case',
    "  if (id === 'a') use(id); else if (id === 'b') g(id);",
    "  if ((id === 'a' || id === 'b')) use(id); else if (id === 'b') g(id);",
  ],
  ['nothing-inherited', '  const found = {};', '  const found = Object.create(null);'],
];

const python: readonly (readonly [string, string, string])[] = [
  ['default-value', '    use(cache[id])', '    use(cache[id] or [])'],
  ['guard-and-leave', '    use(list.size)', '    if list is None:'],
  ['condition-for-a-value', '    if list.size: use(list)', '    if list is not None and list.size: use(list)'],
  ['other-bound', '    return id <= list', '    return id < list'],
  ['condition-negated', '    if id: use(id)', '    if not id: use(id)'],
  ['converted', '    use(id)', '    use(str(id))'],
  ['arguments-swapped', '    use(id, list)', '    use(list, id)'],
  ['other-name', '    use(id)', '    use(list)'],
  ['condition-for-a-type', '    if id: use(id.lower())', '    if isinstance(id, str) and id: use(id.lower())'],
];

describe('listRepairs', () => {
  for (const [template, before, after] of javascript) {
    it(`${template} in JavaScript: ${after.trim()}`, async () => {
      const text = `async function f(id, list, cache) {\n${before}\n}\nfunction g(id, list) {}\n`;
      const found = (await repairs('a.js', text)).filter((each) => each.template === template);
      ok(
        found.some((each) => each.text.split('\n')[1] === after),
        found.map((each) => each.text).join('\n'),
      );
    });
  }
  for (const [template, before, after] of python) {
    it(`${template} in Python: ${after.trim()}`, async () => {
      const found = (await repairs('a.py', `def f(id, list, cache):\n${before}\n`)).filter((each) => each.template === template);
      ok(
        found.some((each) => each.text.split('\n')[1] === after),
        found.map((each) => each.text).join('\n'),
      );
    });
  }

  it('adds a missing argument to every call that lacks it', async () => {
    const text = 'function f(id, list) {\n  g(id);\n  if (list) g(id);\n}\nfunction g(id, list) {}\n';
    const found = await repairs('a.js', text);
    ok(found.some((each) => each.text.includes('  g(id, list);\n  if (list) g(id, list);')));
  });

  it('goes on with the next element', async () => {
    const text = 'function f(list) {\n  for (const one of list) {\n    use(one.size.width);\n  }\n}\n';
    const found = await repairs('a.js', text, 'nothing', 3);
    ok(found.some((each) => each.text.includes('\n    if (one.size == null) continue;\n    use(')));
    const python = await repairs('a.py', 'def f(list):\n    for one in list:\n        use(one.size)\n', 'nothing', 3);
    ok(python.some((each) => each.text.includes('\n        if one is None:\n            continue\n        use(')));
  });

  it('takes texts and signs from the values that the test compared', async () => {
    const text = "function f(list) {\n  if (/[\\r\\n]/.test(list)) return '&apos;' + list;\n  return list;\n}\n";
    const found = await repairs('a.js', text, 'assertion', 2, [{ actual: "'a&apos;=&apos;b'", expected: "'a&#x27;=&#x27;b'" }]);
    ok(found.some((each) => each.template === 'text-as-expected' && each.text.includes("return '&#x27;' + list")));
    ok(found.some((each) => each.template === 'character-added' && each.text.includes('/[=\\r\\n]/')));
    const other = await repairs('a.js', text, 'assertion', 2, [{ actual: 'a&apos;b&apos;', expected: 'a&#x27;b&apos;' }]);
    ok(!other.some((each) => each.template === 'text-as-expected'), 'one of its places stays as it is');
  });

  it('give the outcome its expected text between the placeholders of a format', async () => {
    const said = [{ actual: '2 loops -> 1.5 secs, 2 runs', expected: '2 loops -> 1.5 sec, 2 runs' }];
    const python = 'def f(num, secs):\n    return "{num} loop{s} -> {secs:.{prec}g} secs, {n} runs".format(num, secs)\n';
    const found = await repairs('a.py', python, 'assertion', 2, said);
    ok(
      found.some(
        ({ template, text }) => template === 'text-as-expected' && text.includes('"{num} loop{s} -> {secs:.{prec}g} sec, {n} runs"'),
      ),
    );
    const javascript = 'function f(num) {\n  return `${num} loops -> ${secs} secs, ${n} runs`;\n}\n';
    const other = await repairs('a.js', javascript, 'assertion', 2, said);
    ok(other.some(({ template, text }) => template === 'text-as-expected' && text.includes('${secs} sec, ${n} runs`')));
  });

  it('changes nothing in a minified line, and something in the same code on lines of its own', async () => {
    const line = `function f(a,b){${'g(a.x,b);'.repeat(300)}}`;
    deepStrictEqual(await repairs('a.min.js', `${line}\n`, 'nothing', 1), []);
    ok((await repairs('a.js', `${line.replaceAll(';', ';\n')}\n`, 'nothing', 2)).length > 0);
  });

  it('does not repair letter case in values that are not texts', async () => {
    for (const code of ['id === null', 'id === 1', 'list === undefined', 'typeof id === list']) {
      const found = await repairs('a.js', `function f(id, list) {\n  return ${code};\n}\n`);
      ok(!found.some(({ template }) => template === 'letters-of-one-case'), code);
    }
  });

  it('adds a fallback in TypeScript and an early return in Java', async () => {
    const typescript = await repairs('a.ts', 'function f(list?: number[]): number {\n  return list.length;\n}\n');
    ok(typescript.some(({ text }) => text.includes('(list ?? []).length')));
    const java = await repairs('A.java', 'class A { int f(String s) {\n  return s.length();\n} }\n');
    ok(java.some(({ text }) => text.includes('if (s == null) return')));
  });

  const bodies: readonly [file: string, head: string, line: string, changed: readonly string[], never?: RegExp][] = [
    [
      'a.go',
      'package a\nfunc f(a int, b []int) int {',
      'if a <= len(b) && a > 2 { return g(a, b[0]) - 1 }',
      ['a < len(b)', '!(a <= len(b) && a > 2)', 'if a <= len(b) {', 'g(b[0], a)', '- 2 }', '|| a > 2'],
      /nil/,
    ],
    [
      'a.rs',
      'fn f(a: usize, b: &[i32]) -> i32 {',
      'if a <= b.len() && a > 2 { return g(a, b[0]) - 1; }',
      ['a < b.len()', '!(a <= b.len() && a > 2)', 'g(b[0], a)', '- 2; }', '|| a > 2'],
      /is_none/,
    ],
    [
      'A.cs',
      'class A { int F(int a, int[] b) {',
      'if (a <= b.Length && a > 2) return G(a, b[0]) - 1;',
      ['a < b.Length', '!(a <= b.Length && a > 2)', 'G(b[0], a)', '- 2;', '|| a > 2'],
      /null/,
    ],
    [
      'a.cpp',
      'int f(int a, std::vector<int>& b) {',
      'if (a <= b.size() && a > 2) return g(a, b[0]) - 1;',
      ['a < b.size()', '!(a <= b.size() && a > 2)', 'g(b[0], a)', '- 2;', '|| a > 2'],
      /nullptr/,
    ],
    [
      'a.php',
      '<?php\nfunction f($a, $b) {',
      'if ($a <= count($b) && $a > 2) return g($a, $b[0]) - 1;',
      ['$a < count($b)', '!($a <= count($b) && $a > 2)', 'g($b[0], $a)', '- 2;', '|| $a > 2', '$b[0] ?? []'],
    ],
    [
      'a.rb',
      'def f(a, b)',
      'return g(a, b[0]) - 1 if a <= b.size && a > 2',
      ['a < b.size', '!(a <= b.size && a > 2)', 'g(b[0], a)', '- 2 if', '|| a > 2', 'b[0] || []'],
    ],
    [
      'a.kt',
      'fun f(a: Int, b: List<Int>): Int {',
      'if (a <= b.size && a > 2) return g(a, b[0]) - 1',
      ['a < b.size', '!(a <= b.size && a > 2)', '- 2', '|| a > 2'],
      /null/,
    ],
  ];
  for (const [file, head, line, changed, never] of bodies)
    it(`changes bounds, operators, conditions and arguments in ${file}`, async () => {
      const text = `${head}\n  ${line}\n${file.endsWith('.rb') ? 'end' : '}'}${file === 'A.cs' ? ' }' : ''}\n`;
      const found = await repairs(file, text, 'assertion', text.split('\n').findIndex((each) => each.includes(line)) + 1);
      const texts = found.map((each) => each.text);
      deepStrictEqual(
        changed.filter((part) => !texts.some((each) => each.includes(part))),
        [],
      );
      // Where types are checked, a missing value is looked for only where a failure is about one.
      if (never) ok(!texts.some((each) => never.test(each)));
    });

  it('tell the line in which the statement begins that has a known fault in a later one', async () => {
    const code = 'function f(options) {\n  return {\n    wide: options.wide,\n    low: options.low || 3,\n  };\n}\n';
    const found = await repairs('a.js', code, 'assertion', 4);
    const taken = found.find(({ template }) => template === 'default-for-zero');
    deepStrictEqual([taken?.line, taken?.statement], [4, 2]);
  });

  it('never removes a statement, never catches, never changes a test', async () => {
    const text = 'function f(id, list) {\n  use(id.a);\n  save(list);\n}\n';
    for (const { text: changed } of await repairs('a.js', text)) {
      ok(changed.includes('use(') && changed.includes('save('), changed);
      ok(!/\bcatch\b|\btry\b/.test(changed), changed);
    }
    deepStrictEqual(await repairs('a.test.js', text), []);
  });

  for (const [file, text, line] of [
    ['run.py', 'made = sum(range(4))\nif made != 7:\n    raise RuntimeError(f"expected 7, got {made}")\n', 3],
    ['run.php', "<?php\n$made = count([1, 2, 3]);\nif ($made !== 2) throw new RuntimeException('expected 2, got ' . $made);\n", 3],
    ['run.js', 'const made = [1, 2].length;\nif (made !== 3) {\n  throw new Error(`expected 3, got ${made}`);\n}\n', 3],
  ] as const)
    it(`never changes the comparison with which a program checks itself in place: ${file}`, async () => {
      const suspects = [{ file, line: 1, functionRange: [1, 4] as [number, number], score: 1, reasons: [] }];
      const expectations = [{ expected: '7', actual: '6' }];
      const changed = await listRepairs(suspects, { kind: 'assertion', expectations }, [{ file, line }], { read: async () => text, parse });
      ok(changed.length > 0);
      const check = text.slice(text.indexOf('if '));
      ok(
        changed.every((each) => each.text.endsWith(check)),
        changed.find((each) => !each.text.endsWith(check))?.text,
      );
    });

  for (const [file, text] of [
    ['run.py', 'def main():\n    print(1 < 2)\n\nif __name__ == "__main__":\n    main()\n'],
    ['run.rb', 'def main\n  puts 1 < 2\nend\n\nmain if __FILE__ == $0\n'],
    ['run.php', "<?php\nfunction main() { print(1 < 2); }\n\nif (realpath($_SERVER['SCRIPT_FILENAME']) === __FILE__) main();\n"],
    ['run.js', 'function main() { print(1 < 2); }\n\nif (require.main === module) main();\n'],
    ['run.mjs', 'function main() { print(1 < 2); }\n\nif (process.argv[1] === fileURLToPath(import.meta.url)) main();\n'],
    ['run.cjs', 'function main() { print(1 < 2); }\n\nrequire.main === module && main();\n'],
  ] as const)
    it(`never changes the condition that a program is started by: ${file}`, async () => {
      const suspects = [{ file, line: 1, functionRange: [1, 6] as [number, number], score: 1, reasons: [] }];
      for (const kind of ['nothing', 'assertion', 'other'] as const) {
        const changed = await listRepairs(suspects, { kind, expectations: [] }, [{ file, line: 2 }], { read: async () => text, parse });
        const entry = text
          .trimEnd()
          .split('\n\n')
          .at(-1)!
          .replace(/\s*main(?:\(\);?)?$/, '')
          .replace(/^main /, '');
        ok(changed.some((each) => !each.text.includes('1 < 2')));
        deepStrictEqual(
          changed.flatMap((each) => (each.text.includes(entry) ? [] : [each.text])),
          [],
        );
      }
    });

  it('lists repairs that fit the failure first', async () => {
    const text = 'function f(id, list) {\n  for (let i = 0; i <= list.length; i++) use(list[i]);\n}\n';
    deepStrictEqual(
      (await repairs('a.js', text, 'range')).slice(0, 2).map(({ template }) => template),
      ['one-past-the-end', 'other-bound'],
    );
    const reads = 'function f(id, list) {\n  use(list.length);\n}\n';
    ok(/default|guard|optional/.test((await repairs('a.js', reads, 'nothing'))[0]?.template ?? ''));
  });

  it('guards the value of the error first, on the throwing line', async () => {
    const text = 'function f(id, list) {\n  if (id.name || list.size) use(id);\n}\n';
    const suspects = [{ file: 'a.js', line: 2, function: 'f', functionRange: [1, 3] as [number, number], score: 1, reasons: [] }];
    const thrown = [{ file: 'a.js', line: 2, property: 'size' }];
    const [first] = await listRepairs(suspects, { kind: 'nothing', expectations: [] }, thrown, { read: async () => text, parse });
    match(first?.text ?? '', /list == null|list \?\?|list\?\.|list != null/);
  });

  it('tries the lines around the suspect one in a long function', async () => {
    const text = `function f(id, list) {\n${'  use(list.size, id);\n'.repeat(400)}}\n`;
    const lines = (await repairs('a.js', text, 'nothing', 200)).map(({ line }) => line);
    ok(Math.min(...lines) > 100 && Math.max(...lines) < 300 && lines.includes(200));
  });

  it('detects a change that does not parse', async () => {
    const candidate = { file: 'a.js', line: 1, statement: 1, template: '', weight: 1 };
    deepStrictEqual(await stillParses({ ...candidate, text: 'f(a ?? );' }, 'f(a);', parse), false);
    deepStrictEqual(await stillParses({ ...candidate, text: 'f(a ?? []);' }, 'f(a);', parse), true);
  });
});

describe('changes for a wrong result', () => {
  it('share the chance of their template, but for known faults', () => {
    const change = (template: string, weight: number, more: Partial<RepairCandidate> = {}): RepairCandidate => ({
      ...{ file: 'a.js', line: 1, statement: 1, text: `${template} ${weight}`, template, weight },
      ...more,
    });
    const removes = { title: 'it', sentence: 'it', check: '' };
    const listed = [
      change('known', 9, { removes }),
      change('name', 6),
      change('name', 5),
      change('known', 5, { removes }),
      change('loop', 4),
    ];
    deepStrictEqual(
      inOrderOfChance(listed).map(({ text }) => text),
      ['known 9', 'known 5', 'loop 4', 'name 6', 'name 5'],
    );
  });
});

describe('repairs of known faults', () => {
  it('come before all others, and name the fault that they take out', async () => {
    const text =
      'async function load(id) { return { size: 1 }; }\nasync function f(id) {\n  const row = load(id);\n  return row.size + id.size;\n}\n';
    const [first, ...others] = await repairs('a.js', text, 'nothing', 3);
    deepStrictEqual([first?.template, first?.line], ['await-missing', 3]);
    match(first?.text ?? '', /const row = await load\(id\);/);
    match(first?.removes?.sentence ?? '', /without `await`/);
    ok(others.length > 0 && others.every(({ removes }) => removes === undefined));
  });

  it('are left out where the result of the test refutes the fault', async () => {
    const text = 'function f(id) {\n  return id.size || 5;\n}\n';
    const templates = async (expected: string, actual: string): Promise<string[]> =>
      (await repairs('a.js', text, 'nothing', 2, [{ expected, actual }])).map(({ template }) => template);
    ok((await templates('0', '5')).includes('default-for-zero'));
    ok(!(await templates('7', '5')).includes('default-for-zero'));
  });
});
