import type { Candidate, FailureEvidence } from '../../src/core/context/failureEvidence';
import type { SourceReader } from '../../src/core/ports';
import type { SuspectPorts } from '../../src/core/suspects/candidateFacts';
import { openSyntax } from '../../src/core/syntax/openSyntax';
import { aFrame, anError, someEvidence } from './someEvidence';
import { packagedGrammars } from '../../realBugs/packagedGrammars';

/** A small program: `view` reads the length of what `useOrders` returns. */
export const viewFiles: Record<string, string> = {
  'src/view.ts': [
    'import { useOrders } from "./orders";',
    'export function view(user: string) {',
    '  const orders = useOrders(user);',
    '  if (orders.length === 0) return "none";',
    '  return orders.map(String).join();',
    '}',
  ].join('\n'),
  'src/orders.ts': [
    'const cache = new Map<string, string[]>();',
    'export function useOrders(user: string) {',
    '  const known = cache.get(user);',
    '  refresh(user);',
    '  return known as string[];',
    '}',
    'export function check(user: string) {',
    '  if (!user) {',
    '    throw new Error("no user");',
    '  }',
    '  return user;',
    '}',
    'export function start(user: string) {',
    '  const name = user.trim();',
    '  return check(name);',
    '}',
    'export function refuse(user: string) {',
    '  const error = new TypeError(`no ${user}`);',
    '  throw error;',
    '}',
  ].join('\n'),
  'test/view.test.ts': ['it("shows none", () => {', '  const shown = view("ann");', '  expect(shown).toBe("none");', '});'].join('\n'),
};

const reader: SourceReader = {
  read: async (file) => viewFiles[file],
  list: async () => Object.keys(viewFiles).sort(),
  modified: async () => 0,
  roots: ['/app'],
};

export const viewPorts: SuspectPorts = { reader, syntax: openSyntax(packagedGrammars) };

function candidate(file: string, name: string, startLine: number, endLine: number, over: Partial<Candidate> = {}): Candidate {
  return {
    file,
    function: name,
    startLine,
    endLine,
    role: 'callee',
    distance: 1,
    reasons: [{ kind: 'calls', name }],
    relevance: 0.5,
    focusLines: [],
    test: false,
    ...over,
  };
}

export const view = candidate('src/view.ts', 'view', 2, 6, { role: 'throws', distance: 0, relevance: 1 });
export const useOrders = candidate('src/orders.ts', 'useOrders', 2, 6, { reasons: [{ kind: 'makesValue', name: 'orders' }] });
export const check = candidate('src/orders.ts', 'check', 7, 12, { role: 'throws', distance: 0 });
export const start = candidate('src/orders.ts', 'start', 13, 16, { role: 'caller', distance: 0 });
export const refuse = candidate('src/orders.ts', 'refuse', 17, 20, { role: 'throws', distance: 0 });
export const test = candidate('test/view.test.ts', 'it shows none', 1, 4, { role: 'test', test: true });

/** `view` fails on its line 4. */
export const undefinedLength: FailureEvidence = someEvidence({
  report: {
    errors: [
      anError({
        message: "Cannot read properties of undefined (reading 'length')",
        frames: [aFrame({ file: 'src/view.ts', line: 4, function: 'view' })],
      }),
    ],
    expectations: [],
  },
  resolutions: [{ frame: 0, file: 'src/view.ts', state: 'found' }],
  candidates: [view, useOrders],
});
