export type LogLevel = 'debug' | 'info' | 'warn' | 'error';

/** Lines that wait for their secrets to be replaced. */
const MOST_WAITING = 200;
/** After this many failed redactions in a row no more are tried: each failure is logged as well. */
const MOST_FAILURES = 3;

/**
 * Log lines on their way to disk, in order, with their secrets replaced. Errors quote their input: a request, a path, a line of code. What
 * cannot be redacted is written without its details.
 */
export class RedactedLines {
  private redact: ((texts: string[]) => Promise<string[]>) | undefined;
  private waiting: { level: LogLevel; text: string; headline: string }[] = [];
  private working = false;
  private failures = 0;

  constructor(private readonly write: (level: LogLevel, text: string) => void) {}

  /** From now on lines are written; earlier ones wait for the redactor. */
  redactWith(redact: (texts: string[]) => Promise<string[]>): void {
    this.redact = redact;
    void this.flush();
  }

  /** @param message written by us; text from elsewhere goes into the detail */
  add(level: LogLevel, message: string, detail?: unknown): void {
    const text = detail === undefined ? message : `${message} ${inWords(detail)}`;
    this.waiting.push({ level, text, headline: message });
    if (this.waiting.length > MOST_WAITING) this.waiting.shift();
    void this.flush();
  }

  private async flush(): Promise<void> {
    if (this.working || !this.redact) return;
    this.working = true;
    while (this.waiting.length) {
      const lines = this.waiting;
      this.waiting = [];
      const texts = await this.redacted(lines.map(({ text }) => text));
      for (const [at, { level, headline }] of lines.entries())
        this.write(level, texts?.[at] ?? `${headline} (The details may hold secrets and were left out.)`);
    }
    this.working = false;
  }

  private async redacted(texts: string[]): Promise<string[] | undefined> {
    if (!this.redact || this.failures >= MOST_FAILURES) return undefined;
    try {
      const redacted = await this.redact(texts);
      this.failures = 0;
      return redacted;
    } catch {
      this.failures++;
      return undefined;
    }
  }
}

function inWords(detail: unknown): string {
  if (detail instanceof Error) return detail.stack ?? detail.message;
  return typeof detail === 'string' ? detail : (JSON.stringify(detail) ?? String(detail));
}
