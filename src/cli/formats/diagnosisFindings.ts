import type { Expectation, FailureReport } from '../../core/capture/failureReport';
import { messageLine } from '../../core/capture/messageLine';
import type { FailureEvidence } from '../../core/context/failureEvidence';
import { causeBelow, type Hypothesis } from '../../core/hypothesis';
import type { Suspect } from '../../core/suspects/suspect';
import { MOST_FINDINGS, type Finding } from './finding';
import type { RepositoryPath } from './repositoryPath';

/**
 * What a diagnosis says about places, most likely first: the failure, its hypotheses with verified evidence, other failures of the same
 * output, and suspect lines. At most {@link MOST_FINDINGS}, one a line of code and kind. Secrets are replaced, as in the evidence.
 */
export function diagnosisFindings(
  { evidence, suspects, hypotheses }: { evidence: FailureEvidence; suspects: readonly Suspect[]; hypotheses: readonly Hypothesis[] },
  pathOf: RepositoryPath,
): Finding[] {
  const [failure, ...others] = failures(evidence, pathOf);
  const causes = hypotheses.flatMap(({ title, rootCause, check, evidence }): Finding[] => {
    const cited = evidence.find(({ verified }) => verified);
    const file = cited && pathOf(cited.file);
    const message = [causeBelow({ title, rootCause }), check && `Check: ${check}`].filter(Boolean).join('\n') || title;
    return file === undefined ? [] : [{ rule: 'likely-cause', level: 'warning', title, message, place: { file, line: cited!.line } }];
  });
  const lines = suspects.flatMap(({ file: named, line, function: name, reasons }): Finding[] => {
    const file = pathOf(named);
    const message = [name && `In ${name}`, reasons[0]].filter(Boolean).join(': ') || 'This line may hold the cause.';
    return file === undefined
      ? []
      : [{ rule: 'suspect', level: 'note', title: 'May hold the cause', message, place: { file, line, function: name } }];
  });
  return onePerLine([...(failure ? [failure] : []), ...causes, ...others, ...lines]).slice(0, MOST_FINDINGS);
}

/** Each failure at its innermost frame in this workspace; without a place where no frame leads there. */
function failures({ report, resolutions }: FailureEvidence, pathOf: RepositoryPath): Finding[] {
  const found = new Map(resolutions.flatMap(({ frame, file }) => (file === undefined ? [] : [[frame, file] as const])));
  if (!report.errors.length) return report.expectations.map(unmet);
  let first = 0;
  return report.errors.flatMap(({ frames, type, message, test, role }): Finding[] => {
    const [from, at] = [first, frames.findIndex((_, index) => found.has(first + index))];
    first += frames.length;
    if (role !== 'thrown') return [];
    const named = at < 0 ? undefined : found.get(from + at);
    const file = named === undefined ? undefined : pathOf(named);
    const { line = 0, column, function: name } = frames[at] ?? {};
    const place = file !== undefined && line > 0 ? { place: { file, line, column, function: name } } : {};
    return [
      { rule: 'failure', level: 'error', title: test ?? errorLine({ type, message }), message: errorLine({ type, message }), ...place },
    ];
  });
}

/** A failed test of which no error was printed. */
function unmet({ test = 'A test', expected, actual }: Expectation): Finding {
  return { rule: 'failure', level: 'error', title: test, message: `Expected ${expected}, got ${actual}` };
}

/** "TypeError: Cannot read properties of undefined". */
export function errorLine({ type, message }: Pick<FailureReport['errors'][number], 'type' | 'message'>): string {
  return [type, messageLine(message)].filter(Boolean).join(': ') || 'an error without a message';
}

/** The first of those that say the same kind of thing about one line; a suspect line only where nothing else is said. */
function onePerLine(findings: readonly Finding[]): Finding[] {
  const told = new Set<string>();
  return findings.filter(({ rule, title, place }) => {
    const line = place ? `${place.file}:${place.line}` : '';
    const key = rule === 'suspect' ? line : `${line} ${rule} ${title}`;
    if (told.has(key)) return false;
    told.add(key).add(line);
    return true;
  });
}
