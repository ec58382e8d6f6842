import { mapTexts } from '../capture/mapTexts';
import { listOf, textsIn, withTexts, type TextWalk } from '../capture/textWalk';
import { namedValueTexts } from '../context/namedValueTexts';
import { entryTexts, investigationTexts, roundTexts, type KeptInvestigation } from './investigationTexts';
import { shortenReports, type RedactedInvestigation } from './storedInvestigation';

/** Takes texts and returns them without secrets, with the number of secrets known afterwards. */
export interface RedactedTexts {
  texts: string[];
  known: number;
}

/**
 * @param known the number of secrets that the redactor must already have, 0 at first
 * @returns undefined where it has others: it was restarted, or has other options
 */
export type RedactMore = (texts: string[], known: number) => Promise<RedactedTexts | undefined>;

interface Part {
  /** The same object while unchanged. */
  value: object;
  texts: () => string[];
  redacted: (texts: readonly string[]) => object;
}

/**
 * Replaces the secrets of one investigation repeatedly while it grows. Unchanged parts are not read again, unless a new secret is found,
 * which is then replaced everywhere.
 */
export class RedactionMemo {
  private done = new WeakMap<object, object>();
  private known = 0;
  private options = '';
  private last: Promise<unknown> = Promise.resolve();

  /** One at a time. @param options as text: a change makes everything be read again */
  redact(investigation: KeptInvestigation, options: string, redactMore: RedactMore): Promise<RedactedInvestigation> {
    const redacted = this.last.then(() => this.redactNow(investigation, options, redactMore));
    this.last = redacted.catch(() => {});
    return redacted;
  }

  private async redactNow(investigation: KeptInvestigation, options: string, redactMore: RedactMore): Promise<RedactedInvestigation> {
    if (options !== this.options) {
      this.done = new WeakMap();
      this.known = 0;
      this.options = options;
    }
    const parts = partsOf(investigation);
    let fresh = parts.filter(({ value }) => !this.done.has(value));
    let more = await redactMore(joined(fresh), this.known);
    if (!more || (more.known !== this.known && fresh.length < parts.length)) {
      // Secrets found since then are replaced in earlier texts too.
      this.done = new WeakMap();
      fresh = parts;
      more = await redactMore(joined(fresh), more?.known ?? 0);
    }
    if (!more) throw new Error('the redactor forgot what it knew');
    this.known = more.known;
    let at = 0;
    for (const part of fresh) this.done.set(part.value, part.redacted(more.texts.slice(at, (at += part.texts().length))));
    const redacted = parts.map(({ value }) => this.done.get(value));
    return wholeOf(investigation, redacted);
  }
}

function joined(parts: readonly Part[]): string[] {
  return parts.flatMap(({ texts }) => texts());
}

function part<T extends object>(value: T, walk: TextWalk<T>, from: T = value): Part {
  return { value, texts: () => textsIn(from, walk), redacted: (texts) => withTexts(from, walk, texts) };
}

/** Large lists item by item, everything else as one part, which is rebuilt each time. */
function partsOf(investigation: KeptInvestigation): Part[] {
  const { reports, values, rounds, hypotheses } = investigation;
  const shortened = shortenReports(reports);
  return [
    ...reports.map((report, at) => part(report, mapTexts, shortened[at])),
    part(values, listOf(namedValueTexts)),
    ...rounds.map((round) => part(round, roundTexts)),
    ...hypotheses.map((entry) => part(entry, entryTexts)),
    part({ ...investigation, reports: [], values: [], rounds: [], hypotheses: [] }, investigationTexts),
  ];
}

function wholeOf({ reports, rounds, hypotheses }: KeptInvestigation, redacted: readonly unknown[]): RedactedInvestigation {
  let at = 0;
  const next = (count: number): unknown[] => redacted.slice(at, (at += count));
  const lists = {
    reports: next(reports.length),
    values: next(1)[0],
    rounds: next(rounds.length),
    hypotheses: next(hypotheses.length),
  };
  return { ...(next(1)[0] as object), ...lists } as RedactedInvestigation;
}
