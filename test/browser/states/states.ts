import type { EvidenceState, HypothesisState, PanelState } from '../../../src/protocol/panelState';
import type { RunState } from '../../../src/protocol/runState';
import {
  answer,
  evidence,
  foldedLocal,
  frame,
  hypothesis,
  investigation,
  localHypotheses,
  modelHypotheses,
  NOW,
  orderSnippets,
  panelState,
  run,
  runRecords,
  snippet,
  typeError,
} from './factories';
import { blamedHypothesis, blameRecord, passingHypotheses, repairRecords, seenValues, traceRecord, valuesRecords } from './found';

const cut = (text: string, share: number) => text.slice(0, Math.round(text.length * share));

/** A model's hypothesis in the middle of being written. */
function arriving(whole: HypothesisState, share: number): HypothesisState {
  return {
    ...whole,
    rootCause: cut(whole.rootCause, share),
    evidence: share < 0.9 ? [] : whole.evidence,
    confidence: share < 0.9 ? 0 : whole.confidence,
    check: '',
    fix: undefined,
    guess: false,
    warnings: [],
    clarifyingQuestion: undefined,
    fixState: 'none',
    streaming: true,
  };
}

const [m1, m2, m3] = modelHypotheses as [HypothesisState, HypothesisState, HypothesisState];
const below = (rank: number) =>
  localHypotheses.map((local, index): HypothesisState => ({
    ...local,
    rank: rank + index,
    folded: rank + index > 3 ? 'outranked' : undefined,
  }));
const foldedBelow = (rank: number) =>
  localHypotheses.map((local, index): HypothesisState => ({ ...local, rank: rank + index, folded: 'outranked' }));

/** The steps of an answer as it arrives: nothing in it may move. */
export const streamSteps: PanelState[] = [
  streaming([]),
  streaming([arriving(m1, 0.2)]),
  streaming([arriving(m1, 0.95)]),
  streaming([m1, arriving(m2, 0.5)]),
  streaming([m1, m2, arriving(m3, 0.7)]),
  panelState({
    investigation: investigation({
      answer: answer({ phase: 'done', source: 'gpt-4o', expected: 0, hypotheses: [m1, m2, m3, ...foldedLocal] }),
    }),
  }),
];

function streaming(arrived: HypothesisState[]): PanelState {
  return panelState({
    investigation: investigation({
      answer: answer({
        phase: 'streaming',
        source: 'gpt-4o',
        expected: 3 - arrived.length,
        hypotheses: [...arrived, ...foldedBelow(arrived.length + 1)],
      }),
    }),
  });
}

function withRun(run: RunState, hypotheses: HypothesisState[] = modelHypotheses, found: EvidenceState = evidence()): PanelState {
  return panelState({
    investigation: investigation({
      run,
      evidence: found,
      answer: answer({ phase: 'done', source: 'gpt-4o', hypotheses: hypotheses.map((each, index) => ({ ...each, rank: index + 1 })) }),
    }),
  });
}

function answered(parts: Parameters<typeof answer>[0], evidenceParts: Parameters<typeof evidence>[0] = {}): PanelState {
  return panelState({
    investigation: investigation({ answer: answer({ source: 'gpt-4o', ...parts }), evidence: evidence(evidenceParts) }),
  });
}

const home = {
  recentFailures: [
    {
      id: 'f1',
      title: "TypeError: Cannot read properties of undefined (reading 'length')",
      source: 'terminal' as const,
      at: '2025-06-18T10:22:00.000Z',
    },
    { id: 'f2', title: 'OrderHistory > shows the orders of a customer', source: 'test' as const, at: '2025-06-18T10:05:00.000Z' },
    {
      id: 'f3',
      title: 'java.lang.IllegalStateException: Duplicate key 4711 (attempted merging values Order[id=17] and Order[id=18])',
      source: 'debugger' as const,
      at: '2025-06-18T07:41:00.000Z',
    },
  ],
  older: 0,
  investigations: [
    {
      id: 'inv-1',
      title: "TypeError: Cannot read properties of undefined (reading 'length')",
      location: 'OrderHistory.tsx:47',
      status: 'open' as const,
      at: '2025-06-18T10:22:00.000Z',
      failure: 'x1',
    },
    {
      id: 'inv-0',
      title: "TypeError: Cannot read properties of undefined (reading 'length')",
      location: 'OrderHistory.tsx:45',
      status: 'givenUp' as const,
      at: '2025-06-16T16:10:00.000Z',
      failure: 'x1',
    },
    {
      id: 'inv-2',
      title: 'AssertionError: expected 3 to equal 4',
      location: 'cart.test.ts:88',
      status: 'fixed' as const,
      at: '2025-06-17T09:12:00.000Z',
      failure: 'x2',
    },
    {
      id: 'inv-3',
      title: "KeyError: 'customer_id'",
      location: 'import_orders.py:131',
      status: 'givenUp' as const,
      at: '2025-05-28T11:00:00.000Z',
      failure: 'x3',
    },
  ],
  clipboardHasTrace: false,
};

