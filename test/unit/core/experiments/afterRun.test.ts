import assert from 'node:assert/strict';
import { packagedGrammars } from '../../../../realBugs/packagedGrammars';
import type { FailureEvidence, Snippet } from '../../../../src/core/context/failureEvidence';
import { afterRun, withoutRun } from '../../../../src/core/experiments/afterRun';
import { agentPrompt } from '../../../../src/core/prompt/agentPrompt';
import { createRedactor } from '../../../../src/core/prompt/redactor';
import type { RankedFunction, Ranking } from '../../../../src/core/suspects/ranking';
import type { Suspect } from '../../../../src/core/suspects/suspect';
import { openSyntax } from '../../../../src/core/syntax/openSyntax';
import { memoryReader } from '../../../support/memoryReader';
import { someEvidence } from '../../../support/someEvidence';

const FILE = 'lib/price.js';
const CODE = `function rate(kind) {
  if (kind === 'none') {
    const none = 0;
    log(none);

    return none;
  }
  if (kind === 'half') {
    return 0.5;
  }
  return 1;
}
function round(value) {
  const key = 'ghp_0123456789abcdefghijklmnopqrstuvwxyzAB';
  return send(value, key);
}
function idle() {
  return rate('none');
}
const FEE = 3;
function fee() {
  return FEE;
}
`;
const RATE = [1, 12] as const;
const ROUND = [13, 16] as const;
const IDLE = [17, 19] as const;
const FEE = [21, 23] as const;

const tokens = { count: (text: string) => text.length };
const ports = { reader: memoryReader({ [FILE]: CODE }), syntax: openSyntax(packagedGrammars), tokens };

const coverage = (lines: number[], functions: number[]) => ({
  failing: new Map([[FILE, { lines: new Set(lines), functions: new Set(functions) }]]),
  passing: [],
});
const ran = coverage([2, 8, 11, 14, 15], [1, 13]);

function snippet([startLine, endLine]: readonly [number, number], relevance: number): Snippet {
  const text = CODE.split('\n')
    .slice(startLine - 1, endLine)
    .join('\n');
  const id = `${FILE}:${startLine}`;
  return {
    id,
    file: FILE,
    startLine,
    endLine,
    role: 'callee',
    function: id,
    text,
    folded: [],
    focusLines: [],
    tokens: 1,
    relevance,
    reason: '',
  };
}

function ranking(...places: (readonly [number, number])[]): Ranking {
  const functions = places.map(([startLine, endLine], at) => ({
    facts: { candidate: { file: FILE, startLine, endLine, function: `of line ${startLine}` }, frameLines: [], refused: true },
    share: 0.5 ** (at + 1),
    reasons: [],
    lines: [{ line: startLine + 1, share: 1, reasons: [] }],
  }));
  return { by: 'test', facts: [], functions: functions as unknown as RankedFunction[] };
}

async function seen(
  snippets: Snippet[],
  order: Ranking,
  options: Partial<Parameters<typeof afterRun>[2]> = {},
): Promise<FailureEvidence & { suspects: Suspect[] }> {
  const given = { coverage: ran, fold: true, edited: {}, removed: [], ...options };
  const { evidence, suspects } = await afterRun(someEvidence({ snippets }), order, given, { ...ports, redactor: createRedactor({}) });
  return { ...evidence, suspects };
}

