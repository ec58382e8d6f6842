import { sameTest } from '../../core/experiments/testNames';
import { allFailures } from '../../core/experiments/failureOf';
import { isTestFile } from '../../core/context/testCode';
import type { RanLines } from '../../core/experiments/coverage';
import type { Edit } from '../../core/experiments/experiment';
import { assertedIn } from '../../core/experiments/asserted/assertedIn';
import { assertedTexts } from '../../core/experiments/asserted/assertedValue';
import type { FunctionId, ObservedRecord } from '../../core/experiments/observed';
import { returnedFunctions, type ReturnedFunction, type WatchedFunctions } from '../../core/experiments/returns/returnedFunction';
import { pythonFunctions } from '../../core/experiments/returns/pythonFunctions';
import { watchReturns, type WatchedFunction } from '../../core/experiments/returns/watchReturns';
import type { openTrees } from '../../core/syntax/openSyntax';
import { familyOf, grammarOfFile } from '../../core/workspace/languages';
import { observeInstrument } from './observeInstrument';
import type { ObservedCommand, ObserveOptions } from './observedCommand';

type Parse = ReturnType<typeof openTrees>;

/** Files whose functions are watched, and their characters in all. */
const MOST_FILES = 60;
const MOST_TEXT = 2_000_000;

/**
 * The functions that the failing test called, with how their results relate to the value that its assertion saw: one run of texts that only
 * it sees. Undefined for an error that arises in the code, and where the run ends differently or no file could be watched.
 * @param seen what the failing test runs, and what was recorded of it
 */
export async function lookAtReturns(
  observed: ObservedCommand,
  seen: { ran: RanLines; records: readonly ObservedRecord[] },
  { assets, progress, signal }: ObserveOptions,
  parse: Parse,
): Promise<ReturnedFunction[] | undefined> {
  const { target } = observed;
  if (!target || arisesInCode(observed)) return undefined;
  const files = [...seen.ran].filter(([file, { functions }]) => functions.size > 0 && !isTestFile(file)).map(([file]) => file);
  const { edits, unedited, watched } = await watchedFiles(observed, files, parse, signal);
  if (watched.size === 0) return undefined;
  progress?.('looking at what the functions of the failing test return');
  const expectation = assertedIn(seen.records, target.report);
  const other = unedited.length && expectation?.expected !== undefined && { actual: expectation.expected, expected: expectation.actual };
  const compared = expectation && { asserted: assertedTexts(expectation), ...(other && { other: assertedTexts(other) }) };
  const instrument = observeInstrument(
    { roots: [...observed.roots], throws: [], points: [], returns: { files: unedited }, ...compared },
    assets,
  );
  const run = await observed.runFailing([instrument], edits);
  const records = run?.observations[instrument.name] as ObservedRecord[] | undefined;
  if (!run || !records) return undefined;
  const failure = allFailures(run.report).findIndex(({ test }) => sameTest(test, target.test));
  const found = returnedFunctions(records, watched, Math.max(0, failure));
  return found.length ? found : undefined;
}

/** The error comes from the code itself: then its stack says more than what its functions return. */
export function arisesInCode(observed: ObservedCommand): boolean {
  const frames = observed.failureReport.errors.flatMap((error) => error.frames).map((frame) => observed.place(frame));
  return frames.some((file) => file !== undefined && !isTestFile(observed.relative(file) ?? file));
}

async function watchedFiles(
  observed: ObservedCommand,
  files: readonly string[],
  parse: Parse,
  signal: AbortSignal | undefined,
): Promise<{ edits: Edit[]; unedited: string[]; watched: WatchedFunctions }> {
  const edits: Edit[] = [];
  const unedited: string[] = [];
  const watched = new Map<FunctionId, WatchedFunction & { file: string }>();
  let size = 0;
  for (const file of files.slice(0, MOST_FILES)) {
    const text = await observed.files.read(file);
    const parsed = text === undefined || size + text.length > MOST_TEXT ? undefined : await parse(file, text, signal);
    const family = parsed && familyOf(parsed.grammar.language);
    if (text === undefined || !parsed || (family !== 'javascript' && family !== 'python')) continue;
    size += text.length;
    if (family === 'python') {
      const paths = observed.roots.map((root) => `${root}/${file}`);
      unedited.push(...paths);
      for (const { codeLine, ...place } of pythonFunctions(parsed))
        for (const path of paths) watched.set(`${path}:${codeLine}`, { file, ...place });
      continue;
    }
    const first = watched.size;
    const { text: edited, functions } = watchReturns(parsed, first, /^(?:typescript|tsx)$/.test(grammarOfFile(file) ?? ''));
    functions.forEach((each, index) => watched.set(first + index, { file, ...each }));
    if (functions.length) edits.push({ file: `${observed.roots[0]}/${file}`, text: edited });
  }
  return { edits, unedited, watched };
}
