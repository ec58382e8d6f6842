import type { CommandFailure } from '../../capture/commandFailure';
import { code, type CommandExplained } from './explanation';
import { packageAsked, type PackageAsked } from './packageAsked';
import type { ProjectFiles } from './projectFiles';

/** The registry that a tool asks when the project names no other. */
const REGISTRIES: Readonly<Record<string, string>> = {
  npm: 'the npm registry',
  pnpm: 'the npm registry',
  yarn: 'the npm registry',
  pip: 'PyPI',
  cargo: 'crates.io',
  mvn: 'Maven Central',
  gradle: 'its repositories',
  bundle: 'RubyGems',
  composer: 'Packagist',
};

/** Manifests of tools whose dependencies are not a list of names. */
const MANIFESTS: Readonly<Record<string, readonly string[]>> = {
  mvn: ['pom.xml'],
  gradle: ['build.gradle', 'build.gradle.kts', 'libs.versions.toml'],
  cargo: ['Cargo.toml'],
};

/** A package manager asked for a version, or a package, that its registry does not have. */
export async function missingVersion({ kind, name, tool }: CommandFailure, project: ProjectFiles): Promise<CommandExplained> {
  const bare = packageName(name, tool);
  const asked = await lineAsking(project, bare, tool);
  const registry = REGISTRIES[tool] ?? 'its registry';
  return {
    title: kind === 'package' ? `${tool} found no package ${code(bare)}` : `${tool} found no version for ${code(name)}`,
    sentences: [
      asked
        ? `${asked.file} asks for it on line ${asked.line}: ${code(asked.text)}.`
        : `No list of packages in this workspace names ${code(bare)}: another package requires it, or the command named it.`,
      kind === 'package'
        ? `The name is misspelled, or the package is in a private registry that ${tool} does not use here.`
        : `The version was never published, was withdrawn, does not support what it is installed on, or is in a registry other than ${registry}.`,
    ],
    evidence: asked ? [{ file: asked.file, line: asked.line, why: `asks for ${code(bare)}` }] : [],
    check: versionsCommand(bare, tool),
  };
}

/** Two packages need versions of a third that exclude each other. */
export async function conflictingVersions({ name, tool }: CommandFailure, project: ProjectFiles): Promise<CommandExplained> {
  const [wanted = '', from] = name.split(' from ');
  const names = from === undefined ? name.split(/, | and /) : [packageName(from, tool), packageName(wanted, tool)];
  const evidence: CommandExplained['evidence'] = [];
  for (const each of names.map((part) => packageName(part.trim(), tool))) {
    const asked = await lineAsking(project, each, tool);
    if (asked) evidence.push({ file: asked.file, line: asked.line, why: `asks for ${code(each)}: ${code(asked.text)}` });
  }
  return {
    title:
      from === undefined
        ? `${tool} found no versions that fit together`
        : `${code(from)} does not fit the version of ${code(packageName(wanted, tool))}`,
    sentences: [
      from === undefined
        ? `${code(name)} require versions that exclude each other.`
        : `${code(from)} needs ${code(wanted)} beside it, and the project has another version.`,
    ],
    evidence,
    check:
      from === undefined
        ? 'Loosen the version of one of them, or ask for a version of it that allows the other.'
        : `Is there a version of ${code(packageName(from, tool))} that allows the installed ${code(packageName(wanted, tool))}? Otherwise lower that one.`,
  };
}

/** A step of Maven that failed by itself. */
export async function failedGoal({ name }: CommandFailure, project: ProjectFiles): Promise<CommandExplained> {
  const [, plugin = '', , goal = ''] = name.split(':');
  const asked = await project.find(['pom.xml'], (line) => line.includes(`<artifactId>${plugin}</artifactId>`));
  return {
    title: `Maven's ${code(`${plugin}:${goal}`)} failed`,
    sentences: [
      asked
        ? `${asked.file} configures the plugin on line ${asked.line}.`
        : `No pom.xml of this workspace names ${code(plugin)}: it comes with a parent or with Maven itself.`,
      'What the plugin found is told above that line.',
    ],
    evidence: asked ? [{ file: asked.file, line: asked.line, why: `configures ${code(plugin)}` }] : [],
    check: `Run the command again with ${code('-e')} and read the first error of the plugin.`,
  };
}

/** A registry that could not be reached. */
export function unreachable({ name, tool }: CommandFailure): CommandExplained {
  return {
    title: `${tool} could not reach ${code(hostOf(name))}`,
    sentences: ['Nothing of the project ran: the connection, a proxy or the address of the registry is at fault.'],
    evidence: [],
    check: `Is ${code(hostOf(name))} reachable from where the command ran?`,
  };
}

function hostOf(address: string): string {
  return /^https?:\/\/([^/\s:]{1,200})/.exec(address)?.[1] ?? address;
}

/** `left-pad` of `left-pad@^9.0.0`, `requests` of `requests[socks]==99.0`, `rates` of `com.acme:rates:jar:9.9`. */
function packageName(name: string, tool: string): string {
  if (tool === 'mvn' || tool === 'gradle') return name.split(':')[1] ?? name;
  if (tool === 'pip' || tool === 'cargo' || tool === 'bundle') return /^[\w.-]{1,200}/.exec(name)?.[0] ?? name;
  const version = name.indexOf('@', 1);
  return version < 0 ? name : name.slice(0, version);
}

async function lineAsking(
  project: ProjectFiles,
  name: string,
  tool: string,
): Promise<Pick<PackageAsked, 'file' | 'line' | 'text'> | undefined> {
  const manifests = Object.hasOwn(MANIFESTS, tool) ? MANIFESTS[tool] : undefined;
  if (!manifests) return packageAsked(project, name, 'program');
  return project.find(manifests, (line) => line.split(/[^\w.-]+/).includes(name));
}

function versionsCommand(name: string, tool: string): string {
  const commands: Readonly<Record<string, string>> = {
    npm: `npm view ${name} versions`,
    pnpm: `pnpm view ${name} versions`,
    yarn: `npm view ${name} versions`,
    pip: `pip index versions ${name}`,
    cargo: `cargo search ${name}`,
    bundle: `gem list --remote --all ${name}`,
    composer: `composer show --all ${name}`,
  };
  const command = Object.hasOwn(commands, tool) ? commands[tool] : undefined;
  return command === undefined ? `Which versions does the repository list?` : `${code(command)} lists what there is.`;
}
