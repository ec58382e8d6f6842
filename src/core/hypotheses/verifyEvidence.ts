import type { FailureEvidence } from '../context/failureEvidence';
import { flatFrames } from '../context/failureEvidence';
import type { SourceReader } from '../ports';
import { citedCode, identifiersIn, isRuntimeName, operatorsBetween, operatorsIn, ownNames } from './citedCode';
import { resolveCitedFile } from './citedFile';
import type { Evidence, ModelHypothesis } from '../hypothesis';

/** The error in lines tolerated for a model. */
const DRIFT = 5;
/** Characters kept of a line. For storage it is cut after the redaction, which must see whole secrets. */
const MAX_TEXT = 20_000;

/** Checks the citations of hypotheses against the current files. Each file is read once. */
export interface EvidenceChecker {
  /** @returns the evidence, and a remark where its line was corrected */
  check(item: ModelHypothesis['evidence'][number], unfinished: boolean): Promise<{ evidence: Evidence; remark?: string }>;
  /** Texts of the files with evidence so far. */
  citedTexts(): Promise<string[]>;
}

/**
 * @param restore puts replaced secrets back, so that a quoted line with a placeholder can be found
 */
export function createEvidenceChecker(
  failureEvidence: FailureEvidence,
  reader: SourceReader,
  restore: (text: string) => string,
): EvidenceChecker {
  const known = evidenceFiles(failureEvidence);
  const texts = new Map<string, Promise<string | undefined>>();
  const read = (file: string) => {
    const text = texts.get(file) ?? reader.read(file);
    texts.set(file, text);
    return text;
  };

  async function check(
    { file: cited, line, why }: ModelHypothesis['evidence'][number],
    unfinished: boolean,
  ): Promise<{ evidence: Evidence; remark?: string }> {
    const failed = (file: string, problem: string, text?: string): { evidence: Evidence } => ({
      evidence: { file, line: Math.max(1, line), why, verified: false, problem, ...(text !== undefined && { text }) },
    });
    const resolved = await resolveCitedFile(cited, reader, known);
    if ('problem' in resolved) return failed(cited, resolved.problem);
    const { file } = resolved;
    const content = await read(file);
    if (content === undefined) return failed(file, `${file} cannot be read.`);
    const lines = (content.endsWith('\n') ? content.slice(0, -1) : content).split('\n');
    if (line < 1) return failed(file, 'It names no line.');
    const code = citedCode(restore(why));
    const hits = (at: number) => code.filter((piece) => stands(piece, lines[at - 1] ?? '')).length;
    const better = hits(line) > 0 ? undefined : nearestHit(line, lines.length, hits);
    if (line > lines.length && better === undefined)
      return failed(file, `${file} has ${lines.length} ${lines.length === 1 ? 'line' : 'lines'}, not ${line}.`);

    const shown = shownLine(lines[line - 1]);
    if (unfinished) return { evidence: { file, line, why, verified: false, text: shown } };
    if (!code.length) {
      if (!/[\p{L}\p{N}]/u.test(shown)) return failed(file, `Line ${line} of ${file} holds no code.`, shown);
      return { evidence: { file, line, why, verified: true, text: shown } };
    }
    const around = new Set(enclosingNames(failureEvidence, file, line));
    const named = code.some((piece) => around.has(piece.replace(/\([^]*$/, '')));
    if (hits(line) > 0) return { evidence: { file, line, why, verified: true, text: shown } };
    if (better !== undefined) {
      const remark = `“${code.find((piece) => stands(piece, lines[better - 1] ?? ''))}” stands on line ${better} of ${file}, not ${line}: corrected.`;
      return { evidence: { file, line: better, why, verified: true, text: shownLine(lines[better - 1]) }, remark };
    }
    const misquoted = code.find((piece) => hasNames(piece, lines[line - 1] ?? ''));
    if (misquoted !== undefined)
      return failed(file, `Line ${line} of ${file} has these names, but not “${misquoted.slice(0, 80)}”.`, shown);
    // The sentence is about the function around the line, or about a line that the trace itself names and something near it.
    const near = namesNear(failureEvidence, file, line, lines);
    const isKnown = (piece: string): boolean => ownNames(piece).every((name) => isRuntimeName(name) || near.has(name));
    if ((named || (isFrameLine(failureEvidence, file, line) && code.some(isKnown))) && /[\p{L}\p{N}]/u.test(shown))
      return { evidence: { file, line, why, verified: true, text: shown } };
    const elsewhere = lines.findIndex((text) => code.some((piece) => stands(piece, text)));
    const piece = `“${code[0]?.slice(0, 80)}”`;
    const where = elsewhere < 0 ? `does not occur in ${file}` : `does not stand near line ${line} of ${file}; line ${elsewhere + 1} has it`;
    return failed(
      file,
      `${elsewhere < 0 ? piece : `“${code.find((each) => stands(each, lines[elsewhere] ?? ''))?.slice(0, 80)}”`} ${where}.`,
      shown,
    );
  }

  return { check, citedTexts: async () => (await Promise.all(texts.values())).filter((text) => text !== undefined) };
}

/** All files of the evidence: of the trace's frames, the code and the recent changes. */
export function evidenceFiles(failureEvidence: FailureEvidence): Set<string> {
  return new Set([
    ...failureEvidence.resolutions.flatMap((resolution) => resolution.file ?? []),
    ...failureEvidence.snippets.map((snippet) => snippet.file),
    ...failureEvidence.candidates.map((candidate) => candidate.file),
    ...failureEvidence.recentChanges.map((change) => change.file),
  ]);
}

/** Identifiers of the whole evidence. */
export function namesInEvidence(failureEvidence: FailureEvidence): Set<string> {
  const texts = [
    ...failureEvidence.snippets.flatMap((snippet) => [snippet.text, snippet.function ?? '']),
    ...failureEvidence.candidates.map((candidate) => candidate.function ?? ''),
    ...failureEvidence.report.errors.map((error) => `${error.type} ${error.message}`),
    ...flatFrames(failureEvidence.report).map((frame) => `${frame.function ?? ''} ${frame.raw}`),
    ...failureEvidence.recentChanges.map((change) => change.diff),
    ...failureEvidence.values.map((value) => `${value.name} ${value.type ?? ''} ${value.value}`),
    failureEvidence.expected ?? '',
    failureEvidence.actual ?? '',
  ];
  return new Set(texts.flatMap(identifiersIn));
}

/** The line contains the quoted code: literally except for blanks, or with all its names and the operators between them. */
function stands(piece: string, line: string): boolean {
  if (!line) return false;
  if (squeeze(line).includes(squeeze(piece))) return true;
  const here = new Set(operatorsIn(line));
  return hasNames(piece, line) && operatorsBetween(piece).every((operator) => here.has(operator));
}

function hasNames(piece: string, line: string): boolean {
  const names = ownNames(piece);
  const here = new Set(identifiersIn(line));
  return names.length > 0 && names.every((name) => here.has(name));
}

function squeeze(code: string): string {
  return code.replace(/\s+/g, '');
}

function nearestHit(line: number, count: number, hits: (at: number) => number): number | undefined {
  for (let distance = 1; distance <= DRIFT; distance++) {
    for (const at of [line - distance, line + distance]) if (at >= 1 && at <= count && hits(at) > 0) return at;
  }
  return undefined;
}

function enclosingNames(failureEvidence: FailureEvidence, file: string, line: number): string[] {
  return [...failureEvidence.snippets, ...failureEvidence.candidates]
    .filter((each) => each.file === file && each.startLine <= line && line <= each.endLine)
    .flatMap((each) => (each.function ? [each.function, each.function.slice(each.function.lastIndexOf('.') + 1)] : []));
}

/** Lines around one that no known function surrounds. */
const AROUND = 15;

/** Names that a sentence on a line of the trace may speak of: those of the function around it, of what failed, and of the frames beside it. */
function namesNear(failureEvidence: FailureEvidence, file: string, line: number, lines: readonly string[]): Set<string> {
  const around = [...failureEvidence.snippets, ...failureEvidence.candidates].filter(
    (each) => each.file === file && each.startLine <= line && line <= each.endLine,
  );
  const [inner] = around.sort((a, b) => a.endLine - a.startLine - (b.endLine - b.startLine));
  const [start, end] = inner ? [inner.startLine, inner.endLine] : [line - AROUND, line + AROUND];
  const frames = flatFrames(failureEvidence.report);
  const at = new Set(
    failureEvidence.resolutions.flatMap((each) => (each.file === file && frames[each.frame]?.line === line ? [each.frame] : [])),
  );
  const beside = frames.filter((_, place) => [place - 1, place, place + 1].some((each) => at.has(each)));
  const texts = [
    ...lines.slice(Math.max(0, start - 1), end),
    ...failureEvidence.report.errors.map((error) => `${error.type} ${error.message}`),
    ...beside.map((frame) => `${frame.function ?? ''} ${frame.raw}`),
    ...failureEvidence.values.map((value) => `${value.name} ${value.type ?? ''} ${value.value}`),
    ...[failureEvidence.expected ?? '', failureEvidence.actual ?? ''],
  ];
  return new Set(texts.flatMap(identifiersIn));
}

function isFrameLine(failureEvidence: FailureEvidence, file: string, line: number): boolean {
  const frames = flatFrames(failureEvidence.report);
  return failureEvidence.resolutions.some((resolution) => resolution.file === file && frames[resolution.frame]?.line === line);
}

function shownLine(text: string | undefined): string {
  return (text ?? '').trimEnd().slice(0, MAX_TEXT);
}
