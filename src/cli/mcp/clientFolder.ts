import { fileURLToPath } from 'node:url';
import type { McpServer, ServerContext } from '@modelcontextprotocol/server';

/** Codex sends the folder of its session with each call to a server that declares this. */
const SESSION = 'codex/sandbox-state-meta';
/** What a server declares so that it is told. */
export const ASKS_FOR_FOLDER = { experimental: { [SESSION]: {} } };
/** Where `${PWD}` of a plugin's configuration is filled in, it is the folder that the client was started in; elsewhere it stays as it is. */
const STARTED_IN = 'DEBUG_WITH_CONTEXT_FOLDER';
/** A client that never answers keeps no call waiting, ms. */
const PATIENCE_MS = 5_000;

/**
 * The folder that the client says its session is in, not the model; undefined if it does not say. Plugins start their servers in their own
 * folder.
 */
export async function clientFolder({ server }: McpServer, { mcpReq }: ServerContext): Promise<string | undefined> {
  const session = mcpReq._meta?.[SESSION];
  if (typeof session === 'object' && session !== null && 'sandboxCwd' in session) return folderOf(session.sandboxCwd);
  const roots = server.getClientCapabilities()?.roots ? await rootsOf(server) : [];
  return [...roots, process.env[STARTED_IN]].map(folderOf).find((folder) => folder !== undefined);
}

async function rootsOf(server: McpServer['server']): Promise<string[]> {
  try {
    const { roots } = await server.listRoots(undefined, { timeout: PATIENCE_MS });
    return roots.map(({ uri }) => uri);
  } catch {
    // It has none, or speaks the protocol of 2026, in which a server does not ask.
    return [];
  }
}

function folderOf(place: unknown): string | undefined {
  if (typeof place !== 'string') return undefined;
  if (!place.startsWith('file:')) return /^(?:\/|[A-Za-z]:[\\/])/.test(place) ? place : undefined;
  try {
    return fileURLToPath(place);
  } catch {
    return undefined;
  }
}
