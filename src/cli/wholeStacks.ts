/** Frames that Node keeps of a stack in a run to investigate, and as it comes. */
const FRAMES = 200;
const USUAL_FRAMES = 10;
/** A frame of Node; runners indent it further. */
const FRAME = /^ {4,40}at /;

/** An environment in which Node's traces reach from the error to the start of the program, unless it says how long they are. */
export function withWholeStacks(env: Readonly<Record<string, string | undefined>>): Record<string, string | undefined> {
  const { NODE_OPTIONS: options = '' } = env;
  if (/--stack[-_]trace[-_]limit\b/.test(options)) return { ...env };
  return { ...env, NODE_OPTIONS: `${options} --stack-trace-limit=${FRAMES}`.trim() };
}

/** The part of an output that is surely as long without longer traces: some are printed in other forms than Node's. */
const SURE = 0.97;

/** Bytes at least that an output has without the frames that Node prints only with {@link withWholeStacks}. @param whole its bytes with them */
export function usualBytes(output: string, whole: number): number {
  let frames = 0;
  let bytes = 0;
  for (const line of output.split('\n')) {
    frames = FRAME.test(line) ? frames + 1 : 0;
    if (frames > USUAL_FRAMES) bytes += Buffer.byteLength(line) + 1;
  }
  return Math.floor(SURE * (whole - bytes));
}
