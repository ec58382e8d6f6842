import { execFile } from 'node:child_process';
import { cp, mkdir, readFile, rm } from 'node:fs/promises';
import { dirname, join } from 'node:path';
import { promisify } from 'node:util';
import * as vscode from 'vscode';

interface SampleCommit {
  message: string;
  hoursAgo: number;
  author: string;
  files: string[];
  /** Sample file → file of media/sampleHistory with what it held then. */
  earlier?: Record<string, string>;
}

/**
 * Opens the sample in a window of its own: a copy in the extension's storage, with a git history whose last commit is from yesterday.
 * Rejects where git is missing.
 */
export async function openSample({ extensionUri, globalStorageUri }: vscode.ExtensionContext): Promise<void> {
  const sample = vscode.Uri.joinPath(extensionUri, 'media', 'sample').fsPath;
  const history = vscode.Uri.joinPath(extensionUri, 'media', 'sampleHistory').fsPath;
  const folder = vscode.Uri.joinPath(globalStorageUri, 'sample', 'order-history').fsPath;
  const commits = JSON.parse(await readFile(join(history, 'commits.json'), 'utf8')) as SampleCommit[];
  await rm(folder, { recursive: true, force: true });
  await mkdir(folder, { recursive: true });
  await git(folder, ['init', '-q', '-b', 'main']);
  for (const { message, hoursAgo, author, files, earlier = {} } of commits) {
    for (const file of files) {
      await mkdir(dirname(join(folder, file)), { recursive: true });
      await cp(join(sample, file), join(folder, file), { recursive: true, filter: (from) => !from.endsWith('node_modules') });
    }
    for (const [file, before] of Object.entries(earlier)) await cp(join(history, before), join(folder, file));
    await git(folder, ['add', '-A']);
    const when = new Date(Date.now() - hoursAgo * 3_600_000).toISOString();
    const person = ['-c', 'user.name=Sample', '-c', 'user.email=sample@example.com', '-c', 'commit.gpgsign=false'];
    await git(folder, [...person, 'commit', '-q', '--allow-empty', '-m', message, `--author=${author}`], {
      GIT_AUTHOR_DATE: when,
      GIT_COMMITTER_DATE: when,
    });
  }
  await vscode.commands.executeCommand('vscode.openFolder', vscode.Uri.file(folder), { forceNewWindow: true });
}

async function git(cwd: string, args: string[], env: Record<string, string> = {}): Promise<void> {
  await promisify(execFile)('git', args, { cwd, env: { ...process.env, ...env } });
}
