/** Frames that Node keeps of a stack in a run to investigate; as it comes, it keeps ten. */
const FRAMES = 200;

/** An environment in which Node's traces reach from the error to the start of the program, unless it says how long they are. */
export function withWholeStacks(env: Readonly<Record<string, string | undefined>>): Record<string, string | undefined> {
  const { NODE_OPTIONS: options = '' } = env;
  if (/--stack[-_]trace[-_]limit\b/.test(options)) return { ...env };
  return { ...env, NODE_OPTIONS: `${options} --stack-trace-limit=${FRAMES}`.trim() };
}
