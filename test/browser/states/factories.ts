import type {
  AnswerState,
  ShownError,
  EvidenceState,
  Frame,
  HypothesisState,
  InvestigationState,
  PanelState,
  Snippet,
} from '../../../src/protocol/panelState';
import type { RunRecord, RunState } from '../../../src/protocol/runState';

/** The states' own clock; relative times are fixed in pictures and tests. */
export const NOW = '2025-06-18T10:24:00.000Z';

/** A panel with the OrderHistory failure, its evidence collected and its local hypotheses made; every part can be replaced. */
export function panelState(parts: Partial<PanelState> = {}): PanelState {
  return {
    home: { recentFailures: [], investigations: [], older: 0, clipboardHasTrace: false },
    investigation: investigation(),
    providers: [
      { id: 'local', label: 'Local ranking', destination: 'stays on this machine' },
      { id: 'openai', label: 'gpt-4o', destination: 'api.openai.com' },
      { id: 'ollama', label: 'qwen2.5-coder:14b', destination: 'localhost:11434, stays on this machine' },
    ],
    provider: 'openai',
    openIn: 'panel',
    trusted: true,
    now: NOW,
    ...parts,
  };
}

export function investigation(parts: Partial<InvestigationState> = {}): InvestigationState {
  return {
    id: 'inv-1',
    title: "TypeError: Cannot read properties of undefined (reading 'length')",
    location: { file: 'src/components/OrderHistory.tsx', line: 47 },
    source: 'terminal',
    capturedAt: '2025-06-18T10:22:00.000Z',
    status: 'open',
    otherFailures: [],
    evidence: evidence(),
    answer: answer(),
    run: { offers: everyOffer, timeline: [] },
    suspects: [
      {
        file: 'src/hooks/useOrders.ts',
        line: 36,
        function: 'useOrders',
        functionRange: [30, 52],
        score: 0.91,
        reasons: ['makes `orders`', 'changed yesterday'],
      },
      {
        file: 'src/components/OrderHistory.tsx',
        line: 47,
        function: 'OrderHistory',
        functionRange: [41, 58],
        score: 0.62,
        reasons: ['the error is thrown here'],
      },
      {
        file: 'src/api/getOrders.ts',
        line: 12,
        function: 'getOrders',
        functionRange: [8, 19],
        score: 0.34,
        reasons: ['called by `useOrders`', 'may return null'],
      },
      {
        file: 'src/hooks/useOrders.ts',
        line: 44,
        function: 'useOrders',
        functionRange: [30, 52],
        score: 0.21,
        reasons: ['changed yesterday'],
      },
    ],
    ...parts,
  };
}

export function frame(file: string, line: number, name: string, origin: Frame['origin'] = 'workspace'): Frame {
  return { file, line, column: 18, function: name, origin, raw: `    at ${name} (${file}:${line}:18)` };
}

export function typeError(parts: Partial<ShownError> = {}): ShownError {
  return {
    type: 'TypeError',
    message: "Cannot read properties of undefined (reading 'length')",
    language: 'javascript',
    role: 'thrown',
    test: 'OrderHistory > shows the orders of a customer',
    frames: [
      frame('src/components/OrderHistory.tsx', 47, 'OrderHistory'),
      ...['renderWithHooks', 'mountIndeterminateComponent', 'beginWork', 'callCallback', 'invokeGuardedCallbackDev'].map((name, index) =>
        frame('node_modules/react-dom/cjs/react-dom.development.js', 15486 + 100 * index, name, 'dependency'),
      ),
      frame('src/pages/AccountPage.tsx', 22, 'AccountPage'),
      frame('src/components/OrderHistory.test.tsx', 14, 'renderHistory'),
    ],
    ...parts,
  };
}

const ORDER_HISTORY = `export function OrderHistory({ customerId }: Props) {
  const { orders, isLoading } = useOrders(customerId);

  if (isLoading) return <Spinner label="Loading orders" />;

  // Newest first, as support asked for.
  if (orders.length === 0) {
    return <EmptyState text="No orders yet" />;
  }
  return (
    <ul className="orders">
      {orders.map((order) => (
        <OrderRow key={order.id} order={order} />
      ))}
    </ul>
  );
}`;

const USE_ORDERS = `export function useOrders(customerId: string) {
  const cached = orderCache.get(customerId);
  const [orders, setOrders] = useState<Order[]>(cached as Order[]);
  const [isLoading, setLoading] = useState(false);

  useEffect(() => {
    if (orderCache.has(customerId)) return;
… 6 lines left out
  return { orders, isLoading };
}`;

