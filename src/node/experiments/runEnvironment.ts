import { delimiter } from 'node:path';

export interface AddedEnvironment {
  env: Record<string, string>;
  nodePreloads: string[];
  pythonPaths: string[];
  /** Options for every command of Go that knows them. */
  goFlags?: string[];
  /** Options that attach to every Java virtual machine. */
  javaAgents?: string[];
}

/** Variables of this program that mean nothing to others. */
const OWN = /^(?:ELECTRON_RUN_AS_NODE|ELECTRON_NO_ATTACH_CONSOLE|VSCODE_(?!INSPECTOR).*|FORCE_COLOR|DEBUG_CONTEXT_.*)$/;

/** Variables from which Java's programs take options. */
const JAVA_OPTIONS = ['JAVA_TOOL_OPTIONS', 'JDK_JAVA_OPTIONS', '_JAVA_OPTIONS'] as const;
const DEBUGGED = /-agentlib:jdwp|-Xrunjdwp/;

/**
 * The environment of a run: the person's, with the experiment's additions after their own options. `CI` is set, so that runners neither
 * watch files nor write snapshots.
 */
export function runEnvironment(
  base: Readonly<Record<string, string | undefined>>,
  recipe: Readonly<Record<string, string | undefined>>,
  { env, nodePreloads, pythonPaths, goFlags = [], javaAgents = [] }: AddedEnvironment,
): Record<string, string | undefined> {
  const merged: Record<string, string | undefined> = { CI: '1', ...ownEnvironment(base, recipe), ...env };
  if (nodePreloads.length)
    merged['NODE_OPTIONS'] = [merged['NODE_OPTIONS'], ...nodePreloads.map((file) => `--require ${quoted(file)}`)].filter(Boolean).join(' ');
  if (pythonPaths.length) merged['PYTHONPATH'] = [...pythonPaths, merged['PYTHONPATH']].filter(Boolean).join(delimiter);
  if (goFlags.length) merged['GOFLAGS'] = [merged['GOFLAGS'], ...goFlags.map((flag) => `'${flag}'`)].filter(Boolean).join(' ');
  // A machine that is given two debuggers does not start.
  if (javaAgents.length && !JAVA_OPTIONS.some((name) => DEBUGGED.test(merged[name] ?? ''))) {
    merged['JAVA_TOOL_OPTIONS'] = [merged['JAVA_TOOL_OPTIONS'], ...javaAgents].filter(Boolean).join(' ');
    // Without it the compiler writes no names of variables.
    if (!/(?:^|\s)-g/.test(merged['JDK_JAVAC_OPTIONS'] ?? ''))
      merged['JDK_JAVAC_OPTIONS'] = [merged['JDK_JAVAC_OPTIONS'], '-g'].filter(Boolean).join(' ');
  }
  // tox passes on only the variables that it is told to.
  merged['TOX_OVERRIDE'] = [merged['TOX_OVERRIDE'], 'testenv.pass_env+=PYTHONPATH,PYTHONDONTWRITEBYTECODE,NODE_OPTIONS,DEBUG_CONTEXT_*']
    .filter(Boolean)
    .join(';');
  return merged;
}

/** Node takes backslashes and spaces of NODE_OPTIONS literally within quotes, if they are escaped. */
function quoted(path: string): string {
  return `"${path.replaceAll('\\', '\\\\').replaceAll('"', '\\"')}"`;
}

/** The environment that the person's own terminal gives a command. */
export function ownEnvironment(
  base: Readonly<Record<string, string | undefined>>,
  recipe: Readonly<Record<string, string | undefined>>,
): Record<string, string | undefined> {
  return { ...Object.fromEntries(Object.entries(base).filter(([name]) => !OWN.test(name))), ...recipe };
}
