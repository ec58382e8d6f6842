import { captureFailure } from '../../src/core/capture/captureFailure';
import { collectScene } from '../../src/core/context/collectScene';
import type { CrimeScene } from '../../src/core/context/crimeScene';
import { createRedactor } from '../../src/core/prompt/redactor';
import { openSyntax } from '../../src/core/syntax/openSyntax';
import { packagedGrammars } from '../../realBugs/packagedGrammars';

const syntax = openSyntax(packagedGrammars);

/** The scene of a failure's output in a workspace of these files; a token is a character. */
export async function sceneOf(output: string, files: Record<string, string>): Promise<CrimeScene> {
  const report = await captureFailure(output, { roots: ['/srv/work'] });
  return collectScene(
    report,
    { changesWindowMs: 0, references: [], removed: [], edited: {}, chosenFiles: {}, values: [] },
    {
      reader: {
        roots: ['/srv/work'],
        read: (file) => Promise.resolve(files[file]),
        list: () => Promise.resolve(Object.keys(files).sort()),
        modified: () => Promise.resolve(undefined),
      },
      syntax,
      redactor: createRedactor({}),
      clock: { now: () => 0 },
      tokens: { count: (text) => text.length },
    },
  );
}
