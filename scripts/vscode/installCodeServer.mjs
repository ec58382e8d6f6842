import { existsSync } from 'node:fs';
import { mkdir, readFile, rm, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { StepFailed, root, runNpmOnline } from '../runCommand.mjs';

/**
 * A real VS Code from the npm registry: code-server, and the Node that it needs. Both are far too big to be dependencies (about
 * 900 MB on disk), so they are installed on demand.
 */
const versions = { codeServer: '4.139.1', node: '24.21.0' };

/**
 * @typedef {object} CodeServer
 * @property {string} node path of the Node binary that runs it
 * @property {string} entry path of its entry script
 */

/**
 * Installs code-server into `.vscode-test/` unless it is there. A broken install continues at the interrupted step.
 * @param {(line: string) => void} [log] called for each step that is still to be done
 * @returns {Promise<CodeServer>}
 */
export async function installCodeServer(log = console.log) {
  const nodePackage = `node-${process.platform}-${process.arch}`;
  if (!['linux', 'darwin'].includes(process.platform) || !['x64', 'arm64'].includes(process.arch)) {
    throw new StepFailed(
      `code-server does not run on ${process.platform} ${process.arch}. Install VS Code and put \`code\` on the PATH instead.`,
    );
  }
  const home = join(root, '.vscode-test', `code-server-${versions.codeServer}`);
  const server = join(home, 'node_modules', 'code-server');
  const vscode = join(server, 'lib', 'vscode');
  const steps = [
    { name: 'code-server and Node', cwd: home, packages: [`code-server@${versions.codeServer}`, `${nodePackage}@${versions.node}`] },
    { name: "VS Code's own packages", cwd: vscode, packages: [] },
    { name: "VS Code's built-in extensions", cwd: join(vscode, 'extensions'), packages: [] },
  ];

  const stamp = join(home, 'installed.json');
  const done = await readStamp(stamp, nodePackage);
  if (done < steps.length) log(`Installing VS Code (code-server ${versions.codeServer}) into .vscode-test, about half a minute, once.`);
  for (const [index, step] of steps.entries()) {
    if (index < done) continue;
    log(`  ${step.name}`);
    await mkdir(home, { recursive: true });
    // A package folder that was cut off half-way looks complete to npm, so a step always starts from nothing.
    await rm(join(step.cwd, 'node_modules'), { recursive: true, force: true });
    if (index === 0) await writeFile(join(home, 'package.json'), '{ "private": true }\n');
    // Install scripts would compile native modules and download ripgrep; the parts used here work without.
    const args = ['install', '--omit=dev', '--ignore-scripts', '--no-audit', '--no-fund', '--loglevel=error', ...step.packages];
    await runNpmOnline(args, {
      cwd: step.cwd,
      failure: `Installing ${step.name} from the npm registry failed. Check the network and run this again; it goes on from here`,
    });
    await writeFile(stamp, JSON.stringify({ ...versions, nodePackage, steps: index + 1 }));
  }
  return { node: join(home, 'node_modules', nodePackage, 'bin', 'node'), entry: join(server, 'out', 'node', 'entry.js') };
}

/**
 * How many steps of an earlier install with these versions are done.
 * @param {string} file
 * @param {string} nodePackage
 * @returns {Promise<number>}
 */
async function readStamp(file, nodePackage) {
  if (!existsSync(file)) return 0;
  try {
    const stamp = JSON.parse(await readFile(file, 'utf8'));
    const same = stamp.codeServer === versions.codeServer && stamp.node === versions.node && stamp.nodePackage === nodePackage;
    return same && Number.isInteger(stamp.steps) ? stamp.steps : 0;
  } catch {
    return 0; // cut off while being written
  }
}
