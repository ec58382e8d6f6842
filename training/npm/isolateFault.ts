import type { FoundBug } from './bugList';
import { faultKind, notAFault } from './faultKind';
import type { Hunk } from './hunks';
import type { PairWorkspace } from './pairWorkspace';
import type { TestRunner } from './testRunner';
import { smallestFix } from './smallestFix';
import { type TestFiles, type TestTarget, failureText } from './testTarget';
import { isSupport, truthLines } from './truthLines';

export const USED_UP = 'runs used up';
/** Tests kept of one fault. */
export const MOST_OF_A_FAULT = 2;
/** What a small fix is: hunks and lines of the older source. */
export const MOST_HUNKS = 5;
export const MOST_LINES = 25;

/** What was found in a pair. `fix` is the same array for the same fault. */
export type PairBug = Omit<FoundBug, 'package' | 'from' | 'to' | 'fault'>;

/** The changes that mend it, and how many failing tests of it are kept. */
export interface Fault {
  fix: Hunk[];
  count: number;
}

/**
 * Finds the changes that mend a failing test.
 * @param faults what was isolated in this pair before; a new one is added
 * @param say told why a failure is left out
 * @returns undefined where it is left out
 */
export async function isolateFault(
  workspace: PairWorkspace,
  tests: TestFiles,
  { file, runner, target }: { file: string; runner: TestRunner; target: TestTarget },
  faults: Fault[],
  say: (reason: string) => void,
): Promise<PairBug | undefined> {
  const command = tests.command(file, runner, target);
  const mends = async (part: readonly Hunk[]): Promise<boolean> => {
    workspace.apply(part);
    return (await tests.run(command, target)).passes;
  };
  workspace.apply([]);
  const failing = await tests.run(command, target);
  if (failing.passes || failing.code === null) return void say('passes alone');
  const text = failureText(failing.text, target);
  const kind = faultKind(text);
  if (!kind) return void say('no error in the text');
  const source = Object.values(workspace.before).join('\n');
  const early = notAFault(text, source, []);
  if (early) return void say(early);
  if (!(await mends(workspace.changes))) return void say('fails on the newer source too');
  let fault: Fault | undefined;
  for (const earlier of faults) if (!fault && (await mends(earlier.fix))) fault = earlier;
  if (!fault) {
    const fix = await smallestFix(workspace.changes, mends);
    if (!fix) return void say(USED_UP);
    faults.push((fault = { fix, count: 0 }));
  }
  const { fix } = fault;
  if (fix.some((hunk) => workspace.isNewFile(hunk))) return void say('needs a new file');
  const late = notAFault(text, source, fix);
  if (late) return void say(late);
  const truth = truthLines(workspace.before, fix);
  const size = truth.reduce((sum, { lines }) => sum + lines.length, 0);
  if (size === 0 || size > MOST_LINES || fix.filter((hunk) => !isSupport(hunk)).length > MOST_HUNKS) return void say('a large fix');
  if (++fault.count > MOST_OF_A_FAULT) return void say('same fault');
  return { test: file, target, command, kind, truth, text, fix };
}
