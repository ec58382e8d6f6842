import { fileIndex } from '../workspace/fileIndex';
import { languageOfFile } from '../workspace/languages';
import type { FailureEvidence } from '../context/failureEvidence';
import { flatFrames } from '../context/failureEvidence';
import type { SourceReader } from '../ports';
import { applyDiff, DiffProblem } from './applyDiff';
import { identifiersIn, namedSymbols } from './citedCode';
import { MAX_HYPOTHESES, type Evidence, type Fix, type Hypothesis } from '../hypothesis';
import { matchesFailedDiff } from './normaliseDiff';
import { parseDiff } from './parseDiff';
import type { ReadHypothesis } from './shapeHypotheses';
import { symptomNotes, type ThrowingPlace } from './symptomNotes';
import { guessReasons, missingQuestion } from './vagueness';
import { createEvidenceChecker, namesInEvidence, evidenceFiles, type EvidenceChecker } from './verifyEvidence';

export interface GroundOptions {
  /** Label of the model. */
  source: string;
  /** Fixes tried in this investigation without success. */
  failedDiffs: readonly string[];
  /** Puts replaced secrets back into text that came from a model; only for comparing, never kept. */
  restore?: (text: string) => string;
}

/** The distance in lines from the throwing line within which a cause counts as the same place. */
const SAME_PLACE = 5;

/**
 * Checks a model's claims against the workspace: every cited file, line and name, whether the fix applies, whether the text is specific.
 * Drops nothing; unverified claims get a reason.
 * @param hypotheses from {@link readAnswer}, best first
 */
export async function groundHypotheses(
  hypotheses: readonly ReadHypothesis[],
  failureEvidence: FailureEvidence,
  reader: SourceReader,
  options: GroundOptions,
): Promise<Hypothesis[]> {
  const checker = createEvidenceChecker(failureEvidence, reader, options.restore ?? ((text) => text));
  const grounded: Hypothesis[] = [];
  for (const [index, hypothesis] of hypotheses.slice(0, MAX_HYPOTHESES).entries()) {
    const id = `h${index + 1}`;
    grounded.push(await groundOne(hypothesis, id, failureEvidence, reader, checker, options));
  }
  return grounded;
}

async function groundOne(
  hypothesis: ReadHypothesis,
  id: string,
  failureEvidence: FailureEvidence,
  reader: SourceReader,
  checker: EvidenceChecker,
  options: GroundOptions,
): Promise<Hypothesis> {
  const { prose, unfinished, fix, evidence: cited, clarifyingQuestion, ...said } = hypothesis;
  const checked = await Promise.all(cited.map((item, index) => checker.check(item, unfinished === true && index === cited.length - 1)));
  const evidence = checked.map((each) => each.evidence);
  const base = { id, ...said, evidence, source: options.source };
  if (unfinished) {
    const shown = fix && { ...fix, files: diffFiles(fix.diff), applies: false };
    return { ...base, ...(shown && { fix: shown }), guess: false, warnings: [], unfinished };
  }
  const files = evidenceFiles(failureEvidence);
  const known = await knownNames(failureEvidence, checker);
  const reasons = guessReasons(said, evidence, failureEvidence, known, files);
  if (prose) reasons.unshift('The answer was not in the form that was asked for: this is its text.');
  const groundedFix = fix && (await groundFix(fix, evidence, reader, options));
  const warnings = [
    ...reasons,
    ...checked.flatMap((each) => each.remark ?? []),
    ...(await unknownNames(`${said.title}\n${said.rootCause}`, known, failureEvidence, reader)),
    ...(fix ? symptomNotes(parseDiff(fix.diff), throwingPlace(failureEvidence), causeElsewhere(failureEvidence, evidence)) : []),
  ];
  const guess = reasons.length > 0;
  const question = clarifyingQuestion ?? (guess ? missingQuestion(failureEvidence) : undefined);
  return { ...base, ...(groundedFix && { fix: groundedFix }), guess, warnings, ...(question && { clarifyingQuestion: question }) };
}

