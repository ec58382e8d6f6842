import type { SecretStorage } from 'vscode';

/** API keys in VS Code's secret storage, one per server: a key is never sent to a server that it was not given for. */
export class ApiKeys {
  constructor(private readonly secrets: SecretStorage) {}

  async get(baseUrl: string): Promise<string | undefined> {
    return this.secrets.get(nameFor(baseUrl));
  }

  async set(baseUrl: string, key: string): Promise<void> {
    await this.secrets.store(nameFor(baseUrl), key.trim());
  }

  async clear(baseUrl: string): Promise<void> {
    await this.secrets.delete(nameFor(baseUrl));
  }
}

function nameFor(baseUrl: string): string {
  return `apiKey:${originOf(baseUrl)}`;
}

/** Scheme, host and port of a server; the text itself if it is no URL. */
export function originOf(baseUrl: string): string {
  try {
    return new URL(baseUrl).origin;
  } catch {
    return baseUrl;
  }
}

/** Host as the person knows it: `api.openai.com`, `localhost:11434`. */
export function hostOf(baseUrl: string): string {
  try {
    return new URL(baseUrl).host;
  } catch {
    return baseUrl;
  }
}
