import type { FilePatch } from '../../hypotheses/parseDiff';
import type { openTrees } from '../../syntax/openSyntax';
import type { Edit, Isolation, Run } from '../experiment';
import type { FailureTarget } from '../failureOf';
import type { Laboratory, Progress } from '../laboratory';
import { otherTests } from '../otherTests';
import { statementAt, throwingAt } from '../throwingCode';

interface Deletion {
  lab: Laboratory;
  isolation: Isolation;
  target: FailureTarget;
  patch: FilePatch;
  /** The changed sources at the base, and as they are now. */
  base: readonly Edit[];
  now: readonly Edit[];
  /** Runs of the command with them. */
  red: Run;
  green: Run;
  parse: ReturnType<typeof openTrees> | undefined;
  progress: Progress;
}

/**
 * Whether other tests look at a place where a fix only deletes: they fail with a throw before what it deletes, and pass as before without
 * it. A command for single tests is widened to those of their file.
 * @returns how many do
 */
export async function heldDeletion({ lab, isolation, target, patch, base, now, red, green, parse, progress }: Deletion): Promise<number> {
  const thrown = await throwingBefore(patch, base, lab, parse);
  if (!thrown) return 0;
  progress('running the other tests without what the fix deletes');
  const wide = lab.forFile?.();
  const run = async (edits: readonly Edit[]): Promise<Run> => (wide ?? lab).run(edits, isolation);
  const [before, after] = wide ? [await run(base), await run(now)] : [red, green];
  if (!before.tests?.named || otherTests(before, after, target) !== 'asBefore') return 0;
  progress('making sure that other tests run what the fix deletes');
  const passed = new Set((await run(thrown)).tests?.passed);
  return before.tests.passed.filter((name) => !passed.has(name)).length;
}

/** The sources at the base, with a throw before the first statement that a patch deletes and that stands there only once. */
async function throwingBefore(
  patch: FilePatch,
  base: readonly Edit[],
  lab: Laboratory,
  parse: Deletion['parse'],
): Promise<Edit[] | undefined> {
  const edit = base.find(({ file }) => lab.nameOf(file) === (patch.from ?? patch.path));
  const parsed = edit?.text === undefined ? undefined : await parse?.(edit.file, edit.text);
  if (!edit || !parsed) return undefined;
  for (const { oldStart = 1, lines } of patch.hunks) {
    const old = lines.filter((line) => !line.startsWith('+'));
    for (const [at, line] of old.entries()) {
      const statement = line.startsWith('-') && line.slice(1).trim() ? statementAt(parsed, oldStart + at) : undefined;
      const text = statement === undefined ? undefined : throwingAt(parsed, statement, 'before');
      if (text !== undefined) return base.map((each) => (each === edit ? { ...edit, text } : each));
    }
  }
  return undefined;
}