const GET_ORDERS = `export async function getOrders(customerId: string): Promise<Order[] | null> {
  const response = await fetch(\`/api/customers/\${customerId}/orders\`);
  if (response.status === 204) return null;
  if (!response.ok) throw new HttpError(response.status);
  return response.json();
}`;

export function snippet(parts: Partial<Snippet> & { id: string; file: string }): Snippet {
  return {
    startLine: 1,
    endLine: 10,
    role: 'callee',
    text: '',
    folded: [],
    focusLines: [],
    tokens: 100,
    relevance: 0.5,
    reason: '',
    ...parts,
  };
}

export const orderSnippets: Snippet[] = [
  snippet({
    id: 'history',
    file: 'src/components/OrderHistory.tsx',
    startLine: 41,
    endLine: 57,
    function: 'OrderHistory',
    role: 'throws',
    frame: 0,
    text: ORDER_HISTORY,
    focusLines: [47],
    tokens: 212,
    relevance: 1,
    reason: 'the error is thrown here',
  }),
  snippet({
    id: 'hook',
    file: 'src/hooks/useOrders.ts',
    startLine: 34,
    endLine: 48,
    function: 'useOrders',
    role: 'callee',
    text: USE_ORDERS,
    folded: [{ startLine: 41, endLine: 46 }],
    focusLines: [36],
    tokens: 340,
    relevance: 0.9,
    reason: 'makes `orders`',
  }),
  snippet({
    id: 'api',
    file: 'src/api/getOrders.ts',
    startLine: 8,
    endLine: 13,
    function: 'getOrders',
    role: 'callee',
    text: GET_ORDERS,
    tokens: 118,
    relevance: 0.6,
    reason: 'called by `useOrders`',
  }),
  snippet({
    id: 'test',
    file: 'src/components/OrderHistory.test.tsx',
    startLine: 8,
    endLine: 21,
    function: 'shows the orders of a customer',
    role: 'test',
    text: "it('shows the orders of a customer', async () => {\n  renderHistory('c-17');\n  expect(await screen.findAllByRole('listitem')).toHaveLength(2);\n});",
    tokens: 96,
    relevance: 0.4,
    reason: 'the failing test',
  }),
];

export function evidence(parts: Partial<EvidenceState> = {}): EvidenceState {
  return {
    collecting: false,
    pieces: [
      { name: 'error', state: 'found', summary: '1 error, 8 frames' },
      { name: 'code', state: 'found', summary: 'OrderHistory, useOrders, getOrders' },
      {
        name: 'behavior',
        state: 'missing',
        summary: 'say what should have happened',
        advice: 'Neither the test nor the trace says what was expected. It separates the cause from the symptom.',
      },
      { name: 'changes', state: 'found', summary: '1 commit touches this code' },
    ],
    errors: [typeError()],
    resolutions: [
      { frame: 0, file: 'src/components/OrderHistory.tsx', state: 'found' },
      { frame: 6, file: 'src/pages/AccountPage.tsx', state: 'changedSince' },
      { frame: 7, file: 'src/components/OrderHistory.test.tsx', state: 'found' },
    ],
    snippets: orderSnippets,
    inPrompt: { history: 'whole', hook: 'folded', api: 'whole', test: 'whole' },
    edited: [],
    changes: [
      {
        key: 'change-1',
        file: 'src/hooks/useOrders.ts',
        startLine: 34,
        endLine: 41,
        when: '2025-06-17T15:02:00.000Z',
        commit: '4f2c9ab',
        summary: 'Cache orders between visits',
        diff: '@@ -34,6 +34,9 @@ export function useOrders(customerId: string) {\n+  const cached = orderCache.get(customerId);\n-  const [orders, setOrders] = useState<Order[]>([]);\n+  const [orders, setOrders] = useState<Order[]>(cached as Order[]);\n   const [isLoading, setLoading] = useState(false);',
        suspect: true,
      },
      {
        key: 'change-2',
        file: 'README.md',
        startLine: 3,
        endLine: 3,
        when: '2025-06-18T09:40:00.000Z',
        summary: 'not committed',
        diff: '@@ -3 +3 @@\n-Shop\n+The shop',
        suspect: false,
      },
    ],
    values: [],
    expected: '',
    actual: '',
    expectationSource: 'none',
    redactions: [
      { placeholder: '<SECRET_1:github-token>', kind: 'GitHub token', count: 2, fingerprint: 'a'.repeat(64) },
      { placeholder: '<SECRET_2:basic-auth>', kind: 'password in a connection string', count: 1, fingerprint: 'b'.repeat(64) },
    ],
    keptSecrets: [],
    removed: [],
    sections: [
      { name: 'SUMMARY', tokens: 38 },
      { name: 'ERROR', tokens: 312 },
      { name: 'RELEVANT CODE', tokens: 812 },
      { name: 'EXPECTED BEHAVIOR', tokens: 42 },
      { name: 'ACTUAL BEHAVIOR', tokens: 36 },
      { name: 'RECENT CHANGE', tokens: 214 },
      { name: 'INSTRUCTIONS', tokens: 386 },
    ],
    tokens: 1840,
    window: 8000,
    cuts: [],
    notices: [],
    ...parts,
  };
}

