import { mkdtempSync, realpathSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { Verdict, Where } from './claim';
import { writeFiles } from './claimProgram';
import type { Judged } from './judged';
import { runIn } from './runProgram';

const MARK = 'CLAIMED';

/** A statement that prints whether an expression is nothing. */
const PRINTS: Readonly<Record<string, (of: string) => string>> = {
  go: (of) => `println("${MARK}", (${of}) == nil);`,
  java: (of) => `System.err.println("${MARK} " + ((Object) (${of}) == null));`,
  csharp: (of) => `System.Console.Error.WriteLine("${MARK} " + ((object)(${of}) == null));`,
  php: (of) => `fwrite(STDERR, "${MARK} " . var_export((${of}) === null, true) . "\\n");`,
  cpp: (of) => `__builtin_printf("${MARK} %s\\n", (${of}) == nullptr ? "true" : "false"), __builtin_printf("\\n");`,
  rust: (of) => `eprintln!("${MARK} {}", (${of}).is_none());`,
};

const known = new Map<string, Verdict>();

/** Whether an expression was nothing on a line, by a print inserted before it, in a run. */
export function isNothingByPrint(
  program: Pick<Judged, 'language' | 'command' | 'files' | 'prints'>,
  of: string,
  { files: [file = ''], line }: Where,
): Verdict {
  const print = PRINTS[program.language];
  if (!print) return { is: 'not judged', why: `no tracer for ${program.language}` };
  if (!program.prints) return { is: 'not judged', why: 'prints were not inserted (--no-prints)' };
  const lines = program.files[file]?.split('\n');
  if (!lines || lines.length < line) return { is: 'false', why: `${file} has no line ${line}` };
  const text = lines.map((each, at) => (at === line - 1 ? `${print(of)} ${each}` : each)).join('\n');
  const verdict = known.get(text) ?? run({ ...program.files, [file]: text }, program.command);
  known.set(text, verdict);
  return verdict;
}

function run(files: Record<string, string>, command: string): Verdict {
  const folder = realpathSync(mkdtempSync(join(tmpdir(), 'claims-print-')));
  try {
    writeFiles(folder, files);
    const { output } = runIn(folder, command);
    if (output.includes(`${MARK} true`)) return { is: 'true', why: '' };
    if (output.includes(`${MARK} false`)) return { is: 'false', why: 'a run had a value there' };
    return { is: 'not judged', why: 'a print could not be inserted there' };
  } finally {
    rmSync(folder, { recursive: true, force: true });
  }
}
