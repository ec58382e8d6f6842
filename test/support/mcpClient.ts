import { pathToFileURL } from 'node:url';
import { Client } from '@modelcontextprotocol/client';
import { StdioClientTransport } from '@modelcontextprotocol/client/stdio';

/** The two eras of the protocol: that of 2025, with a handshake, and that of 2026-07-28. */
export const ERAS = ['2025', '2026'] as const;

export interface McpSession {
  client: Client;
  /** Of the server's process. */
  pid: number;
  /** Calls a tool. @returns its text, and whether it says that it failed */
  call: (name: string, args: Record<string, unknown>, options?: CallOptions) => Promise<{ text: string; failed: boolean }>;
  stderr: () => string;
}

/** How a client starts a server. */
export interface ServerStart {
  args?: readonly string[];
  env?: Record<string, string>;
  /** Folders that the client names if it is asked; otherwise it says that it cannot be asked. */
  roots?: readonly string[];
}

interface CallOptions {
  /** Sent with the call beside its arguments. */
  meta?: Record<string, unknown>;
  signal?: AbortSignal;
  onprogress?: (progress: { message?: string }) => void;
}

/** Starts the server as a client does, by the official client library. */
export async function connectMcp(
  { cli, cwd, args = [], env = {}, roots }: ServerStart & { cli: string; cwd: string },
  era: (typeof ERAS)[number] = '2025',
): Promise<McpSession> {
  const mode = era === '2026' ? { pin: '2026-07-28' } : ('legacy' as const);
  const capabilities = roots && { roots: {} };
  const client = new Client({ name: 'tests', version: '1' }, { versionNegotiation: { mode }, capabilities });
  if (roots) client.setRequestHandler('roots/list', () => ({ roots: roots.map((folder) => ({ uri: pathToFileURL(folder).href })) }));
  const own = Object.fromEntries(Object.entries(process.env).flatMap(([name, value]) => (value === undefined ? [] : [[name, value]])));
  const transport = new StdioClientTransport({
    ...{ command: process.execPath, args: [cli, 'mcp', ...args], cwd },
    ...{ env: { ...own, ...env }, stderr: 'pipe' },
  });
  let said = '';
  transport.stderr?.on('data', (chunk: Buffer) => (said += chunk.toString()));
  await client.connect(transport);
  return {
    client,
    pid: transport.pid ?? 0,
    stderr: () => said,
    call: async (name, given, { meta, ...options } = {}) => {
      const result = await client.callTool({ name, arguments: given, ...(meta && { _meta: meta }) }, { timeout: 120_000, ...options });
      const texts = (result.content as { type: string; text?: string }[]).map(({ text = '' }) => text);
      return { text: texts.join(''), failed: result.isError === true };
    },
  };
}
