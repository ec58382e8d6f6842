import assert from 'node:assert/strict';
import { hypothesesOf } from '../../../../support/hypothesesOf';

async function first(output: string[], files: Record<string, string[]>): Promise<{ title: string; text: string; places: string[] }> {
  const [card] = (await hypothesesOf(output, files)).hypotheses;
  return { title: card?.title ?? '', text: card?.rootCause ?? '', places: card?.evidence.map(({ file, line }) => `${file}:${line}`) ?? [] };
}

describe('explainFailure: a list of promises that nobody waits for', () => {
  const load = (users: string, use = 'return users.map((each) => each.name.trim());'): Record<string, string[]> => ({
    'load.js': [
      'async function user(id) {',
      "  return { id, name: 'Ada' };",
      '}',
      'async function names(ids) {',
      `  const users = ${users};`,
      `  ${use}`,
      '}',
    ],
  });
  const output = [
    "TypeError: Cannot read properties of undefined (reading 'trim')",
    '    at load.js:6:45',
    '    at Array.map (<anonymous>)',
    '    at names (load.js:6:16)',
  ];

  it('is named in JavaScript, whether a callback or a loop makes it', async () => {
    const { text, places } = await first(output, load('ids.map((id) => user(id))'));
    assert.match(
      text,
      /`users` holds promises: each is made on line 5 by `user\(id\)` without `await`, and `user` is `async` \(line 1\)\. `await Promise\.all\(users\)` would wait/,
    );
    assert.ok(places.includes('load.js:5'));
    const loop = await first(
      [output[0]!, output[3]!],
      load('ids.map((id) => user(id))', 'for (const each of users) print(each.name.trim());'),
    );
    assert.match(loop.text, /`users` holds promises/);
  });

  it('is not claimed where the list is waited for, or holds something else', async () => {
    for (const users of [
      'await Promise.all(ids.map((id) => user(id)))',
      'ids.map((id) => ({ id, name: undefined, later: user(id) }))',
      'ids.map((id) => wrap(user(id)))',
    ])
      assert.doesNotMatch((await first(output, load(users))).text, /holds promises/, users);
  });

  it('is named in Python, as coroutines', async () => {
    const api = (users: string): Record<string, string[]> => ({
      'api.py': [
        'async def fetch(name):',
        '    return {"name": name}',
        '',
        'async def main():',
        `    users = ${users}`,
        '    print([user["name"] for user in users])',
      ],
    });
    const trace = [
      'Traceback (most recent call last):',
      '  File "api.py", line 6, in main',
      "TypeError: 'coroutine' object is not subscriptable",
    ];
    const { title, text } = await first(trace, api('[fetch(name) for name in ("ada", "bob")]'));
    assert.equal(title, '`user` is a coroutine: `await` is missing');
    assert.match(text, /`users` holds coroutines: each is made on line 5 by `fetch\(name\)` without `await`/);
    assert.doesNotMatch((await first(trace, api('await asyncio.gather(*[fetch(name) for name in NAMES])'))).text, /holds coroutines/);
  });
});
