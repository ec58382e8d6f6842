import type { EvidenceState, HypothesisState } from '../../../src/protocol/panelState';
import type { RunRecord } from '../../../src/protocol/runState';
import { hypothesis } from './factories';

/** Findings of experiments about the OrderHistory failure. */

const hunk = [
  '--- a/src/hooks/useOrders.ts',
  '+++ b/src/hooks/useOrders.ts',
  '@@ -36 +36 @@',
  '-  const [orders, setOrders] = useState<Order[]>([]);',
  '+  const [orders, setOrders] = useState<Order[]>(cached as Order[]);',
  '',
].join('\n');

export const blameRecord: RunRecord = {
  id: 'b1',
  at: '2025-06-18T10:23:10.000Z',
  kind: 'blame',
  outcome: 'gone',
  agreed: [2, 2],
  text: 'useOrders.ts:36: with it 2 of 2 fail, without it 2 of 2 pass',
  notes: ['One binary file was left out.'],
  wasRed: true,
  seconds: 21.6,
  hypothesis: 'p1',
  found: { changes: [{ file: 'src/hooks/useOrders.ts', startLine: 36, endLine: 36, commit: '4f2c9ab', diff: hunk }] },
};

export const blamedHypothesis: HypothesisState = hypothesis({
  id: 'p1',
  rank: 1,
  confidence: 0.95,
  source: 'experiment',
  title: 'The change of src/hooks/useOrders.ts:36 made it fail',
  rootCause: 'With this change 2 of 2 runs fail, without it 2 of 2 pass.',
  evidence: [{ file: 'src/hooks/useOrders.ts', line: 36, why: 'changed by 4f2c9ab', verified: true }],
  check: 'Take the change back and run the command: it passes.',
  fixState: 'offered',
  fix: {
    diff: hunk.replace('\n-', '\n~').replace('\n+  ', '\n-  ').replace('\n~', '\n+'),
    risks: ['What the change was made for is taken back, too.'],
    files: [{ file: 'src/hooks/useOrders.ts', added: 1, removed: 1 }],
    applies: true,
  },
  tried: blameRecord,
});

export const valuesRecords: RunRecord[] = [
  {
    id: 'v1',
    at: '2025-06-18T10:23:12.000Z',
    kind: 'values',
    text: '2 frames; `orders` is undefined at OrderHistory.tsx:47',
    notes: [],
    seconds: 6.4,
    found: {
      frames: [
        {
          file: 'src/components/OrderHistory.tsx',
          line: 47,
          function: 'OrderHistory',
          values: [
            { name: 'customerId', shape: 'str(4)' },
            { name: 'orders', shape: 'undefined' },
            { name: 'isLoading', shape: 'bool' },
          ],
        },
        {
          file: 'src/pages/AccountPage.tsx',
          line: 22,
          function: 'AccountPage',
          values: [{ name: 'customer', shape: '{id:str(4), name:str(12), …+4}' }],
        },
      ],
    },
  },
  {
    id: 'v2',
    at: '2025-06-18T10:23:19.000Z',
    kind: 'coverage',
    text: '9 functions in the failing test, 2 of them in no passing test of its file',
    notes: ['The ranking changed: first is now `src/hooks/useOrders.ts:36`, before it was `src/components/OrderHistory.tsx:47`.'],
    seconds: 7.1,
    found: {
      ran: {
        failing: [{ file: 'src/hooks/useOrders.ts', lines: [[18, 52]], functions: [18, 35, 41] }],
        passing: [[{ file: 'src/hooks/useOrders.ts', lines: [[18, 52]], functions: [18] }]],
      },
    },
  },
];

/** The same findings beside the frames. */
export const seenValues: EvidenceState['values'] = [
  { frame: 0, name: 'customerId', value: 'str(4)' },
  { frame: 0, name: 'orders', value: 'undefined' },
  { frame: 0, name: 'isLoading', value: 'bool' },
  { frame: 6, name: 'customer', value: '{id:str(4), name:str(12), …+4}' },
];

