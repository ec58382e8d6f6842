import * as vscode from 'vscode';
import { expandBraces } from './expandBraces';
import { headersOfServer } from './headersOfServer';
import { keptCount } from './keptCount';

export const providerSettings = ['local', 'openai', 'vscode', 'ollama', 'lmstudio'] as const;
export type ProviderSetting = (typeof providerSettings)[number];

/** The current settings of the product; never cached, so that a change takes effect immediately. */
export interface Settings {
  provider: ProviderSetting;
  openai: { baseUrl: string; model: string; headers: Record<string, string>; timeoutMs: number };
  vscodeModel: string;
  localServerModel: string;
  /** Tokens. */
  budget: number;
  changesWindowMs: number;
  smallFixSeconds: number;
  ignore: string[];
  redactEmails: boolean;
  redactHome: boolean;
  openIn: 'panel' | 'sidebar';
  /** Infinity for all. */
  keepInvestigations: number;
  recentFailures: boolean;
}

export const SECTION = 'debugWithContext';

/**
 * Reads the settings. In a workspace that is not trusted, VS Code itself ignores the workspace's values of the restricted ones (see
 * package.json, capabilities).
 */
export function readSettings(): Settings {
  const config = vscode.workspace.getConfiguration(SECTION);
  return {
    provider: config.get<ProviderSetting>('provider', 'local'),
    openai: {
      baseUrl: config.get('openai.baseUrl', ''),
      model: config.get('openai.model', ''),
      headers: strings(
        headersOfServer(config.inspect<string>('openai.baseUrl'), config.inspect<Record<string, unknown>>('openai.headers')),
      ),
      timeoutMs: config.get('openai.timeoutSeconds', 120) * 1000,
    },
    vscodeModel: config.get('vscode.model', ''),
    localServerModel: config.get('localServer.model', ''),
    budget: config.get('prompt.budget', 8000),
    changesWindowMs: config.get('changes.hours', 24) * 3_600_000,
    smallFixSeconds: config.get('smallFix.seconds', 60),
    ignore: config.get<string[]>('ignore', []).filter((pattern) => typeof pattern === 'string'),
    redactEmails: config.get('redact.emails', true),
    redactHome: config.get('redact.homeFolder', true),
    openIn: config.get<'panel' | 'sidebar'>('openIn', 'panel'),
    keepInvestigations: keptCount(config.get<unknown>('keepInvestigations')),
    recentFailures: config.get('recentFailures', true),
  };
}

/** Writes a setting at workspace level if it is already set there, otherwise at user level. */
export async function writeSetting(name: string, value: unknown): Promise<void> {
  const config = vscode.workspace.getConfiguration(SECTION);
  const inspected = config.inspect(name);
  const target = inspected?.workspaceValue === undefined ? vscode.ConfigurationTarget.Global : vscode.ConfigurationTarget.Workspace;
  await config.update(name, value, target);
}

/**
 * Paths that are never read, and paths that are left out until a frame names them, in gitignore syntax; braces, which that syntax lacks,
 * are expanded.
 */
export function ignorePatterns(): { ignore: string[]; exclude: string[] } {
  const excluded = vscode.workspace.getConfiguration('files').get<Record<string, unknown>>('exclude', {});
  const globs = Object.entries(excluded).flatMap(([glob, on]) => (on === true ? [glob] : []));
  return { ignore: readSettings().ignore.flatMap(expandBraces), exclude: globs.flatMap(expandBraces) };
}

function strings(record: Readonly<Record<string, unknown>>): Record<string, string> {
  return Object.fromEntries(Object.entries(record).filter((entry): entry is [string, string] => typeof entry[1] === 'string'));
}
