import assert from 'node:assert/strict';
import { spawnSync } from 'node:child_process';
import { readdirSync, readFileSync, writeFileSync } from 'node:fs';
import { basename, dirname, join } from 'node:path';
import * as z from 'zod';
import { readCommand } from '../../../src/cli/options';
import { root } from '../../../scripts/runCommand.mjs';
import { builtCli } from '../../support/builtCli';
import { GitRepository, TempFolder } from '../../support/gitRepository';

const folder = join(root, 'plugin');
const read = (file: string): unknown => JSON.parse(readFileSync(join(folder, file), 'utf8'));
const text = z.string().min(1);
const about = {
  name: z.string().regex(/^[a-z0-9]+(?:-[a-z0-9]+)*$/),
  version: z.string().regex(/^\d+\.\d+\.\d+$/),
  description: text.max(1024),
  license: z.literal('MIT'),
  keywords: z.array(text),
};
const author = z.strictObject({ name: text });
const command = z.strictObject({ type: z.literal('command'), command: text, timeout: z.number() });
const groups = z.array(z.strictObject({ matcher: text, hooks: z.array(command).min(1) })).min(1);
const cursorHook = z.array(z.strictObject({ command: text, matcher: z.literal('Shell'), timeout: z.number() })).min(1);

/** The fields of each file, as its format defines them, and no others. */
const FORMATS: Readonly<Record<string, z.ZodType>> = {
  'plugin.json': z.strictObject({ $schema: z.literal('https://agent-plugins.org/schemas/1.0.0/plugin.schema.json'), ...about }),
  'mcp.json': z.strictObject({
    $schema: z.literal('https://agent-plugins.org/schemas/1.0.0/mcp.schema.json'),
    mcpServers: z.record(text, z.strictObject({ type: z.literal('stdio'), command: text, args: z.array(text), env: z.record(text, text) })),
  }),
  '.claude-plugin/plugin.json': z.strictObject({ ...about, author }),
  '.cursor-plugin/plugin.json': z.strictObject({ ...about, author, hooks: z.string().startsWith('./') }),
  '.mcp.json': z.strictObject({ mcpServers: z.record(text, z.strictObject({ command: text, args: z.array(text) })) }),
  'hooks/hooks.json': z.strictObject({
    description: text,
    hooks: z.strictObject({ PostToolUse: groups, PostToolUseFailure: groups }),
  }),
  'hooks/cursor.json': z.strictObject({
    version: z.literal(1),
    hooks: z.strictObject({ postToolUse: cursorHook, postToolUseFailure: cursorHook }),
  }),
  'com.github.copilot/hooks/hooks.json': z.strictObject({
    version: z.literal(1),
    hooks: z.strictObject({
      postToolUse: z.array(z.strictObject({ type: z.literal('command'), bash: text, powershell: text, timeoutSec: z.number() })).min(1),
    }),
  }),
};

