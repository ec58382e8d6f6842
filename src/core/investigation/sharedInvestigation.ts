import { parseDiff } from '../hypotheses/parseDiff';
import type { Evidence, Hypothesis } from '../hypothesis';
import { isAbsolutePath, normalisePath } from '../workspace/workspacePaths';
import { LOCAL_ROUND, PROVEN_ROUND, type Investigation, type LedgerEntry } from './investigation';
import type { KeptInvestigation } from './investigationTexts';
import type { Finding, RunRecord } from './runRecord';
import { openStored, parseExported } from './storedInvestigation';

/** Characters of a file that is opened; exports are shorter. */
export const MAX_SHARED_LENGTH = 16_000_000;

/** A claim about lines that only its sender has seen. */
const UNCHECKED = 'it comes from a file, and was not checked here';

/**
 * Opens an exported investigation as one of this workspace. It brings what was found out and said, and nothing that acts: no command, no
 * server, no choice of files, no undo. Its ids are new, paths that lead out of a workspace are left out, and its claims count as unchecked.
 * @param text the file, at most {@link MAX_SHARED_LENGTH} characters
 * @param id of the new investigation, `[\w-]{1,100}`
 * @throws {UnreadableInvestigation}
 */
export function openShared(text: string, id: string): Investigation {
  const shared = parseExported(text);
  const { recipe: _recipe, underWay: _underWay, embedding: _embedding, location, ...kept } = shared;
  const ids = new NewIds(id, shared);
  return openStored({
    ...kept,
    id,
    ...(location && isInside(location.file) && { location }),
    choices: { ...only(kept.choices), references: [], removed: [], edited: {}, chosenFiles: {}, keptSecrets: [] },
    rounds: kept.rounds.map(({ id: round, source, at, phase, text: answer, message, notices }) => ({
      ...{ id: ids.round(round), source, at, phase, text: answer, notices },
      ...(message !== undefined && { message }),
    })),
    hypotheses: kept.hypotheses.map((entry) => entryOf(entry, ids)),
    tries: kept.tries.map((each, at) => ({ ...each, id: `${id}.t${at}`, hypothesis: ids.hypothesis(each.hypothesis) ?? '' })),
    answers: kept.answers.flatMap((each) => {
      const hypothesis = ids.hypothesis(each.hypothesis);
      return hypothesis === undefined ? [] : [{ ...each, hypothesis }];
    }),
    runs: kept.runs.map((run, at) => runOf(run, `${id}.u${at}`, ids)),
  });
}

function only({ expected, actual }: Investigation['choices']): Pick<Investigation['choices'], 'expected' | 'actual'> {
  return { ...(expected !== undefined && { expected }), ...(actual !== undefined && { actual }) };
}

/** Ids that no other investigation has, whatever the file says. */
class NewIds {
  private readonly rounds = new Map<string, string>([LOCAL_ROUND, PROVEN_ROUND].map((name) => [name, name]));
  private readonly hypotheses = new Map<string, string>();

  constructor(id: string, { rounds, hypotheses }: KeptInvestigation) {
    for (const [at, round] of rounds.entries()) if (!this.rounds.has(round.id)) this.rounds.set(round.id, `${id}.r${at}`);
    for (const [at, { hypothesis }] of hypotheses.entries()) this.hypotheses.set(hypothesis.id, `${id}.h${at}`);
  }

  round(id: string): string {
    return this.rounds.get(id) ?? LOCAL_ROUND;
  }

  hypothesis(id: string | undefined): string | undefined {
    return id === undefined ? undefined : this.hypotheses.get(id);
  }
}

function entryOf({ undo: _undo, ...entry }: LedgerEntry, ids: NewIds): LedgerEntry {
  const { fix, change, evidence, ...said } = entry.hypothesis;
  const hypothesis: Hypothesis = {
    ...said,
    id: ids.hypothesis(said.id) ?? said.id,
    evidence: evidence.map((each): Evidence => ({ ...each, verified: false, problem: UNCHECKED })),
    ...(fix && fixIsInside(fix) && { fix }),
    ...(change && isInside(change.file) && { change }),
  };
  // Here the fix is not in the files.
  const fixState = !hypothesis.fix ? 'none' : entry.fixState === 'applied' ? 'offered' : entry.fixState;
  return { ...entry, hypothesis, fixState, round: ids.round(entry.round) };
}

function runOf(
  { change: _change, together: _together, hasOutput: _hasOutput, found, hypothesis, ...run }: RunRecord,
  id: string,
  ids: NewIds,
): RunRecord {
  const of = ids.hypothesis(hypothesis);
  return { ...run, id, ...(of !== undefined && { hypothesis: of }), ...(found && { found: findingOf(found) }) };
}

/** Without what a ranking would use: it comes from another state of the code. */
function findingOf({ changes, hunks, frames, followed }: Finding): Finding {
  const inside = <T extends { file: string }>(list: T[] | undefined): T[] | undefined => list?.filter(({ file }) => isInside(file));
  return {
    ...(changes && { changes: inside(changes) }),
    ...(hunks && { hunks: inside(hunks) }),
    ...(frames && { frames: inside(frames) }),
    ...(followed && [followed, ...followed.hops].every(({ file }) => isInside(file)) && { followed }),
  };
}

function fixIsInside({ diff, files }: NonNullable<Hypothesis['fix']>): boolean {
  const named = parseDiff(diff).flatMap(({ path, from }) => [path, ...(from === undefined ? [] : [from])]);
  return [...named, ...files.map(({ file }) => file)].every(isInside);
}

/** A path of a file in a workspace, wherever that is. */
function isInside(file: string): boolean {
  const path = normalisePath(file);
  return path !== '' && path !== '..' && !path.startsWith('../') && !isAbsolutePath(file) && !/[\u0000-\u001f]|^~/.test(file);
}
