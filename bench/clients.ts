// Whether the plugin fires in the real clients: each is started once on a program that fails, without a network and without an account,
// against a model of this bench's own, which asks for the failing command, then for a diagnosis, and says that it is done. What the client
// sent to it shows whether it took in the skill, the server's tools, the evidence of the hook and a diagnosis of the project's own code.
// usage: npm run bench:clients -- [--claude PATH] [--codex PATH] [--copilot PATH]; one that is neither named nor on the PATH is left out
import { spawn, spawnSync } from 'node:child_process';
import { chmodSync, copyFileSync, mkdirSync, mkdtempSync, realpathSync, rmSync, writeFileSync } from 'node:fs';
import type { AddressInfo } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { parseArgs } from 'node:util';
import { root } from '../scripts/runCommand.mjs';
import { startFakeModel, type Wish } from './clients/fakeModel';
import { printTable } from './support/table';

const PLUGIN = join(root, 'plugin');
const PROGRAM = 'function total(orders) {\n  return orders.length;\n}\ntotal();\n';
const COMMAND = 'node src/cart.js';
const LIMIT_MS = 120_000;
const NAME = 'debug-with-context';

interface Client {
  name: string;
  /** Validates the plugin without a model; absent where the client has no such command. */
  validate?: string[];
  /** Installs it, where it cannot be named when the client starts. */
  install?: string[][];
  /** Readies the client's own folder. */
  prepare?: (home: string) => void;
  arguments: (model: string) => string[];
  env?: (model: string) => Record<string, string>;
  form: 'messages' | 'responses';
  /** Its tool for commands, and how that names the command. */
  shell: string;
  word: string;
}

const CLIENTS: Readonly<Record<'claude' | 'codex' | 'copilot', Client>> = {
  claude: {
    name: 'Claude Code',
    validate: ['plugin', 'validate', PLUGIN],
    arguments: () => ['-p', `run ${COMMAND}`, '--plugin-dir', PLUGIN, '--allowedTools', `Bash,mcp__plugin_${NAME}_${NAME}`],
    env: (model) => ({ ANTHROPIC_BASE_URL: model, ANTHROPIC_API_KEY: 'none', CLAUDE_CODE_DISABLE_NONESSENTIAL_TRAFFIC: '1' }),
    form: 'messages',
    shell: 'Bash',
    word: 'command',
  },
  codex: {
    name: 'Codex CLI',
    install: [
      ['plugin', 'marketplace', 'add', root],
      ['plugin', 'add', `${NAME}@${NAME}`],
    ],
    // A plugin of its kind brings no hook: the person puts it there, and trusts it.
    prepare: (home) => {
      mkdirSync(join(home, '.codex'), { recursive: true });
      copyFileSync(join(PLUGIN, 'hooks', 'hooks.json'), join(home, '.codex', 'hooks.json'));
    },
    arguments: (model) => [
      ...['exec', '--skip-git-repo-check', '--dangerously-bypass-approvals-and-sandbox', '--dangerously-bypass-hook-trust'],
      ...['-c', `model_providers.fake={name="fake",base_url="${model}/v1",wire_api="responses"}`, '-c', 'model_provider=fake'],
      ...['-m', 'fake', `run ${COMMAND}`],
    ],
    form: 'responses',
    shell: 'exec_command',
    word: 'cmd',
  },
  copilot: {
    name: 'Copilot CLI',
    arguments: () => ['-p', `run ${COMMAND}`, '--plugin-dir', PLUGIN, '--allow-all-tools'],
    env: (model) => ({
      COPILOT_PROVIDER_BASE_URL: model,
      COPILOT_PROVIDER_TYPE: 'anthropic',
      COPILOT_PROVIDER_API_KEY: 'none',
      COPILOT_MODEL: 'claude-sonnet-4',
    }),
    form: 'messages',
    shell: 'bash',
    word: 'command',
  },
};

