import { plural, shown, t } from '../core/language';
import { citedCode } from '../core/hypotheses/citedCode';
import { isTestFile } from '../core/context/testCode';
import type { FailureReport } from '../core/capture/failureReport';
import type { Evidence, Fix, Hypothesis } from '../core/hypothesis';
import { oneLine } from '../core/prompt/fence';
import { triedBefore } from '../app/triedBefore';
import type { Try } from '../core/investigation/investigation';
import type { LocalAnalysis } from '../node/localAnalysis';
import { wholeInput } from './captureInput';
import { collectOptions } from './collectOptions';
import type { CliIo } from './io';
import { UsageError } from './options';
import { failedTries, shownTry } from './outsideTries';
import { plainText } from './plainText';
import { json } from './print';

/** Bytes; no hypothesis is this long. */
const MOST_BYTES = 4_000_000;
const FORM = t(
  'Give one JSON object: {"rootCause": "…", "evidence": [{"file": "src/cart.js", "line": 4, "why": "…"}], "fix": "a unified diff", "output": "what failed"}. "fix" and "output" may be left out.',
);
const SOURCE = 'this hypothesis';

/**
 * `check [FILE]`: whether the claims of a hypothesis stand in the code, and its fix applies. Nothing is run, nothing is written.
 * @returns whether all of them do
 * @throws {UsageError} if the input is no such object
 */
export async function checkHypothesis(
  { file, json: asJson }: { file?: string; json: boolean },
  root: string,
  analysis: LocalAnalysis,
  io: CliIo,
): Promise<boolean> {
  const { output, ...claimed } = readClaim(await inputText(file, io));
  const report: FailureReport = output ? await analysis.call('capture', { text: output }) : { errors: [], expectations: [] };
  const step = { signal: io.signal, onProgress: io.onProgress };
  const { case: about } = await analysis.call('collect', { report, options: collectOptions(), attempts: [] }, step);
  const tries = await failedTries(report, root, io);
  const failedDiffs = tries.flatMap(({ diff }) => diff ?? []);
  const text = JSON.stringify({ hypotheses: [{ title: claimed.rootCause, ...claimed }] });
  const answer = await analysis.call('readAnswer', { case: about, text, ended: true, source: SOURCE, failedDiffs });
  const [hypothesis] = answer.hypotheses;
  if (!hypothesis) throw new UsageError(FORM);
  const { evidence, fix, warnings } = hypothesis;
  io.stdout.write(asJson ? json({ evidence, fix, warnings }) : plainText(rendered(hypothesis, tries)));
  return evidence.length > 0 && evidence.every(({ verified }) => verified) && (fix === undefined || fix.applies);
}

type Claim = { rootCause: string; output?: string } & Record<string, unknown>;

function readClaim(text: string): Claim {
  let read: unknown;
  try {
    read = JSON.parse(text);
  } catch (error) {
    throw new UsageError(FORM, { cause: error });
  }
  const { rootCause, output } = (typeof read === 'object' && read !== null ? read : {}) as Record<string, unknown>;
  if (typeof rootCause !== 'string' || !rootCause.trim()) throw new UsageError(FORM);
  return { ...(read as Record<string, unknown>), rootCause, output: typeof output === 'string' ? output : undefined };
}

async function inputText(file: string | undefined, io: CliIo): Promise<string> {
  if (file === undefined && io.stdinIsTerminal) throw new UsageError(FORM);
  const unread = (name: string): string => `${t('{0} cannot be read.', name)} ${FORM}`;
  const problems = { absent: unread, folder: unread, endless: unread, device: unread, circle: unread, closed: unread };
  return wholeInput(file, { problems, most: MOST_BYTES, tooLong: `${t('The input is longer than any hypothesis.')} ${FORM}` }, io);
}

function rendered({ evidence, fix, warnings }: Hypothesis, tries: readonly Try[]): string {
  const stand = evidence.filter(({ verified }) => verified).length;
  const tried = fix && triedBefore(fix.diff, tries);
  const lines = [
    evidence.length
      ? plural(stand, '{0} of {1} claims stands in the code.', '{0} of {1} claims stand in the code.', evidence.length)
      : t('It names no line as evidence: give the file, the line and why.'),
    ...evidence.map(claimLine),
    ...(fix ? fixLines(fix) : []),
    ...(tried ? [t('Tried before: {0}', shownTry(tried))] : []),
    ...warnings.map((warning) => t('Note: {0}', oneLine(shown(warning)))),
    ...(fix?.applies && !tried ? [t('Nothing was run: that the lines exist does not make the cause true.')] : []),
  ];
  return `${lines.join('\n')}\n`;
}

function claimLine({ file, line, why, verified, problem }: Evidence): string {
  const place = `${oneLine(file)}:${line}`;
  if (!verified) return `  ${t('struck')}: ${place} ${problem === undefined ? t('It could not be checked.') : oneLine(shown(problem))}`;
  return `  ${citedCode(why).length ? t('stands') : t('only the line is there, no code is quoted')}: ${place} ${oneLine(why)}`;
}

function fixLines({ files, applies, problem }: Fix): string[] {
  const touched = files.map(({ file, added, removed }) => `${oneLine(file)} (+${added} −${removed})`).join(', ');
  const onlyTests = files.length > 0 && files.every(({ file }) => isTestFile(file));
  return [
    applies
      ? t('The fix applies: {0}.', touched)
      : t('The fix does not apply: {0}', problem === undefined ? touched : oneLine(shown(problem))),
    ...(onlyTests ? [t('Note: the fix changes only tests.')] : []),
  ];
}
