/** What a shell tool of an agent reported about a command that ended. */
export interface ShellReport {
  /** Folder of the command, as far as the agent said. */
  cwd?: string;
  /** Both streams, as the agent received them. */
  output: string;
  answer: AnswerShape;
}

/** Where the agent looks for the evidence, and under which event's name. */
export interface AnswerShape {
  form: 'specific' | 'plain' | 'cursor';
  event: string;
}

type Json = Record<string, unknown>;

/** By names in use: Claude Code, VS Code, Codex, Gemini CLI, Copilot CLI, Cursor; each has several of its own. */
const KEYS = {
  event: ['hook_event_name', 'hookEventName', 'hookName', 'event'],
  tool: ['tool_name', 'toolName', 'tool'],
  input: ['tool_input', 'toolInput', 'toolArgs', 'tool_args', 'arguments', 'input'],
  command: ['command', 'cmd', 'script'],
  result: ['tool_response', 'toolResponse', 'tool_result', 'toolResult', 'tool_output', 'toolOutput', 'response', 'result'],
  text: ['stdout', 'stderr', 'output', 'aggregated_output', 'formatted_output', 'textResultForLlm', 'llmContent', 'content', 'text'],
  error: ['error', 'error_message', 'errorMessage', 'message'],
  exitCode: ['exit_code', 'exitCode', 'exit_status', 'exitStatus', 'returncode', 'return_code', 'returnCode', 'code'],
  folder: ['cwd', 'working_directory', 'workingDirectory', 'workdir'],
} as const;

const SHELLS = /bash|shell|terminal|exec|command|powershell|^run/i;
const NO_SHELLS = /edit|write|read|search|fetch/i;
/** Programs whose output is other text: a trace in it is not theirs. */
const READERS =
  /^(?:\S*\/)?(?:cat|bat|less|more|head|tail|grep|egrep|rg|ag|sed|awk|git|gh|echo|printf|ls|find|fd|jq|diff|curl|wget|type|Get-Content|Select-String)\b/;