export function answer(parts: Partial<AnswerState> = {}): AnswerState {
  return { phase: 'idle', expected: 0, notices: [], hypotheses: localHypotheses, ...parts };
}

export const everyOffer: RunState['offers'] = { able: ['findChange', 'seeValues', 'followValue', 'lookForRepair'], unable: [] };

/** Running the sample's test: the command is known. */
export function run(parts: Partial<RunState> = {}): RunState {
  return {
    recipe: { command: 'npm test -- OrderHistory', folder: 'web', from: 'terminal' },
    suite: 'npm test',
    offers: everyOffer,
    ofTest: true,
    timeline: [],
    ...parts,
  };
}

export const runRecords: RunRecord[] = [
  {
    id: 'r1',
    at: '2025-06-18T10:22:30.000Z',
    kind: 'run',
    outcome: 'same',
    text: 'fails the same',
    notes: [],
    seconds: 3.1,
    hasOutput: true,
  },
  {
    id: 'r2',
    at: '2025-06-18T10:23:00.000Z',
    kind: 'try',
    outcome: 'gone',
    agreed: [2, 2],
    text: 'passes, 2 of 2; failed before; other tests as before',
    notes: [],
    wasRed: true,
    seconds: 12.4,
    hypothesis: 'm1',
  },
  {
    id: 'r3',
    at: '2025-06-18T10:23:20.000Z',
    kind: 'try',
    outcome: 'moved',
    agreed: [2, 2],
    text: "fails elsewhere: TypeError: Cannot read properties of undefined (reading 'map')",
    notes: ['`orders` is still undefined at line 36; only the read at line 47 is guarded.'],
    seconds: 11.8,
    hypothesis: 'm2',
  },
  { id: 'r4', at: '2025-06-18T10:23:40.000Z', kind: 'applied', text: 'applied to the files', notes: [], hypothesis: 'm1' },
  {
    id: 'r5',
    at: '2025-06-18T10:23:55.000Z',
    kind: 'terminal',
    outcome: 'unresolved',
    text: 'in the terminal: inconclusive: no tests ran',
    notes: [],
  },
];

export function hypothesis(parts: Partial<HypothesisState> & { id: string; rank: number }): HypothesisState {
  return {
    title: 'useOrders starts with undefined on a cold cache',
    rootCause: '',
    evidence: [],
    confidence: 0.5,
    check: '',
    source: 'gpt-4o',
    guess: false,
    warnings: [],
    streaming: false,
    fixState: 'none',
    canUndo: false,
    ...parts,
  };
}

const LOCAL = 'ranking without a model';

export const localHypotheses: HypothesisState[] = [
  hypothesis({
    id: 'l1',
    rank: 1,
    source: LOCAL,
    confidence: 0.64,
    title: '`orders` is undefined in `OrderHistory`',
    rootCause:
      'Line 47 reads `orders.length`, but `orders` is undefined. `cache[userId]` (src/hooks/useOrders.ts:36) is undefined for a key that was not set.',
    evidence: [
      {
        file: 'src/components/OrderHistory.tsx',
        line: 47,
        why: 'fails here',
        verified: true,
        step: 0,
        text: 'return <p>{orders.length} orders for {user.name}, the latest of them on {formatDate(orders.at(-1)?.date)}</p>;',
      },
      {
        file: 'src/hooks/useOrders.ts',
        line: 36,
        why: '`cache[userId]` is undefined for a key that was not set',
        verified: true,
        step: 2,
        origin: true,
        text: 'const [orders, setOrders] = useState(cache[userId]);',
      },
      {
        file: 'src/components/OrderHistory.tsx',
        line: 43,
        why: 'sets `orders`',
        verified: true,
        step: 1,
        text: 'const { orders, isLoading } = useOrders(user.id);',
      },
      { file: 'src/hooks/useOrders.ts', line: 12, why: 'changed recently', verified: true },
    ],
    check: 'Stop at useOrders.ts:36 and look at `cached`: if it is an array, this is wrong.',
  }),
  hypothesis({
    id: 'l2',
    rank: 2,
    source: LOCAL,
    confidence: 0.31,
    title: 'getOrders may return null',
    rootCause: 'getOrders is called by useOrders and can return `null` on line 10.',
    evidence: [{ file: 'src/api/getOrders.ts', line: 10, why: 'returns null', verified: true }],
    check: 'Log the status of the response: if it is never 204, this is wrong.',
  }),
];

