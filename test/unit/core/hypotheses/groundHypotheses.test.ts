import assert from 'node:assert/strict';
import fc from 'fast-check';
import type { FailureEvidence } from '../../../../src/core/context/failureEvidence';
import { groundHypotheses, type GroundOptions } from '../../../../src/core/hypotheses/groundHypotheses';
import type { ReadHypothesis } from '../../../../src/core/hypotheses/shapeHypotheses';
import { memoryReader } from '../../../support/memoryReader';
import { aFrame, anError, someEvidence, aSnippet } from '../../../support/someEvidence';

const useOrders = `import { cache } from './cache';

export function useOrders(id: string) {
  const [orders, setOrders] = useState(cache.get(id));

  useEffect(() => {
    load(id).then(setOrders);
  }, [id]);
  return orders;
}
`;
const history = `export function OrderHistory({ id }) {
  const orders = useOrders(id);
  const total = orders.length;
  return <p>{total}</p>;
}
`;
const files = {
  'src/hooks/useOrders.ts': useOrders,
  'src/OrderHistory.tsx': history,
  'src/other.ts': 'export const other = 1;\n',
  'lib/index.ts': 'a();\n',
  'app/index.ts': 'b();\n',
};
const reader = memoryReader(files, { '/usr/lib/python3/json.py': 'def loads(s):\n    return decode(s)\n' });
const message = "Cannot read properties of undefined (reading 'length')";
const failureEvidence: FailureEvidence = someEvidence({
  report: {
    errors: [
      anError({
        message,
        frames: [
          aFrame({ file: '/app/src/OrderHistory.tsx', line: 3, function: 'OrderHistory' }),
          aFrame({ file: 'node_modules/react-dom/index.js', line: 9, function: 'renderWithHooks', origin: 'dependency' }),
        ],
      }),
    ],
    expectations: [],
  },
  snippets: [
    aSnippet({ file: 'src/OrderHistory.tsx', text: history.trimEnd(), function: 'OrderHistory', frame: 0 }),
    aSnippet({
      file: 'src/hooks/useOrders.ts',
      text: useOrders.split('\n').slice(2, 10).join('\n'),
      startLine: 3,
      function: 'useOrders',
      role: 'callee',
    }),
  ],
  resolutions: [{ frame: 0, file: 'src/OrderHistory.tsx', state: 'found' }],
  recentChanges: [
    { file: 'src/hooks/useOrders.ts', startLine: 4, endLine: 4, when: '2024-05-01T10:00:00Z', diff: '@@ -4 +4 @@', suspect: true },
  ],
  expected: 'the list of orders',
});

const good: ReadHypothesis = {
  title: '`useOrders` returns undefined on the first render',
  rootCause: '`cache.get(id)` is undefined until `load(id)` has run, and `OrderHistory` reads `orders.length` at once.',
  evidence: [
    { file: 'src/hooks/useOrders.ts', line: 4, why: '`useState(cache.get(id))` starts with undefined' },
    { file: 'OrderHistory.tsx', line: 3, why: 'reads `orders.length`' },
  ],
  confidence: 0.8,
  check: 'Log `orders`.',
  fix: {
    diff: '--- a/src/hooks/useOrders.ts\n+++ b/src/hooks/useOrders.ts\n@@ -4 +4 @@\n-  const [orders, setOrders] = useState(cache.get(id));\n+  const [orders, setOrders] = useState(cache.get(id) ?? []);\n',
    risks: [],
    addresses: 'root-cause',
  },
};

async function ground(over: Partial<ReadHypothesis>, options: Partial<GroundOptions> = {}, at: FailureEvidence = failureEvidence) {
  const [grounded] = await groundHypotheses([{ ...good, ...over }], at, reader, { source: 'a-model', failedDiffs: [], ...options });
  assert.ok(grounded);
  return grounded;
}

async function groundEvidence(file: string, line: number, why = '', at: FailureEvidence = failureEvidence) {
  const { evidence, warnings } = await ground({ evidence: [{ file, line, why }] }, {}, at);
  assert.ok(evidence[0]);
  return { ...evidence[0], warnings };
}

