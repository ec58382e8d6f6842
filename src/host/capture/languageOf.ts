import type { Uri } from 'vscode';
import type { Language } from '../../core/capture/failureReport';

const byExtension: Record<string, Language> = {
  js: 'javascript',
  jsx: 'javascript',
  mjs: 'javascript',
  cjs: 'javascript',
  ts: 'javascript',
  tsx: 'javascript',
  mts: 'javascript',
  cts: 'javascript',
  vue: 'javascript',
  svelte: 'javascript',
  py: 'python',
  java: 'java',
  kt: 'java',
  kts: 'java',
  scala: 'java',
  cs: 'csharp',
  go: 'go',
  rs: 'rust',
  c: 'cpp',
  h: 'cpp',
  cc: 'cpp',
  cpp: 'cpp',
  cxx: 'cpp',
  hpp: 'cpp',
  php: 'php',
  rb: 'ruby',
  pl: 'perl',
  pm: 'perl',
  lua: 'lua',
  ex: 'elixir',
  exs: 'elixir',
  erl: 'elixir',
  dart: 'dart',
  swift: 'swift',
};

/** Language of a file by its extension. */
export function languageOf({ path }: Pick<Uri, 'path'>): Language {
  const extension = path.slice(path.lastIndexOf('.') + 1).toLowerCase();
  return byExtension[extension] ?? 'unknown';
}