export const repairRecords: RunRecord[] = [
  {
    id: 'w1',
    at: '2025-06-18T10:23:30.000Z',
    kind: 'repair',
    text: '38 small changes tried: 2 that pass are among the hypotheses',
    notes: [],
    seconds: 58.2,
  },
  {
    id: 'w2',
    at: '2025-06-18T10:23:30.000Z',
    kind: 'try',
    outcome: 'gone',
    agreed: [2, 2],
    text: 'passes, 2 of 2; failed before; other tests as before',
    notes: [],
    wasRed: true,
    hypothesis: 'q1',
  },
];

export const passingHypotheses: HypothesisState[] = [
  hypothesis({
    id: 'q1',
    rank: 1,
    confidence: 0.4,
    source: 'experiment',
    title: 'With a small change at useOrders.ts:36, in `useOrders`, it passes',
    rootCause: 'Passes the failing test and 11 others. 2 different changes do; no test tells them apart.',
    evidence: [{ file: 'src/hooks/useOrders.ts', line: 36, why: 'with this line changed it passes', verified: true }],
    check: 'Read the change: is it what the code is meant to do? If not, a test that says so would fail with it.',
    fixState: 'offered',
    fix: {
      diff: hunk.replace('(cached as Order[])', '(cached ?? [])').replace('(\u005B\u005D)', '(cached as Order[])'),
      risks: [],
      files: [{ file: 'src/hooks/useOrders.ts', added: 1, removed: 1 }],
      applies: true,
    },
    tried: repairRecords[1],
  }),
  hypothesis({
    id: 'q2',
    rank: 2,
    confidence: 0.15,
    source: 'experiment',
    title: 'A small change at OrderHistory.tsx:47, in `OrderHistory`, makes it pass and may hide the failure',
    rootCause:
      'The failure is gone with it in 2 of 2 runs. This may hide the symptom: the patch only guards the read that throws (src/components/OrderHistory.tsx).',
    evidence: [{ file: 'src/components/OrderHistory.tsx', line: 47, why: 'with this line changed the failure is hidden', verified: true }],
    check: 'Read the change: is it what the code is meant to do? If not, a test that says so would fail with it.',
    fixState: 'offered',
    fix: {
      diff: '--- a/src/components/OrderHistory.tsx\n+++ b/src/components/OrderHistory.tsx\n@@ -47 +47 @@\n-  if (orders.length === 0) {\n+  if (orders?.length === 0) {\n',
      risks: [],
      addresses: 'symptom',
      files: [{ file: 'src/components/OrderHistory.tsx', added: 1, removed: 1 }],
      applies: true,
    },
  }),
];

/** `orders`, followed from where the error surfaces. */
export const traceRecord: RunRecord = {
  id: 't1',
  at: '2025-06-18T10:23:40.000Z',
  kind: 'trace',
  text: '`orders` first goes wrong at useOrders.ts:36, where `orderCache.get(customerId)` is undefined; in passing tests it is a list of 2',
  notes: [],
  seconds: 8.3,
  found: {
    followed: {
      expression: 'orders',
      file: 'src/components/OrderHistory.tsx',
      line: 47,
      divergence: 1,
      hops: [
        {
          file: 'src/api/getOrders.ts',
          line: 12,
          function: 'getOrders',
          expression: 'response.json()',
          failing: 'Promise<null>',
          passing: ['Promise<[{id:int, total:num, …+4}]×2>'],
          declared: 'Promise<Order[] | null>',
        },
        {
          file: 'src/hooks/useOrders.ts',
          line: 36,
          function: 'useOrders',
          expression: 'orderCache.get(customerId)',
          failing: 'undefined',
          passing: ['[{id:int, total:num, …+4}]×2'],
          declared: 'Order[]',
        },
        {
          file: 'src/components/OrderHistory.tsx',
          line: 47,
          function: 'OrderHistory',
          expression: 'orders',
          failing: 'undefined',
          passing: ['[{id:int, total:num, …+4}]×2'],
        },
      ],
    },
  },
};
