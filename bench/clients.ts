// Whether the plugin fires in the real clients: each is started once on a program that fails, without a network and without an account,
// against a model of this bench's own, which asks for one shell command and then says that it is done. What the client sent to it shows
// whether it took in the skill, the server's tools and the evidence of the hook.
// usage: npm run bench:clients -- [--claude PATH] [--copilot PATH]; a client that is neither named nor on the PATH is left out
import { spawn, spawnSync } from 'node:child_process';
import { chmodSync, mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { createServer, type Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { parseArgs } from 'node:util';
import { root } from '../scripts/runCommand.mjs';
import { printTable } from './support/table';

const PLUGIN = join(root, 'plugin');
const PROGRAM = 'function total(orders) {\n  return orders.length;\n}\ntotal();\n';
const COMMAND = 'node src/cart.js';
const LIMIT_MS = 120_000;

interface Client {
  name: string;
  /** Validates the plugin without a model; absent where the client has no such command. */
  validate?: string[];
  arguments: string[];
  env: (model: string) => Record<string, string>;
  /** Its tool for commands. */
  shell: string;
}

const CLIENTS: Readonly<Record<'claude' | 'copilot', Client>> = {
  claude: {
    name: 'Claude Code',
    validate: ['plugin', 'validate', PLUGIN],
    arguments: ['-p', `run ${COMMAND}`, '--plugin-dir', PLUGIN, '--allowedTools', 'Bash'],
    env: (model) => ({ ANTHROPIC_BASE_URL: model, ANTHROPIC_API_KEY: 'none', CLAUDE_CODE_DISABLE_NONESSENTIAL_TRAFFIC: '1' }),
    shell: 'Bash',
  },
  copilot: {
    name: 'Copilot CLI',
    arguments: ['-p', `run ${COMMAND}`, '--plugin-dir', PLUGIN, '--allow-all-tools'],
    env: (model) => ({
      COPILOT_PROVIDER_BASE_URL: model,
      COPILOT_PROVIDER_TYPE: 'anthropic',
      COPILOT_PROVIDER_API_KEY: 'none',
      COPILOT_MODEL: 'claude-sonnet-4',
    }),
    shell: 'bash',
  },
};

/** What a client sent, one text per question. */
interface Asked {
  requests: string[];
  version: string;
  valid: string;
}

async function main(): Promise<void> {
  const { values } = parseArgs({ options: { claude: { type: 'string' }, copilot: { type: 'string' } } });
  const rows: (string | number)[][] = [];
  for (const [id, client] of Object.entries(CLIENTS)) {
    const program = values[id as keyof typeof values] ?? id;
    const asked = await ask(program, client);
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
      word(/A possible cause, not proven: `orders` is undefined/.test(asked.requests.at(-1) ?? '')),
    ]);
  }
  if (rows.length)
    printTable('The plugin in real clients', [['', 'version', 'manifest', 'skill listed', 'tools', 'evidence of the hook'], ...rows]);
}

async function ask(program: string, client: Client): Promise<Asked | undefined> {
  const version = spawnSync(program, ['--version'], { encoding: 'utf8' });
  if (version.error) return undefined;
  const folder = mkdtempSync(join(tmpdir(), 'clients-'));
  const requests: string[] = [];
  const model = await startModel(client.shell, requests);
  try {
    for (const name of ['bin', 'home', 'shop/src']) mkdirSync(join(folder, name), { recursive: true });
    writeFileSync(join(folder, 'shop/src/cart.js'), PROGRAM);
    const cli = join(folder, 'bin', 'debug-with-context');
    writeFileSync(cli, `#!/bin/sh\nexec "${process.execPath}" "${join(root, 'dist', 'cli.js')}" "$@"\n`);
    chmodSync(cli, 0o755);
    const { port } = model.address() as AddressInfo;
    const env = {
      ...process.env,
      ...client.env(`http://127.0.0.1:${port}`),
      HOME: join(folder, 'home'),
      PATH: `${join(folder, 'bin')}:${process.env['PATH'] ?? ''}`,
    };
    const valid = client.validate && spawnSync(program, client.validate, { env, encoding: 'utf8', timeout: LIMIT_MS }).status === 0;
    await ended(program, client.arguments, { cwd: join(folder, 'shop'), env });
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

/** A model that asks for one command, in the form of Anthropic's API. @param requests gets what it is sent */
function startModel(shell: string, requests: string[]): Promise<Server> {
  const server = createServer((request, response) => {
    let body = '';
    request.on('data', (chunk: Buffer) => (body += chunk.toString()));
    request.on('end', () => {
      if (!request.url?.includes('/messages') || request.url.includes('count_tokens')) {
        response.writeHead(200, { 'content-type': 'application/json' }).end('{"input_tokens":1}');
        return;
      }
      requests.push(body);
      const { tools = [], stream = false } = JSON.parse(body) as { tools?: { name: string }[]; stream?: boolean };
      const runs = tools.some(({ name }) => name === shell) && !body.includes('"tool_result"');
      const content = runs
        ? { type: 'tool_use', id: 'toolu_1', name: shell, input: { command: COMMAND, description: 'Run it' } }
        : { type: 'text', text: 'Done.' };
      const stop_reason = runs ? 'tool_use' : 'end_turn';
      const usage = { input_tokens: 1, output_tokens: 1 };
      const message = { id: 'msg_1', type: 'message', role: 'assistant', model: 'fake', stop_sequence: null, usage };
      if (!stream) {
        response
          .writeHead(200, { 'content-type': 'application/json' })
          .end(JSON.stringify({ ...message, content: [content], stop_reason }));
        return;
      }
      const start = runs ? { ...content, input: {} } : { type: 'text', text: '' };
      const delta = runs
        ? { type: 'input_json_delta', partial_json: JSON.stringify(content.input) }
        : { type: 'text_delta', text: 'Done.' };
      const events = [
        { type: 'message_start', message: { ...message, content: [], stop_reason: null } },
        { type: 'content_block_start', index: 0, content_block: start },
        { type: 'content_block_delta', index: 0, delta },
        { type: 'content_block_stop', index: 0 },
        { type: 'message_delta', delta: { stop_reason, stop_sequence: null }, usage },
        { type: 'message_stop' },
      ];
      response.writeHead(200, { 'content-type': 'text/event-stream' });
      response.end(events.map((event) => `event: ${event.type}\ndata: ${JSON.stringify(event)}\n\n`).join(''));
    });
  });
  return new Promise((resolve) => server.listen(0, '127.0.0.1', () => resolve(server)));
}

void main();