describe('groundHypotheses', () => {
  it('verifies existing evidence and adds no warning to a good hypothesis', async () => {
    assert.deepEqual(await ground({}), {
      id: 'h1',
      title: good.title,
      rootCause: good.rootCause,
      confidence: 0.8,
      check: good.check,
      source: 'a-model',
      guess: false,
      warnings: [],
      evidence: [
        { ...good.evidence[0], verified: true, text: '  const [orders, setOrders] = useState(cache.get(id));' },
        { ...good.evidence[1], file: 'src/OrderHistory.tsx', verified: true, text: '  const total = orders.length;' },
      ],
      fix: { ...good.fix, files: [{ file: 'src/hooks/useOrders.ts', added: 1, removed: 1 }], applies: true },
    });
  });

  it('keeps ids stable while the answer grows', async () => {
    const grounded = await groundHypotheses([good, good, { ...good, unfinished: true }], failureEvidence, reader, {
      source: 'm',
      failedDiffs: [],
    });
    assert.deepEqual(
      grounded.map(({ id, unfinished }) => [id, unfinished]),
      [
        ['h1', undefined],
        ['h2', undefined],
        ['h3', true],
      ],
    );
  });

  describe('files', () => {
    const found: [string, string][] = [
      ['useOrders.ts', 'src/hooks/useOrders.ts'],
      ['@hooks/useOrders.ts', 'src/hooks/useOrders.ts'],
      ['./src/hooks/useOrders.ts', 'src/hooks/useOrders.ts'],
      ['a/src/hooks/useOrders.ts', 'src/hooks/useOrders.ts'],
      ['/home/dev/app/src/hooks/useOrders.ts', 'src/hooks/useOrders.ts'],
      ['/app/src/hooks/useOrders.ts', 'src/hooks/useOrders.ts'],
      ['C:\\work\\src\\hooks\\useOrders.ts', 'src/hooks/useOrders.ts'],
      ['file:///home/dev/app/src/hooks/useOrders.ts', 'src/hooks/useOrders.ts'],
      ['`src/hooks/useOrders.ts:4`', 'src/hooks/useOrders.ts'],
    ];
    for (const [cited, file] of found) {
      it(`finds ${cited}`, async () => {
        const evidence = await groundEvidence(cited, 4);
        assert.deepEqual([evidence.file, evidence.verified], [file, true]);
      });
    }

    const missing: [string, RegExp][] = [
      ['orders.ts', /^orders\.ts does not exist in this workspace\.$/],
      ['src/lib/useOrders.ts', /^src\/lib\/useOrders\.ts does not exist in this workspace\. There is src\/hooks\/useOrders\.ts\.$/],
      ['/usr/lib/python3/json.py', /does not exist/],
      ['../../etc/passwd', /does not exist/],
      ['index.ts', /^index\.ts could be app\/index\.ts or lib\/index\.ts\.$/],
      ['', /^It names no file\.$/],
    ];
    for (const [cited, problem] of missing) {
      it(`does not verify ${cited || 'nothing'}`, async () => {
        const evidence = await groundEvidence(cited, 1);
        assert.equal(evidence.verified, false);
        assert.match(evidence.problem ?? '', problem);
        assert.equal(evidence.file, cited);
      });
    }

    it('accepts a file outside the workspace that a frame names', async () => {
      const at = { ...failureEvidence, resolutions: [{ frame: 0, file: '/usr/lib/python3/json.py', state: 'outside' as const }] };
      assert.equal((await groundEvidence('/usr/lib/python3/json.py', 2, '', at)).verified, true);
    });
  });

  describe('lines', () => {
    it('states the number of lines', async () => {
      assert.equal((await groundEvidence('src/OrderHistory.tsx', 6)).problem, 'src/OrderHistory.tsx has 5 lines, not 6.');
      assert.equal((await groundEvidence('src/OrderHistory.tsx', 0)).problem, 'It names no line.');
    });

    it('corrects a line behind the end of the file where the code stands just before it', async () => {
      const text = useOrders.trimEnd().split('\n').length;
      const evidence = await groundEvidence('src/hooks/useOrders.ts', text + 1, '`orders` is given back');
      assert.deepEqual([evidence.verified, evidence.line <= text], [true, true]);
    });

    it('corrects a line that is off by a few, and adds a remark', async () => {
      const evidence = await groundEvidence('src/hooks/useOrders.ts', 6, '`cache.get(id)` is undefined');
      assert.deepEqual(
        [evidence.line, evidence.verified, evidence.text],
        [4, true, '  const [orders, setOrders] = useState(cache.get(id));'],
      );
      assert.deepEqual(evidence.warnings, ['“cache.get(id)” stands on line 4 of src/hooks/useOrders.ts, not 6: corrected.']);
    });

    it('takes of a line of the trace what stands near it or failed there, not a name from elsewhere', async () => {
      const said = async (why: string) => (await groundEvidence('src/OrderHistory.tsx', 3, why)).verified;
      assert.deepEqual(await Promise.all(['`renderWithHooks` calls this', '`undefined` is read'].map(said)), [true, true]);
      assert.deepEqual(await Promise.all(['`cache` is wrong here', '`setOrders` is wrong here'].map(said)), [false, false]);
    });

    it('does not verify names with other operators between them', async () => {
      const misquoted = await groundEvidence('src/OrderHistory.tsx', 2, '`orders * useOrders` is wrong');
      assert.deepEqual(
        [misquoted.verified, misquoted.problem],
        [false, 'Line 2 of src/OrderHistory.tsx has these names, but not “orders * useOrders”.'],
      );
      // What is said of a name is no quotation of an operator.
      assert.equal((await groundEvidence('src/other.ts', 1, '`other > 1`')).verified, true);
      assert.equal((await groundEvidence('src/OrderHistory.tsx', 2, '`orders = useOrders( id )`')).verified, true);
    });

    it('does not verify text that is not there', async () => {
      const nowhere = await groundEvidence('src/hooks/useOrders.ts', 7, '`orders = null` is set');
      assert.deepEqual([nowhere.verified, nowhere.line], [true, 9]);
      const absent = await groundEvidence('src/hooks/useOrders.ts', 7, '`resetOrders(null)` is called');
      assert.deepEqual([absent.verified, absent.problem], [false, '“resetOrders(null)” does not occur in src/hooks/useOrders.ts.']);
      const far = await groundEvidence('src/hooks/useOrders.ts', 10, "the import of `'./cache'`");
      assert.deepEqual(
        [far.verified, far.problem],
        [false, "“'./cache'” does not stand near line 10 of src/hooks/useOrders.ts; line 1 has it."],
      );
    });

    it('does not verify an empty line without a statement', async () => {
      assert.equal((await groundEvidence('src/hooks/useOrders.ts', 5)).problem, 'Line 5 of src/hooks/useOrders.ts holds no code.');
      assert.equal((await groundEvidence('src/hooks/useOrders.ts', 10)).verified, false);
    });

    it('accepts a sentence about the function around the line, or about a line of the trace', async () => {
      assert.equal((await groundEvidence('src/hooks/useOrders.ts', 9, 'what `useOrders` gives back')).verified, true);
      assert.equal((await groundEvidence('src/OrderHistory.tsx', 3, '`renderWithHooks` calls it')).verified, true);
      assert.equal((await groundEvidence('src/OrderHistory.tsx', 3, '`renderRegistry` is not set here')).verified, false);
    });

    it('finds a line with a secret by its placeholder', async () => {
      const secret = memoryReader({ 'src/a.ts': "\n\n\n\n\n\n\nconnect('hunter2');\n" });
      const [grounded] = await groundHypotheses(
        [{ ...good, evidence: [{ file: 'src/a.ts', line: 6, why: "`connect('<SECRET_1:password>')`" }] }],
        someEvidence(),
        secret,
        { source: 'm', failedDiffs: [], restore: (text) => text.replaceAll('<SECRET_1:password>', 'hunter2') },
      );
      assert.deepEqual(
        grounded?.evidence.map(({ line, verified, why }) => ({ line, verified, why })),
        [{ line: 8, verified: true, why: "`connect('<SECRET_1:password>')`" }],
      );
    });
  });

  describe('names', () => {
    it('flags nonexistent symbols and files', async () => {
      const { warnings, guess } = await ground({
        rootCause: 'The helper `normalizeOrders` in ordersApi.ts and fetchOrderList() drop the list; `orders.entryList` is read.',
      });
      assert.deepEqual(warnings, [
        'ordersApi.ts does not exist in this workspace.',
        '“normalizeOrders” does not occur in the code that was sent or cited.',
        '“orders.entryList” does not occur in the code that was sent or cited.',
        '“fetchOrderList” does not occur in the code that was sent or cited.',
      ]);
      assert.equal(guess, false);
    });

    it('does not flag names of the language or the trace', async () => {
      const { warnings } = await ground({
        rootCause:
          '`undefined` comes from `Map.prototype.get`; `Array.isArray(orders)`, `Promise.all`, `useOrders.ts` and `renderWithHooks` are fine, `orders?.length ?? 0` and `npm test` are no names.',
      });
      assert.deepEqual(warnings, []);
    });
  });

  describe('guesses', () => {
    const vague: [string, Partial<ReadHypothesis>, RegExp][] = [
      ['without verified evidence', { evidence: [] }, /^None of its evidence could be verified\.$/],
      ['with invented evidence only', { evidence: [{ file: 'src/orders.ts', line: 3, why: 'here' }] }, /^None of its evidence/],
      [
        'that cites nothing of the trace',
        { evidence: [{ file: 'src/other.ts', line: 1, why: '`other`' }] },
        /^It cites no file of the trace/,
      ],
      [
        'in general words',
        { title: 'Invalid data', rootCause: 'There might be an issue with the data. Make sure that the input is valid.' },
        /^It is worded so generally/,
      ],
      [
        'that repeats the error',
        { title: 'TypeError', rootCause: 'The code tries to read properties of undefined, reading length.' },
        /^It repeats the error/,
      ],
      ['made of prose', { prose: true }, /^The answer was not in the form/],
    ];
    for (const [name, over, reason] of vague) {
      it(`are marked: ${name}`, async () => {
        const { guess, warnings, clarifyingQuestion } = await ground(over);
        assert.equal(guess, true);
        assert.match(warnings[0] ?? '', reason);
        assert.ok(clarifyingQuestion);
      });
    }

    it('do not include careful wording that names the code', async () => {
      assert.equal((await ground({ rootCause: 'This may be caused by useOrders: its cache is empty at first.' })).guess, false);
    });

    it("ask the model's question, else for the missing evidence", async () => {
      const vagueOne = { evidence: [] };
      assert.equal(
        (await ground({ ...vagueOne, clarifyingQuestion: 'Does it fail on a reload?' })).clarifyingQuestion,
        'Does it fail on a reload?',
      );
      assert.equal(
        (await ground(vagueOne, {}, { ...failureEvidence, expected: undefined })).clarifyingQuestion,
        'What should have happened instead?',
      );
      assert.equal(
        (await ground(vagueOne, {}, { ...failureEvidence, recentChanges: [] })).clarifyingQuestion,
        'What changed since it last worked?',
      );
      assert.equal((await ground(vagueOne)).clarifyingQuestion, 'Which values are there at OrderHistory.tsx:3 just before it fails?');
    });

    it('are not judged while still being written', async () => {
      const { guess, warnings, fix } = await ground({ evidence: [], rootCause: 'There might be', unfinished: true });
      assert.deepEqual([guess, warnings, fix?.problem, fix?.applies], [false, [], undefined, false]);
    });
  });

  describe('fixes', () => {
    const fix = (diff: string) => ({ fix: { diff, risks: [] } });

    it('have the reason why one does not apply', async () => {
      const { fix: grounded } = await ground(fix('--- a/src/gone.ts\n+++ b/src/gone.ts\n@@ -1 +1,2 @@\n-a\n+b\n+c\n'));
      assert.deepEqual(grounded, {
        diff: '--- a/src/gone.ts\n+++ b/src/gone.ts\n@@ -1 +1,2 @@\n-a\n+b\n+c\n',
        risks: [],
        files: [{ file: 'src/gone.ts', added: 2, removed: 1 }],
        applies: false,
        problem: 'The patch changes src/gone.ts, which does not exist in this workspace.',
      });
    });

    it('use the first verified file for hunks without one', async () => {
      assert.equal(
        (await ground(fix('@@ -4 +4 @@\n-  const [orders, setOrders] = useState(cache.get(id));\n+  const [orders] = useState([]);\n'))).fix
          ?.applies,
        true,
      );
    });

    it('have a note if tried before, in any spelling', async () => {
      const failed =
        '```diff\n--- hooks/useOrders.ts\n+++ hooks/useOrders.ts\n@@ @@\n export function useOrders(id: string) {\n-  const [orders, setOrders] = useState( cache.get(id) );\n+  const [orders, setOrders] = useState( cache.get(id) ?? [] );\n```'
          .replaceAll('( cache', '(cache')
          .replaceAll(' );', ');');
      const { fix: grounded } = await ground({}, { failedDiffs: ['--- a/x\n+++ b/x\n@@ -1 +1 @@\n-a\n+b\n', failed] });
      assert.deepEqual([grounded?.applies, grounded?.problem], [true, 'This fix was tried before and did not help.']);
    });

    it('have a note if they only catch the error', async () => {
      const { warnings, guess } = await ground(
        fix(
          '--- a/src/OrderHistory.tsx\n+++ b/src/OrderHistory.tsx\n@@ -3,1 +3,6 @@\n-  const total = orders.length;\n+  try {\n+    const total = orders.length;\n+  } catch (error) {\n+    console.error(error);\n+    return null;\n+  }\n',
        ),
      );
      assert.deepEqual([warnings, guess], [['The fix only catches the error: what causes it stays as it is.'], false]);
    });

    it('have a note if they only guard the throwing line while the cause is elsewhere', async () => {
      const guard = fix(
        '--- a/src/OrderHistory.tsx\n+++ b/src/OrderHistory.tsx\n@@ -3 +3 @@\n-  const total = orders.length;\n+  const total = orders?.length ?? 0;\n',
      );
      const note = 'The fix only guards the line that throws, while the cause it names lies elsewhere: it may hide the symptom.';
      assert.deepEqual((await ground(guard)).warnings, [note]);
      assert.deepEqual((await ground({ ...guard, evidence: good.evidence.slice(1) })).warnings, []);
      const early = fix(
        '--- a/src/OrderHistory.tsx\n+++ b/src/OrderHistory.tsx\n@@ -2,2 +2,3 @@\n   const orders = useOrders(id);\n+  if (!orders) return null;\n   const total = orders.length;\n',
      );
      assert.deepEqual((await ground(early)).warnings, [note]);
      assert.deepEqual((await ground({})).warnings, []);
    });
  });

  it('never verifies a file or a line that does not exist, whatever is cited', async () => {
    const cited = fc.oneof(
      fc.constantFrom(
        ...Object.keys(files),
        'useOrders.ts',
        'index.ts',
        'src',
        '..',
        '/',
        '.',
        'src/../src/other.ts',
        '__proto__',
        'constructor',
        'a/b/other.ts',
      ),
      fc.string({ unit: 'binary' }),
    );
    const why = fc.oneof(fc.constantFrom('`orders`', '`cache.get(id)` x', '"a()"', ''), fc.string({ unit: 'binary' }));
    await fc.assert(
      fc.asyncProperty(
        fc.array(fc.record({ file: cited, line: fc.integer({ min: -5, max: 20 }), why }), { maxLength: 4 }),
        fc.string({ unit: 'binary' }),
        async (evidence, rootCause) => {
          const grounded = await ground({ evidence, rootCause });
          for (const item of grounded.evidence) {
            if (!item.verified) {
              assert.ok(item.problem);
              continue;
            }
            const text = (files as Record<string, string>)[item.file];
            assert.ok(text !== undefined && Object.hasOwn(files, item.file), item.file);
            assert.ok(item.line >= 1 && item.line <= text.trimEnd().split('\n').length);
          }
        },
      ),
      { numRuns: 500 },
    );
  });
});
