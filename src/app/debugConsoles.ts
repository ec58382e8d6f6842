/** What a debug session printed, with the sessions that its adapter started for processes. */
export interface DebugConsole {
  /** Id of the session that the person started. */
  session: string;
  /** The end of what it printed. */
  text: string;
  /** ISO 8601; when it last printed, or a session of it ended. */
  at: string;
}

interface Kept extends DebugConsole {
  /** Ids of the sessions that still run. */
  alive: Set<string>;
}

/** Characters that are kept of one console, from its end. */
const CONSOLE = 200_000;
const KEPT = 8;

/** Categories of output that are not shown in a debug console. */
const NOT_SHOWN = new Set(['telemetry']);

/**
 * The debug consoles of this window. JavaScript's adapter starts a child session for every process: the error is printed by the child, and
 * "Process exited with code 1" by its parent, so both are one text.
 */
export class DebugConsoles {
  private kept: Kept[] = [];

  constructor(private readonly now: () => string) {}

  /** Newest first; without those that printed nothing. */
  get all(): readonly DebugConsole[] {
    return this.kept.filter(({ text }) => text !== '');
  }

  /** @param root the session that the person started; the same as `session` for that one */
  begin(session: string, root: string): void {
    const known = this.kept.find((each) => each.session === root);
    if (!known) this.kept.unshift({ session: root, text: '', at: this.now(), alive: new Set([session]) });
    else {
      // Restarted: what the process printed before belongs to the run before.
      if (session !== root && ![...known.alive].some((id) => id !== root)) known.text = '';
      known.alive.add(session);
    }
    this.kept = [...this.kept.filter(({ alive }) => alive.size > 0), ...this.kept.filter(({ alive }) => alive.size === 0)]
      .slice(0, KEPT)
      .sort(newestFirst);
  }

  /** One `output` event of the Debug Adapter Protocol. @returns whether it is part of the console */
  print(root: string, output: unknown, category: unknown): output is string {
    if (typeof output !== 'string' || (typeof category === 'string' && NOT_SHOWN.has(category))) return false;
    const known = this.kept.find((each) => each.session === root);
    if (!known) return true;
    known.text = `${known.text}${output}`.slice(-CONSOLE);
    this.touch(known);
    return true;
  }

  /** @returns its console so far; undefined if it printed nothing */
  end(session: string, root: string): DebugConsole | undefined {
    const known = this.kept.find((each) => each.session === root);
    if (!known?.alive.delete(session) || known.text === '') return undefined;
    this.touch(known);
    return { session: known.session, text: known.text, at: known.at };
  }

  private touch(known: Kept): void {
    known.at = this.now();
    this.kept.sort(newestFirst);
  }
}

function newestFirst(a: DebugConsole, b: DebugConsole): number {
  return a.at < b.at ? 1 : a.at > b.at ? -1 : 0;
}
