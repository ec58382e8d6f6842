import { sameTest } from '../../core/experiments/testNames';
import { allFailures } from '../../core/experiments/failureOf';
import { isTestFile } from '../../core/context/testCode';
import type { RanLines } from '../../core/experiments/coverage';
import type { Edit } from '../../core/experiments/experiment';
import { assertedTexts } from '../../core/experiments/asserted/assertedValue';
import type { ObservedRecord } from '../../core/experiments/observed';
import { returnedFunctions, type ReturnedFunction, type WatchedFunctions } from '../../core/experiments/returns/returnedFunction';
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
 * @param ran what the failing test runs
 */
export async function lookAtReturns(
  observed: ObservedCommand,
  ran: RanLines,
  { assets, progress, signal }: ObserveOptions,
  parse: Parse,
): Promise<ReturnedFunction[] | undefined> {
  const { target } = observed;
  if (!target || arisesInCode(observed)) return undefined;
  const files = [...ran].filter(([file, { functions }]) => functions.size > 0 && !isTestFile(file)).map(([file]) => file);
  const { edits, watched } = await watchedFiles(observed, files, parse, signal);
  if (edits.length === 0) return undefined;
  progress?.('looking at what the functions of the failing test return');
  const expectation = target.report.expectations[0];
  const asserted = expectation && { asserted: assertedTexts(expectation) };
  const instrument = observeInstrument({ roots: [...observed.roots], throws: [], points: [], returns: true, ...asserted }, assets);
  const run = await observed.runFailing([instrument], edits);
  const records = run?.observations[instrument.name] as ObservedRecord[] | undefined;
  if (!run || !records) return undefined;
  const failure = allFailures(run.report).findIndex(({ test }) => sameTest(test, target.test));
  const found = returnedFunctions(records, watched, Math.max(0, failure));
  return found.length ? found : undefined;
}

/** The error comes from the code itself: then its stack says more than what its functions return. */
function arisesInCode(observed: ObservedCommand): boolean {
  const frames = observed.failureReport.errors.flatMap((error) => error.frames).map((frame) => observed.place(frame));
  return frames.some((file) => file !== undefined && !isTestFile(observed.relative(file) ?? file));
}

async function watchedFiles(
  observed: ObservedCommand,
  files: readonly string[],
  parse: Parse,
  signal: AbortSignal | undefined,
): Promise<{ edits: Edit[]; watched: WatchedFunctions }> {
  const edits: Edit[] = [];
  const watched = new Map<number, WatchedFunction & { file: string }>();
  let size = 0;
  for (const file of files.slice(0, MOST_FILES)) {
    const text = await observed.files.read(file);
    const parsed = text === undefined || size + text.length > MOST_TEXT ? undefined : await parse(file, text, signal);
    if (text === undefined || !parsed || familyOf(parsed.grammar.language) !== 'javascript') continue;
    size += text.length;
    const first = watched.size;
    const { text: edited, functions } = watchReturns(parsed, first, /^(?:typescript|tsx)$/.test(grammarOfFile(file) ?? ''));
    functions.forEach((each, index) => watched.set(first + index, { file, ...each }));
    if (functions.length) edits.push({ file: `${observed.roots[0]}/${file}`, text: edited });
  }
  return { edits, watched };
}
