import * as vscode from 'vscode';
import type { ReferenceCompletion } from '../protocol/panelState';
import { relativeName } from './workspaceFiles';

const MOST = 8;
/** Maximum wait, ms: a language server that is still starting must not delay the list. */
const SYMBOLS_WAIT = 400;

/**
 * Files and symbols of the workspace whose name contains the text typed after an `@`: files first, short paths first.
 * @param query without the `@`
 */
export async function completeReference(query: string): Promise<ReferenceCompletion[]> {
  const name = query.slice(query.lastIndexOf('/') + 1);
  if (!name) return [];
  const [files, symbols] = await Promise.all([filesLike(query), within(SYMBOLS_WAIT, symbolsLike(name))]);
  const some = files.slice(0, symbols.length ? MOST - Math.min(3, symbols.length) : MOST);
  return [...some, ...symbols.slice(0, MOST - some.length)];
}

async function filesLike(query: string): Promise<ReferenceCompletion[]> {
  const slash = query.lastIndexOf('/');
  const folder = slash < 0 ? '' : `${anyCase(query.slice(0, slash))}*/**/`;
  const found = await vscode.workspace.findFiles(`**/${folder}*${anyCase(query.slice(slash + 1))}*`, '**/node_modules/**', 60);
  return (
    found
      .flatMap((uri) => relativeName(uri) ?? [])
      // With special characters, a glob matches more than the literal name.
      .filter((file) =>
        baseOf(file)
          .toLowerCase()
          .includes(query.slice(slash + 1).toLowerCase()),
      )
      .sort((a, b) => a.length - b.length || a.localeCompare(b))
      .map((file) => ({ label: baseOf(file), detail: file, reference: `@${file}` }))
  );
}

async function symbolsLike(name: string): Promise<ReferenceCompletion[]> {
  const found =
    (await vscode.commands.executeCommand<vscode.SymbolInformation[] | undefined>('vscode.executeWorkspaceSymbolProvider', name)) ?? [];
  const wanted = name.toLowerCase();
  return found
    .filter((symbol) => symbol.name.toLowerCase().includes(wanted))
    .flatMap(({ name: label, location: { uri, range } }) => {
      const file = relativeName(uri);
      if (file === undefined || file.includes('node_modules/')) return [];
      const [start, end] = [range.start.line + 1, range.end.line + 1];
      const lines = end > start ? `${start}-${end}` : `${start}`;
      return [{ label, detail: `${file}:${lines}`, reference: `@${file}:${lines}` }];
    })
    .sort((a, b) => a.label.length - b.label.length || a.detail.localeCompare(b.detail));
}

/** A glob that matches a text in any case; glob characters match any one character. */
function anyCase(text: string): string {
  return [...text]
    .map((char) =>
      /[[\]{}*?!,]/.test(char) ? '?' : char.toLowerCase() === char.toUpperCase() ? char : `[${char.toLowerCase()}${char.toUpperCase()}]`,
    )
    .join('');
}

function baseOf(file: string): string {
  return file.slice(file.lastIndexOf('/') + 1);
}

/** Empty if it takes too long or fails: the list then omits these. */
async function within<T>(wait: number, work: Promise<T[]>): Promise<T[]> {
  let timer: NodeJS.Timeout | undefined;
  const late = new Promise<T[]>((resolve) => (timer = setTimeout(() => resolve([]), wait)));
  try {
    return await Promise.race([work.catch(() => []), late]);
  } finally {
    clearTimeout(timer);
  }
}