describe('the plugin for agents', () => {
  const files = (readdirSync(folder, { recursive: true }) as string[]).map((file) => file.replaceAll('\\', '/'));

  for (const [file, format] of Object.entries(FORMATS))
    it(`has ${file} in its format`, () => {
      format.parse(read(file));
    });

  it('is listed for the clients that install from a repository', () => {
    const plugin = z.strictObject({ name: about.name, source: z.literal('./plugin'), description: text });
    const list = z.strictObject({ name: about.name, owner: author, plugins: z.array(plugin).length(1) });
    const { plugins } = list.parse(read('../.claude-plugin/marketplace.json'));
    assert.equal(plugins[0]?.name, (read('plugin.json') as { name: string }).name);
  });

  it('has no other file than those and its skill, and one version', () => {
    const known = [...Object.keys(FORMATS), 'skills/debug-with-context/SKILL.md'];
    assert.deepEqual(
      files.filter((file) => /\.\w+$/.test(basename(file)) && !known.includes(file) && !/-plugin$|copilot$/.test(file)),
      [],
    );
    const versions = ['plugin.json', '.claude-plugin/plugin.json', '.cursor-plugin/plugin.json'].map((file) => {
      return (read(file) as { version: string }).version;
    });
    const { version } = JSON.parse(readFileSync(join(root, 'package.json'), 'utf8')) as { version: string };
    assert.deepEqual(new Set(versions), new Set([version]));
  });

  it('has a skill by the rules of its format, which is short and says when to use it', () => {
    const [skill = ''] = files.filter((file) => file.endsWith('SKILL.md'));
    const content = readFileSync(join(folder, skill), 'utf8');
    const [, head = '', body = ''] = /^---\n([^]*?)\n---\n([^]*)$/.exec(content) ?? [];
    const fields = Object.fromEntries(head.split('\n').map((line) => line.split(/: (.*)/, 2) as [string, string]));
    assert.deepEqual(Object.keys(fields), ['name', 'description', 'license', 'compatibility']);
    assert.equal(fields['name'], basename(dirname(skill)));
    assert.ok((fields['description'] ?? '').length <= 1024 && (fields['compatibility'] ?? '').length <= 500);
    // A plain scalar of YAML: nothing in it may be read as something else.
    assert.doesNotMatch(fields['description'] ?? '', /: | #|^[&*!|>'"%@`{[]/);
    assert.ok(content.split('\n').length <= 150);
    for (const when of ['fails', 'crashes', 'stack trace', 'exception', 'assertion', 'CI', 'broke', 'fixed'])
      assert.ok(fields['description']?.includes(when), when);
    for (const named of ['run --investigate', 'blame', 'prove', 'verify']) assert.ok(body.includes(`debug-with-context ${named}`), named);
    assert.match(body, /\| debug-with-context check$/m);
  });

  it('names commands that exist, with their options', () => {
    const skill = readFileSync(join(folder, 'skills/debug-with-context/SKILL.md'), 'utf8');
    const lines = [...skill.matchAll(/debug-with-context ((?:run|blame|prove|verify|diagnose|check)\b[^`\n]*)/g)].map(
      ([, line = '']) => line,
    );
    assert.ok(lines.length >= 6);
    for (const line of lines) assert.notEqual(readCommand(line.trim().split(' '), '/').name, 'help', line);
  });

  describe('its hook', function () {
    const shop = new GitRepository();
    const bin = new TempFolder();
    after(() => [shop, bin].forEach((each) => each.dispose()));
    before(() => {
      shop.write('src/cart.js', 'function total(orders) {\n  return orders.length;\n}\ntotal();\n');
      shop.commit('Start');
      writeFileSync(join(bin.path, 'debug-with-context'), `#!/bin/sh\nexec "${process.execPath}" "${builtCli()}" "$@"\n`, { mode: 0o755 });
    });
    const ran = { command: 'node src/cart.js' };
    const claude = (read('hooks/hooks.json') as { hooks: Record<string, { hooks: { command: string }[] }[]> }).hooks;
    const cursor = (read('hooks/cursor.json') as { hooks: Record<string, { command: string }[]> }).hooks;
    const copilot = (read('com.github.copilot/hooks/hooks.json') as { hooks: Record<string, { bash: string }[]> }).hooks;
    /** What each client writes, in the words of its own documentation, and where it looks for the answer. */
    const clients = [
      {
        name: 'Claude Code',
        run: claude['PostToolUseFailure']?.[0]?.hooks[0]?.command,
        input: (error: string) => ({ hook_event_name: 'PostToolUseFailure', tool_name: 'Bash', tool_input: ran, error }),
        found: (answer: Record<string, Record<string, string>>) => answer['hookSpecificOutput']?.['additionalContext'],
      },
      {
        name: 'Cursor',
        run: cursor['postToolUse']?.[0]?.command,
        input: (output: string) => ({
          ...{ conversation_id: 'c', cursor_version: '2.0', hook_event_name: 'postToolUse', tool_name: 'Shell', tool_input: ran },
          tool_output: JSON.stringify({ output, exitCode: 1 }),
        }),
        found: (answer: Record<string, unknown>) => answer['additional_context'] as string | undefined,
      },
      {
        name: 'Copilot',
        run: copilot['postToolUse']?.[0]?.bash,
        input: (output: string) => ({
          ...{ toolName: 'bash', toolArgs: JSON.stringify(ran) },
          toolResult: { resultType: 'failure', textResultForLlm: output },
        }),
        found: (answer: Record<string, unknown>) => answer['additionalContext'] as string | undefined,
      },
    ] as const;

    for (const { name, run, input, found } of clients)
      it(`gives ${name} evidence about a command that failed`, () => {
        const { stderr } = spawnSync(process.execPath, ['src/cart.js'], { cwd: shop.path, encoding: 'utf8' });
        const env = { ...process.env, PATH: `${bin.path}:${process.env['PATH'] ?? ''}` };
        const payload = JSON.stringify({ cwd: shop.path, ...input(stderr) });
        const hook = spawnSync('sh', ['-c', run ?? 'exit 9'], { cwd: shop.path, env, input: payload, encoding: 'utf8' });
        assert.equal(hook.status, 0, hook.stderr);
        assert.match(found(JSON.parse(hook.stdout)) ?? '', /src\/cart\.js:2/);
      });

    it('is silent, and no error, where the program is not installed', () => {
      const env = { PATH: '/usr/bin:/bin' };
      const hook = spawnSync('sh', ['-c', clients[0].run ?? ''], { env, input: '{}', encoding: 'utf8' });
      assert.deepEqual([hook.status, hook.stdout, hook.stderr], [0, '', '']);
    });
  });
});