const manySnippets = Array.from({ length: 40 }, (_, index) =>
  snippet({
    id: `s${index}`,
    file: `src/features/checkout/steps/${'very'.repeat(index % 5)}LongStep${index}.tsx`,
    startLine: 10 + index,
    endLine: 30 + index,
    role: index ? 'callee' : 'throws',
    text: Array.from({ length: 21 }, (_line, at) => `  const value${at} = compute(${index}, ${at});`).join('\n'),
    tokens: 180 + index,
    reason: `called by step ${index}`,
  }),
);

/** Every state of the panel that a person may meet, by the name of its picture. */
const LONG_PATH = `packages/${'deeply-nested-'.repeat(8)}folder/ExtraordinarilyLongPaymentConfirmationStepControllerFactory.js`;

export const states: Record<string, PanelState> = {
  empty: panelState({ investigation: undefined }),
  home: panelState({ home, investigation: undefined }),
  homeOlder: panelState({ home: { ...home, older: 9_900 }, investigation: undefined }),
  homeDeleted: panelState({ home: { ...home, deleted: home.investigations[0]!.title }, investigation: undefined }),
  homeClipboard: panelState({
    home: {
      ...home,
      clipboardHasTrace: true,
      captureProblem: 'The selection contains no error or stack trace. Select the whole output, from the first line of the error on.',
    },
    investigation: undefined,
  }),
  collecting: panelState({
    investigation: investigation({
      evidence: evidence({
        collecting: true,
        progress: 'Reading the code of 9 frames…',
        pieces: [],
        errors: [],
        snippets: [],
        changes: [],
        redactions: [],
        sections: [],
        tokens: 0,
      }),
      answer: answer({ hypotheses: [] }),
      suspects: [],
    }),
  }),
  ranking: panelState({
    investigation: investigation({ evidence: evidence({ ranking: true }), answer: answer({ hypotheses: [] }), suspects: [] }),
  }),
  idle: panelState(),
  local: panelState({ provider: 'local' }),
  thin: answered(
    {},
    {
      pieces: [
        {
          name: 'error',
          state: 'thin',
          summary: '1 error, 1 frame',
          advice: 'The trace is cut after its first frame: paste the whole output.',
        },
        {
          name: 'code',
          state: 'thin',
          summary: 'OrderHistory',
          advice: 'One function only: add what calls it, or the file that makes `orders`.',
        },
        {
          name: 'behavior',
          state: 'thin',
          summary: 'what happened, not what was expected',
          advice: 'Say what should have happened instead.',
        },
        {
          name: 'changes',
          state: 'missing',
          summary: 'not a git repository',
          advice: 'Recent changes cannot be read: this folder is not a git repository. Open the repository’s folder, or go on without.',
        },
      ],
      actual: 'a crash on the first visit',
      expectationSource: 'person',
      snippets: orderSnippets.slice(0, 1),
      changes: [],
    },
  ),
  ambiguous: answered(
    {},
    {
      resolutions: [
        {
          frame: 0,
          state: 'ambiguous',
          candidates: ['packages/shop/src/components/OrderHistory.tsx', 'packages/admin/src/components/OrderHistory.tsx'],
        },
        { frame: 6, state: 'notFound' },
      ],
      pieces: [
        { name: 'error', state: 'found', summary: '1 error, 8 frames' },
        {
          name: 'code',
          state: 'thin',
          summary: 'useOrders, getOrders',
          advice: 'OrderHistory.tsx is there twice: choose the one that ran.',
        },
        { name: 'behavior', state: 'found', summary: 'two orders in the list' },
        { name: 'changes', state: 'found', summary: 'nothing changed in the last 24 h' },
      ],
      expected: 'two orders in the list',
      actual: 'TypeError before the first render ends',
      expectationSource: 'test',
      changes: [],
    },
  ),
  secrets: answered(
    {},
    {
      keptSecrets: [{ placeholder: '<SECRET_3:aws>', kind: 'AWS access key', count: 1, fingerprint: 'c'.repeat(64) }],
      removed: [
        { key: 'snippet-9', label: 'AccountPage.tsx 18–40' },
        { key: 'section:changes', label: 'Recent changes' },
      ],
      edited: ['api'],
      notices: ['git is not on the PATH: renames in the last 24 h are not followed.'],
    },
  ),
  overBudget: answered(
    {},
    {
      tokens: 9120,
      sections: [
        { name: 'SUMMARY', tokens: 38 },
        { name: 'ERROR', tokens: 2312 },
        { name: 'RELEVANT CODE', tokens: 5812 },
        { name: 'RECENT CHANGE', tokens: 572 },
        { name: 'INSTRUCTIONS', tokens: 386 },
      ],
      cuts: ['Lines of useOrders.ts that no frame touches are left out (46 lines).', 'Three changes outside the call chain are left out.'],
      inPrompt: { history: 'whole', hook: 'folded', api: 'out', test: 'out' },
    },
  ),
  streamingStart: streamSteps[1] as PanelState,
  streaming: streamSteps[3] as PanelState,
  done: streamSteps[5] as PanelState,
  rejected: answered({
    phase: 'done',
    hypotheses: [{ ...m1, verdict: 'confirmed' }, m3, { ...m2, rank: 3, folded: 'rejected', verdict: 'rejected' }, ...foldedLocal],
  }),
  runOffered: withRun(run()),
  runBlamed: withRun(run({ timeline: [...runRecords.slice(0, 1), blameRecord] }), [blamedHypothesis, ...modelHypotheses.slice(0, 2)]),
  runTakenBack: withRun(run({ timeline: [...runRecords.slice(0, 1), blameRecord] }), [
    { ...blamedHypothesis, fixState: 'applied', canUndo: true, fixMessage: 'Applied and saved. Run it again.' },
  ]),
  runValues: withRun(run({ timeline: [...runRecords.slice(0, 1), ...valuesRecords] }), modelHypotheses, evidence({ values: seenValues })),
  runFollowed: withRun(run({ timeline: [...runRecords.slice(0, 1), traceRecord] }), modelHypotheses, evidence({ values: seenValues })),
  runProbed: withRun(
    run({
      timeline: runRecords.slice(0, 1),
      logpoints: { session: 'Launch tests', count: 3 },
      probes: [
        { file: 'src/hooks/useOrders.ts', line: 36 },
        { file: 'src/components/OrderHistory.tsx', line: 47 },
      ],
    }),
  ),
  runOffersProbes: withRun(run({ timeline: runRecords.slice(0, 1), logpoints: { count: 1 }, offersProbes: true })),
  runRepaired: withRun(run({ timeline: [...runRecords.slice(0, 1), ...repairRecords] }), [
    ...passingHypotheses,
    ...modelHypotheses.slice(0, 1),
  ]),
  lookingForFix: withRun(
    run({
      running: {
        kind: 'repair',
        doing: 'change 23 of at most 90',
        command: 'npm test -- OrderHistory',
        startedAt: '2025-06-18T10:23:41.000Z',
        lastLine: ' ✓ test/OrderHistory.test.tsx (2 tests) 398ms',
        found: 1,
      },
      timeline: runRecords.slice(0, 1),
    }),
  ),
  lookingForChange: withRun(
    run({
      running: {
        kind: 'blame',
        doing: 'running it with 3 of 12 changes',
        command: 'npm test -- OrderHistory',
        startedAt: '2025-06-18T10:23:52.000Z',
        lastLine: ' ❯ test/OrderHistory.test.tsx (2 tests | 1 failed) 398ms',
      },
      timeline: runRecords.slice(0, 1),
    }),
  ),
  running: withRun(
    run({
      running: {
        kind: 'try',
        doing: 'running it with the fix, run 2',
        command: 'npm test -- OrderHistory',
        startedAt: '2025-06-18T10:23:58.000Z',
        usualMs: 3100,
        lastLine: ' ❯ test/OrderHistory.test.tsx (2 tests | 1 failed) 412ms',
        hypothesis: 'm1',
      },
      timeline: runRecords.slice(0, 1),
    }),
  ),
  ran: withRun(run({ timeline: runRecords }), [
    { ...m1, tried: runRecords[1] },
    { ...m2, tried: runRecords[2] },
    {
      ...m3,
      fix: m2.fix,
      rank: 3,
      folded: 'disproved',
      tried: { ...runRecords[1]!, id: 'r6', hypothesis: 'm3', outcome: 'same', text: 'fails the same, 2 of 2' },
    },
  ]),
  runUndo: withRun(run({ timeline: runRecords.slice(0, 1) }), [{ ...m1, fixState: 'applied', canUndo: true }, m2]),
  runProblem: withRun(run({ problem: 'This workspace is not trusted, so nothing is run.' })),
  applied: answered({ phase: 'done', hypotheses: [{ ...m1, fixState: 'applied' }, m2] }),
  fixFailed: answered({
    phase: 'done',
    hypotheses: [
      { ...m1, fixState: 'failed', fixMessage: 'It still failed after this fix. The result is in the next question: ask again.' },
      m2,
    ],
  }),
  worked: panelState({
    investigation: investigation({
      status: 'fixed',
      answer: answer({ phase: 'done', source: 'gpt-4o', hypotheses: [{ ...m1, fixState: 'worked', verdict: 'confirmed' }, m2] }),
    }),
  }),
  cancelled: answered({
    phase: 'cancelled',
    message: 'Cancelled. What came so far is kept.',
    action: { label: 'Ask again', run: 'askAgain' },
    hypotheses: [m1, ...below(2), { ...arriving(m2, 0.5), rank: 4, folded: 'cutOff', unfinished: true, streaming: false }],
  }),
  failed: answered({
    phase: 'failed',
    message: 'The server at localhost:11434 does not answer. Start it, or choose another provider.',
    action: { label: 'Choose another provider', run: 'chooseProvider' },
  }),
  interrupted: answered({
    phase: 'interrupted',
    message: 'The window was closed while gpt-4o was answering. What came is kept.',
    action: { label: 'Ask again', run: 'askAgain' },
    hypotheses: [m1, ...below(2)],
  }),
  rateLimited: answered({
    phase: 'failed',
    message: 'api.openai.com limits how often it may be asked. Ask again in 42 s, or choose another provider.',
    retryAt: '2025-06-18T10:24:42.000Z',
  }),
  noKey: panelState({
    providers: [
      {
        id: 'openai',
        label: 'gpt-4o',
        destination: 'api.openai.com',
        problem: 'no key is set.',
        action: { label: 'Set key', run: 'setKey' },
      },
    ],
  }),
  untrusted: panelState({ trusted: false }),
  guess: answered({
    phase: 'done',
    notices: ['The server at api.openai.com does not support JSON schemas; asking without.'],
    hypotheses: [{ ...m3, rank: 1 }, ...below(2)],
  }),
  severalFailures: panelState({
    investigation: investigation({
      otherFailures: [
        { index: 0, title: 'AssertionError: expected 3 to equal 4' },
        { index: 2, title: 'TypeError: fetch failed' },
      ],
    }),
  }),
  causes: answered(
    {},
    {
      errors: [
        typeError({
          type: 'java.lang.IllegalStateException',
          message: 'Could not load the orders of customer 17',
          test: undefined,
          frames: [frame('OrderService.java', 88, 'OrderService.load'), frame('OrderController.java', 31, 'OrderController.get')],
        }),
        typeError({
          type: 'java.sql.SQLTimeoutException',
          role: 'cause',
          message: 'Timeout after 30000 ms\nPool: orders (10 of 10 in use)',
          test: undefined,
          frames: [frame('HikariPool.java', 196, 'HikariPool.getConnection', 'dependency')],
        }),
      ],
      resolutions: [],
      values: [
        { frame: 0, name: 'customerId', type: 'long', value: '17' },
        { frame: 0, name: 'filter', type: 'OrderFilter', value: 'OrderFilter[from=2025-06-01, to=null, states=[OPEN, SHIPPED]]' },
      ],
    },
  ),
  leftOut: answered(
    {},
    {
      errors: [
        typeError({
          type: 'Error',
          message: "ENOENT: no such file or directory, open 'orders.json'",
          details: "errno: -2,\ncode: 'ENOENT',\nsyscall: 'open',\npath: 'orders.json'",
          times: 1200,
        }),
        typeError({
          type: 'DatabaseError',
          role: 'cause',
          message: 'connection refused',
          details: "code: 'ECONNREFUSED'",
          moreFrames: 4000,
        }),
      ],
      leftOut: 3400,
    },
  ),
  long: panelState({
    investigation: investigation({
      title: `Error: ${'AVeryLongIdentifierWithoutAnySpace'.repeat(12)} is not a function`,
      evidence: evidence({
        errors: [
          typeError({
            message: 'x'.repeat(40) + '\n' + 'line of the message\n'.repeat(200),
            frames: Array.from({ length: 500 }, (_, index) =>
              frame(`src/deep/level${index % 7}/Component${index}.tsx`, index + 1, `Component${index}.render`),
            ),
          }),
        ],
        pieces: [
          { name: 'error', state: 'found', summary: '1 error, 500 frames' },
          { name: 'code', state: 'found', summary: '40 functions' },
          { name: 'behavior', state: 'found', summary: 'said by the test' },
          { name: 'changes', state: 'found', summary: '30 changes, 2 in the call chain' },
        ],
        snippets: manySnippets,
        inPrompt: Object.fromEntries(manySnippets.map(({ id }, index) => [id, index < 28 ? 'whole' : 'out'])),
        expected: 'the list of orders '.repeat(30),
        actual: 'a blank page',
        values: [
          { frame: 0, name: 'state', type: 'object', value: '{"orders":[' + '{"id":1,"lines":[1,2,3]},'.repeat(200_000) + ']}' },
          { frame: 0, name: 'token', type: 'string', value: 'ab'.repeat(500_000) },
        ],
        changes: Array.from({ length: 30 }, (_, index) => ({
          key: `c${index}`,
          file: `src/file${index}.ts`,
          startLine: 1,
          endLine: 9,
          when: '2025-06-18T02:00:00.000Z',
          summary: 'Rework of the checkout '.repeat(1 + (index % 4)),
          diff: '@@ -1 +1 @@\n-a\n+b',
          suspect: index < 2,
        })),
        tokens: 96_400,
        window: 128_000,
        sections: [
          { name: 'ERROR', tokens: 30_000 },
          { name: 'RELEVANT CODE', tokens: 60_000 },
          { name: 'RUNTIME VALUES', tokens: 6_400 },
        ],
      }),
      answer: answer({
        phase: 'done',
        source: 'a-model-with-a-rather-long-name-70b-instruct-q4_K_M',
        hypotheses: [
          hypothesis({
            ...m1,
            title: 'LongWord'.repeat(30),
            rootCause: `${m1.rootCause} `.repeat(6),
            source: 'a-model-with-a-rather-long-name-70b-instruct-q4_K_M',
          }),
          ...below(2),
        ],
      }),
    }),
  }),
  threeModels: answered({
    phase: 'done',
    source: 'claude-sonnet-4-5',
    hypotheses: [
      ...[m1, m2, m3].map((each) => ({ ...each, source: 'claude-sonnet-4-5' })),
      ...localHypotheses.map((each, index) => ({ ...each, rank: 4 + index, folded: 'outranked' as const })),
      ...[m1, m2, m3].map((each, index) => ({
        ...each,
        id: `q${index}`,
        source: 'qwen2.5-coder:7b-instruct-q4_K_M',
        rank: 7 + index,
        folded: (['outranked', 'cutOff', 'repeated'] as const)[index],
      })),
      ...[m1, m2, m3].map((each, index) => ({
        ...each,
        id: `g${index}`,
        source: 'gpt-4o-mini',
        rank: 10 + index,
        folded: (['struckBefore', 'disproved', 'rejected'] as const)[index],
        ...(index === 2 && { verdict: 'rejected' as const }),
      })),
    ],
  }),

  longPaths: answered(
    {
      hypotheses: [
        {
          ...m1,
          evidence: [2, 3].map((line) => ({ file: LONG_PATH, line, why: 'passes `node` on', verified: true })),
        },
      ],
    },
    {
      errors: [
        typeError({
          frames: [
            frame(LONG_PATH, 2, 'walk'),
            { ...frame(LONG_PATH, 3, 'walk'), raw: `    at walk (${LONG_PATH}:3:10) [repeated 239 times]` },
          ],
        }),
      ],
    },
  ),

  rightToLeft: panelState({
    provider: 'local',
    investigation: investigation({
      title: 'ValueError: לא נמצאה חשבונית בשם «שתיים» (القائمة فارغة): see מסמכים/רשימה.csv:12',
      location: { file: 'מסמכים/חשבוניות/חשבונית.py', line: 9 },
      evidence: evidence({
        errors: [
          typeError({
            type: 'ValueError',
            message: 'לא נמצאה חשבונית בשם «שתיים» (القائمة فارغة): see מסמכים/רשימה.csv:12',
            frames: [frame('מסמכים/חשבוניות/חשבונית.py', 9, 'טען'), frame('main.py', 13, 'הדפס')],
          }),
        ],
        pieces: [
          { name: 'error', state: 'found', summary: '1 error, 2 frames' },
          { name: 'code', state: 'found', summary: 'טען, סכום, main.py' },
          { name: 'behavior', state: 'missing', summary: 'not said' },
          { name: 'changes', state: 'found', summary: 'nothing changed' },
        ],
        snippets: [
          snippet({
            id: 'rtl',
            file: 'מסמכים/חשבוניות/חשבונית.py',
            startLine: 8,
            endLine: 10,
            role: 'throws',
            text: 'def טען(שם, מס=3):  # הערה קצרה, ראשונה\n    data = {"ריק": None, "אחת": [{"מחיר": 3}]}\n    return data[שם]',
            focusLines: [9],
          }),
        ],
        changes: [],
      }),
      answer: answer({
        hypotheses: [
          hypothesis({
            id: 'local-1',
            rank: 1,
            title: '`data[שם]` has no key `שתיים`',
            rootCause: 'Line 9 reads `data["אחת"][0]`, but `שם` is `"שתיים"`, passed on line 13.',
            evidence: [{ file: 'מסמכים/חשבוניות/חשבונית.py', line: 9, why: 'fails here', verified: true }],
            check: 'Log `שם` before מסמכים/חשבוניות/חשבונית.py:9.',
          }),
        ],
      }),
    }),
  }),
};

