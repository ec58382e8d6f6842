import { execFile } from 'node:child_process';
import { existsSync } from 'node:fs';
import { cp, mkdir, readFile, readdir, rm } from 'node:fs/promises';
import { dirname, join } from 'node:path';
import { promisify } from 'node:util';
import * as vscode from 'vscode';
import { t } from '../core/language';
import { messageOf } from '../app/userFacingErrors';

interface SampleCommit {
  message: string;
  hoursAgo: number;
  author: string;
  files: string[];
  /** Sample file → file of media/sampleHistory with its earlier content. */
  earlier?: Record<string, string>;
}

/** Opens the sample in its own window, with its packages installed. Rejects if git is missing. */
export async function openSample({ extensionUri, globalStorageUri }: vscode.ExtensionContext): Promise<void> {
  const folder = vscode.Uri.joinPath(globalStorageUri, 'sample', 'order-history').fsPath;
  await prepareSampleFolder(extensionUri.fsPath, folder);
  const problem = await installPackages(folder);
  if (problem !== undefined) void vscode.window.showWarningMessage(problem);
  await vscode.commands.executeCommand('vscode.openFolder', vscode.Uri.file(folder), { forceNewWindow: true });
}

/**
 * Turns a folder into the sample: its files, and a git history whose breaking commit is from yesterday. Existing packages stay.
 * @param extension absolute folder of the extension
 */
export async function prepareSampleFolder(extension: string, folder: string): Promise<void> {
  const sample = join(extension, 'media', 'sample');
  const history = join(extension, 'media', 'sampleHistory');
  const commits = JSON.parse(await readFile(join(history, 'commits.json'), 'utf8')) as SampleCommit[];
  await mkdir(folder, { recursive: true });
  // Existing packages stay: they need no second download.
  for (const name of await readdir(folder)) if (name !== 'node_modules') await rm(join(folder, name), { recursive: true, force: true });
  await git(folder, ['init', '-q', '-b', 'main']);
  for (const { message, hoursAgo, author, files, earlier = {} } of commits) {
    for (const file of files) {
      await mkdir(dirname(join(folder, file)), { recursive: true });
      await cp(join(sample, file), join(folder, file), { recursive: true, filter: (from) => !from.endsWith('node_modules') });
    }
    for (const [file, before] of Object.entries(earlier)) await cp(join(history, before), join(folder, file));
    await git(folder, ['add', '-A']);
    const when = new Date(Date.now() - hoursAgo * 3_600_000).toISOString();
    const person = [
      '-c',
      'user.name=Sample',
      '-c',
      'user.email=sample@example.com',
      '-c',
      'commit.gpgsign=false',
      '-c',
      'core.hooksPath=/dev/null',
    ];
    await git(folder, [...person, 'commit', '-q', '--allow-empty', '-m', message, `--author=${author}`], {
      GIT_AUTHOR_DATE: when,
      GIT_COMMITTER_DATE: when,
    });
  }
}

/**
 * Installs the packages of a lock file, visibly and cancellably, unless they are there. Without them the sample opens, too.
 * @returns a sentence for the person if that failed
 */
export async function installPackages(folder: string): Promise<string | undefined> {
  if (existsSync(join(folder, 'node_modules', '.package-lock.json'))) return undefined;
  const options = {
    location: vscode.ProgressLocation.Notification,
    title: t("Installing the sample's packages from the npm registry, once"),
    cancellable: true,
  };
  const problem = await vscode.window.withProgress(options, async (_progress, token) => {
    const controller = new AbortController();
    token.onCancellationRequested(() => controller.abort());
    // On Windows npm is a script, which only a shell starts; no argument comes from outside.
    const run = promisify(execFile)('npm', ['ci', '--ignore-scripts', '--no-audit', '--no-fund'], {
      cwd: folder,
      signal: controller.signal,
      shell: process.platform === 'win32',
      timeout: 180_000,
    });
    return run.then(
      () => undefined,
      (error: unknown) => (controller.signal.aborted ? t('the installation was cancelled') : messageOf(error).split('\n', 1)[0]),
    );
  });
  return problem && t('The sample opens without its packages: {0}. Run "npm ci" in its terminal before "npm test".', problem);
}

async function git(cwd: string, args: string[], env: Record<string, string> = {}): Promise<void> {
  await promisify(execFile)('git', args, { cwd, env: { ...process.env, ...env } });
}
