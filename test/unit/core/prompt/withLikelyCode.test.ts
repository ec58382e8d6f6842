import assert from 'node:assert/strict';
import { packagedGrammars } from '../../../../realBugs/packagedGrammars';
import type { FailureEvidence, Snippet } from '../../../../src/core/context/failureEvidence';
import { agentPrompt, type FirstFunctions } from '../../../../src/core/prompt/agentPrompt';
import { createRedactor } from '../../../../src/core/prompt/redactor';
import { withLikelyCode, type LikelyCode, type LikelyCodeOptions } from '../../../../src/core/prompt/withLikelyCode';
import type { Suspect } from '../../../../src/core/suspects/suspect';
import { openSyntax } from '../../../../src/core/syntax/openSyntax';
import { memoryReader } from '../../../support/memoryReader';
import { aSnippet, someEvidence } from '../../../support/someEvidence';

const FILE = 'src/price.js';
const CODE = `const table = require('./table');
const RATES = { half: 0.5 };
const KEY = 'ghp_0123456789abcdefghijklmnopqrstuvwxyzAB';
function rate(kind) {
  return RATES[kind];
}
function send(value) {
  return post(KEY, value);
}
const LIMIT = 3;
function far() {
  return LIMIT;
}
`;
const OTHER = 'src/other.js';
const TABLE = 'src/table.js';
const tokens = { count: (text: string) => Math.ceil(text.length / 4) };

function suspect(name: string, startLine: number, score: number, file = FILE): Suspect {
  return { file, line: startLine + 1, function: name, functionRange: [startLine, startLine + 2], score, reasons: ['it returns'] };
}
const SUSPECTS = [
  suspect('rate', 4, 0.6),
  suspect('send', 7, 0.3),
  suspect('other', 1, 0.07, OTHER),
  suspect('', 0, 0.06, TABLE),
  suspect('rare', 1, 0.02, 'src/rare.js'),
  suspect('far', 11, 0.01),
];

async function likely(snippets: Snippet[], options: Partial<LikelyCodeOptions> = {}): Promise<LikelyCode> {
  const ports = {
    reader: memoryReader({
      [FILE]: CODE,
      [OTHER]: 'function other() {\n  return 1;\n}\n',
      [TABLE]: 'module.exports = {};',
      'src/rare.js': 'function rare() {}',
    }),
    syntax: openSyntax(packagedGrammars),
    tokens,
    redactor: createRedactor({}),
  };
  const first: FirstFunctions = { most: 2, share: 0.1 };
  return withLikelyCode(someEvidence({ snippets }), SUSPECTS, { first, used: true, edited: {}, removed: [], ...options }, ports);
}

function linesOf({ snippets }: FailureEvidence): string[] {
  return snippets.map(({ startLine, endLine }) => `${startLine}-${endLine}`);
}

function piece(startLine: number, text: string, over: Partial<Snippet> = {}): Snippet {
  return aSnippet({ file: FILE, startLine, text, function: undefined, role: 'callee', relevance: 0.2, ...over });
}
const RATE = piece(4, 'function rate(kind) {\n  return RATES[kind];\n}', { function: 'rate' });