describe('the evidence after a run', () => {
  it('has one mark for three and more lines that did not run, and keeps shorter ones', async () => {
    const { snippets } = await seen([snippet(RATE, 1)], ranking(ROUND, RATE));
    const rate = snippets.find(({ startLine }) => startLine === 1);
    assert.equal(
      rate?.text,
      `function rate(kind) {\n  if (kind === 'none') {\n    … 4 lines did not run\n  }\n  if (kind === 'half') {\n    return 0.5;\n  }\n  return 1;\n}`,
    );
    assert.deepEqual(rate.folded, [{ startLine: 3, endLine: 6 }]);
    assert.equal(rate.tokens, rate.text.length);
  });

  it('joins what was folded before with what did not run around it', async () => {
    const folded = { ...snippet(RATE, 1), text: CODE.split('\n').toSpliced(3, 2, '    … 2 lines left out').slice(0, 11).join('\n') };
    const { snippets } = await seen([{ ...folded, folded: [{ startLine: 4, endLine: 5 }] }], ranking(ROUND, RATE));
    assert.deepEqual(snippets.find(({ startLine }) => startLine === 1)?.folded, [{ startLine: 3, endLine: 6 }]);
  });

  it('is whole for who cannot open files', async () => {
    const whole = snippet(RATE, 1);
    assert.equal(
      (await seen([whole], ranking(ROUND), { fold: false })).snippets.find(({ startLine }) => startLine === 1)?.text,
      whole.text,
    );
  });

  it('shows the likeliest function whole, and code that was added by hand', async () => {
    const whole = snippet(RATE, 1);
    assert.equal((await seen([whole], ranking(RATE))).snippets[0]?.text, whole.text);
    assert.equal((await seen([{ ...whole, pinned: true }], ranking(ROUND))).snippets[0]?.text, whole.text);
  });

  it('leaves out what did not run of the likeliest function, too, where there is no room for all of it', async () => {
    const { snippets, suspects } = await seen([snippet(RATE, 1)], ranking(RATE));
    const shown = (budget: number): string => agentPrompt(someEvidence({ snippets }), { budget, tokens, suspects, ran: true }).text;
    assert.match(shown(5000), /const none = 0/);
    const short = shown(240);
    assert.doesNotMatch(short, /const none = 0/);
    assert.match(short, /'none'\) \{\n… 4 lines left out\n {2}\}\n {2}if \(kind === 'half'/);
  });

  it('leaves a file as it is that was not measured, and text that was edited by hand', async () => {
    const other = { ...snippet(RATE, 1), file: 'lib/other.js' };
    const edited = { ...snippet(RATE, 1), text: 'edited' };
    const { snippets } = await seen([other, edited], ranking(ROUND));
    assert.deepEqual(
      [other, edited].map(({ file }) => snippets.find((each) => each.file === file && each.startLine === 1)?.text),
      [other.text, 'edited'],
    );
  });

  it('puts a function that the failing test never called behind those that it called', async () => {
    const { snippets } = await seen([snippet(IDLE, 1), snippet(RATE, 0.4)], ranking(RATE));
    assert.deepEqual(
      snippets.map(({ startLine }) => startLine).filter((line) => line !== ROUND[0]),
      [RATE[0], IDLE[0]],
    );
  });

  it('has the code of a likely function that only the run led to, without its secrets', async () => {
    const { snippets, redactions, suspects } = await seen([snippet(RATE, 1)], ranking(RATE, ROUND));
    const round = snippets.find(({ startLine }) => startLine === ROUND[0]);
    assert.equal(round?.endLine, ROUND[1]);
    assert.match(round.text, /return send\(value, key\)/);
    assert.doesNotMatch(round.text, /ghp_/);
    assert.equal(redactions.length, 1);
    const prompt = agentPrompt(someEvidence({ snippets }), { budget: 5000, tokens, suspects, ran: true });
    assert.match(prompt.text, /-- 13-16/);
  });

  it('has what a likely function uses of its file, for who can open files, also where nothing ran', async () => {
    const both = await Promise.all(
      [true, false].map((fold) => seen([snippet(FEE, 1)], ranking(FEE), { fold, coverage: coverage([22], [21]) })),
    );
    assert.deepEqual(
      both.map(({ snippets }) => snippets.filter(({ usedBy }) => usedBy).map(({ text }) => text)),
      [['const FEE = 3;'], []],
    );
    const using = { ...ports, redactor: createRedactor({}) };
    const { evidence } = await withoutRun(someEvidence(), ranking(FEE), { edited: {}, removed: [] }, using);
    assert.deepEqual(
      evidence.snippets.map(({ startLine, usedBy }) => [startLine, usedBy]),
      [
        [21, undefined],
        [20, [21]],
      ],
    );
  });

  it('has such code as a person edited it, and not where they removed it', async () => {
    const id = `${FILE}:${ROUND[0]}-${ROUND[1]}:ran`;
    const edited = await seen([snippet(RATE, 1)], ranking(RATE, ROUND), { edited: { [id]: 'mine' } });
    assert.equal(edited.snippets.find((each) => each.id === id)?.text, 'mine');
    for (const removed of [id, `${FILE}:${ROUND[0]}-${ROUND[1]}:caller`]) {
      const { snippets } = await seen([snippet(RATE, 1)], ranking(RATE, ROUND), { removed: [removed] });
      assert.deepEqual(
        snippets.map(({ startLine }) => startLine),
        [RATE[0]],
      );
    }
  });

  it('stays as it was where the run executed nothing of the ranking', async () => {
    const whole = snippet(RATE, 1);
    const elsewhere = { failing: new Map([['lib/far.js', { lines: new Set([1]), functions: new Set([1]) }]]), passing: [] };
    assert.deepEqual((await seen([whole], ranking(RATE), { coverage: elsewhere })).snippets, [whole]);
  });
});
