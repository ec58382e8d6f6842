import assert from 'node:assert/strict';
import { spawnSync } from 'node:child_process';
import { mkdirSync, mkdtempSync, readdirSync, realpathSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { gptTokens } from '../../../../src/node/tokens/tokenCounter';
import { builtCli } from '../../../support/builtCli';

/** A token of a GitHub account in form, of none in fact. */
const SECRET = `ghp_${'a1B2c3D4e5F6g7H8i9J0'.repeat(2).slice(0, 36)}`;

describe('the hook, as an agent starts it', () => {
  let folder: string;

  before(() => {
    folder = realpathSync(mkdtempSync(join(tmpdir(), 'hook-')));
    mkdirSync(join(folder, 'src'));
    const many = Array.from({ length: 400 }, (_, i) => `  const part${i} = user.parts[${i}] ?? 'none';`);
    writeFileSync(
      join(folder, 'src/cart.js'),
      ['function total(user) {', `  const key = '${SECRET}';`, ...many, '  return user.orders.length;', '}', 'total({ parts: [] });'].join(
        '\n',
      ),
    );
  });
  after(() => rmSync(folder, { recursive: true, force: true }));

  const hook = (input: string) => spawnSync(process.execPath, [builtCli(), 'hook'], { input, cwd: tmpdir(), encoding: 'utf8' });
  const failure = (): string => spawnSync(process.execPath, ['src/cart.js'], { cwd: folder, encoding: 'utf8' }).stderr;
  const reported = (tool_response: unknown, more: object = {}): string =>
    JSON.stringify({
      cwd: folder,
      hook_event_name: 'PostToolUse',
      tool_name: 'Bash',
      tool_input: { command: 'node src/cart.js' },
      tool_response,
      ...more,
    });

  it('answers a failed command with evidence that names its code, within 1,500 tokens and 7,500 bytes, without secrets', async () => {
    const before = readdirSync(folder, { recursive: true });
    const { status, stdout, stderr } = hook(reported({ stdout: `token ${SECRET}`, stderr: failure(), exit_code: 1 }));
    assert.equal(status, 0);
    assert.equal(stderr, '');
    const { hookSpecificOutput } = JSON.parse(stdout) as { hookSpecificOutput: { hookEventName: string; additionalContext: string } };
    assert.equal(hookSpecificOutput.hookEventName, 'PostToolUse');
    assert.match(hookSpecificOutput.additionalContext, /TypeError: Cannot read properties of undefined/);
    assert.match(hookSpecificOutput.additionalContext, /src\/cart\.js:403/);
    assert.match(hookSpecificOutput.additionalContext, /return user\.orders\.length;/);
    assert.ok(!stdout.includes(SECRET));
    assert.ok(Buffer.byteLength(stdout) <= 7_500);
    assert.ok((await gptTokens()).count(hookSpecificOutput.additionalContext) <= 1_500);
    assert.deepEqual(readdirSync(folder, { recursive: true }), before);
  });

  it('answers in the form of the agent that asks', () => {
    const copilot = { cwd: folder, toolName: 'bash', toolArgs: { command: 'node src/cart.js' }, error: failure() };
    assert.deepEqual(Object.keys(JSON.parse(hook(JSON.stringify(copilot)).stdout) as object), ['additionalContext']);
    const cursor = { conversation_id: 'c', workspace_roots: [folder], command: 'node src/cart.js', output: failure() };
    assert.match((JSON.parse(hook(JSON.stringify(cursor)).stdout) as { additional_context: string }).additional_context, /TypeError/);
  });

  it('is silent with exit code 0 about anything else', () => {
    const elsewhere = failure().replaceAll(join(folder, 'src/cart.js'), '/nowhere/at/all/other.js');
    const inputs = {
      nothing: '',
      garbage: '\u0000\u0001 not json',
      'half of it': reported({ stderr: failure(), exit_code: 1 }).slice(0, -20),
      'a pass': reported({ stdout: 'ok', stderr: '', exit_code: 0 }),
      'an error outside the workspace': reported({ stderr: elsewhere, exit_code: 1 }),
      'a folder that does not exist': reported({ stderr: elsewhere, exit_code: 1 }, { cwd: '/nowhere/at/all' }),
      '100 MB': reported({ stderr: 'x'.repeat(100_000_000), exit_code: 1 }),
    };
    for (const [name, input] of Object.entries(inputs)) {
      const { status, stdout, stderr, error } = hook(input);
      assert.deepEqual({ status, stdout, stderr, error }, { status: 0, stdout: '', stderr: '', error: undefined }, name);
    }
  });

  it('explains itself, and says that it takes no arguments', () => {
    const help = spawnSync(process.execPath, [builtCli(), 'hook', '--help'], { encoding: 'utf8' });
    assert.match(help.stdout, /^usage: debug-with-context hook/);
    const wrong = spawnSync(process.execPath, [builtCli(), 'hook', 'x'], { encoding: 'utf8' });
    assert.equal(wrong.status, 2);
    assert.match(wrong.stderr, /hook takes no arguments/);
  });
});
