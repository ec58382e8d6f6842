import * as z from 'zod';

/** A model server that runs on this machine. */
export interface LocalServer {
  id: 'ollama' | 'lmstudio';
  label: string;
  /** For {@link createOpenAiProvider}. */
  baseUrl: string;
  /** Models that can chat, as the server names them. */
  models: string[];
}

interface DetectOptions {
  /** Ports to check; the servers' own if absent. */
  ports?: { ollama?: number; lmstudio?: number };
  timeoutMs?: number;
  signal?: AbortSignal;
}

const tagsSchema = z.object({ models: z.array(z.object({ name: z.string() })).nullable() });
const modelsSchema = z.object({ data: z.array(z.object({ id: z.string() })).nullable() });

/** Byte limit for a list of models. */
const MAX_LIST = 1_000_000;

/**
 * Looks for Ollama and LM Studio on their default ports of this machine. Called only when the person opens the choice of providers.
 * Never throws: a port that does not answer in time, or answers something else, is not a server.
 */
export async function detectLocalServers({ ports, timeoutMs = 300, signal }: DetectOptions = {}): Promise<LocalServer[]> {
  const origin = (port: number) => `http://127.0.0.1:${port}`;
  const ollama = origin(ports?.ollama ?? 11434);
  const lmstudio = origin(ports?.lmstudio ?? 1234);
  const get = (url: string) => getJson(url, timeoutMs, signal);
  const [tags, ollamaModels, studioModels] = await Promise.all([
    get(`${ollama}/api/tags`),
    get(`${ollama}/v1/models`),
    get(`${lmstudio}/v1/models`),
  ]);
  const found: LocalServer[] = [];
  const tagged = tagsSchema.safeParse(tags);
  // Old versions answer only the first; the second shows that chat completions exist as well.
  if (tagged.success && (ollamaModels !== undefined || tagged.data.models?.length)) {
    found.push({
      id: 'ollama',
      label: 'Ollama',
      baseUrl: `${ollama}/v1`,
      models: chatModels(tagged.data.models?.map((model) => model.name)),
    });
  }
  const listed = modelsSchema.safeParse(studioModels);
  if (listed.success) {
    found.push({
      id: 'lmstudio',
      label: 'LM Studio',
      baseUrl: `${lmstudio}/v1`,
      models: chatModels(listed.data.data?.map((model) => model.id)),
    });
  }
  return found;
}

function chatModels(names: string[] | undefined): string[] {
  return (names ?? []).filter((name) => !/embed|rerank|whisper|\bbge\b|nomic-bert/i.test(name)).slice(0, 200);
}

async function getJson(url: string, timeoutMs: number, signal: AbortSignal | undefined): Promise<unknown> {
  const timeout = AbortSignal.timeout(timeoutMs);
  try {
    const response = await fetch(url, { signal: signal ? AbortSignal.any([signal, timeout]) : timeout, redirect: 'error' });
    if (!response.ok || Number(response.headers.get('content-length') ?? 0) > MAX_LIST) {
      await response.body?.cancel();
      return undefined;
    }
    return (await response.json()) as unknown;
  } catch {
    return undefined;
  }
}
