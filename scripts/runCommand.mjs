import { spawn } from 'node:child_process';
import { setTimeout as sleep } from 'node:timers/promises';
import { fileURLToPath } from 'node:url';

/** The repository's root, absolute. */
export const root = fileURLToPath(new URL('..', import.meta.url)).replace(/[\\/]$/, '');

/**
 * A step of a script failed. `message` is the sentence to print; no stack is needed.
 */
export class StepFailed extends Error {
  /**
   * @param {string} message
   * @param {{ code?: number | null, output?: string }} [detail] exit code and output of the command, where one ran
   */
  constructor(message, detail = {}) {
    super(message);
    this.name = 'StepFailed';
    this.code = detail.code ?? undefined;
    this.output = detail.output ?? '';
  }
}

/**
 * Environment for a nested npm: the variables that npm sets for its scripts would point the nested npm at this package.
 * @returns {NodeJS.ProcessEnv}
 */
export function cleanEnvironment() {
  const kept = Object.entries(process.env).filter(
    ([key]) => !/^npm_(package|lifecycle|command|config_(local_prefix|prefix|ignore_scripts|noproxy))/.test(key),
  );
  return Object.fromEntries(kept);
}

/**
 * {@link cleanEnvironment} for what needs a network: with the certificates that tests leave out.
 * @returns {NodeJS.ProcessEnv}
 */
function networkEnvironment() {
  const { TESTS_CA_CERTS: certificates, ...kept } = cleanEnvironment();
  return certificates ? { ...kept, NODE_EXTRA_CA_CERTS: certificates } : kept;
}

/**
 * Runs a command to its end and returns its output.
 * @param {string} command
 * @param {readonly string[]} args
 * @param {{ cwd?: string, env?: NodeJS.ProcessEnv, show?: boolean, failure?: string, check?: boolean, timeoutMs?: number }} [options]
 *   `show` passes the output through as it arrives; `failure` is the sentence for a non-zero exit; `check: false` returns the exit code instead of throwing
 * @returns {Promise<{ code: number, output: string }>}
 * @throws {StepFailed}
 */
export function runCommand(command, args, options = {}) {
  const { cwd = root, env = process.env, show = false, check = true, timeoutMs } = options;
  const failure = options.failure ?? `${command} ${args[0] ?? ''} failed`;
  return new Promise((resolve, reject) => {
    const child = spawn(command, args, { cwd, env, stdio: ['ignore', 'pipe', 'pipe'], shell: process.platform === 'win32' });
    let output = '';
    const timer = timeoutMs === undefined ? undefined : setTimeout(() => child.kill('SIGKILL'), timeoutMs);
    /** @param {Buffer} chunk */
    const take = (chunk) => {
      output += chunk.toString();
      if (show) process.stdout.write(chunk);
    };
    child.stdout.on('data', take);
    child.stderr.on('data', take);
    child.on('error', (error) => {
      clearTimeout(timer);
      const missing = /** @type {NodeJS.ErrnoException} */ (error).code === 'ENOENT';
      reject(
        new StepFailed(missing ? `${command} was not found on the PATH. Install it and run this again.` : `${failure}: ${error.message}`),
      );
    });
    child.on('close', (code, signal) => {
      clearTimeout(timer);
      if (code === 0 || (!check && code !== null)) resolve({ code, output });
      else reject(new StepFailed(`${failure} (${signal ? `ended by ${signal}` : `exit code ${code}`}).`, { code, output }));
    });
  });
}

/**
 * npm with what it gets from its registry: a registry that does not answer once is asked again.
 * @param {readonly string[]} args
 * @param {{ cwd?: string, failure?: string, pausesMs?: readonly number[], npm?: string }} [options]
 *   `pausesMs` the waits before each further try; `npm` another program than npm
 * @throws {StepFailed} with npm's last lines in its message
 */
export async function runNpmOnline(args, { cwd, failure, pausesMs = [5_000, 20_000], npm = 'npm' } = {}) {
  for (const pause of [...pausesMs, undefined]) {
    const { code, output } = await runCommand(npm, args, { cwd, env: networkEnvironment(), failure, check: false });
    if (code === 0) return;
    // These are mistakes of ours, which another try repeats.
    if (pause === undefined || /\bcode (?:EUSAGE|ERESOLVE|EBADENGINE)\b/.test(output)) {
      const tail = output.trimEnd().split('\n').slice(-10).join('\n');
      throw new StepFailed(`${failure ?? `npm ${args[0]} failed`} (exit code ${code}). npm printed:\n${tail}`, { code });
    }
    await sleep(pause);
  }
}

/**
 * Runs the body of a script: a {@link StepFailed} prints its sentence and the end of the command's output, anything else its stack.
 * @param {() => Promise<number | void>} body returns the exit code
 */
export async function runScript(body) {
  try {
    process.exitCode = (await body()) ?? 0;
  } catch (error) {
    if (error instanceof StepFailed) {
      const tail = error.output.trimEnd().split('\n').slice(-30).join('\n');
      if (tail) console.error(tail);
      console.error(error.message);
    } else console.error(error);
    process.exitCode = 1;
  }
}
