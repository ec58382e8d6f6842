import type { Trigger } from './triggers';

const window = 4;
const latin = 255;
const lineBreak = 10;
const slots = 1 << 17;

function slotOf(key: number): number {
  return Math.imul(key, 0x9e3779b1) >>> 15;
}

interface Needle<Owner> {
  readonly text: string;
  /** End of its key, counted from its start. */
  readonly keyEnd: number;
  /** Owners that need no pattern; the line holds a trigger where there is one. */
  readonly owners: Owner[];
  readonly patterns: GuardedPattern<Owner>[];
}

interface GuardedPattern<Owner> {
  readonly pattern: RegExp;
  readonly owners: Owner[];
  /** It has no match before this offset of the searched text. */
  notBefore: number;
}

/** A trigger, and who can start at a line that holds it. */
type OwnedTrigger<Owner> = readonly [trigger: Trigger, owner: Owner];

/** Searches a text for the lines that hold a trigger, in one pass over its characters. */
export class TriggerSearch<Owner = unknown> {
  /** Hash table over four characters: in each slot the number of a bucket, 0 in an empty one. A collision moves to the next slot. */
  private readonly table = new Uint16Array(slots);
  private readonly buckets: { key: number; needles: Needle<Owner>[] }[] = [{ key: 0, needles: [] }];
  /** Needles with a character that is not of Latin-1, by that character. */
  private readonly rare = new Map<number, Needle<Owner>[]>();
  private readonly patterns: GuardedPattern<Owner>[] = [];
  /** The line asked about last: a line is often asked about twice. */
  private asked: { line: string; owners: ReadonlySet<Owner> } | undefined;

  constructor(triggers: readonly OwnedTrigger<Owner>[]) {
    const needles = new Map<string, Needle<Owner>>();
    const guards = new Map<Trigger, GuardedPattern<Owner>>();
    for (const [trigger, owner] of triggers) {
      if (typeof trigger === 'string') {
        this.needle(needles, trigger).owners.push(owner);
        continue;
      }
      const known = guards.get(trigger);
      if (known) {
        known.owners.push(owner);
        continue;
      }
      const guarded: GuardedPattern<Owner> = { pattern: trigger.pattern, owners: [owner], notBefore: 0 };
      guards.set(trigger, guarded);
      this.patterns.push(guarded);
      for (const text of trigger.holds) this.needle(needles, text).patterns.push(guarded);
    }
  }

  /**
   * Start of the first line of `text` between two offsets that holds a trigger.
   * @param from start of a line, with a line break before it
   * @param end end of a line, or of the text
   */
  nextLine(text: string, from: number, end: number): number | undefined {
    for (const guarded of this.patterns) guarded.notBefore = 0;
    const { table } = this;
    let hash = lineBreak;
    for (let at = from; at < end; at++) {
      const code = text.charCodeAt(at);
      hash = (hash << 8) ^ code;
      if (table[slotOf(hash)] !== 0) {
        const needles = this.needlesOf(hash);
        const start = needles && this.verified(needles, text, from, at, end);
        if (start !== undefined) return start;
      }
      if (code > latin) {
        const needles = this.rare.get(code);
        const start = needles && this.verified(needles, text, from, at, end);
        if (start !== undefined) return start;
      }
    }
    return undefined;
  }

  /** Whether a line, or a part of one, holds a trigger. */
  isIn(line: string): boolean {
    const text = `\n${line}\n`;
    return this.nextLine(text, 1, text.length - 1) !== undefined;
  }

  /** The owners of all triggers that a line holds. */
  ownersIn(line: string): ReadonlySet<Owner> {
    if (this.asked?.line === line) return this.asked.owners;
    const owners = new Set<Owner>();
    const text = `\n${line}\n`;
    for (const guarded of this.patterns) guarded.notBefore = 0;
    let hash = 0;
    for (let at = 0; at < text.length; at++) {
      const code = text.charCodeAt(at);
      hash = (hash << 8) ^ code;
      if (this.table[slotOf(hash)] !== 0) this.addOwners(this.needlesOf(hash), text, at, owners);
      if (code > latin) this.addOwners(this.rare.get(code), text, at, owners);
    }
    this.asked = { line, owners };
    return owners;
  }

