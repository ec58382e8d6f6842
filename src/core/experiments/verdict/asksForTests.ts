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
    /\bfrom (?:inspect|traceback) import\b|(?:\b__import__|\bimport_module)\(\s{0,3}["'](?:inspect|traceback|sys|gc|unittest|pytest)["']/,
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
  rust: [
    /\bcfg!\(\s{0,4}(?:not\(\s{0,4})?(?:test|debug_assertions)\b|#\[cfg\((?:not\()?test\b/,
    /\bBacktrace\b|\benv::(?:args|current_exe)\b/,
  ],
  cpp: [
    /^\s*#\s*(?:el)?ifn?(?:def)?\b.{0,40}\b\w{0,30}TEST\w{0,30}\b|\bdefined\(\w{0,30}TEST\w{0,30}\)/,
    /\bbacktrace\(|\bstacktrace\b|\b__builtin_return_address\b/,
  ],
  ruby: [
    /\bdefined\?\s?\(?\s?(?:::)?(?:RSpec|Minitest|Test::Unit|SimpleCov)\b/,
    /\bRails\.env\.test\?|\$PROGRAM_NAME\b|\$0\b|\bARGV\b|\$LOADED_FEATURES\b/,
    /\bcaller(?:_locations)?\b|\bconst_defined\?|\bObjectSpace\b/,
  ],
  php: [
    /\bdefined\(\s{0,4}["']PHPUNIT|\bclass_exists\(\s{0,4}["']\\{0,2}PHPUnit|__PHPUNIT\w*/i,
    /\brunningUnitTests\(\)|\$_SERVER\[\s{0,4}["']argv|\$argv\b|\bPHP_SAPI\b|\bphp_sapi_name\(/,
    /\bclass_exists\([^)]{0,80},\s{0,3}false|\bget_included_files\(|\bget_declared_classes\(/,
    /\bdebug_backtrace\(|\bdebug_print_backtrace\(|->getTrace(?:AsString)?\(/,
  ],
};
/** What differs between these runs and a person's, in any language: the kernel's view of processes and mounts, ids, a terminal. */
const ISOLATION =
  /["'`(]\/proc\/|\bmountinfo\b|\bprocess\.p?pid\b|\bgetp?pid\(|\bGetp?pid\(|\bgetmypid\(|\bProcess\.p?pid\b|\bProcessHandle\.current\b|\bprocess::(?:id|parent_id)\(|\bEnvironment\.ProcessId\b|\bGetCurrentProcess\(\)|\bisTTY\b|isatty\b|\.tty\?|\bSystem\.console\(\)|\bIsTerminal\b|\bis_terminal\b|\bConsole\.Is\w{1,6}Redirected\b/;
/** Ways to read the environment; what is read there may be the name of a variable that a runner sets. */
const READS_ENVIRONMENT =
  /\bprocess\.env\b|\bos\.(?:environ|getenv|Getenv|LookupEnv)\b|\bSystem\.getenv\b|\bgetenv\(|\benv::var|\bENV\[|\bENV\.|\$_ENV\b|\$_SERVER\b|GetEnvironmentVariable/;
const LONGEST_LINE = 500;
const LONGEST_SHOWN = 80;

/** A clock, or chance, that is compared with something written: a date, a share. */
const CLOCK =
  /\bnew Date\(\)|\bDate\.now\(\)|\btime\.time\(\)|\b(?:datetime|date)\.(?:now|today|utcnow)\(|\bLocalDate(?:Time)?\.now\(|\bInstant\.now\(|\bcurrentTimeMillis\(|\btime\.Now\(\)|\bSystemTime::now\(|\bDateTime\.(?:Utc)?Now\b|\bTime\.now\b|\bDate\.today\b|\btime\(\)|\btime\((?:NULL|0|nullptr)\)/;
const CHANCE = /\bMath\.random\(|\brandom\.\w+\(|\brand(?:om)?(?:_int|int)?\(|\bgetRandomValues\(|\bRandom\b.{0,20}\.\w*[nN]ext\w*\(/;
const WRITTEN_DATE = /\b(?:19|2\d)\d\d\b|\b[12]\d{9}(?:\d{3})?\b/;
const COMPARED = /[<>]|[!=]=|\bis(?:Before|After)\b|\.(?:Before|After)\(/;

/** Names of checks, and of what calls a test, that are given another meaning. */
const CHECKS =
  /\b(?:globalThis|global|window)(?:\.|\[["'`])(?:describe|it|test|expect|assert)\b["'`\]]{0,2}\s{0,3}=(?!=)|\bassert\w{0,30}\.\w{1,40}\s{0,3}=(?![=>])|\bexpect\.extend\(|\b(?:TestCase|unittest|pytest|doctest)(?:\.\w{1,40}){1,3}\s{0,3}=(?!=)|\bsetattr\(\s{0,3}(?:unittest|TestCase|pytest)|\b(?:module|class)\s{1,4}(?:Minitest|RSpec|Test::Unit)\b|\b(?:Minitest|RSpec)\b.{0,60}\.(?:prepend|include|class_eval|define_method|send)\b|^#\s{0,9}(?:define|undef)\s{1,9}(?:\w{0,40}assert|ASSERT|EXPECT|CHECK|REQUIRE|NDEBUG)|\bmacro_rules!\s{0,4}(?:debug_)?assert|\b(?:namespace|package)\s{1,4}(?:PHPUnit|Xunit|NUnit|org\.junit|org\.testng)\b/;
/** What all values have, the tests' included. */
const CORE =
  /^class (?:NilClass|Object|BasicObject|Integer|Float|Numeric|String|Symbol|Array|Hash|TrueClass|FalseClass)\b(?! *<)|^module (?:Kernel|Comparable|Enumerable)\b|\b(?:Object|Array|String|Number|Boolean|Function|Promise|Map|Set)\.prototype(?:\.\w{1,40}|\[[^\]\n]{1,40}\])\s{0,3}=(?![=>])|\bdefineProperty\(\s{0,3}(?:Object|Array|String|Number|Function)\.prototype\b|\bbuiltins\.\w{1,40}\s{0,3}=(?!=)/;
/** How programs load code, replaced. */
const LOADING = /\bModule\._\w+|\brequire\.extensions\b|\bregisterHooks\(|\bsys\.(?:meta_path|path_hooks)\b|\bbuiltins\.__import__\b/;
/** Files that stand in for a library of tests. */
const STAND_IN = /(?:^|\/)(?:(?:unittest|pytest|doctest|sitecustomize|usercustomize)(?:\.py$|\/)|org\/(?:junit|testng|assertj)\/)/;
const QUOTED = /(["'`])(?<text>[\w./\\-]{1,200})\1/g;

/** Sentences about added code on which the outcome of a test may hang other than by what the code does. */
export function asksForTests(patches: readonly FilePatch[]): string[] {
  return patches.flatMap((patch) => {
    const { path, hunks, kind } = patch;
    const language = languageOfFile(path);
    if (!language || isTestFile(path)) return [];
    const changed = hunks.flatMap(({ lines }) => lines);
    const before = new Set(changed.filter((line) => line.startsWith('-')).map((line) => line.slice(1).trim()));
    const added = changed.filter((line) => line.startsWith('+')).map((line) => line.slice(1, LONGEST_LINE).trim());
    const fresh = added.filter((line) => !before.has(line));
    const notes: string[] = [];
    const say = (line: string | undefined, what: (shown: string) => string): void => {
      if (line !== undefined) notes.push(what(`\`${line.length > LONGEST_SHOWN ? `${line.slice(0, LONGEST_SHOWN)}…` : line}\` (${path})`));
    };
    say(
      fresh.find((line) => asks(line, language)),
      (shown) => `With the patch the code asks how it is run: ${shown}. Outside of these runs it may do something else.`,
    );
    say(
      fresh.find((line) => COMPARED.test(line) && (CHANCE.test(line) || (CLOCK.test(line) && WRITTEN_DATE.test(line)))),
      (shown) => `With the patch the code decides by the date or by chance: ${shown}. In a later run it may do something else.`,
    );
    say(
      fresh.find(namesTests),
      (shown) => `With the patch the code names a file of tests: ${shown}. What it does may hang on what they expect.`,
    );
    say(
      fresh.find((line) => CHECKS.test(line) || CORE.test(line) || LOADING.test(line)) ??
        (kind === 'create' && STAND_IN.test(path) ? path : undefined),
      (shown) => `With the patch the code changes what tests rely on, too: ${shown}. They may no longer fail where they should.`,
    );
    return notes;
  });
}

function namesTests(line: string): boolean {
  return [...line.matchAll(QUOTED)].some(({ groups: { text = '' } = {} }) => isTestFile(text) && languageOfFile(text) !== undefined);
}

function asks(line: string, language: LanguageId): boolean {
  if (ISOLATION.test(line) || ASKS[language]?.some((pattern) => pattern.test(line))) return true;
  // A name put together of parts, or one chosen while it runs, can be any.
  const hidden = /process\.env\[[^'"`\]]|process\.env\s*[),;]|\benv(?:iron)?\[[^'"\]]|["'`]\s?\+\s?["'`]/;
  return READS_ENVIRONMENT.test(line) ? ENVIRONMENT.test(line) || TEST_MODE.test(line) || hidden.test(line) : TEST_MODE.test(line);
}
