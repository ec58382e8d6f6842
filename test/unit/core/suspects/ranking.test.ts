import assert from 'node:assert/strict';
import type { Candidate, CrimeScene } from '../../../../src/core/context/crimeScene';
import type { SourceReader } from '../../../../src/core/ports';
import { candidateFacts } from '../../../../src/core/suspects/candidateFacts';
import { localHypotheses } from '../../../../src/core/suspects/localHypotheses';
import { PRIOR_LABEL, priorRanking, suspectsOf, type Ranking } from '../../../../src/core/suspects/ranking';
import type { Suspect } from '../../../../src/core/suspects/suspect';
import { openSyntax } from '../../../../src/core/syntax/openSyntax';
import { nodeGrammars } from '../../../../src/node/nodeGrammars';
import { resolve } from 'node:path';
import { mkdtempSync, mkdirSync, copyFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { aFrame, anError, aScene } from '../../../support/scenes';

const FILES: Record<string, string> = {
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
  ].join('\n'),
  'test/view.test.ts': ['it("shows none", () => {', '  const shown = view("ann");', '  expect(shown).toBe("none");', '});'].join('\n'),
};

const reader: SourceReader = {
  read: async (file) => FILES[file],
  list: async () => Object.keys(FILES).sort(),
  modified: async () => 0,
  roots: ['/app'],
};

const assets = mkdtempSync(`${tmpdir()}/grammars-`);
mkdirSync(`${assets}/grammars`);
for (const name of ['tree-sitter', 'tree-sitter-typescript']) {
  copyFileSync(resolve(`node_modules/@vscode/tree-sitter-wasm/wasm/${name}.wasm`), `${assets}/grammars/${name}.wasm`);
}
const ports = { reader, syntax: openSyntax(nodeGrammars(assets)) };

function candidate(file: string, name: string, startLine: number, endLine: number, over: Partial<Candidate> = {}): Candidate {
  return {
    file,
    function: name,
    startLine,
    endLine,
    role: 'callee',
    distance: 1,
    reason: `calls ${name}`,
    relevance: 0.5,
    focusLines: [],
    test: false,
    ...over,
  };
}

const view = candidate('src/view.ts', 'view', 2, 6, { role: 'throws', distance: 0, relevance: 1 });
const useOrders = candidate('src/orders.ts', 'useOrders', 2, 6, { reason: 'makes `orders`' });
const check = candidate('src/orders.ts', 'check', 7, 12, { role: 'throws', distance: 0 });
const start = candidate('src/orders.ts', 'start', 13, 16, { role: 'caller', distance: 0 });
const test = candidate('test/view.test.ts', 'it shows none', 1, 4, { role: 'test', test: true });

const undefinedLength = aScene({
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

async function rank(scene: CrimeScene): Promise<Ranking> {
  return priorRanking(scene, await candidateFacts(scene, ports));
}

async function rankSuspects(scene: CrimeScene): Promise<Suspect[]> {
  return suspectsOf(await rank(scene));
}

describe('priorRanking', () => {
  it('puts the throwing line first where nothing speaks against it', async () => {
    const [first] = await rankSuspects(undefinedLength);
    assert.deepEqual([first?.file, first?.line, first?.functionRange], ['src/view.ts', 4, [2, 6]]);
  });

  it('puts a function that was changed lately before the line where the failure shows', async () => {
    const change = {
      file: 'src/orders.ts',
      startLine: 3,
      endLine: 4,
      when: '2026-01-01T00:00:00Z',
      summary: 'cache',
      diff: '',
      suspect: true,
    };
    const [first] = await rankSuspects({ ...undefinedLength, recentChanges: [change] });
    assert.equal(first?.function, 'useOrders');
    assert.ok(first && first.line >= 3 && first.line <= 4);
  });

  it('looks at the caller first where the top frame throws on purpose', async () => {
    const frames = [
      aFrame({ file: 'src/orders.ts', line: 9, function: 'check' }),
      aFrame({ file: 'src/orders.ts', line: 15, function: 'start' }),
    ];
    const scene = aScene({
      report: { errors: [anError({ frames })], expectations: [] },
      resolutions: frames.map((_, frame) => ({ frame, file: 'src/orders.ts', state: 'found' as const })),
      candidates: [check, start],
    });
    const suspects = await rankSuspects(scene);
    assert.equal(suspects[0]?.function, 'start');
    assert.ok(suspects.some((suspect) => suspect.line === 8 && suspect.reasons.includes('decides that the error is thrown')));
  });

  it('ranks what the failing test calls where the stack holds only the test', async () => {
    const scene = aScene({
      report: {
        errors: [anError({ type: 'AssertionError', message: 'expected', frames: [aFrame({ file: 'test/view.test.ts', line: 3 })] })],
        expectations: [],
      },
      resolutions: [{ frame: 0, file: 'test/view.test.ts', state: 'found' }],
      candidates: [test, useOrders, { ...view, distance: 1, role: 'callee', relevance: 0.5 }],
    });
    const suspects = await rankSuspects(scene);
    assert.equal(suspects[0]?.function, 'view');
    assert.ok(suspects.every((suspect) => suspect.file !== 'test/view.test.ts'));
  });

  it('names each line once, best first', async () => {
    const suspects = await rankSuspects({ ...undefinedLength, candidates: [view, view, useOrders] });
    assert.equal(new Set(suspects.map(({ file, line }) => `${file}:${line}`)).size, suspects.length);
    assert.deepEqual(
      suspects,
      [...suspects].sort((a, b) => b.score - a.score),
    );
  });

  it('has nothing to say without candidates', async () => {
    assert.deepEqual(await rankSuspects(aScene()), []);
  });
});

describe('localHypotheses', () => {
  it('says in facts what was undefined, where, and how to disprove it', async () => {
    const [first] = localHypotheses(undefinedLength, await rank(undefinedLength));
    assert.equal(first?.title, '`orders` is undefined when `view` uses it');
    assert.match(first.rootCause, /src\/view\.ts:4/);
    assert.match(first.rootCause, /Line 3 gives `orders` its value/);
    assert.match(first.check, /never undefined/);
    assert.equal(first.source, PRIOR_LABEL);
  });

  it('cites only lines that exist', async () => {
    for (const hypothesis of localHypotheses(undefinedLength, await rank(undefinedLength))) {
      for (const { file, line } of hypothesis.evidence) assert.ok(line >= 1 && line <= (FILES[file] ?? '').split('\n').length);
    }
  });

  it('gives at most one a function and never more than three', async () => {
    const hypotheses = localHypotheses(undefinedLength, await rank(undefinedLength));
    assert.ok(hypotheses.length <= 3);
    assert.equal(new Set(hypotheses.map(({ title }) => title)).size, hypotheses.length);
  });
});
