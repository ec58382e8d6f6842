import { captureFailure } from '../src/core/capture/captureFailure';
import { mapSources } from '../src/core/capture/mapSources';
import { splitFailures } from '../src/core/capture/splitFailures';
import { collectScene } from '../src/core/context/collectScene';
import type { CrimeScene } from '../src/core/context/crimeScene';
import { createRedactor } from '../src/core/prompt/redactor';
import { openSyntax } from '../src/core/syntax/openSyntax';
import type { Syntax } from '../src/core/syntax/syntax';
import { NodeFiles } from '../src/node/files';
import { gptTokens } from '../src/node/tokenCounter';
import type { FailureCase } from './failureCase';
import { packagedGrammars } from './packagedGrammars';

/** Files of this many candidates, most relevant first, go into a case: the rest is never ranked high enough to be read. */
const MOST_CANDIDATES = 120;
const MOST_FILE_CHARACTERS = 400_000;

/** One for all cases of a process: it keeps the grammars. */
export const trainingSyntax: Syntax = openSyntax(packagedGrammars);

/**
 * Makes a case of a real failure, with the capture and context of the product.
 * @param workspace absolute folder, as it was when the failure happened (the fault in place, the failing test too)
 * @param text what the failing run printed, whole
 * @returns undefined where capture found no error and no expectation in the text, or nothing of the workspace was reached
 */
export async function recordCase(
  workspace: string,
  text: string,
  facts: Omit<FailureCase, 'scene' | 'files'>,
): Promise<FailureCase | undefined> {
  const reader = new NodeFiles({ roots: [workspace], runGit: false });
  const whole = await mapSources(await captureFailure(text, { roots: reader.roots }), reader);
  const report = splitFailures(whole)[0] ?? whole;
  if (report.errors.length === 0 && report.expectations.length === 0) return undefined;
  const scene: CrimeScene = await collectScene(
    report,
    { changesWindowMs: 0, references: [], removed: [], edited: {}, chosenFiles: {}, values: [] },
    { reader, syntax: trainingSyntax, redactor: createRedactor({}), clock: { now: () => 0 }, tokens: await gptTokens() },
  );
  scene.candidates = scene.candidates.slice(0, MOST_CANDIDATES);
  if (scene.candidates.length === 0) return undefined;
  const files: Record<string, string> = {};
  const named = [...scene.candidates.map(({ file }) => file), ...scene.resolutions.flatMap(({ file }) => file ?? [])];
  for (const file of new Set(named)) {
    const source = await reader.read(file);
    if (source !== undefined && source.length <= MOST_FILE_CHARACTERS) files[file] = source;
  }
  return { ...facts, scene, files };
}
