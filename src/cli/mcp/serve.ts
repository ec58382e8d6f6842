import { Writable } from 'node:stream';
import { McpServer, type ServerContext } from '@modelcontextprotocol/server';
import { serveStdio, StdioServerTransport } from '@modelcontextprotocol/server/stdio';
import { version } from '../../../package.json';
import { plainText } from '../plainText';
import { Calls, type Answer, type CallStep } from './calls';
import { ASKS_FOR_FOLDER, clientFolder } from './clientFolder';
import { fittedAnswer } from './fittedAnswer';
import { INSTRUCTIONS, TOOLS, type Tool } from './tools';
import { WorkspaceGate } from './workspaceGate';

/** Bytes of one message: longer ones end the connection, so a log that is too long has to be refused before. */
const MOST_MESSAGE = 128_000_000;
/** A client that renews its patience by progress hears of it this often, ms. */
const BEAT_MS = 10_000;

/**
 * `mcp`: serves the tools over standard input and output, in both eras of the protocol, until the client has gone; what runs then is ended.
 * @param assets folder that holds cli.js
 */
export async function serve({ workspace }: { workspace: string }, assets: string): Promise<void> {
  const calls = new Calls(assets);
  const gate = new WorkspaceGate(workspace);
  const transport = new StdioServerTransport(process.stdin, protocolOutput(), { maxBufferSize: MOST_MESSAGE });
  const gone = new Promise((ended) => {
    process.stdin.once('end', ended).once('close', ended);
    process.stdout.once('error', ended);
  });
  process.stderr.on('error', () => undefined);
  serveStdio(() => makeServer(calls, gate), { transport });
  await gone;
  calls.endAll();
}

function makeServer(calls: Calls, gate: WorkspaceGate): McpServer {
  const server = new McpServer(
    { name: 'debug-with-context', title: 'Debug with Context', version },
    { instructions: INSTRUCTIONS, capabilities: ASKS_FOR_FOLDER },
  );
  for (const tool of TOOLS) register(server, tool, calls, gate);
  return server;
}

function register(server: McpServer, tool: Tool, calls: Calls, gate: WorkspaceGate): void {
  const { name, title, description, input, annotations, answer } = tool;
  const config = { title, description, inputSchema: input, annotations: { title, ...annotations } };
  server.registerTool(name, config, async (args, context: ServerContext) => {
    const beat = progressOf(context);
    try {
      const folder = (await gate.isProject()) ? undefined : await clientFolder(server, context);
      return toResult(await answer(args, calls, folder === undefined ? gate : new WorkspaceGate(folder), beat.step));
    } finally {
      beat.end();
    }
  });
}

function toResult({ text, failed }: Answer) {
  // Text alone: beside structured content several clients drop it. A refusal names what a model gave, which may be anything.
  return { content: [{ type: 'text' as const, text: fittedAnswer(plainText(text)) }], ...(failed && { isError: true }) };
}

/** Tells the client how far a call is, if it asked. */
function progressOf({ mcpReq }: ServerContext): { step: CallStep; end: () => void } {
  const token = mcpReq._meta?.progressToken;
  if (token === undefined) return { step: { signal: mcpReq.signal, onProgress: () => {} }, end: () => {} };
  let [steps, last] = [0, 'started'];
  const tell = (message: string): void => {
    last = message;
    steps += 1;
    const params = { progressToken: token, progress: steps, message };
    mcpReq.notify({ method: 'notifications/progress', params }).catch(() => undefined);
  };
  const beat = setInterval(() => tell(last), BEAT_MS);
  return { step: { signal: mcpReq.signal, onProgress: tell }, end: () => clearInterval(beat) };
}

/** Standard output for the protocol alone: whatever else writes to it lands on standard error. */
function protocolOutput(): Writable {
  const { stdout, stderr } = process;
  const write = stdout.write.bind(stdout) as (chunk: unknown, done: (error?: Error | null) => void) => boolean;
  stdout.write = stderr.write.bind(stderr);
  const output = new Writable({ write: (chunk, _encoding, done) => void write(chunk, done) });
  stdout.on('error', (error: Error) => output.destroy(error));
  return output;
}
