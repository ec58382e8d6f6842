import assert from 'node:assert/strict';
import { hypothesesOf } from '../../../../support/hypothesesOf';

type Files = Record<string, string[]>;

async function first(output: string[], files: Files): Promise<{ title: string; text: string; places: string[] }> {
  const { hypotheses } = await hypothesesOf(output, files);
  const card = hypotheses.find(({ rootCause }) => /only if|only on line|never/.test(rootCause)) ?? hypotheses[0];
  return { title: card?.title ?? '', text: card?.rootCause ?? '', places: card?.evidence.map(({ file, line }) => `${file}:${line}`) ?? [] };
}

describe('explainFailure: a test that saw no error', () => {
  it('names the condition of the only error that the function raises in Python', async () => {
    const output = (line: number): string[] => [
      '    def test_overdraft():',
      '>       with pytest.raises(ValueError):',
      "E       Failed: DID NOT RAISE <class 'ValueError'>",
      '',
      `test_account.py:${line}: Failed`,
    ];
    const test = [
      'import pytest',
      'from account import Account',
      'def test_overdraft():',
      '    account = Account(20)',
      '    with pytest.raises(ValueError):',
      '        account.withdraw(50)',
    ];
    const account = (...body: string[]): string[] => [
      'class Account:',
      '    def __init__(self, balance):',
      '        self.balance = balance',
      '    def withdraw(self, amount):',
      ...body,
    ];
    const raising = account(
      '        if amount > self.balance + 100:',
      '            raise ValueError("not enough")',
      '        self.balance -= amount',
    );
    const { title, text, places } = await first(output(5), { 'test_account.py': test, 'account.py': raising });
    assert.equal(title, "`withdraw` raises no `ValueError` for the test's input");
    assert.match(
      text,
      /expects `ValueError` of `account\.withdraw\(50\)`, and none came\. `withdraw` raises it on line 6, only if `amount > self\.balance \+ 100` \(line 5\)\./,
    );
    assert.ok(places.includes('account.py:5'));
    // Two places that raise it, another error, or one without a condition: none is chosen.
    const second = ['        if amount < 0:', '            raise ValueError("negative")'];
    for (const body of [
      [...second, '        if amount > self.balance:', '            raise ValueError("not enough")'],
      ['        if amount > self.balance:', '            raise KeyError(amount)'],
    ]) {
      const other = await first(output(5), { 'test_account.py': test, 'account.py': account(...body) });
      assert.doesNotMatch(other.text, /only if/);
    }
  });

  it('names the condition of the only error that the function throws in JavaScript', async () => {
    const { text } = await first(
      ['AssertionError [ERR_ASSERTION]: Missing expected exception (RangeError).', '    at Context.<anonymous> (test/age.test.js:4:10)'],
      {
        'age.js': [
          'function check(age) {',
          '  if (age > 150) {',
          "    throw new RangeError('too old');",
          '  }',
          '  return age;',
          '}',
          'module.exports = { check };',
        ],
        'test/age.test.js': [
          "const assert = require('assert');",
          "const { check } = require('../age');",
          "it('refuses', () => {",
          '  assert.throws(() => check(-1), RangeError);',
          '});',
        ],
      },
    );
    assert.match(text, /`check` throws it on line 3, only if `age > 150` \(line 2\)/);
  });
});