/** As agents put it before or after an output. */
const EXIT_LINES = /(?:exit(?:ed)?|status|failed)[\w -]{0,40}(?:code|status):? {0,2}(?<code>\d{1,10})\b/i;
const EXIT_LINE_LENGTH = 200;
/** Cheap, and true of everything that could be read as a failure with a place in the code. */
const TROUBLE = /error|exception|fail|panic|traceback|fatal|abort|fault|assert|undefined|not found|cannot|expected|warning|[✗✖×✕]/i;
const PLACE = /(?:\.[A-Za-z]{1,8}|["')\]>])(?::|\()\d|\bline \d|\.[A-Za-z]{1,8}", line|\.[A-Za-z]{1,8} line/;

/**
 * The report of a command that failed with an error in its output.
 * @param text what the agent wrote: JSON
 * @returns undefined if there is nothing to say: no such report, a command that passed, or no error in its output
 */
export function failedShellReport(text: string): ShellReport | undefined {
  const payload = objectOf(text);
  if (!payload) return undefined;
  const input = objectOf(first(payload, KEYS.input)) ?? {};
  const tool = stringOf(first(payload, KEYS.tool));
  const command = wordsOf(first(input, KEYS.command) ?? first(payload, KEYS.command));
  if (command === undefined || (tool !== undefined && (!SHELLS.test(tool) || NO_SHELLS.test(tool)))) return undefined;
  const event = stringOf(first(payload, KEYS.event)) ?? '';
  const given = first(payload, KEYS.result);
  const result = objectOf(given);
  const texts = [...textsOf(result ?? given), ...textsOf(payload), ...KEYS.error.flatMap((key) => stringOf(payload[key]) ?? [])];
  const output = [...new Set(texts)].join('\n');
  if (interrupted(payload) || (result && interrupted(result))) return undefined;
  const failed = hasFailed(event, payload, result, output);
  if (failed === false || (failed === undefined && READERS.test(command.trim()))) return undefined;
  if (!TROUBLE.test(output) || !PLACE.test(output)) return undefined;
  const cwd = stringOf(first(input, KEYS.folder)) ?? stringOf(first(payload, KEYS.folder)) ?? firstRoot(payload);
  return { cwd, output, answer: answerShape(payload, event) };
}

/** Undefined if the agent does not say. */
function hasFailed(event: string, payload: Json, result: Json | undefined, output: string): boolean | undefined {
  const codes = [result, objectOf(result?.['metadata']), payload].flatMap((each) => {
    const code = each && first(each, KEYS.exitCode);
    return typeof code === 'number' ? [code] : typeof code === 'string' && /^-?\d{1,10}$/.test(code) ? [Number(code)] : [];
  });
  const [code] = codes;
  if (code !== undefined) return code !== 0;
  if (/fail|error/i.test(event)) return true;
  for (const each of [payload, result ?? {}]) {
    if (each['is_error'] === true || each['isError'] === true || each['success'] === false) return true;
    const kind = stringOf(each['resultType'] ?? each['status'] ?? each['failure_type']);
    if (kind && /fail|error/i.test(kind)) return true;
  }
  const written = EXIT_LINES.exec(output.slice(0, EXIT_LINE_LENGTH)) ?? EXIT_LINES.exec(output.slice(-EXIT_LINE_LENGTH));
  return written ? Number(written.groups?.['code']) !== 0 : undefined;
}

function interrupted(of: Json): boolean {
  return of['interrupted'] === true || of['is_interrupt'] === true || of['isInterrupt'] === true;
}

/** Texts of a result, whatever it is wrapped in. */
function textsOf(value: unknown, depth = 0): string[] {
  if (depth > 4) return [];
  if (typeof value === 'string') return value.trim() ? [value] : [];
  if (Array.isArray(value)) return value.flatMap((each) => textsOf(each, depth + 1));
  if (typeof value !== 'object' || value === null) return [];
  const of = value as Json;
  const own = [...KEYS.text, ...(depth ? KEYS.error : [])].flatMap((key) => textsOf(unwrapped(of[key]), depth + 1));
  return depth ? own : [...own, ...KEYS.error.flatMap((key) => textsOf(of[key], depth + 1))];
}

/** Some agents put a result's JSON into a string of its own. */
function unwrapped(value: unknown): unknown {
  return typeof value === 'string' ? (objectOf(value) ?? value) : value;
}

function answerShape(payload: Json, event: string): AnswerShape {
  if ('cursor_version' in payload || 'conversation_id' in payload || event === 'afterShellExecution') return { form: 'cursor', event };
  if ('toolName' in payload || 'toolArgs' in payload) return { form: 'plain', event };
  return { form: 'specific', event: event || 'PostToolUse' };
}

function firstRoot(payload: Json): string | undefined {
  const roots = payload['workspace_roots'] ?? payload['workspaceRoots'];
  return Array.isArray(roots) ? stringOf(roots[0]) : undefined;
}

function objectOf(value: unknown): Json | undefined {
  let read = value;
  if (typeof value === 'string') {
    if (!value.trimStart().startsWith('{')) return undefined;
    try {
      read = JSON.parse(value) as unknown;
    } catch {
      return undefined;
    }
  }
  return typeof read === 'object' && read !== null && !Array.isArray(read) ? (read as Json) : undefined;
}

function first(of: Json, keys: readonly string[]): unknown {
  const key = keys.find((each) => of[each] !== undefined && of[each] !== null);
  return key === undefined ? undefined : of[key];
}

function stringOf(value: unknown): string | undefined {
  return typeof value === 'string' && value ? value : undefined;
}

function wordsOf(value: unknown): string | undefined {
  return Array.isArray(value) ? value.filter((each) => typeof each === 'string').join(' ') : stringOf(value);
}
