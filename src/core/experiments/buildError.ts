import type { ErrorReport } from '../capture/failureReport';

const SYNTAX = /^(?:SyntaxError|IndentationError|TabError)$/;
const IMPORT = /^(?:ImportError|ModuleNotFoundError)$/;
const MISSING_MODULE =
  /^(?:Cannot find (?:module|package) |Failed to (?:resolve import|load url) |The requested module .{1,300} does not provide an export)/;
/** Functions that Node runs while it compiles a module. */
const COMPILES =
  /^(?:wrapSafe|compileSourceTextModule|compileFunction(?:ForCJSLoader)?|internalCompileFunction|makeContextifyScript|ModuleLoader\.moduleStrategy)$/;
/** Names of code that runs while a module is loaded; it may also have none. */
const MODULE_LEVEL = /^(?:<module>|<anonymous>|Object\.<anonymous>|Suite\.<anonymous>)?$/;
const BUILD_OUTPUT =
  /^(?:\S{1,300}\(\d+,\d+\): error TS\d+|\S{1,300}:\d+:\d+ - error TS\d+|error(?:\[E\d+\])?: could not compile|\[ERROR\] COMPILATION ERROR|FAIL\t\S{1,300} \[build failed\]|Error: Transform failed with \d+ errors?|Build FAILED\.)/m;

/** Files whose compilers report `error` as a type; test runners of C and Swift report failed checks in the same way. */
const COMPILED = /\.(?:java|kts?|scala|groovy)$/;

/** The line of the output that reports a failed build or import; undefined where the code builds. */
export function buildError(errors: readonly ErrorReport[], output: string): string | undefined {
  const compiler = errors.find(isOfCompiler);
  if (compiler) return firstLine(`${firstLine(compiler.message)} (${compiler.frames[0]?.file ?? ''}:${compiler.frames[0]?.line ?? ''})`);
  const error = errors.find(isBuildError);
  if (error) return firstLine(`${error.type ? `${error.type}: ` : ''}${error.message}`);
  const built = BUILD_OUTPUT.exec(output);
  return built ? firstLine(output.slice(built.index)) : undefined;
}

function isOfCompiler({ type, frames }: ErrorReport): boolean {
  const [frame] = frames;
  return type === 'error' && frames.length === 1 && frame?.function === undefined && COMPILED.test(frame?.file ?? '');
}

function isBuildError({ type, message, language, frames }: ErrorReport): boolean {
  if (SYNTAX.test(type)) {
    // `JSON.parse`, `new Function`, `ast.parse` throw the same type from a running program.
    if (language === 'python') return frames[0]?.file.endsWith('.py') === true;
    return frames.length === 0 ? !/JSON|regular expression/.test(message) : frames.some(({ function: name }) => COMPILES.test(name ?? ''));
  }
  if (!IMPORT.test(type) && !MISSING_MODULE.test(message)) return false;
  return frames.filter(({ origin }) => origin === 'workspace').every(({ function: name }) => MODULE_LEVEL.test(name ?? ''));
}

function firstLine(text: string): string {
  return (text.trim().split('\n', 1)[0] ?? '').slice(0, 200).replace(/\.$/, '');
}