async function groundFix(
  fix: NonNullable<ReadHypothesis['fix']>,
  evidence: readonly Evidence[],
  reader: SourceReader,
  { failedDiffs, restore }: GroundOptions,
): Promise<Fix> {
  const files = diffFiles(fix.diff);
  const problem = await applyDiff(restore?.(fix.diff) ?? fix.diff, reader, {
    defaultFile: evidence.find((item) => item.verified)?.file,
  }).then(
    () => undefined,
    (error: unknown) => {
      if (error instanceof DiffProblem) return error.message;
      throw error;
    },
  );
  const tried = matchesFailedDiff(fix.diff, failedDiffs) ? 'This fix was tried before and did not help.' : undefined;
  const said = tried ?? problem;
  return { ...fix, files, applies: problem === undefined, ...(said && { problem: said }) };
}

function diffFiles(diff: string): Fix['files'] {
  const files = new Map<string, Fix['files'][number]>();
  for (const { path, added, removed } of parseDiff(diff)) {
    const before = files.get(path);
    files.set(path, { file: path, added: added + (before?.added ?? 0), removed: removed + (before?.removed ?? 0) });
  }
  return [...files.values()].filter(({ file }) => file);
}

/** Identifiers of the whole prompt, and of the files with evidence. */
async function knownNames(failureEvidence: FailureEvidence, checker: EvidenceChecker): Promise<Set<string>> {
  return new Set([...namesInEvidence(failureEvidence), ...(await checker.citedTexts()).flatMap(identifiersIn)]);
}

/** Names and files that a hypothesis presupposes but that do not exist. */
async function unknownNames(
  text: string,
  known: ReadonlySet<string>,
  failureEvidence: FailureEvidence,
  reader: SourceReader,
): Promise<string[]> {
  const index = fileIndex(await reader.list());
  const traced = flatFrames(failureEvidence.report).map((frame) => frame.file.replaceAll('\\', '/'));
  const stems = new Set(index.files.map((file) => file.slice(file.lastIndexOf('/') + 1).split('.', 1)[0]));
  const missingFiles = [...text.matchAll(/(?<![\w@./\\-])([\w@./\\-]{1,200})(\(?)/g)]
    .flatMap(([, run = '', call]) => (call ? [] : (/^.{1,190}\.\w{2,10}\b/.exec(run) ?? [])))
    .filter(
      (file) =>
        languageOfFile(file) !== undefined && index.longestSuffix(file).segments === 0 && !traced.some((frame) => frame.endsWith(file)),
    );
  const missingSymbols = namedSymbols(text).filter(({ shown, names }) => {
    if (missingFiles.includes(shown) || index.longestSuffix(shown).segments > 0) return false;
    return names.some((name) => !known.has(name) && !stems.has(name));
  });
  return [
    ...[...new Set(missingFiles)].map((file) => `${file} does not exist in this workspace.`),
    ...missingSymbols.slice(0, 5).map(({ shown }) => `“${shown}” does not occur in the code that was sent or cited.`),
  ];
}

/** The innermost frame that lies in the workspace. */
function throwingPlace(failureEvidence: FailureEvidence): ThrowingPlace | undefined {
  const frames = flatFrames(failureEvidence.report);
  for (const { frame, file } of [...failureEvidence.resolutions].sort((a, b) => a.frame - b.frame)) {
    const line = frames[frame]?.line;
    if (file !== undefined && line) return { file, line };
  }
  return undefined;
}

/** Verified evidence points at code other than the throwing line. */
function causeElsewhere(failureEvidence: FailureEvidence, evidence: readonly Evidence[]): boolean {
  const place = throwingPlace(failureEvidence);
  return (
    place !== undefined &&
    evidence.some((item) => item.verified && (item.file !== place.file || Math.abs(item.line - place.line) > SAME_PLACE))
  );
}
