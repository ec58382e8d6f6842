import assert from 'node:assert/strict';
import { DebugConsoles } from '../../../src/app/debugConsoles';

describe('DebugConsoles', () => {
  const consoles = () => {
    let minute = 0;
    return new DebugConsoles(() => `2026-11-29T10:${String(minute++).padStart(2, '0')}:00.000Z`);
  };

  it('joins what a child session printed with what its parent says afterwards', () => {
    const kept = consoles();
    kept.begin('parent', 'parent');
    kept.begin('child', 'parent');
    kept.print('parent', 'Uncaught TypeError: x is undefined\n    at planOf (/w/a.js:3:5)\n', 'stderr');
    assert.match(kept.end('child', 'parent')?.text ?? '', /planOf/);
    kept.print('parent', 'Process exited with code 1\n', 'console');
    const ended = kept.end('parent', 'parent');
    assert.match(ended?.text ?? '', /planOf[^]*Process exited with code 1/);
    assert.deepEqual(
      kept.all.map(({ session }) => session),
      ['parent'],
    );
  });

  it('forgets what a process printed before its session was restarted', () => {
    const kept = consoles();
    kept.begin('parent', 'parent');
    kept.begin('first', 'parent');
    kept.print('parent', 'TypeError: the first\n', 'stderr');
    kept.end('first', 'parent');
    kept.begin('second', 'parent');
    kept.print('parent', 'RangeError: the second\n', 'stderr');
    assert.equal(kept.end('second', 'parent')?.text, 'RangeError: the second\n');
  });

  it('keeps what several processes of one session print while one of them still runs', () => {
    const kept = consoles();
    kept.begin('parent', 'parent');
    kept.begin('main', 'parent');
    kept.print('parent', 'main\n', 'stdout');
    kept.begin('worker', 'parent');
    kept.print('parent', 'worker\n', 'stdout');
    assert.equal(kept.all[0]?.text, 'main\nworker\n');
  });

  it('puts the session that printed last first, and leaves out telemetry and silent sessions', () => {
    const kept = consoles();
    for (const session of ['a', 'b', 'silent']) kept.begin(session, session);
    kept.print('a', 'one', undefined);
    kept.print('b', 'two', 'stdout');
    assert.equal(kept.print('a', 'sent', 'telemetry'), false);
    kept.print('a', ' more', 'stderr');
    assert.deepEqual(
      kept.all.map(({ text }) => text),
      ['one more', 'two'],
    );
    assert.equal(kept.end('silent', 'silent'), undefined);
  });

  it('keeps the end of a console that is longer than its limit, and no more than a few sessions', () => {
    const kept = consoles();
    kept.begin('long', 'long');
    kept.print('long', 'x'.repeat(300_000), 'stdout');
    kept.print('long', 'the end', 'stderr');
    const [long] = kept.all;
    assert.ok(long && long.text.length <= 200_000 && long.text.endsWith('the end'));
    for (let at = 0; at < 50; at++) {
      kept.begin(`s${at}`, `s${at}`);
      kept.print(`s${at}`, 'text', 'stdout');
      kept.end(`s${at}`, `s${at}`);
    }
    assert.ok(kept.all.length <= 10);
    assert.ok(
      kept.all.some(({ session }) => session === 'long'),
      'a session that still runs is not forgotten',
    );
  });
});
