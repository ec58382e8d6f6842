import { homedir } from 'node:os';
import { join } from 'node:path';
import { runProgram } from '../runProgram';
import { gitEnvironment } from './gitEnvironment';
import { gitFailure } from './gitError';

/** Last value by name; names that git compares without case are in lower case. */
export type GitConfig = ReadonlyMap<string, readonly string[]>;

const TRUTH = /^(?:true|false|yes|no|on|off|1|0|)$/i;

/** Settings about comparing files that the repository or the person may set: values that name no program, no file and no place. */
const COMPARING: Readonly<Record<string, RegExp>> = {
  'core.autocrlf': /^(?:true|false|input)$/i,
  'core.eol': /^(?:lf|crlf|native)$/i,
  'core.filemode': TRUTH,
  'core.symlinks': TRUTH,
  'core.ignorecase': TRUTH,
  'core.precomposeunicode': TRUTH,
  'core.longpaths': TRUTH,
  'core.trustctime': TRUTH,
  'core.checkstat': /^(?:default|minimal)$/i,
  'extensions.objectformat': /^(?:sha1|sha256)$/i,
  'extensions.refstorage': /^(?:files|reftable)$/i,
};

/** Name and value of the settings that are passed on, the later configuration's last. */
export function comparingSettings(...configs: readonly GitConfig[]): [string, string][] {
  return configs.flatMap((config) =>
    Object.entries(COMPARING).flatMap(([name, allowed]): [string, string][] => {
      const value = config.get(name)?.at(-1);
      return value !== undefined && allowed.test(value) ? [[name, value]] : [];
    }),
  );
}

/**
 * Makes git read a foreign configuration. It is passed as text: nothing is included and no file is opened.
 * @param emptyDir a git directory of our own without settings
 */
export async function readForeignConfig(git: string, emptyDir: string, text: string): Promise<GitConfig> {
  return list(git, emptyDir, ['--file', '-', '--no-includes'], text, {});
}

/** The person's own configuration: system-wide and global. */
export function readOwnConfig(git: string, emptyDir: string): Promise<GitConfig> {
  return list(git, emptyDir, [], '', {});
}

async function list(git: string, emptyDir: string, args: readonly string[], input: string, env: NodeJS.ProcessEnv): Promise<GitConfig> {
  const { output, complaint, ended } = await runProgram(git, ['config', ...args, '--list', '-z'], {
    cwd: emptyDir,
    env: { ...gitEnvironment(), GIT_DIR: emptyDir, ...env },
    input,
    timeoutMs: 10_000,
    maxBytes: 5_000_000,
  });
  if (ended.by !== 'itself' || ended.code !== 0) throw gitFailure(complaint || 'git config did not end');
  const config = new Map<string, string[]>();
  for (const entry of output.toString().split('\0')) {
    const end = entry.indexOf('\n');
    const name = end < 0 ? entry : entry.slice(0, end);
    // A name without `=` is true.
    const value = end < 0 ? 'true' : entry.slice(end + 1);
    const values = config.get(name);
    if (values) values.push(value);
    else if (name) config.set(name, [value]);
  }
  return config;
}

/** The person's own global ignore list: as configured, otherwise git's default location. */
export function ownExcludesFile(own: GitConfig): string {
  const configured = own.get('core.excludesfile')?.at(-1);
  if (configured) return configured.replace(/^~(?=\/)/, homedir());
  return join(process.env['XDG_CONFIG_HOME'] || join(homedir(), '.config'), 'git', 'ignore');
}