describe('explainFailure: a test whose time is up', () => {
  const timeout = (title: string): string[] => [
    '  0 passing (309ms)',
    '  1 failing',
    '',
    `  1) ${title}:`,
    '     Error: Timeout of 300ms exceeded. For async tests and hooks, ensure "done()" is called; if returning a Promise, ensure it resolves. (/srv/test/queue.test.js)',
    '      at listOnTimeout (node:internal/timers:581:17)',
    '      at process.processTimers (node:internal/timers:519:7)',
  ];
  const queue = (...body: string[]): string[] => ['class Queue {', '  drain() {', ...body, '  }', '}', 'module.exports = { Queue };'];
  const test = (...body: string[]): string[] => [
    "const { Queue } = require('../queue');",
    "it('drains', async () => {",
    '  const queue = new Queue();',
    ...body,
    '});',
  ];
  const resolving = queue(
    '    return new Promise((resolve) => {',
    '      if (this.jobs.length > 3) {',
    '        resolve(0);',
    '      }',
    '    });',
  );
  const told = (files: Files) => first(timeout('drains'), files);

  it('names the condition under which its promise is resolved', async () => {
    const { title, text, places } = await told({ 'queue.js': resolving, 'test/queue.test.js': test('  await queue.drain();') });
    assert.equal(title, '`drain` ends the wait of the test only if `this.jobs.length > 3`');
    assert.match(
      text,
      /^The test waits for `queue\.drain\(\)` \(test\/queue\.test\.js:4\) until its time is up\. `drain` resolves its promise only on line 5, if `this\.jobs\.length > 3` \(line 4\)\./,
    );
    assert.ok(places.includes('queue.js:4'));
  });

  it('says that nothing resolves the promise, or calls the callback', async () => {
    const never = queue('    return new Promise((resolve) => {', '      this.jobs = [];', '    });');
    assert.match(
      (await told({ 'queue.js': never, 'test/queue.test.js': test('  await queue.drain();') })).text,
      /`drain` \(line 2\) never resolves its promise\./,
    );
    const saves = ['function save(row, done) {', '  row.saved = true;', '}', 'module.exports = { save };'];
    const handed = ["const { save } = require('../store');", "it('saves', (done) => {", '  save({}, done);', '});'];
    assert.match(
      (await first(timeout('saves'), { 'store.js': saves, 'test/queue.test.js': handed })).text,
      /`save` \(line 1\) never calls the callback `done`\./,
    );
  });

  it('claims nothing where another wait, another call or a rejection may end it, or the function hands it on', async () => {
    const claims = /until its time is up|never|only on line/;
    const both = await told({ 'queue.js': resolving, 'test/queue.test.js': test('  await sleep(10);', '  await queue.drain();') });
    assert.doesNotMatch(both.text, claims);
    for (const body of [
      [
        '    return new Promise((resolve) => {',
        '      if (this.jobs.length > 3) resolve(0);',
        '      else if (this.left) resolve(1);',
        '    });',
      ],
      [
        '    return new Promise((resolve, reject) => {',
        '      if (this.jobs.length > 3) resolve(0);',
        '      if (this.left) reject(new Error());',
        '    });',
      ],
      ['    return new Promise((resolve) => {', "      this.events.once('empty', resolve);", '    });'],
    ])
      assert.doesNotMatch(
        (await told({ 'queue.js': queue(...body), 'test/queue.test.js': test('  await queue.drain();') })).text,
        claims,
        body[1],
      );
  });
});

describe('explainFailure: a test of Go whose time is up', () => {
  const output = (line: number): string[] => [
    'panic: test timed out after 2s',
    '\trunning tests:',
    '\t\tTestQueue (2s)',
    '',
    'goroutine 19 [running]:',
    'testing.(*M).startAlarm.func1()',
    '\t/usr/lib/go-1.24/src/testing/testing.go:2484 +0x394',
    '',
    'goroutine 1 [chan receive]:',
    'testing.(*T).Run(0xc0000a61c0, {0x577b34?, 0xc00008cb30?}, 0x5842a8)',
    '\t/usr/lib/go-1.24/src/testing/testing.go:1859 +0x431',
    '',
    'goroutine 18 [chan send]:',
    'shop.(*Queue).Push(...)',
    `\t/srv/queue.go:${line}`,
    'shop.TestQueue(0xc0000a6380)',
    '\t/srv/queue_test.go:5 +0x3f',
    'FAIL\tshop\t2.009s',
  ];
  const files = {
    'go.mod': ['module shop'],
    'queue.go': [
      'package shop',
      'type Queue struct {',
      '\titems chan int',
      '}',
      'func (q *Queue) Push(item int) {',
      '\tq.items <- item',
      '\tfor q.full() {',
      '\t}',
      '}',
    ],
    'queue_test.go': ['package shop', 'import "testing"', 'func TestQueue(t *testing.T) {', '\tq := &Queue{}', '\tq.Push(1)', '}'],
  };

  it('names the line of the goroutine that runs it, not the alarm', async () => {
    const { title, text } = await first(output(6), files);
    assert.equal(title, "The test's time was up while `Push` waited on `q.items`");
    assert.match(
      text,
      /^Line 6, `q\.items <- item`, waits until another goroutine receives from `q\.items`, and still waited when the test's time was up\./,
    );
    const loop = await first(output(7), files);
    assert.equal(loop.text, 'Line 7, `for q.full() {`, was where the test stood when its time was up.');
    assert.doesNotMatch(`${title} ${loop.title}`, /panics|asleep/);
  });
});