export const modelHypotheses: HypothesisState[] = [
  hypothesis({
    id: 'm1',
    rank: 1,
    confidence: 0.86,
    title: 'useOrders starts with undefined when the cache is cold',
    rootCause:
      'Yesterday’s commit replaced the initial `[]` by `cached as Order[]`. On the first visit the cache holds nothing, so `orders` is **undefined** until the effect has run, and `isLoading` starts as `false`, so the guard at `OrderHistory.tsx:44` does not help.',
    evidence: [
      {
        file: 'src/hooks/useOrders.ts',
        line: 36,
        why: 'initial state is `cached`, not `[]`',
        verified: true,
        text: '  const [orders, setOrders] = useState<Order[]>(cached as Order[]);',
      },
      { file: 'src/components/OrderHistory.tsx', line: 47, why: 'reads `.length` before the first load ends', verified: true },
      {
        file: 'src/hooks/orderStore.ts',
        line: 12,
        why: 'the store is emptied on sign-out',
        verified: false,
        problem: 'orderStore.ts does not exist in this workspace',
      },
    ],
    check: 'Log `cached` at useOrders.ts:36 on the first render: if it is an array, this is wrong.',
    fixState: 'offered',
    fix: {
      diff: [
        '--- a/src/hooks/useOrders.ts',
        '+++ b/src/hooks/useOrders.ts',
        '@@ -36 +36 @@',
        '-  const [orders, setOrders] = useState<Order[]>(cached as Order[]);',
        '+  const [orders, setOrders] = useState<Order[]>(cached ?? []);',
        '--- a/src/components/OrderHistory.tsx',
        '+++ b/src/components/OrderHistory.tsx',
        '@@ -44 +44 @@',
        '-  if (isLoading) return <Spinner label="Loading orders" />;',
        '+  if (isLoading || !orders) return <Spinner label="Loading orders" />;',
        '',
      ].join('\n'),
      files: [
        { file: 'src/hooks/useOrders.ts', added: 1, removed: 1 },
        { file: 'src/components/OrderHistory.tsx', added: 1, removed: 1 },
      ],
      addresses: 'root-cause',
      risks: ['A component that reads `orders === undefined` as “not loaded yet” would now see an empty list.'],
      edgeCases: ['A customer without orders: the cache then holds an empty array.', 'getOrders returns null on 204.'],
      applies: true,
    },
  }),
  hypothesis({
    id: 'm2',
    rank: 2,
    confidence: 0.41,
    title: 'getOrders returns null for a customer without orders',
    rootCause:
      'On status 204 `getOrders` returns `null`, which `setOrders` stores as it is. The next render then reads `.length` of `null`; the message says *undefined*, so this alone does not explain it.',
    evidence: [{ file: 'src/api/getOrders.ts', line: 10, why: 'returns null on 204', verified: true }],
    check: 'Answer 200 with `[]` in the test’s server: if it still fails, this is wrong.',
    fixState: 'offered',
    fix: {
      diff: '',
      files: [{ file: 'src/api/getOrders.ts', added: 1, removed: 1 }],
      addresses: 'symptom',
      risks: [],
      applies: false,
      problem: 'The patch does not apply: line 10 of getOrders.ts is not what the model expected.',
    },
  }),
  hypothesis({
    id: 'm3',
    rank: 3,
    confidence: 0.2,
    guess: true,
    title: 'The provider of the order cache may be missing in the test',
    rootCause: 'The test may render without the provider that the hook expects.',
    evidence: [],
    warnings: ['OrderCacheProvider does not exist in this workspace.'],
    check: 'Wrap the component in the provider.',
    clarifyingQuestion: 'Does the failure happen in the running app too, or in the test only?',
  }),
];

/** The local hypotheses after a model's answer has added three. */
export const foldedLocal: HypothesisState[] = localHypotheses.map((local, index) => ({ ...local, rank: 4 + index, folded: 'outranked' }));
