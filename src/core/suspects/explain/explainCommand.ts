import { wordSet } from './textTests';
import { commandFailureOf, type CommandFailure } from '../../capture/commandFailure';
import type { FailureReport } from '../../capture/failureReport';
import type { SourceReader } from '../../ports';
import { fileIndex, nameOf } from '../../workspace/fileIndex';
import type { SuspectPorts } from '../candidateFacts';
import { code, folderText, type CommandExplained } from './explanation';
import { conflictingVersions, failedGoal, missingVersion, unreachable } from './explainPackages';
import { explainImportCycle } from './importCycle';
import { nearName } from '../../flow/nearName';
import { packageAsked } from './packageAsked';
import { ProjectFiles } from './projectFiles';
import { explainPrinted } from './printedError';
import { explainUncaught } from './uncaughtThrow';
import { explainUnlinked } from './unlinkedSymbol';

const MOST_NAMES = 8;

/** The files in which tools define runnable names; the pattern's group `name` is one of them. */
const NAMED_IN: Readonly<Record<string, { readonly files: readonly string[]; readonly pattern: RegExp; readonly what: string }>> = {
  make: { files: ['Makefile', 'makefile', 'GNUmakefile'], pattern: /^(?<name>[A-Za-z][\w./-]{0,80})\s{0,4}:(?!=)/, what: 'target' },
  just: { files: ['justfile', 'Justfile'], pattern: /^@?(?<name>[A-Za-z][\w-]{0,80})(?:\s[^:=]{0,120})?:(?!=)/, what: 'recipe' },
  gradle: {
    files: ['build.gradle', 'build.gradle.kts'],
    pattern: /^\s*(?:task\s+|tasks\.register\(\s*["'])(?<name>\w{1,80})/,
    what: 'task',
  },
  rake: { files: ['Rakefile'], pattern: /^\s*task\s*[(:"' ]{1,4}(?<name>\w{1,80})/, what: 'task' },
};

/** Built-in commands of a tool. */
const BUILT_IN: Readonly<Record<string, ReadonlySet<string>>> = {
  cargo: wordSet('add bench build check clean clippy doc fetch fix fmt init install new run test update'),
  go: wordSet('build clean doc env fix fmt generate get install list mod run test tool version vet work'),
  mvn: wordSet('clean compile deploy install package site test validate verify'),
};

/**
 * A failure without a place in the code, explained from the project's own files: a command that ran no code of the workspace, a program
 * that could not be linked, one that ended without a stack or printed its error itself, packages that import each other.
 * @returns undefined for a failure of any other kind
 */
export async function explainCommand(
  report: FailureReport,
  ports: SuspectPorts,
  signal?: AbortSignal,
): Promise<CommandExplained | undefined> {
  return (
    (await explainNotRun(report, ports.reader, signal)) ??
    (await explainUnlinked(report, ports, signal)) ??
    (await explainUncaught(report, ports, signal)) ??
    (await explainPrinted(report, ports, signal)) ??
    explainImportCycle(report, ports.reader, signal)
  );
}

async function explainNotRun(report: FailureReport, reader: SourceReader, signal?: AbortSignal): Promise<CommandExplained | undefined> {
  const failure = commandFailureOf(report);
  if (!failure) return undefined;
  const project = new ProjectFiles(reader, fileIndex(await reader.list(signal)));
  const explained = await EXPLAINED[failure.kind](failure, project);
  return { ...explained, sentences: [`The output says ${code(report.errors[0]!.message.replaceAll('`', "'"))}.`, ...explained.sentences] };
}

const EXPLAINED: Readonly<
  Record<CommandFailure['kind'], (failure: CommandFailure, project: ProjectFiles) => CommandExplained | Promise<CommandExplained>>
> = {
  program: missingProgram,
  module: missingProgram,
  script: missingScript,
  file: missingFile,
  manifest: missingProject,
  permission: notExecutable,
  tests: noTests,
  port: takenPort,
  version: missingVersion,
  package: missingVersion,
  conflict: conflictingVersions,
  goal: failedGoal,
  network: unreachable,
  unclosed,
};

async function missingProgram({ kind: what, name }: CommandFailure, project: ProjectFiles): Promise<CommandExplained> {
  const kind = what === 'module' ? 'module' : 'program';
  const title = kind === 'module' ? `Python has no module ${code(name)}` : `The program ${code(name)} was not found`;
  const asked = await packageAsked(project, name, kind);
  if (asked)
    return {
      title: `${title}: what the project needs is not installed`,
      sentences: [
        `${asked.file} asks for it on line ${asked.line}, ${code(asked.text)}, but where the command ran it is not installed, or its environment is not active.`,
      ],
      evidence: [{ file: asked.file, line: asked.line, why: `asks for ${code(asked.name)}` }],
      check: `Run ${code(asked.install)} in ${folderText(asked.file)}, then the command again.`,
    };
  const scripts = await project.scripts();
  const used = scripts.find(({ programs }) => programs.includes(name));
  if (used)
    return {
      title,
      sentences: [
        `The script ${code(used.name)} runs it (${used.file}:${used.line}), and no package of that file has its name: it comes with another package that is not installed, or has to be on PATH.`,
      ],
      evidence: [{ file: used.file, line: used.line, why: `runs ${code(name)}` }],
      check: `Install the packages of ${used.file}. If ${code(name)} is still missing, it belongs to the machine: install it there.`,
    };
  const meant = nearName(name, [...scripts.map((script) => script.name), ...scripts.flatMap(({ programs }) => programs)]);
  return {
    title,
    sentences: [
      meant
        ? `Nothing in the project's files names ${code(name)}; ${code(meant)} is near it.`
        : `Nothing in the project's files names ${code(name)}, so it is not one of the packages that the project installs.`,
    ],
    evidence: [],
    check: `Is ${code(name)} spelled as you mean it, installed on this machine, and in a folder of PATH?`,
  };
}

async function missingScript({ name, tool }: CommandFailure, project: ProjectFiles): Promise<CommandExplained> {
  const title = `${tool} has no ${NAMED_IN[tool]?.what ?? (tool in BUILT_IN ? 'command' : 'script')} ${code(name)}`;
  const known = tool in BUILT_IN ? [] : tool in NAMED_IN ? await project.named(NAMED_IN[tool]!) : await project.scripts();
  const all = [...known.map((each) => each.name), ...(BUILT_IN[tool] ?? [])];
  const near = nearName(name, all);
  const at = known.find((each) => each.name === near);
  const listed = [...new Set(known.map((each) => each.name))];
  const sentences: string[] = [];
  if (near) sentences.push(`The nearest name that it has is ${code(near)}${at ? ` (${at.file}:${at.line})` : ''}.`);
  else if (known[0]) {
    const more = listed.length > MOST_NAMES ? ` and ${listed.length - MOST_NAMES} more` : '';
    sentences.push(`${known[0].file} has ${listed.slice(0, MOST_NAMES).map(code).join(', ')}${more}.`);
  } else if (!(tool in BUILT_IN)) sentences.push('No file of this workspace defines one.');
  const shown = at ?? known[0];
  return {
    title: near ? `${title}; did you mean ${code(near)}?` : title,
    sentences,
    evidence: shown ? [{ file: shown.file, line: shown.line, why: `defines ${code(shown.name)}` }] : [],
    check: near ? `Run it with ${code(near)}.` : `Is this the folder whose ${tool} you mean?`,
  };
}

async function missingFile({ name, tool }: CommandFailure, project: ProjectFiles): Promise<CommandExplained> {
  const wanted = tool === 'java' ? `${nameOf(name.replaceAll('.', '/'))}.java` : nameOf(name.replace(/\.{1,2}$/, '').replaceAll('\\', '/'));
  const same = project.index.named(wanted).slice(0, 3);
  const near = same.length === 0 ? nearName(wanted, new Set(project.index.files.map(nameOf))) : undefined;
  const found = near ? project.index.named(near).slice(0, 3) : same;
  return {
    title: tool === 'java' ? `Java did not find the class ${code(name)}` : `The file ${code(name)} was not found`,
    sentences: [
      found.length > 0
        ? `${near ? 'A file with a similar name is' : 'A file of that name is'} ${found.map(code).join(', ')}.`
        : `No file of this workspace is called ${code(wanted)}.`,
      ...(tool === 'java' && found.length > 0
        ? ['Java looks for the compiled class, by its package, in the folders of the class path.']
        : []),
    ],
    evidence: found.map((file) => ({ file, line: 1, why: near ? 'has a similar name' : 'has this name' })),
    check: near
      ? `Is ${code(found[0]!)} the file that you mean?`
      : found.length > 0
        ? 'Was the command run in the folder that its path begins at?'
        : 'Is the path spelled as you mean it?',
  };
}

function missingProject({ name, tool }: CommandFailure, project: ProjectFiles): CommandExplained {
  const found = project.nearTop(name.startsWith('*.') ? project.ending(name.slice(1)) : project.index.named(name)).slice(0, 3);
  return {
    title: `${tool} found no ${code(name)} where it was run`,
    sentences: [
      found.length > 0
        ? `The workspace has ${found.map(code).join(', ')}: the command was run in another folder.`
        : `No folder of this workspace has a ${code(name)}.`,
    ],
    evidence: found.map((file) => ({ file, line: 1, why: 'the project is here' })),
    check: found[0] === undefined ? `Is this the project's folder?` : `Run the command in ${folderText(found[0])}.`,
  };
}

function notExecutable({ name }: CommandFailure): CommandExplained {
  return {
    title: `${code(name)} may not be executed`,
    sentences: [`The file is there, but this user has no right to execute it; a script needs its executable bit.`],
    evidence: [],
    check: `If it is your script, run ${code(`chmod +x ${name}`)} once, or give it to its interpreter.`,
  };
}

function noTests({ tool }: CommandFailure): CommandExplained {
  return {
    title: `${tool} found no test to run`,
    sentences: ['No file, or no test in the files, fits the names and filters that it was given, by its command or its configuration.'],
    evidence: [],
    check: `Compare the names of the test files with the pattern in the command or in the configuration of ${tool}, and the folder that it was run in.`,
  };
}

function takenPort({ name }: CommandFailure): CommandExplained {
  return {
    title: `Port ${name} is in use`,
    sentences: [`Another program listens on port ${name} already, often an earlier run of this one that has not ended.`],
    evidence: [],
    check: `End the program that has port ${name}, or start this one on another port.`,
  };
}

function unclosed(): CommandExplained {
  return {
    title: 'The shell reached the end of the command before it was complete',
    sentences: ['A quote, a bracket, an `if`, a loop or a here-document begins in it and does not end.'],
    evidence: [],
    check: 'Look for the last quote or keyword that has no counterpart.',
  };
}