  private addOwners(needles: readonly Needle<Owner>[] | undefined, text: string, keyAt: number, owners: Set<Owner>): void {
    for (const needle of needles ?? []) {
      const at = keyAt + 1 - needle.keyEnd;
      if (at < 0 || !text.startsWith(needle.text, at)) continue;
      for (const owner of needle.owners) owners.add(owner);
      for (const guarded of needle.patterns) {
        if (guarded.notBefore > 0) continue;
        guarded.notBefore = text.length;
        if (guarded.pattern.test(text)) for (const owner of guarded.owners) owners.add(owner);
      }
    }
  }

  private verified(needles: readonly Needle<Owner>[], text: string, from: number, keyAt: number, end: number): number | undefined {
    for (const needle of needles) {
      const at = keyAt + 1 - needle.keyEnd;
      if (at < from - 1 || !text.startsWith(needle.text, at)) continue;
      const inLine = needle.text.charCodeAt(0) === lineBreak ? at + 1 : at;
      // A literal that triggers by itself needs no pattern.
      const patterns = needle.owners.length > 0 ? [] : needle.patterns;
      if (patterns.length > 0 && patterns.every(({ notBefore }) => notBefore > inLine)) continue;
      const start = text.lastIndexOf('\n', inLine - 1) + 1;
      if (patterns.length === 0) return start;
      const lineEnd = text.indexOf('\n', inLine);
      const behind = lineEnd < 0 || lineEnd > end ? end : lineEnd;
      const line = `\n${text.slice(start, behind)}\n`;
      for (const guarded of patterns) {
        if (guarded.notBefore > inLine) continue;
        if (guarded.pattern.test(line)) return start;
        guarded.notBefore = behind + 1;
      }
    }
    return undefined;
  }

  private needle(known: Map<string, Needle<Owner>>, text: string): Needle<Owner> {
    let needle = known.get(text);
    if (!needle) known.set(text, (needle = this.add(text)));
    return needle;
  }

  private add(text: string): Needle<Owner> {
    const odd = [...text].findIndex((letter) => letter.charCodeAt(0) > latin);
    if (odd >= 0) {
      const needle: Needle<Owner> = { text, keyEnd: odd + 1, owners: [], patterns: [] };
      const code = text.charCodeAt(odd);
      this.rare.set(code, [...(this.rare.get(code) ?? []), needle]);
      return needle;
    }
    if (text.length < window) throw new Error(`a trigger has four characters or more: ${JSON.stringify(text)}`);
    const needle: Needle<Owner> = { text, keyEnd: rarestWindow(text) + window, owners: [], patterns: [] };
    let key = 0;
    for (let at = needle.keyEnd - window; at < needle.keyEnd; at++) key = (key << 8) ^ text.charCodeAt(at);
    const known = this.needlesOf(key);
    if (known) known.push(needle);
    else {
      let slot = slotOf(key);
      while (this.table[slot] !== 0) slot = (slot + 1) % slots;
      this.table[slot] = this.buckets.length;
      this.buckets.push({ key, needles: [needle] });
    }
    return needle;
  }

  private needlesOf(key: number): Needle<Owner>[] | undefined {
    for (let slot = slotOf(key); this.table[slot] !== 0; slot = (slot + 1) % slots) {
      const bucket = this.buckets[this.table[slot] as number];
      if (bucket?.key === key) return bucket.needles;
    }
    return undefined;
  }
}

/** Start of the four characters that are rarest in logs: capitals and signs are rarer than lower-case letters, digits and blanks. */
function rarestWindow(text: string): number {
  const common = (from: number) => [...text.slice(from, from + window)].filter((letter) => /[a-z0-9 ]/.test(letter)).length;
  let best = 0;
  for (let from = 1; from + window <= text.length; from++) if (common(from) < common(best)) best = from;
  return best;
}
