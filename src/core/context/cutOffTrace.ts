import type { ErrorReport } from '../capture/failureReport';

/** Frames that V8 keeps of a stack unless `Error.stackTraceLimit` says otherwise. */
export const STACK_LIMIT = 10;
/** Where a program or a step of its event loop begins. */
const BEGINS =
  /^(?:node:internal\/|internal\/|node:events|events\.js)|^(?:async )?(?:Object\.<anonymous>|Module\._compile|process\.processTicksAndRejections)$/;

/** Whether a trace ends because the engine keeps no more frames, and not where the program began. */
export function isCutOff({ language, frames }: ErrorReport): boolean {
  const last = frames.at(-1);
  if (language !== 'javascript' || !last || printedFrames(frames) !== STACK_LIMIT) return false;
  const leadsNowhere = frames.every(({ origin }) => origin !== 'workspace');
  return (
    (last.origin === 'workspace' || (leadsNowhere && last.origin !== 'runtime')) &&
    !BEGINS.test(last.file) &&
    !BEGINS.test(last.function ?? '')
  );
}

/** Frames of a recursion are one, with how often they were printed. */
function printedFrames(frames: ErrorReport['frames']): number {
  return frames.reduce((sum, { raw }) => sum + Number(/ \[repeated (\d{1,12}) times/.exec(raw)?.[1] ?? 1), 0);
}
