import { failedShellReport, type ShellReport } from './shellReport';

/** The parts of the process that the hook touches. */
export interface HookIo {
  stdin: AsyncIterable<Uint8Array | string>;
  stdout: { write: (text: string) => unknown };
  cwd: string;
  /** Folder that holds grammars/. */
  assets: string;
}

export type AnswerHook = (report: ShellReport, io: Pick<HookIo, 'cwd' | 'assets'>, signal: AbortSignal) => Promise<string | undefined>;

/** Agents cut outputs long before; what is longer is read to its end, and not looked at. */
const MOST_BYTES = 4_000_000;
/** An agent waits for its hooks. */
const PATIENCE_MS = 20_000;

/**
 * `hook`: reads what a shell tool reported, and prints evidence if the command failed with an error in code of the workspace. It never
 * fails: a hook that does gets between an agent and its work.
 * @param load what answers, loaded only if there is something to say
 */
export async function runHook(io: HookIo, load: () => Promise<AnswerHook>): Promise<void> {
  try {
    const report = failedShellReport(await readAll(io.stdin));
    if (!report) return;
    const answer = await (await load())(report, io, AbortSignal.timeout(PATIENCE_MS));
    if (answer !== undefined) io.stdout.write(answer);
  } catch {
    // Silent, as if there had been nothing to say.
  }
}

async function readAll(stdin: HookIo['stdin']): Promise<string> {
  let chunks: Uint8Array[] = [];
  let length = 0;
  for await (const chunk of stdin) {
    length += chunk.length;
    if (length > MOST_BYTES) chunks = [];
    else chunks.push(Buffer.from(chunk));
  }
  return length > MOST_BYTES ? '' : Buffer.concat(chunks).toString('utf8');
}
