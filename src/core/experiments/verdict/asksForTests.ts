import { isTestFile } from '../../context/testCode';
import type { FilePatch } from '../../hypotheses/parseDiff';
import { languageOfFile, type LanguageId } from '../../workspace/languages';

const ENVIRONMENT =
  /\b(?:NODE_TEST_CONTEXT|NODE_TEST_WORKER_ID|VITEST\w*|JEST_WORKER_ID|MOCHA_\w+|PYTEST_\w+|PHPUNIT_\w+|TEST_ENV|UNIT_TEST(?:S|ING)?|CI|GITHUB_ACTIONS|NODE_OPTIONS|NODE_V8_COVERAGE|npm_lifecycle_event|npm_command|PYTHONPATH|PYTHONDONTWRITEBYTECODE|RUST_TEST_\w+|GOFLAGS|JAVA_TOOL_OPTIONS|DEBUG_CONTEXT_\w+)\b/;
const TEST_MODE = /\b(?:NODE_ENV|APP_ENV|RAILS_ENV|RACK_ENV|ASPNETCORE_ENVIRONMENT|ENV|ENVIRONMENT)\b.{0,40}["'`]test(?:ing)?["'`]/;

/** How code of a language asks whether a test runs it: by what the runner sets or loads, by its arguments, or by the call stack. */
const ASKS: Readonly<Partial<Record<LanguageId, readonly RegExp[]>>> = {
  javascript: [
    /\bimport\.meta\.(?:vitest|jest)\b/,
    /\btypeof\s{1,4}(?:describe|it|test|jest|vi|expect|beforeEach|suite)\b/,
    /\bglobal(?:This)?(?:\.|\[["'`])(?:describe|it|test|jest|vi|expect|__vitest\w*|__coverage__|mocha)\b/,
    /\bprocess\.(?:argv|execArgv|argv0|title)\b/,
    /\brequire\.main\b|\bmodule\.parent\b|\bmodule\.children\b|\brequire\.cache\b/,
    /\bnew Error\([^)]{0,40}\)\.stack\b|\bcaptureStackTrace\b|\bprepareStackTrace\b|\bgetCallSites?\b|\barguments\.callee\b/,
    /\.stack\b.{0,60}\b(?:includes|match|test|indexOf|split)\b/,
  ],
  python: [
    /["'](?:pytest|_pytest|unittest|nose|doctest|sitecustomize)["'] (?:not )?in (?:sys\.)?modules\b|\bsys\.modules\b/,
    /\bsys\.argv\b|\bsys\.(?:gettrace|getprofile|_getframe|orig_argv)\b/,
    /\binspect\.(?:stack|currentframe|getouterframes)\b|\btraceback\.(?:extract_stack|format_stack|walk_stack)\b/,
  ],
  java: [
    /\bgetStackTrace\(\)|\bStackWalker\b|\bdumpStack\b/,
    /\bClass\.forName\(\s{0,4}"(?:org\.junit|org\.testng|io\.kotest)/,
    /\bgetProperty\(\s{0,4}"(?:surefire|sun\.java\.command|java\.class\.path|test|org\.gradle)/,
    /\bgetInputArguments\(\)/,
  ],
  csharp: [
    /\bStackTrace\b|\bEnvironment\.(?:StackTrace|CommandLine|GetCommandLineArgs)\b/,
    /\bGetAssemblies\(\)|["'](?:xunit|nunit|testhost|mstest)/i,
  ],
  go: [
    /\btesting\.(?:Testing|Short|Verbose|CoverMode|Benchmark)\(/,
    /\bflag\.Lookup\(\s{0,4}"test\./,
    /\bruntime\.(?:Callers?|CallersFrames|Stack)\(|\bdebug\.(?:Stack|ReadBuildInfo)\(/,
    /\bos\.Args\b/,
  ],
  rust: [/\bcfg!\(\s{0,4}(?:not\(\s{0,4})?test\b|#\[cfg\((?:not\()?test\b/, /\bBacktrace\b|\benv::(?:args|current_exe)\b/],
  cpp: [
    /^\s*#\s*(?:el)?ifn?(?:def)?\b.{0,40}\b\w{0,30}TEST\w{0,30}\b|\bdefined\(\w{0,30}TEST\w{0,30}\)/,
    /\bbacktrace\(|\bstacktrace\b|\b__builtin_return_address\b/,
  ],
  ruby: [
    /\bdefined\?\s?\(?\s?(?:::)?(?:RSpec|Minitest|Test::Unit|SimpleCov)\b/,
    /\bRails\.env\.test\?|\$PROGRAM_NAME\b|\$0\b|\bARGV\b|\$LOADED_FEATURES\b/,
    /\bcaller(?:_locations)?\b/,
  ],
  php: [
    /\bdefined\(\s{0,4}["']PHPUNIT|\bclass_exists\(\s{0,4}["']\\{0,2}PHPUnit|__PHPUNIT\w*/i,
    /\brunningUnitTests\(\)|\$_SERVER\[\s{0,4}["']argv|\$argv\b|\bPHP_SAPI\b|\bphp_sapi_name\(/,
    /\bdebug_backtrace\(|\bdebug_print_backtrace\(|->getTrace(?:AsString)?\(/,
  ],
};
/** Ways to read the environment; what is read there may be the name of a variable that a runner sets. */
const READS_ENVIRONMENT =
  /\bprocess\.env\b|\bos\.(?:environ|getenv|Getenv|LookupEnv)\b|\bSystem\.getenv\b|\bgetenv\(|\benv::var|\bENV\[|\bENV\.|\$_ENV\b|\$_SERVER\b|GetEnvironmentVariable/;
const LONGEST_LINE = 500;
const LONGEST_SHOWN = 80;

/** Sentences about added code that asks whether a test runs it: without the test it may do something else. */
export function asksForTests(patches: readonly FilePatch[]): string[] {
  const notes: string[] = [];
  for (const { path, hunks } of patches) {
    const language = languageOfFile(path);
    if (!language || isTestFile(path)) continue;
    const changed = hunks.flatMap(({ lines }) => lines);
    const before = new Set(changed.filter((line) => line.startsWith('-')).map((line) => line.slice(1).trim()));
    const added = changed.filter((line) => line.startsWith('+')).map((line) => line.slice(1, LONGEST_LINE).trim());
    const asking = added.find((line) => !before.has(line) && asks(line, language));
    if (asking === undefined) continue;
    const shown = asking.length > LONGEST_SHOWN ? `${asking.slice(0, LONGEST_SHOWN)}…` : asking;
    notes.push(`With the patch the code asks how it is run: \`${shown}\` (${path}). Outside of these runs it may do something else.`);
  }
  return notes;
}

function asks(line: string, language: LanguageId): boolean {
  if (ASKS[language]?.some((pattern) => pattern.test(line))) return true;
  // A name put together of parts, or one chosen while it runs, can be any.
  const hidden = /process\.env\[[^'"`\]]|process\.env\s*[),;]|\benv(?:iron)?\[[^'"\]]|["'`]\s?\+\s?["'`]/;
  return READS_ENVIRONMENT.test(line) ? ENVIRONMENT.test(line) || TEST_MODE.test(line) || hidden.test(line) : TEST_MODE.test(line);
}
