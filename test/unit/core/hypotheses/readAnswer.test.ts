import assert from 'node:assert/strict';
import fc from 'fast-check';
import { readAnswer } from '../../../../src/core/hypotheses/readAnswer';
import { assertTakesLessThan } from '../../../support/runningTime';

const first = {
  title: 'useOrders starts with undefined',
  rootCause: 'The cache is read before it is filled: `cache.get(id)` returns undefined "at once".\nThe page renders with it. 😀',
  evidence: [
    { file: 'src/hooks/useOrders.ts', line: 36, why: '`useState(cache.get(id))` starts with undefined' },
    { file: 'src/OrderHistory.tsx', line: 47, why: 'reads `orders.length`' },
  ],
  confidence: 0.72,
  check: 'Log `orders` at OrderHistory.tsx:46 on the first render: it would not be undefined.',
  fix: {
    diff: '--- a/src/hooks/useOrders.ts\n+++ b/src/hooks/useOrders.ts\n@@ -36,1 +36,1 @@\n-  const [o] = useState(cache.get(id));\n+  const [o] = useState(cache.get(id) ?? []);\n',
    risks: ['An empty list looks like "no orders".'],
    addresses: 'root-cause' as const,
    edgeCases: ['the API returns null'],
  },
};
const second = { title: 'The API returns null', rootCause: 'getOrders passes null on.', evidence: [], confidence: 0.2, check: 'Log it.' };
const third = { title: 'A race', rootCause: 'Two loads overlap in useOrders.', evidence: [], confidence: 0.08, check: 'Load once.' };
const answer = { hypotheses: [first, second, third] };
const json = JSON.stringify(answer, null, 2);

