import * as vscode from 'vscode';
import type { ErrorReport, FailureReport, Frame } from '../../core/capture/failureReport';
import { flatFrames } from '../../core/context/failureEvidence';
import type { CapturedValue } from '../../core/investigation/investigation';
import type { Capture } from '../../app/capture';
import { recipeOfDebugging } from '../../app/recipeOfDebugging';
import { launchedSession, type DebugWatch, type PrintedSession, type Stop } from './debugWatch';
import { languageOfFile } from '../../core/workspace/languages';
import { userFacingErrors } from '../../app/userFacingErrors';

/** Frames of the stack per request, and in total. */
const PAGE = 100;
const MAX_FRAMES = 1000;
/** Limits: frames of the workspace whose locals are read, variables per scope, members per value, characters per value. */
const MAX_FRAMES_WITH_VALUES = 8;
const MAX_VARIABLES = 40;
const MAX_MEMBERS = 12;
const MAX_VALUE = 400;

/** The parts of the Debug Adapter Protocol that are read here. */
interface ProtocolFrame {
  id: number;
  name: string;
  line: number;
  column: number;
  source?: { path?: string; name?: string; presentationHint?: string };
  presentationHint?: string;
}
interface ProtocolVariable {
  name: string;
  value: string;
  type?: string;
  variablesReference: number;
  presentationHint?: { kind?: string; lazy?: boolean };
}
interface ExceptionInfo {
  exceptionId?: string;
  description?: string;
  details?: { message?: string; typeName?: string; fullTypeName?: string; stackTrace?: string };
}

type ReadTrace = (text: string) => Promise<FailureReport>;

/** What the menu of a call-stack frame passes to a command. */
export interface FrameArgument {
  sessionId: string;
  threadId: number | string;
  frameId?: number | string;
}

/**
 * A stopped session: the error from `exceptionInfo` with its causes, the adapter's frames, and the locals of the workspace's frames.
 * @param readTrace text → report, for adapters that give the trace as text
 */
export async function captureFromDebugger(watch: DebugWatch, stop: Stop, readTrace: ReadTrace): Promise<Capture> {
  const { session, threadId } = stop;
  try {
    const stack = await readStack(session, threadId);
    const info = stop.reason === 'exception' && watch.knowsExceptions(session) ? await readException(session, threadId) : undefined;
    const report = await reportOf(stop, stack, info, readTrace);
    const { configuration, workspaceFolder } = launchedSession(session);
    const recipe = recipeOfDebugging(configuration, workspaceFolder?.uri.fsPath);
    return { source: 'debugger', input: { report }, values: await readValues(session, stack, report), recipe };
  } catch (error) {
    throw userFacingErrors.adapter(error);
  }
}

/** A session that crashed without a stop: the output of its console, and its command. */
export function captureDebugConsole({ console: text, configuration, folder }: PrintedSession): Capture {
  return { source: 'debugger', input: { text }, recipe: recipeOfDebugging(configuration, folder) };
}

/** The stop that a frame of the call stack belongs to; undefined if the session has moved on. */
export function stopOfFrame(watch: DebugWatch, argument: unknown): Stop | undefined {
  const found = isFrameArgument(argument) ? argument : undefined;
  const session = found && watch.session(found.sessionId);
  if (!found || !session) return undefined;
  // VS Code writes the thread as "thread:<session>:<number>" in some versions and as a number in others.
  const threadId = Number(String(found.threadId).split(':').pop());
  const unknownReason = { id: '', session, threadId, reason: 'pause', at: new Date().toISOString() };
  return watch.stop(session, threadId) ?? (Number.isFinite(threadId) ? unknownReason : undefined);
}

function isFrameArgument(value: unknown): value is FrameArgument {
  return typeof value === 'object' && value !== null && 'sessionId' in value && 'threadId' in value && typeof value.sessionId === 'string';
}

