import type { Findings } from '../../app/findings';
import type { Runs } from '../../app/runs';
import { lastSays } from '../../app/runWords';
import { toRelative } from '../../core/workspace/workspacePaths';
import { pickedReport, type Investigation } from '../../core/investigation/investigation';
import { offersOf } from '../../core/investigation/offersOf';
import type { RunState } from '../../protocol/runState';
import { userFacingErrors } from '../../app/userFacingErrors';
import { languageOfFile } from '../../core/workspace/languages';
import type { SourceProbes } from '../sourceProbes';
import type { Logpoints } from '../logpoints';
import { workspaceRoots } from '../workspaceFiles';

/** What the Run block shows. */
export function toRunState(
  investigation: Investigation,
  { runs, findings, logpoints, sourceProbes }: { runs: Runs; findings: Findings; logpoints: Logpoints; sourceProbes: SourceProbes },
  trusted: boolean,
): RunState {
  const { id, runs: timeline, location } = investigation;
  const report = pickedReport(investigation);
  const says = lastSays(timeline);
  const recipe = runs.recipe(id);
  const suite = runs.suite(id);
  const running = runs.runningIn(id);
  const usual = timeline.findLast(({ kind, outcome }) => kind === 'run' && outcome !== 'unresolved')?.seconds;
  const search = findings.searchLeft(id);
  const logged = logpoints.count(id);
  const { session } = logpoints;
  return {
    ...(recipe && { recipe: { command: recipe.command, folder: folderName(recipe.cwd), from: recipe.from } }),
    ...(suite !== undefined && { suite }),
    ...(!trusted && { problem: userFacingErrors.untrustedRun().message }),
    ...((logged > 0 || (session && trusted)) && { logpoints: { count: logged, ...(session && { session: session.name }) } }),
    ...(sourceProbes.shown.length && { probes: [...sourceProbes.shown] }),
    ...(trusted && !session && location && !canFollow(location.file, timeline) && { offersProbes: true as const }),
    ...(search && { search }),
    ...(running && {
      running: {
        kind: running.kind,
        doing: running.doing,
        command: running.command,
        startedAt: running.startedAt,
        lastLine: running.lastLine,
        ...(running.hypothesis !== undefined && { hypothesis: running.hypothesis }),
        ...(running.found && { found: running.found }),
        ...(usual !== undefined && running.kind === 'run' && { usualMs: usual * 1000 }),
      },
    }),
    offers: offersOf(investigation, Date.now()),
    ...([...report.errors, ...report.expectations].some(({ test }) => test !== undefined) && { ofTest: true as const }),
    ...(says !== undefined && { lastSays: says }),
    timeline: timeline.map((record) => ({ ...record, hasOutput: runs.outputOf(record.id) !== undefined })),
  };
}

/** Whether a run can follow a value: in languages with an instrument, unless an attempt recorded nothing. */
function canFollow(file: string, timeline: Investigation['runs']): boolean {
  const language = languageOfFile(file);
  const last = timeline.findLast(({ kind }) => kind === 'trace');
  return (language === 'javascript' || language === 'python') && last?.outcome !== 'unresolved';
}

function folderName(cwd: string): string {
  const roots = workspaceRoots();
  return cwd === roots[0] ? '' : (toRelative(roots, cwd) ?? cwd);
}
