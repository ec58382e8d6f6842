import type { ErrorReport, FailureReport } from './failureReport';
import { ownText } from './ownText';
import type { CommandFailureKind, CommandShape } from './commandShape';
import { packageShapes } from './packageShapes';
import { cleanLine } from './unwrap/cleanLine';

export type { CommandFailureKind } from './commandShape';

export interface CommandFailure {
  kind: CommandFailureKind;
  /** The program, script, module, file or port, as it was written. */
  name: string;
  /** The tool that reports it, e.g. `npm`, `make`; empty for the shell. */
  tool: string;
}

/** `bash: `, `sh: 1: `, `/bin/sh: 1: `, `./run.sh: line 3: `, `zsh: `; fish and others say more. */
const shell = String.raw`(?:-?(?:\S{0,80}\/)?(?:ba|da|z|k|mk|a|fi)?sh|\S{1,120}\.(?:sh|bash|zsh)|(?:\S{0,120}/)?(?:\.husky|hooks)/\S{1,60})(?:\[\d{1,9}\])?: (?:line )?(?:\d{1,6}: )?`;

const SHAPES: readonly CommandShape[] = [
  { kind: 'file', pattern: new RegExp(`^${shell}(?<name>\\.{0,2}/[^\\s:]{1,200}): (?:not found|No such file or directory)$`) },
  { kind: 'program', pattern: new RegExp(`^${shell}(?<name>[^\\s:/]{1,100}): (?:command )?not found$`) },
  { kind: 'program', pattern: /^(?:zsh|bundler): command not found: (?<name>\S{1,100})$/ },
  { kind: 'program', pattern: /^fish: Unknown command:? '?(?<name>[^\s']{1,100})'?$/ },
  { kind: 'program', pattern: /^Command '(?<name>[^'\s]{1,100})' not found, (?:but can be installed|did you mean)/ },
  { kind: 'program', pattern: /^'(?<name>[^'\n]{1,100})' is not recognized as an internal or external command/ },
  { kind: 'program', pattern: /(?:^|: )The term '(?<name>[^'\n]{1,100})' is not recognized as (?:the|a) name of a cmdlet/ },
  { kind: 'program', pattern: /^(?:\/usr\/bin\/)?env: [‘'`"]?(?<name>[^\s'’:]{1,100})['’"]?: No such file or directory$/ },
  { kind: 'program', pattern: /^g?make(?:\[\d{1,4}\])?: (?<name>[^\s:/]{1,100}): (?:No such file or directory|Command not found)$/ },
  { kind: 'program', pattern: /^Error: spawn (?<name>[^\s/]{1,100}) ENOENT$/ },
  { kind: 'program', pattern: /\bERR_PNPM_\w{0,60}\s{1,4}Command "(?<name>[^"\n]{1,100})" not found/, tool: 'pnpm' },
  { kind: 'script', pattern: /^npm (?:error|ERR!) Missing script: "(?<name>[^"\n]{1,100})"/, tool: 'npm' },
  { kind: 'script', pattern: /\bERR_PNPM_NO_SCRIPT\w{0,30}\s{1,4}Missing script: (?<name>\S{1,100})/, tool: 'pnpm' },
  { kind: 'script', pattern: /^error Command "(?<name>[^"\n]{1,100})" not found\./, tool: 'yarn' },
  { kind: 'script', pattern: /Couldn't find a script named "(?<name>[^"\n]{1,100})"/, tool: 'yarn' },
  { kind: 'script', pattern: /^error: Script not found "(?<name>[^"\n]{1,100})"/, tool: 'bun' },
  { kind: 'script', pattern: /^g?make(?:\[\d{1,4}\])?: \*\*\* No rule to make target [`'](?<name>[^'`\n]{1,200})'/, tool: 'make' },
  { kind: 'script', pattern: /^(?:> )?Task '(?<name>[^'\n]{1,100})' not found in (?:root )?project/, tool: 'gradle' },
  { kind: 'script', pattern: /Unknown lifecycle phase "(?<name>[^"\n]{1,100})"/, tool: 'mvn' },
  { kind: 'script', pattern: /^Don't know how to build task '(?<name>[^'\n]{1,100})'/, tool: 'rake' },
  { kind: 'script', pattern: /^error: no such (?:sub)?command: `(?<name>[^`\n]{1,100})`/, tool: 'cargo' },
  { kind: 'script', pattern: /^go (?<name>[\w-]{1,60}): unknown command$/, tool: 'go' },
  { kind: 'script', pattern: /^error: [Jj]ustfile does not contain recipe [`'](?<name>[^`'\n]{1,100})[`']/, tool: 'just' },
  { kind: 'script', pattern: /^\s*Command "(?<name>[^"\n]{1,100})" is not defined\.$/, tool: 'composer' },
  { kind: 'module', pattern: /^\S{0,200}python[\d.]{0,8}(?:\.exe)?: No module named (?<name>[\w.]{1,100})/, tool: 'python' },
  { kind: 'file', pattern: /^\S{0,200}python[\d.]{0,8}(?:\.exe)?: can't open file '(?<name>[^'\n]{1,300})'/, tool: 'python' },
  { kind: 'file', pattern: /^ERROR: file or directory not found: (?<name>\S{1,300})$/, tool: 'pytest' },
  { kind: 'file', pattern: /^Could not open input file: (?<name>\S{1,300})$/, tool: 'php' },
  { kind: 'file', pattern: /^ruby: No such file or directory -- (?<name>\S{1,300}) \(LoadError\)$/, tool: 'ruby' },
  { kind: 'file', pattern: /^Can't open perl script "(?<name>[^"\n]{1,300})"/, tool: 'perl' },
  { kind: 'file', pattern: /^Error: Could not find or load main class (?<name>[\w.$]{1,200})/, tool: 'java' },
  { kind: 'manifest', pattern: /^npm (?:error|ERR!) enoent Could not read package\.json/, tool: 'npm', named: 'package.json' },
  { kind: 'manifest', pattern: /\bERR_PNPM_NO_(?:IMPORTER_MANIFEST_FOUND|PKG_MANIFEST)\b/, tool: 'pnpm', named: 'package.json' },
  { kind: 'manifest', pattern: /^error Couldn't find a package\.json file in /, tool: 'yarn', named: 'package.json' },
  { kind: 'manifest', pattern: /^error: could not find `(?<name>Cargo\.toml)` in /, tool: 'cargo' },
  { kind: 'manifest', pattern: /^go: (?:cannot find main module|go\.mod file not found)/, tool: 'go', named: 'go.mod' },
  { kind: 'manifest', pattern: /there is no POM in this directory/, tool: 'mvn', named: 'pom.xml' },
  { kind: 'manifest', pattern: /does not contain a Gradle build/, tool: 'gradle', named: 'build.gradle' },
  { kind: 'manifest', pattern: /^g?make: \*\*\* No targets specified and no makefile found/, tool: 'make', named: 'Makefile' },
  { kind: 'manifest', pattern: /^Could not locate Gemfile/, tool: 'bundle', named: 'Gemfile' },
  { kind: 'manifest', pattern: /^Composer could not find a composer\.json file in /, tool: 'composer', named: 'composer.json' },
  { kind: 'manifest', pattern: /\berror MSB1003: /, tool: 'dotnet', named: '*.csproj' },
  { kind: 'permission', pattern: new RegExp(`^${shell}(?<name>[^\\s:]{1,200}): Permission denied$`) },
  { kind: 'tests', pattern: /^No test files found, exiting with code 1/, tool: 'vitest' },
  { kind: 'tests', pattern: /^No tests found, exiting with code 1/, tool: 'jest' },
  { kind: 'tests', pattern: /^Error: No test files found(?:: ".{0,300}"?)?$/, tool: 'mocha' },
  { kind: 'tests', pattern: /^Error: No tests found\.?$/, tool: 'playwright' },
  { kind: 'tests', pattern: /^=* ?(?:\d{1,9} deselected.{0,60}|no tests ran) in [\d.]{1,12}s ?=*$/, tool: 'pytest' },
  { kind: 'tests', pattern: /^NO TESTS RAN$/, tool: 'unittest' },
  {
    kind: 'unclosed',
    pattern: new RegExp(
      `^${shell.replace('(?:line', '(?:-c: )?(?:line')}(?:[Ss]yntax error: )?(?:unexpected end of file|unexpected EOF while looking for matching .{1,20}|[Uu]nterminated quoted string|end of file unexpected.{0,60})$`,
    ),
  },
  { kind: 'port', pattern: /\bEADDRINUSE: address already in use (?:\S{0,100}?:)?(?<name>\d{1,5})\b/ },
  { kind: 'port', pattern: /\blisten tcp \S{0,100}?:(?<name>\d{1,5}): bind: address already in use/ },
];

/** Node was given a file that does not exist: its own loader throws, and the trace has no frame of the program. */
const notLoaded = /^Cannot find module '(?<name>(?:[A-Za-z]:)?[\\/][^'\n]{1,300})'$/;

const longest = 2_000;

/**
 * The last line in which a shell, a package manager, a build tool or an interpreter reports that it could not run a command. Only for a
 * text without a trace: in a log such lines may be harmless.
 * @param text the end of the input
 */
export function commandError(text: string): ErrorReport | undefined {
  for (const raw of text.split('\n').reverse()) {
    if (raw.length > longest) continue;
    const line = raw.trimEnd();
    const message = [line, cleanLine(line, 0).text].find((each) => shapeOf(each));
    if (message === undefined) continue;
    return { type: '', message: ownText(message.trim()), language: 'unknown', role: 'thrown', frames: [] };
  }
  return undefined;
}

/** Why the command failed, for a report that {@link commandError} made or of Node's loader; undefined for all other reports. */
export function commandFailureOf({ errors }: FailureReport): CommandFailure | undefined {
  const [error] = errors;
  if (error && errors.length === 1 && error.frames.length > 0 && error.frames.every(({ origin }) => origin === 'runtime')) {
    const name = notLoaded.exec(error.message)?.groups?.['name'];
    return name === undefined ? undefined : { kind: 'file', name, tool: 'node' };
  }
  if (!error || errors.length > 1 || error.type !== '' || error.frames.length > 0) return undefined;
  const shape = shapeOf(error.message);
  if (!shape) return undefined;
  const name = shape.named ?? shape.pattern.exec(error.message)?.groups?.['name'] ?? '';
  return { kind: shape.kind, name, tool: shape.tool ?? '' };
}

function shapeOf(line: string): CommandShape | undefined {
  return [...SHAPES, ...packageShapes].find(({ pattern }) => pattern.test(line));
}