async function readStack(session: vscode.DebugSession, threadId: number): Promise<ProtocolFrame[]> {
  const frames: ProtocolFrame[] = [];
  while (frames.length < MAX_FRAMES) {
    const page = (await session.customRequest('stackTrace', { threadId, startFrame: frames.length, levels: PAGE })) as {
      stackFrames: ProtocolFrame[];
      totalFrames?: number;
    };
    frames.push(...page.stackFrames);
    if (page.stackFrames.length === 0 || (page.totalFrames !== undefined && frames.length >= page.totalFrames)) break;
    if (page.totalFrames === undefined && page.stackFrames.length < PAGE) break;
  }
  // debugpy lists the frames of a cause below those of the error; the trace has them in the cause, too.
  return frames.filter(({ presentationHint, name }) => presentationHint !== 'label' && !name.startsWith('[Chained Exc: '));
}

async function readException(session: vscode.DebugSession, threadId: number): Promise<ExceptionInfo | undefined> {
  try {
    return (await session.customRequest('exceptionInfo', { threadId })) as ExceptionInfo;
  } catch {
    // Some adapters announce the request but have no data for this exception.
    return undefined;
  }
}

/** "TypeError: x is undefined", as the adapter gives it; undefined if it says only that there is an exception. */
export async function exceptionTitle(watch: DebugWatch, { session, threadId }: Stop): Promise<string | undefined> {
  if (!watch.knowsExceptions(session)) return undefined;
  const said = headingOf(await readException(session, threadId));
  return said && ([said.type, said.message.split('\n', 1)[0]].filter(Boolean).join(': ') || undefined);
}

async function reportOf(stop: Stop, stack: ProtocolFrame[], info: ExceptionInfo | undefined, readTrace: ReadTrace): Promise<FailureReport> {
  const frames = stack.map(toFrame);
  const details = info?.details;
  const headed = headingOf(info) ?? headingOf({ exceptionId: stop.text }) ?? { type: '', message: stop.description ?? standing(stop) };
  const trace = details?.stackTrace ?? '';
  // js-debug gives only the frames; a trace is recognised by the error's first line.
  const startsWithFrame = /^\s*at /.test(trace);
  const read = trace
    ? await readTrace(startsWithFrame ? `${headed.type}: ${headed.message}\n${trace}` : trace)
    : { errors: [], expectations: [] };
  const [first, ...causes] = read.errors;
  const error: ErrorReport = {
    type: headed.type || (first?.type ?? ''),
    message: headed.type ? headed.message : first?.message || headed.message,
    language: first?.language ?? languageOfFile(frames.find(({ line }) => line > 0)?.file ?? '') ?? 'unknown',
    role: 'thrown',
    frames: frames.length ? frames : (first?.frames ?? []),
  };
  return { errors: [error, ...causes], expectations: read.expectations };
}

