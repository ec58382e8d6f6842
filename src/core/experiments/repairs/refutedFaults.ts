import type { FailureEvidence } from '../../context/failureEvidence';
import { runTest } from '../../interpret/failingTest';
import type { FaultOnPath } from '../../suspects/explain/faults/faultsOnPath';
import { knownOf } from '../../suspects/knownFaults';
import type { Ranking } from '../../suspects/ranking';
import type { Program } from '../../flow/way';
import { nodesIn, type Fn } from '../../syntax/lower/ir';
import { lineOf } from '../../syntax/lower/places';
import type { SyntaxFile } from '../../syntax/syntax';
import { applyEdits } from '../../syntax/edits/codeEdit';
import { withTexts, type RehearsalPorts, type Reproduction } from './rehearsal';

/** Known faults whose fix is tried, the most probable first. */
const MOST_TRIED = 4;

/**
 * The known faults on a failure's path that did not make it: they stand in a function that did not run, or are about a call of a function where
 * another one of that name was called; or their fix changes nothing of the failure, which ends in the same lines with the same values.
 */
export async function refutedFaults(
  evidence: FailureEvidence,
  ranking: Ranking,
  { program, place, run, called }: Reproduction,
  parse: RehearsalPorts['parse'],
): Promise<Set<FaultOnPath>> {
  const refuted = new Set<FaultOnPath>();
  const before = JSON.stringify(run.ended);
  for (const [at, fault] of knownOf(evidence, ranking).faults.entries()) {
    const { fix, file } = fault;
    if (didNotRun(fault, program, run.ran) || callsAnother(fault, program, called)) refuted.add(fault);
    if (refuted.has(fault) || at >= MOST_TRIED) continue;
    const own = program.files.find((each) => each.file === file.file);
    if (!fix || own?.text !== file.text) continue;
    const text = applyEdits(
      file.text,
      fix.toSorted((a, b) => a.start - b.start),
    );
    const changed = await withTexts(program, new Map([[file.file, text]]), parse);
    const test = changed?.files.find((each) => each.file === place.file.file);
    if (changed && test && JSON.stringify(runTest(changed, test, place.line).ended) === before) refuted.add(fault);
  }
  return refuted;
}

function didNotRun({ claim: { line }, file: { file } }: FaultOnPath, { files }: Program, ran: Reproduction['run']['ran']): boolean {
  const own = files.find((each) => each.file === file);
  const fn = own && [...nodesIn(own.code)].findLast((node): node is Fn => node.kind === 'fn' && isIn(own, node, line));
  if (!own || !fn) return false;
  return fn.body.length > 0 && !fn.body.some(({ start }) => ran.get(file)?.has(lineOf(own, start)));
}

function isIn(file: SyntaxFile, { start, end }: Fn, line: number): boolean {
  return lineOf(file, start) <= line && line <= lineOf(file, end);
}

/** Whether a fault is about a function that the calls of its name in its line did not run: they ran others. */
function callsAnother({ claim: { line, also, alsoIn }, file }: FaultOnPath, { files }: Program, called: Reproduction['called']): boolean {
  const other = files.find((each) => each.file === (alsoIn ?? file.file));
  const meant = other && also !== undefined ? functionsAt(other, also) : [];
  const ran = meant.flatMap(({ name }) => called.get(`${file.file}:${line} ${name}`) ?? []);
  return ran.length > 0 && !ran.some((each) => meant.includes(each));
}

function functionsAt(file: SyntaxFile, line: number): Fn[] {
  return [...nodesIn(file.code)].filter((node): node is Fn => node.kind === 'fn' && node.name !== '' && lineOf(file, node.start) === line);
}