describe('the code of the likeliest functions', () => {
  it('is added where the evidence has none of it, with what each uses of its file, without secrets', async () => {
    const { evidence } = await likely([RATE]);
    assert.deepEqual(linesOf(evidence), ['4-6', '7-9', '1-2', '3-3']);
    const [, send, both, key] = evidence.snippets;
    assert.equal(send?.reason, 'it returns');
    assert.match(both!.text, /^const table = .*\nconst RATES = /);
    assert.deepEqual([both?.usedBy, key?.usedBy], [[4, 7], [7]]);
    assert.doesNotMatch(key!.text, /ghp_/);
    assert.equal(evidence.redactions.length, 1);
    assert.equal(RATE.usedBy, undefined);
  });

  it('is added of the lines that made what failed, too', async () => {
    assert.deepEqual(linesOf((await likely([], { used: false, made: [{ file: FILE, line: 12 }] })).evidence), ['4-6', '7-9', '11-13']);
    assert.deepEqual(linesOf((await likely([RATE], { used: false, made: [{ file: FILE, line: 5 }] })).evidence), ['4-6', '7-9']);
  });

  it('has a short form where the error only passed through it, for who can open its file', async () => {
    const far = piece(11, 'function far() {\n  return LIMIT;\n}', { function: 'far', frame: 1, focusLines: [11], role: 'caller' });
    const shortOf = async (snippet: Snippet, used = true): Promise<Snippet['short']> =>
      (await likely([snippet], { used })).evidence.snippets[0]?.short;
    assert.equal(await shortOf(far), undefined, 'nothing is beside the way');
    const whole = { ...far, startLine: 1, endLine: 13, text: CODE.trimEnd() };
    assert.deepEqual(await shortOf({ ...whole, focusLines: [13] }), undefined, 'it holds what is likely');
    const send = { ...far, startLine: 9, endLine: 13, text: CODE.split('\n').slice(8, 13).join('\n'), focusLines: [13] };
    assert.deepEqual(await shortOf(send), [{ startLine: 10, endLine: 12 }]);
    assert.equal(await shortOf(send, false), undefined);
    assert.equal(await shortOf({ ...send, role: 'test' }), undefined);
  });

  it('takes in pieces of it that are there, and leaves those of the failure itself and those that were added by hand', async () => {
    const known = piece(2, 'const RATES = { half: 0.5 };');
    const { evidence } = await likely([RATE, known], { first: { most: 1, share: 0 } });
    assert.deepEqual(linesOf(evidence), ['4-6', '1-2']);
    assert.equal(evidence.snippets[1]?.relevance, 0.2);
    for (const own of [{ pinned: true }, { frame: 0 }, { role: 'test' as const }]) {
      const others = await likely([RATE, { ...known, ...own }], { first: { most: 1, share: 0 } });
      assert.deepEqual(linesOf(others.evidence), ['4-6', '2-2', '1-2']);
    }
    const whole = { ...RATE, startLine: 1, endLine: 6, text: CODE.split('\n').slice(0, 6).join('\n') };
    assert.deepEqual(linesOf((await likely([whole], { first: { most: 1, share: 0 } })).evidence), ['1-6']);
  });

  it('comes without what was removed, and without what it uses for who gets it with all other code', async () => {
    assert.deepEqual(linesOf((await likely([RATE], { removed: [`${FILE}:2-2:callee`] })).evidence), ['4-6', '7-9', '1-1', '3-3']);
    assert.deepEqual(linesOf((await likely([RATE], { removed: [`${FILE}:7-9:callee`], used: false })).evidence), ['4-6']);
    assert.deepEqual(linesOf((await likely([RATE], { used: false })).evidence), ['4-6', '7-9']);
  });

  it('knows the bytes of all functions of each file that a reader may open, of one without functions all', async () => {
    const { files } = await likely([RATE]);
    const bytes = CODE.split('\n')
      .filter((_, at) => (at > 2 && at < 9) || at > 9)
      .join('\n').length;
    assert.deepEqual(
      [...files],
      [
        [FILE, bytes],
        [OTHER, 33],
        [TABLE, 20],
      ],
    );
  });

  it('is shown with what it uses, which needs no reason, before the next function; where it is not shown, that is not either', async () => {
    const { evidence } = await likely([RATE]);
    const shown = (most: number): string => agentPrompt(evidence, { budget: most, tokens, suspects: SUSPECTS }).text;
    assert.match(
      shown(1500),
      /@src\/price\.js\n```\n-- 1-2\nconst table = [^\n]*\nconst RATES = [^\n]*\n-- 3\nconst KEY = [^\n]*\n-- 4-6\n/,
    );
    const parts = Array.from({ length: 80 }, (_, at) =>
      ['return RATES', 'const RATES', 'post('].map((part) => shown(40 + at).includes(part)),
    );
    assert.deepEqual(
      new Set(parts.map((each) => each.join())),
      new Set(['false,false,false', 'true,false,false', 'true,true,false', 'true,true,true']),
    );
  });

  it('is not repeated by a line of it that stands in code that is shown', async () => {
    const whole = { ...RATE, id: 'whole', startLine: 1, endLine: 6, text: CODE.split('\n').slice(0, 6).join('\n') };
    const line = piece(2, 'const RATES = { half: 0.5 };', { usedBy: [4], id: 'line' });
    const prompt = agentPrompt(someEvidence({ snippets: [whole, line] }), { budget: 1500, tokens, suspects: SUSPECTS });
    assert.deepEqual(prompt.snippets, { whole: 'whole', line: 'out' });
  });
});