describe('readAnswer', () => {
  it('reads the requested object, field by field', () => {
    assert.deepEqual(readAnswer(json), { hypotheses: [first, second, third], complete: true });
  });

  const wrappings: [string, string][] = [
    ['a Markdown fence', `\`\`\`json\n${json}\n\`\`\``],
    ['prose before and after', `Here is what I found in {the} code [1]:\n\n${json}\n\nTell me if { "you": "need" } more.`],
    ['a think block with braces', `<think>maybe {"hypotheses": [{"title": "draft", "rootCause": "no"}]} hm</think>\n${json}`],
    ['only the end of a think block', `Let me see { x: 1 }…\n</think>\n\n${json}`],
    [
      'the channels of gpt-oss',
      `<|channel|>analysis<|message|>{"hypotheses":[]}<|end|><|start|>assistant<|channel|>final<|message|>${json}<|end|>`,
    ],
    [
      'code before it',
      `The line \`return { orders }\` and \`const x = [1, 2]\` matter.\n\`\`\`ts\nfunction f() { return { a: 1 }; }\n\`\`\`\n${json}`,
    ],
    ['a bare array', JSON.stringify(answer.hypotheses)],
    ['another wrapper', JSON.stringify({ answer: { result: answer } })],
    ['numbered keys', JSON.stringify({ '1': first, '2': second, '3': third })],
    ['one object after the other', answer.hypotheses.map((each) => JSON.stringify(each)).join('\n')],
    ['one fence after the other', answer.hypotheses.map((each) => `\`\`\`json\n${JSON.stringify(each)}\n\`\`\``).join('\nand\n')],
  ];
  for (const [name, text] of wrappings) {
    it(`reads the answer from ${name}`, () => assert.deepEqual(readAnswer(text), { hypotheses: [first, second, third], complete: true }));
  }

  it('accepts a single hypothesis', () => {
    assert.deepEqual(readAnswer(JSON.stringify(first)).hypotheses, [first]);
  });

  it('keeps at most three, in the order of their ranks', () => {
    const named = ['d', 'a', 'c', 'b'].map((title) => ({ title, rootCause: `cause ${title}`, rank: title.charCodeAt(0) - 96 }));
    assert.deepEqual(
      readAnswer(JSON.stringify({ hypotheses: named })).hypotheses.map((each) => each.title),
      ['a', 'b', 'c'],
    );
  });

  it('understands other names and forms of the fields', () => {
    const { hypotheses } = readAnswer(
      JSON.stringify({
        Root_Causes: [
          {
            Name: 'The cache',
            'root-cause': ['It is empty', 'at first'],
            evidences: [
              'src/a.ts:36 starts undefined',
              '`b.ts` line 4: passes it on',
              { path: 'c.ts', lines: '7-9', reason: 'reads it' },
              { file: 'd.ts:12', why: 'x' },
            ],
            likelihood: '85%',
            how_to_verify: 'log it',
            suggested_fix: '--- a/a.ts\n+++ b/a.ts\n@@ -1 +1 @@\n-a\n+b',
            side_effects: 'none known',
            edge_cases: ['null'],
          },
          { title: 'b', explanation: 'because of it', confidence: 'low' },
        ],
      }),
    );
    assert.deepEqual(hypotheses[0], {
      title: 'The cache',
      rootCause: 'It is empty\nat first',
      evidence: [
        { file: 'src/a.ts', line: 36, why: 'starts undefined' },
        { file: 'b.ts', line: 4, why: 'passes it on' },
        { file: 'c.ts', line: 7, why: 'reads it' },
        { file: 'd.ts', line: 12, why: 'x' },
      ],
      confidence: 0.85,
      check: 'log it',
      fix: { diff: '--- a/a.ts\n+++ b/a.ts\n@@ -1 +1 @@\n-a\n+b', risks: ['none known'], edgeCases: ['null'] },
    });
    assert.deepEqual([hypotheses[1]?.rootCause, hypotheses[1]?.confidence], ['because of it', 0.25]);
  });

  it('reads confidence in percent, out of ten, and in words', () => {
    const confidences = (...values: unknown[]) =>
      readAnswer(
        JSON.stringify({ hypotheses: values.map((confidence, index) => ({ title: `t${index}`, rootCause: 'because', confidence })) }),
      ).hypotheses.map((each) => each.confidence);
    assert.deepEqual(confidences(80, 15, 5), [0.8, 0.15, 0.05]);
    assert.deepEqual(confidences(8, 1), [0.8, 0.1]);
    assert.deepEqual(confidences(1, 0.5), [1, 0.5]);
    assert.deepEqual(confidences('8/10', 'Very likely', 'unlikely'), [0.8, 0.9, 0.25]);
    assert.deepEqual(confidences(-3, null, { level: 'high' }), [0, 0.5, 0.5]);
  });

  it('treats null as absent, because strict schemas make models write it', () => {
    const { hypotheses } = readAnswer(JSON.stringify({ hypotheses: [{ ...second, fix: null, clarifyingQuestion: null }] }));
    assert.deepEqual(hypotheses, [second]);
  });

  describe('broken JSON', () => {
    const cases: [string, string][] = [
      ['line breaks in strings', json.replaceAll('\\n', '\n')],
      ['trailing commas and comments', json.replace(/\]\s*\}\s*$/, '],\n// that is all\n}')],
      ['a missing comma', json.replace('},\n    {', '}\n    {')],
      ['Python literals', json.replace('"root-cause"', 'None')],
      ['the last brackets missing', json.replace(/\s*\]\s*\}\s*$/, '')],
      ['unquoted keys', JSON.stringify(answer).replace('{"hypotheses":', '{hypotheses:')],
    ];
    for (const [name, text] of cases) {
      it(`is read: ${name}`, () => {
        const { hypotheses } = readAnswer(text);
        assert.deepEqual(
          hypotheses.map((each) => each.title),
          [first.title, second.title, third.title],
        );
        assert.equal(hypotheses[0]?.evidence.length, 2);
      });
    }

    it('quotes inside strings damage only their own string', () => {
      const { hypotheses } = readAnswer(json.replaceAll('\\"', '"'));
      assert.deepEqual([hypotheses[0]?.title, hypotheses[1]?.title], [first.title, second.title]);
    });
  });

  describe('prose', () => {
    it('becomes one hypothesis with its cited places', () => {
      const prose =
        'The problem is that **useOrders** starts with undefined.\n\nSee `src/useOrders.ts:36` and OrderHistory.tsx (line 47).\n\n```diff\n--- a/x.ts\n+++ b/x.ts\n@@ -1 +1 @@\n-a\n+b\n```';
      const { hypotheses, problem } = readAnswer(prose);
      assert.equal(problem, undefined);
      assert.equal(hypotheses.length, 1);
      assert.equal(hypotheses[0]?.prose, true);
      assert.equal(hypotheses[0]?.title, 'The problem is that useOrders starts with undefined.');
      assert.deepEqual(
        hypotheses[0]?.evidence.map(({ file, line }) => `${file}:${line}`),
        ['src/useOrders.ts:36', 'OrderHistory.tsx:47'],
      );
      assert.match(hypotheses[0]?.fix?.diff ?? '', /^--- a\/x\.ts/);
    });

    it('is not read as an answer while more may come', () => {
      assert.deepEqual(readAnswer('The problem is that useOrders starts with undefined.', { ended: false }), {
        hypotheses: [],
        complete: false,
      });
    });

    it('a refusal is a problem, not a hypothesis', () => {
      const { hypotheses, problem } = readAnswer("I'm sorry, but I can't help with that request.");
      assert.deepEqual(hypotheses, []);
      assert.equal(problem?.kind, 'badAnswer');
      assert.match(problem?.message ?? '', /^The model declined: “I'm sorry/);
    });
  });

  describe('problems', () => {
    const problems: [string, string, string][] = [
      ['nothing', '', 'emptyAnswer'],
      ['blanks', ' \n\t', 'emptyAnswer'],
      ['only reasoning', '<think>I wonder', 'emptyAnswer'],
      ['no hypotheses', '{"hypotheses": []}', 'badAnswer'],
      ['an error object', '{"error": {"message": "no"}}', 'badAnswer'],
      ['brackets', '[[[[{{{', 'badAnswer'],
      ['a cut answer', json.slice(0, 700), 'cut'],
      ['too much', `{"hypotheses": [{"title": "${'x'.repeat(5_100_000)}`, 'answerTooLarge'],
    ];
    for (const [name, text, kind] of problems) it(`are named ${kind}: ${name}`, () => assert.equal(readAnswer(text).problem?.kind, kind));
  });

  it('marks the unfinished hypothesis, and never shows a part of a number, a path or a diff as the whole', () => {
    const cut = json.slice(0, json.indexOf('"line": 36') + '"line": 3'.length);
    const { hypotheses } = readAnswer(cut, { ended: false });
    assert.equal(hypotheses[0]?.unfinished, true);
    assert.deepEqual(hypotheses[0]?.evidence, []);
  });

  it('never throws on JSON cut anywhere, never loses a complete hypothesis, never invents one', () => {
    const ends = answer.hypotheses.map((each) => json.indexOf(JSON.stringify(each.check)) + 1);
    const closings = [...json.matchAll(/^ {4}\}/gm)].map((match) => match.index + match[0].length);
    assert.equal(closings.length, 3);
    assert.ok(ends.every((end) => end > 0));
    for (let at = 0; at <= json.length; at++) {
      for (const ended of [false, true]) {
        const { hypotheses, complete } = readAnswer(json.slice(0, at), { ended });
        const whole = closings.filter((closing) => closing <= at).length;
        const finished = hypotheses.filter((each) => !each.unfinished && !each.prose);
        // Also when nothing more comes: half a hypothesis must not count as a whole one.
        assert.deepEqual(finished, answer.hypotheses.slice(0, whole), `cut at ${at}`);
        assert.ok(hypotheses.length <= whole + 1);
        assert.equal(complete, at === json.length, `cut at ${at}`);
      }
    }
  });

  it('reads any answer in any wrapping, cut at any byte', () => {
    const text = fc.string({ unit: 'binary', maxLength: 40 });
    const hypothesis = fc.record({
      title: fc.string({ unit: 'grapheme', minLength: 1, maxLength: 40 }).map((each) => `T${each.trim()}`),
      rootCause: text.map((each) => `R${each}`.trim()),
      evidence: fc.array(
        fc.record({ file: fc.constantFrom('a.ts', 'src/b c.py', 'ü.go'), line: fc.integer({ min: 1, max: 9999 }), why: text }),
        { maxLength: 3 },
      ),
      confidence: fc.double({ min: 0, max: 1, noNaN: true }),
      check: text,
    });
    fc.assert(
      fc.property(
        fc.array(hypothesis, { minLength: 1, maxLength: 3 }),
        fc.constantFrom('', 'Here you are:\n```json\n', '<think>hm { "a" </think>'),
        fc.option(fc.integer({ min: 0, max: 4 }), { nil: undefined }),
        fc.nat(),
        (hypotheses, before, indent, cut) => {
          const bytes = Buffer.from(before + JSON.stringify({ hypotheses }, null, indent), 'utf8');
          const at = cut % (bytes.length + 1);
          const decoded = new TextDecoder().decode(bytes.subarray(0, at), { stream: true });
          const titles = readAnswer(decoded, { ended: false })
            .hypotheses.filter((each) => !each.unfinished)
            .map((each) => each.title);
          let end = before.length;
          let whole = 0;
          const body = before + JSON.stringify({ hypotheses }, null, indent);
          for (const each of hypotheses) {
            const written = indent
              ? JSON.stringify({ hypotheses: [each] }, null, indent)
                  .split('\n')
                  .slice(2, -2)
                  .join('\n')
              : JSON.stringify(each);
            end = body.indexOf(written, end) + written.length;
            if (decoded.length >= end) whole++;
          }
          assert.deepEqual(
            titles,
            hypotheses.slice(0, whole).map((each) => each.title),
          );
        },
      ),
      { numRuns: 300 },
    );
  });

  it('never throws on garbage', () => {
    const pieces = fc.constantFrom(
      '{',
      '}',
      '[',
      ']',
      '"',
      '\\',
      ':',
      ',',
      '```',
      '\n',
      '<think>',
      '</think>',
      '"hypotheses"',
      '"title"',
      '"rootCause"',
      'a',
      ' ',
      '1',
      '-',
      'e',
      '\u0000',
      '\ud83d',
      '//',
      "'",
      '`',
    );
    fc.assert(
      fc.property(
        fc.oneof(
          fc.string({ unit: 'binary' }),
          fc.array(pieces, { maxLength: 60 }).map((each) => each.join('')),
        ),
        fc.boolean(),
        (text, ended) => {
          const { hypotheses } = readAnswer(text, { ended });
          assert.ok(hypotheses.length <= 3);
        },
      ),
      { numRuns: 1000 },
    );
    fc.assert(
      fc.property(fc.json(), (text) => void readAnswer(text)),
      { numRuns: 300 },
    );
  });

  it('lets no hostile key reach a prototype, and cuts huge strings', () => {
    const hostile = `{"__proto__": {"polluted": 1}, "constructor": {"prototype": {"polluted": 1}}, "hypotheses": [{"__proto__": {"title": "x"}, "title": "${'t'.repeat(1e6)}", "rootCause": "${'r'.repeat(1e6)}", "evidence": [${'{"file": "a.ts", "line": 1, "why": "w"},'.repeat(500)}{"file": "__proto__", "line": 1, "why": "w"}]}]}`;
    const { hypotheses } = readAnswer(hostile);
    assert.equal(({} as Record<string, unknown>)['polluted'], undefined);
    assert.equal(hypotheses[0]?.title.length, 300);
    assert.equal(hypotheses[0]?.rootCause.length, 4000);
    assert.equal(hypotheses[0]?.evidence.length, 12);
    for (let at = 0; at < 200; at++) readAnswer(hostile.slice(0, at));
    assert.equal(({} as Record<string, unknown>)['polluted'], undefined);
  });

  it('takes bounded time for brackets in an unclosed string', async () => {
    for (const piece of ['{', '[', '{"', '{\n', '{}', '{"a":{}', 'f(', '[{']) {
      const text = `{"hypotheses": [{"title": "${piece.repeat(200_000 / piece.length)}`;
      for (const ended of [false, true]) await assertTakesLessThan(1200, () => readAnswer(text, { ended }), piece);
    }
  }).timeout(120_000);

  it('takes bounded time for any input of 2 MB', async () => {
    const hostile = ['[', '{"a":', '["a ', '{"', '<think>', 'lorem ipsum a.b ', '{"hypotheses":[1e', '`', '{"title":"', '\\"'].map(
      (piece) => piece.repeat(2e6 / piece.length),
    );
    for (const text of [
      ...hostile,
      `{"hypotheses":[{"title":"${'a "b" '.repeat(3.2e5)}`,
      `{"hypotheses":[${'{"title":"a","rootCause":"b"},'.repeat(6.4e4)}`,
    ]) {
      for (const ended of [false, true]) await assertTakesLessThan(3000, () => readAnswer(text, { ended }), text.slice(0, 30));
    }
  }).timeout(240_000);
});