/** Text that must stay text: markup, scripts, links, characters that reverse the reading order. */
const hostile = `<img src=x onerror="window.pwned=1"><script>window.pwned=1</script> [click](javascript:window.pwned=1) ![i](https://evil.example/x.png) <a href="javascript:window.pwned=1">a</a> \u202Egnp.exe\u202C <https://evil.example> <style>*{display:none}</style> <form action="https://evil.example"><input></form>`;

export const hostileState: PanelState = panelState({
  home: { ...home, recentFailures: [{ id: 'f1', title: hostile, source: 'paste', at: NOW }] },
  providers: [{ id: 'openai', label: hostile, destination: hostile }],
  investigation: investigation({
    title: hostile,
    location: { file: hostile, line: 1 },
    evidence: evidence({
      errors: [
        typeError({ type: hostile, message: `${hostile}\n${'y'.repeat(1_000_000)}`, test: hostile, frames: [frame(hostile, 1, hostile)] }),
      ],
      resolutions: [{ frame: 0, state: 'ambiguous', candidates: [hostile] }],
      snippets: [
        snippet({ id: 'h', file: hostile, text: `${hostile}\n${'z'.repeat(1_000_000)}`, endLine: 2, function: hostile, reason: hostile }),
      ],
      inPrompt: { h: 'whole' },
      expected: hostile,
      actual: hostile,
      notices: [hostile],
      cuts: [hostile],
      changes: [
        {
          key: 'k',
          file: hostile,
          startLine: 1,
          endLine: 1,
          when: NOW,
          summary: hostile,
          commit: hostile,
          diff: `+${hostile}`,
          suspect: true,
        },
      ],
      values: [{ frame: 0, name: hostile, type: hostile, value: hostile }],
      redactions: [{ placeholder: hostile, kind: hostile, count: 1, fingerprint: 'a'.repeat(64) }],
    }),
    answer: answer({
      phase: 'done',
      message: hostile,
      notices: [hostile],
      source: hostile,
      hypotheses: [
        hypothesis({
          ...m1,
          title: hostile,
          rootCause: `${hostile}\n\n# ${hostile}\n\n\`\`\`html\n${hostile}\n\`\`\`\n\n| a |\n|---|\n| ${hostile.replaceAll('|', '')} |`,
          check: hostile,
          source: hostile,
          warnings: [hostile],
          guess: true,
          clarifyingQuestion: hostile,
          evidence: [
            { file: hostile, line: 1, why: hostile, verified: true, text: hostile },
            { file: hostile, line: 2, why: hostile, verified: false, problem: hostile },
          ],
        }),
      ],
    }),
    suspects: [{ file: hostile, line: 1, function: hostile, score: 1, reasons: [hostile] }],
  }),
});