/** What a client sent, one text per question. */
interface Asked {
  requests: string[];
  version: string;
  valid: string;
}

async function main(): Promise<void> {
  const options = { claude: { type: 'string' }, codex: { type: 'string' }, copilot: { type: 'string' } } as const;
  const { values } = parseArgs({ options });
  const rows: (string | number)[][] = [];
  for (const [id, client] of Object.entries(CLIENTS)) {
    const asked = await ask(values[id as keyof typeof values] ?? id, client);
    if (!asked) {
      console.log(`${client.name}: not found, left out.`);
      continue;
    }
    const said = asked.requests.join('\n');
    rows.push([
      client.name,
      asked.version,
      asked.valid,
      word(/skills?\b[^]{0,20000}debug-with-context/i.test(said) && /Use when|before you edit/i.test(said)),
      new Set(said.match(/[\w-]*(?:diagnose_failure|run_and_diagnose|check_hypothesis|prove_fix)(?=")/g)).size,
      word(/A possible cause, not proven: `orders` is undefined/.test(said)),
      word(/src\/cart\.js:1-3 total: the error is thrown here/.test(said)),
    ]);
  }
  const head = ['', 'version', 'manifest', 'skill listed', 'tools', 'evidence of the hook', 'diagnosis of the project'];
  if (rows.length) printTable('The plugin in real clients', [head, ...rows]);
}

async function ask(program: string, client: Client): Promise<Asked | undefined> {
  const version = spawnSync(program, ['--version'], { encoding: 'utf8' });
  if (version.error) return undefined;
  const folder = realpathSync(mkdtempSync(join(tmpdir(), 'clients-')));
  const requests: string[] = [];
  const output = `TypeError: Cannot read properties of undefined (reading 'length')\n    at total (${folder}/shop/src/cart.js:2:17)\n`;
  const wishes: Wish[] = [
    { tool: client.shell, input: { [client.word]: COMMAND, description: 'Run it' } },
    { tool: 'diagnose_failure', input: { output } },
  ];
  const model = await startFakeModel(client.form, wishes, requests);
  try {
    for (const name of ['bin', 'home', 'shop/src']) mkdirSync(join(folder, name), { recursive: true });
    writeFileSync(join(folder, 'shop/src/cart.js'), PROGRAM);
    client.prepare?.(join(folder, 'home'));
    const cli = join(folder, 'bin', NAME);
    writeFileSync(cli, `#!/bin/sh\nexec "${process.execPath}" "${join(root, 'dist', 'cli.js')}" "$@"\n`);
    chmodSync(cli, 0o755);
    const address = `http://127.0.0.1:${(model.address() as AddressInfo).port}`;
    const env = {
      ...process.env,
      ...client.env?.(address),
      HOME: join(folder, 'home'),
      PWD: join(folder, 'shop'),
      PATH: `${join(folder, 'bin')}:${process.env['PATH'] ?? ''}`,
    };
    const runs = (args: string[]): boolean => spawnSync(program, args, { env, encoding: 'utf8', timeout: LIMIT_MS }).status === 0;
    const valid = (client.validate && runs(client.validate)) ?? client.install?.every(runs);
    await ended(program, client.arguments(address), { cwd: join(folder, 'shop'), env });
    return { requests, version: version.stdout.trim().split('\n')[0] ?? '', valid: valid === undefined ? 'no validator' : word(valid) };
  } finally {
    model.close();
    model.closeAllConnections();
    rmSync(folder, { recursive: true, force: true });
  }
}

function ended(program: string, args: readonly string[], options: { cwd: string; env: NodeJS.ProcessEnv }): Promise<void> {
  const child = spawn(program, args, { ...options, stdio: 'ignore', timeout: LIMIT_MS });
  return new Promise((resolve) => child.once('close', () => resolve()));
}

function word(holds: boolean): string {
  return holds ? 'yes' : 'NO';
}

void main();
