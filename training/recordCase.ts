import type { FailureReport } from '../src/core/capture/failureReport';
import { captureFailure } from '../src/core/capture/captureFailure';
import { mapSources } from '../src/core/capture/mapSources';
import { splitFailures } from '../src/core/capture/splitFailures';
import { collectEvidence } from '../src/core/context/collectEvidence';
import type { FailureEvidence } from '../src/core/context/failureEvidence';
import { createRedactor } from '../src/core/prompt/redactor';
import { openSyntax } from '../src/core/syntax/openSyntax';
import type { Syntax } from '../src/core/syntax/syntax';
import type { SourceReader } from '../src/core/ports';
import { NodeFiles } from '../src/node/files';
import { gptTokens } from '../src/node/tokens/tokenCounter';
import { caseReader } from './caseReader';
import type { FailureCase } from './failureCase';
import { packagedGrammars } from '../realBugs/packagedGrammars';

/** Files of this many candidates, most relevant first, go into a case: the rest never ranks high enough to be read. */
const MOST_CANDIDATES = 120;
const MOST_FILE_CHARACTERS = 400_000;

/** One for all cases of a process, because it keeps the grammars. */
export const trainingSyntax: Syntax = openSyntax(packagedGrammars);

/**
 * Makes a case of a real failure, with the capture and context of the product.
 * @param workspace absolute folder, as it was when the failure happened (the fault in place, the failing test too)
 * @param text the whole output of the failing run
 * @returns undefined if capture found no error and no expectation in the text, or no file of the workspace was reached
 */
export async function recordCase(
  workspace: string,
  text: string,
  facts: Omit<FailureCase, 'evidence' | 'files'>,
): Promise<FailureCase | undefined> {
  const reader = new NodeFiles({ roots: [workspace], runGit: false });
  const whole = await mapSources(await captureFailure(text, { roots: await reader.rootsOfTraces() }), reader);
  const report = splitFailures(whole)[0] ?? whole;
  if (report.errors.length === 0 && report.expectations.length === 0) return undefined;
  const evidence = await contextOf(report, reader);
  if (evidence.candidates.length === 0) return undefined;
  const files: Record<string, string> = {};
  const named = [...evidence.candidates.map(({ file }) => file), ...evidence.resolutions.flatMap(({ file }) => file ?? [])];
  for (const file of new Set(named)) {
    const source = await reader.read(file);
    if (source !== undefined && source.length <= MOST_FILE_CHARACTERS) files[file] = source;
  }
  return { ...facts, evidence, files };
}

/** A recorded case with the context that the code makes today from the stored files. Its report and files stay. */
export async function refreshCase(failure: FailureCase): Promise<FailureCase> {
  const chosen = failure.evidence.resolutions.flatMap(({ frame, file }): [number, string][] => (file ? [[frame, file]] : []));
  return { ...failure, evidence: await contextOf(failure.evidence.report, caseReader(failure), Object.fromEntries(chosen)) };
}

async function contextOf(report: FailureReport, reader: SourceReader, chosenFiles: Record<number, string> = {}): Promise<FailureEvidence> {
  const evidence = await collectEvidence(
    report,
    { changesWindowMs: 0, references: [], removed: [], edited: {}, chosenFiles, values: [] },
    { reader, syntax: trainingSyntax, redactor: createRedactor({}), clock: { now: () => 0 }, tokens: await gptTokens() },
  );
  return { ...evidence, candidates: evidence.candidates.slice(0, MOST_CANDIDATES) };
}