/** Type and message as adapters give them: separately, or as one line "TypeError: x is undefined". */
function headingOf(info: ExceptionInfo | undefined): { type: string; message: string } | undefined {
  const { details, exceptionId = '', description = '' } = info ?? {};
  // debugpy adds a note if it stops before the exception has left all frames.
  const type = (details?.typeName ?? details?.fullTypeName)?.replace(/(?<!\s)\s+\(note: [^]*$/, '');
  if (type) return { type, message: details?.message ?? description };
  const line = /^([\w.$]{1,200}): ([\s\S]*)$/.exec(exceptionId) ?? /^([\w.$]{1,200}): ([\s\S]*)$/.exec(description);
  if (line) return { type: line[1] ?? '', message: line[2] ?? '' };
  return exceptionId || description ? { type: exceptionId, message: description } : undefined;
}

function standing({ reason }: Stop): string {
  return `The program was stopped (${reason}).`;
}

function toFrame(frame: ProtocolFrame): Frame {
  const file = pathOf(frame.source?.path ?? frame.source?.name ?? '');
  // js-debug names functions of a script "global.name".
  const name = frame.name.replace(/^global\./, '').replace(/ \(Current frame\)$/, '');
  const raw = `at ${name} (${file}:${frame.line}:${frame.column})`;
  return {
    file,
    line: frame.line,
    column: frame.column,
    function: /^(?:<anonymous>)?$/.test(name) ? undefined : name,
    origin: originOf(file, frame),
    raw,
  };
}

/** Adapters give a path, or in a remote window its `vscode-remote://` URI. */
function pathOf(path: string): string {
  return /^(?:vscode-remote|file):\/\//.test(path) ? vscode.Uri.parse(path).fsPath : path;
}

function originOf(file: string, { source, presentationHint }: ProtocolFrame): Frame['origin'] {
  if (!file || file.startsWith('<') || file.startsWith('node:')) return 'runtime';
  if (/[\\/](?:node_modules|site-packages|dist-packages)[\\/]/.test(file)) return 'dependency';
  if (vscode.workspace.getWorkspaceFolder(vscode.Uri.file(file))) return 'workspace';
  return presentationHint === 'subtle' || source?.presentationHint === 'deemphasize' ? 'runtime' : 'dependency';
}

async function readValues(session: vscode.DebugSession, stack: ProtocolFrame[], report: FailureReport): Promise<CapturedValue[]> {
  const frames = flatFrames(report);
  const wanted = stack
    .map((frame, index) => ({ frame, index }))
    .filter(({ index }) => frames[index]?.origin === 'workspace')
    .slice(0, MAX_FRAMES_WITH_VALUES);
  // One frame that an adapter cannot read must not cost the others.
  const read = await Promise.all(wanted.map(({ frame, index }) => readFrameValues(session, frame, index).catch(() => [])));
  return read.flat();
}

async function readFrameValues(session: vscode.DebugSession, frame: ProtocolFrame, index: number): Promise<CapturedValue[]> {
  const { scopes } = (await session.customRequest('scopes', { frameId: frame.id })) as {
    scopes: { name: string; variablesReference: number; expensive?: boolean; presentationHint?: string }[];
  };
  const near = scopes.filter(
    ({ expensive, name, presentationHint }) => !expensive && presentationHint !== 'registers' && !/^global/i.test(name),
  );
  const values: CapturedValue[] = [];
  for (const { variablesReference } of near.slice(0, 4)) {
    for (const variable of await readVariables(session, variablesReference, MAX_VARIABLES)) {
      if (isNoise(variable)) continue;
      values.push({ frame: index, name: variable.name, type: variable.type, value: await describe(session, variable) });
    }
  }
  return values;
}

async function readVariables(session: vscode.DebugSession, variablesReference: number, count: number): Promise<ProtocolVariable[]> {
  const { variables } = (await session.customRequest('variables', { variablesReference, start: 0, count })) as {
    variables: ProtocolVariable[];
  };
  return variables.slice(0, count);
}

/** debugpy also lists groups that are no variables of the program. */
const debugpyGroup = /^(?:special|function|class|protected) variables$/;

function isNoise({ name, presentationHint }: ProtocolVariable): boolean {
  return presentationHint?.lazy === true || name.startsWith('[[') || presentationHint?.kind === 'virtual' || debugpyGroup.test(name);
}

/** A value with its members one level down. */
async function describe(session: vscode.DebugSession, variable: ProtocolVariable): Promise<string> {
  if (variable.variablesReference === 0) return cut(variable.value);
  const members = await readVariables(session, variable.variablesReference, MAX_MEMBERS).catch(() => []);
  const shown = members
    .filter((member) => !isNoise(member) && member.presentationHint?.kind !== 'method')
    .map(({ name, value }) => `${name}: ${cut(value, 80)}`);
  return shown.length ? cut(`${cut(variable.value, 80)} {${shown.join(', ')}}`) : cut(variable.value);
}

function cut(text: string, length = MAX_VALUE): string {
  return text.length > length ? `${text.slice(0, length - 1)}…` : text;
}
