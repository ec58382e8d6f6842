import type { Runs } from '../../app/runs';
import { toRelative } from '../../core/workspace/workspacePaths';
import type { Investigation } from '../../core/investigation/investigation';
import type { RunState } from '../../protocol/runState';
import { userFacingErrors } from '../../app/userFacingErrors';
import type { Logpoints } from '../logpoints';
import { workspaceRoots } from '../workspaceFiles';

/** What the Run block shows. */
export function toRunState({ id, runs: timeline }: Investigation, runs: Runs, trusted: boolean, logpoints: Logpoints): RunState {
  const recipe = runs.recipe(id);
  const suite = runs.suite(id);
  const running = runs.runningIn(id);
  const usual = timeline.findLast(({ kind, outcome }) => kind === 'run' && outcome !== 'unresolved')?.seconds;
  const logged = logpoints.count(id);
  const { session } = logpoints;
  return {
    ...(recipe && { recipe: { command: recipe.command, folder: folderName(recipe.cwd), from: recipe.from } }),
    ...(suite !== undefined && { suite }),
    ...(!trusted && { problem: userFacingErrors.untrustedRun().message }),
    ...((logged > 0 || (session && trusted)) && { logpoints: { count: logged, ...(session && { session: session.name }) } }),
    ...(running && {
      running: {
        kind: running.kind,
        doing: running.doing,
        command: running.command,
        startedAt: running.startedAt,
        lastLine: running.lastLine,
        ...(running.hypothesis !== undefined && { hypothesis: running.hypothesis }),
        ...(usual !== undefined && running.kind === 'run' && { usualMs: usual * 1000 }),
      },
    }),
    timeline: timeline.map((record) => ({ ...record, hasOutput: runs.outputOf(record.id) !== undefined })),
  };
}

function folderName(cwd: string): string {
  const roots = workspaceRoots();
  return cwd === roots[0] ? '' : (toRelative(roots, cwd) ?? cwd);
}
