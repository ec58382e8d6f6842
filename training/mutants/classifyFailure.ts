import { captureFailure } from '../../src/core/capture/captureFailure';
import type { ErrorReport, FailureReport } from '../../src/core/capture/failureReport';
import { isTestFile } from '../../src/core/context/testCode';
import type { FailureCase } from '../failureCase';

/** The facts that a failure's text shows directly. */
export interface FailureFacts {
  kind: FailureCase['kind'];
  type: string;
  message: string;
  /** Innermost frame in workspace code outside of tests. */
  thrower?: { file: string; line: number };
}

const ASSERTION = /Assert|ComparisonFailure|MultipleFailures|TestFailed|^failureException$/i;
const ASSERTING_FILE =
  /node_modules\/(?:tape|tap|chai|expect|should|must|unexpected|power-assert|assert)\b|node:assert|node:internal\/assert|unittest\/case\.py|org\/junit|org\.junit|org\/hamcrest/;

/**
 * Reads the first failure of a text with the product's capture.
 * @param workspace absolute
 * @returns undefined if there is neither an error nor an expectation
 */
export async function classifyFailure(text: string, workspace: string): Promise<FailureFacts | undefined> {
  const report = await captureFailure(text, { roots: [workspace] });
  const error = report.errors[0];
  if (!error && report.expectations.length === 0) return undefined;
  const frames = report.errors.flatMap(({ frames }) => frames);
  const thrown = frames.flatMap(({ file, line, origin }) => {
    const path = relativePath(file, workspace);
    return origin !== 'workspace' || path === undefined || isTestFile(path) || line === 0 ? [] : [{ file: path, line }];
  });
  return { kind: kindOf(report, error), type: error?.type ?? '', message: error?.message ?? '', thrower: thrown[0] };
}

function kindOf(report: FailureReport, error: ErrorReport | undefined): FailureCase['kind'] {
  if (!error || ASSERTION.test(error.type ?? '') || /ERR_ASSERTION/.test(error.message ?? '')) return 'assertion';
  if (report.expectations.some((expectation) => expectation.error === 0)) return 'assertion';
  return ASSERTING_FILE.test(error.frames[0]?.file ?? '') ? 'assertion' : 'crash';
}

function relativePath(file: string, workspace: string): string | undefined {
  const path = file.replaceAll('\\', '/');
  if (path.startsWith(`${workspace}/`)) {
    const inside = path.slice(workspace.length + 1);
    return inside.includes('node_modules/') ? undefined : inside;
  }
  return path.startsWith('/') || path.startsWith('node:') ? undefined : path;
}
