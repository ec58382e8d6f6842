/** A pattern that would expand to more is kept as it is: a workspace's settings may hold anything. */
const MOST = 200;

/** `a.{js,map}` → `a.js`, `a.map`. */
export function expandBraces(glob: string): string[] {
  let done: string[] = [];
  let open = [glob];
  while (open.length) {
    const next: string[] = [];
    for (const pattern of open) {
      const from = pattern.indexOf('{');
      const to = pattern.indexOf('}', from);
      if (from < 0 || to < 0) done = [...done, pattern];
      else for (const choice of pattern.slice(from + 1, to).split(',')) next.push(pattern.slice(0, from) + choice + pattern.slice(to + 1));
    }
    if (next.length + done.length > MOST) return [glob];
    open = next;
  }
  return done;
}
