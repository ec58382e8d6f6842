import { type AST, RegExpParser } from '@eslint-community/regexpp';

/**
 * A backtracking matcher that counts: the same alternatives in the same order as an engine tries them, so that the growth of a
 * pattern's work can be measured without a clock.
 */
export interface CountedPattern {
  readonly pattern: AST.Pattern;
  /** Which single UTF-16 units a class, an escape, a dot or a letter of the pattern takes. */
  readonly accepts: (node: CharNode) => (code: number) => boolean;
  /**
   * Searches a text as `exec` does from its start.
   * @returns steps: characters tested and places gone back to; no more than about `most` are made
   */
  steps(text: string, most: number): number;
}

export type CharNode = AST.Character | AST.CharacterSet | AST.CharacterClass | AST.ExpressionCharacterClass;

/** Numbers of rounds of the loops around a place; shared between the places that can be gone back to. */
type Rounds = readonly [count: number, started: number, outer: Rounds] | undefined;
type Captures = readonly [group: number, from: number, to: number, earlier: Captures] | undefined;

/** One shape for all, without optional fields: millions are made. */
class Place {
  constructor(
    public op: number,
    public at: number,
    public rounds: Rounds,
    public captures: Captures,
    /** A greedy run may also end anywhere down to here; -1 for the others. */
    public readonly least = -1,
    /** A lazy run may also take more of these characters. */
    public readonly lazy: ((code: number) => boolean) | undefined = undefined,
    /** So many more. */
    public left = 0,
  ) {}
}

type Op =
  | { kind: 'run'; test: (code: number) => boolean; min: number; max: number; greedy: boolean }
  | { kind: 'split'; first: number; second: number }
  | { kind: 'jump'; to: number }
  | { kind: 'enter' }
  | { kind: 'loop'; min: number; max: number; greedy: boolean; body: number; skip?: boolean }
  | { kind: 'edge'; edge: 'start' | 'end' | 'word'; negate: boolean }
  | { kind: 'look'; program: Op[]; behind: boolean; negate: boolean }
  | { kind: 'open' | 'close'; group: number }
  | { kind: 'again'; group: number }
  | { kind: 'match' };

const longestLookbehind = 12;

export function countedPattern(source: string, flags: string): CountedPattern {
  const pattern = new RegExpParser().parsePattern(source, 0, source.length, {
    unicode: flags.includes('u'),
    unicodeSets: flags.includes('v'),
  });
  const tests = new Map<string, (code: number) => boolean>();
  const accepts = (node: CharNode) => {
    const known = tests.get(node.raw);
    if (known) return known;
    const single = new RegExp(`^(?:${node.raw})$`, flags.replace(/[gymd]/g, ''));
    const answers = new Int8Array(65536);
    const test = (code: number) => (answers[code] ||= single.test(String.fromCharCode(code)) ? 1 : -1) > 0;
    tests.set(node.raw, test);
    return test;
  };
  const program = new Compiler(accepts).program(pattern.alternatives);
  const multiline = flags.includes('m');
  const anchored = flags.includes('y') || (!multiline && pattern.alternatives.every(beginsAtStart));
  return {
    pattern,
    accepts,
    steps(text, most) {
      const run = { text, left: most, multiline };
      for (let start = 0; start <= (anchored ? 0 : text.length); start++) if (matches(program, run, start) >= 0 || run.left <= 0) break;
      return most - run.left;
    },
  };
}

function beginsAtStart({ elements }: AST.Alternative): boolean {
  const [first] = elements;
  if (first?.type === 'Group' || first?.type === 'CapturingGroup') return first.alternatives.every(beginsAtStart);
  return first?.type === 'Assertion' && first.kind === 'start';
}

class Compiler {
  private readonly ops: Op[] = [];
  private readonly groups: AST.CapturingGroup[] = [];

  constructor(
    private readonly accepts: CountedPattern['accepts'],
    private readonly around?: Compiler,
  ) {}

  program(alternatives: readonly AST.Alternative[]): Op[] {
    this.alternatives(alternatives);
    this.ops.push({ kind: 'match' });
    return this.ops;
  }

  private group(node: AST.CapturingGroup): number {
    if (this.around) return this.around.group(node);
    const known = this.groups.indexOf(node);
    return known < 0 ? this.groups.push(node) - 1 : known;
  }

  private alternatives(alternatives: readonly AST.Alternative[]): void {
    const exits: { kind: 'jump'; to: number }[] = [];
    for (const [index, { elements }] of alternatives.entries()) {
      const last = index === alternatives.length - 1;
      const split: Op = { kind: 'split', first: this.ops.length + 1, second: 0 };
      if (!last) this.ops.push(split);
      for (const element of elements) this.element(element);
      if (last) continue;
      const exit = { kind: 'jump' as const, to: 0 };
      exits.push(exit);
      this.ops.push(exit);
      split.second = this.ops.length;
    }
    for (const exit of exits) exit.to = this.ops.length;
  }

  private element(node: AST.Element): void {
    switch (node.type) {
      case 'Character':
      case 'CharacterSet':
      case 'CharacterClass':
      case 'ExpressionCharacterClass':
        this.ops.push({ kind: 'run', test: this.accepts(node), min: 1, max: 1, greedy: true });
        return;
      case 'Group':
        this.alternatives(node.alternatives);
        return;
      case 'CapturingGroup': {
        const counted = node.references.length > 0;
        if (counted) this.ops.push({ kind: 'open', group: this.group(node) });
        this.alternatives(node.alternatives);
        if (counted) this.ops.push({ kind: 'close', group: this.group(node) });
        return;
      }
      case 'Backreference':
        this.ops.push({ kind: 'again', group: this.group([node.resolved].flat()[0] as AST.CapturingGroup) });
        return;
      case 'Assertion':
        if (node.kind === 'lookahead' || node.kind === 'lookbehind') {
          const program = new Compiler(this.accepts, this.around ?? this).program(node.alternatives);
          this.ops.push({ kind: 'look', program, behind: node.kind === 'lookbehind', negate: node.negate });
        } else this.ops.push({ kind: 'edge', edge: node.kind, negate: node.kind === 'word' && node.negate });
        return;
      case 'Quantifier':
        this.quantifier(node);
        return;
    }
  }

  private quantifier({ element, min, max, greedy }: AST.Quantifier): void {
    if (isChar(element)) {
      this.ops.push({ kind: 'run', test: this.accepts(element), min, max, greedy });
      return;
    }
    this.ops.push({ kind: 'enter' });
    const loop: Op & { kind: 'loop' } = { kind: 'loop', min, max, greedy, body: 0 };
    const jump = { kind: 'jump' as const, to: 0 };
    this.ops.push(jump);
    loop.body = this.ops.length;
    this.element(element);
    jump.to = this.ops.length;
    this.ops.push(loop);
  }
}

export function isChar(node: AST.Node): node is CharNode {
  return (
    node.type === 'Character' || node.type === 'CharacterSet' || node.type === 'CharacterClass' || node.type === 'ExpressionCharacterClass'
  );
}

interface Run {
  readonly text: string;
  readonly multiline: boolean;
  left: number;
}

/** Offset behind the match that begins at `start`, or -1. */
function matches(program: readonly Op[], run: Run, start: number, mustEnd?: number): number {
  const { text } = run;
  const first = program[0] as Op;
  if (first.kind === 'run' && first.min > 0 && (start >= text.length || !first.test(text.charCodeAt(start)))) {
    run.left -= 1;
    return -1;
  }
  const waiting: Place[] = [];
  let now: Place | undefined = new Place(0, start, undefined, undefined);
  while (now && run.left > 0) {
    const op: Op = program[now.op] as Op;
    run.left -= 1;
    let failed = false;
    switch (op.kind) {
      case 'match':
        if (mustEnd === undefined || now.at === mustEnd) return now.at;
        failed = true;
        break;
      case 'run': {
        const most = op.greedy ? op.max : op.min;
        const from = now.at;
        let at = from;
        while (at - from < most && at < text.length && op.test(text.charCodeAt(at))) at += 1;
        run.left -= at - from;
        if (at - from < op.min) {
          failed = true;
          break;
        }
        now.op += 1;
        now.at = at;
        if (op.greedy && at - from > op.min) waiting.push(new Place(now.op, at, now.rounds, now.captures, from + op.min));
        else if (!op.greedy && op.max > op.min) waiting.push(new Place(now.op, at, now.rounds, now.captures, -1, op.test, op.max - op.min));
        break;
      }
      case 'split':
        waiting.push(new Place(op.second, now.at, now.rounds, now.captures));
        now.op = op.first;
        break;
      case 'jump':
        now.op = op.to;
        break;
      case 'enter':
        now.rounds = [0, -1, now.rounds];
        now.op += 1;
        break;
      case 'loop': {
        const [count, started, outer]: readonly [number, number, Rounds] = now.rounds as NonNullable<Rounds>;
        const again = new Place(op.body, now.at, [count + 1, now.at, outer], now.captures);
        const on = new Place(now.op + 1, now.at, outer, now.captures);
        // A round that takes nothing is not followed by another.
        if (count < op.min) now = again;
        else if (count >= op.max || started === now.at) now = on;
        else {
          waiting.push(op.greedy ? on : again);
          now = op.greedy ? again : on;
        }
        break;
      }
      case 'edge':
        failed = holdsEdge(op.edge, run, now.at) === op.negate;
        now.op += 1;
        break;
      case 'look': {
        let found = false;
        if (!op.behind) found = matches(op.program, run, now.at) >= 0;
        else
          for (let from = now.at; from >= Math.max(0, now.at - longestLookbehind) && !found; from--)
            found = matches(op.program, run, from, now.at) >= 0;
        failed = found === op.negate;
        now.op += 1;
        break;
      }
      case 'open':
        now.captures = [op.group, now.at, -1, now.captures];
        now.op += 1;
        break;
      case 'close': {
        const open = capture(now.captures, op.group);
        now.captures = [op.group, open?.[1] ?? now.at, now.at, now.captures];
        now.op += 1;
        break;
      }
      case 'again': {
        const [, from = 0, to = 0] = capture(now.captures, op.group) ?? [];
        const said = to < 0 ? '' : text.slice(from, to);
        run.left -= said.length;
        failed = !text.startsWith(said, now.at);
        now.at += said.length;
        now.op += 1;
        break;
      }
    }
    if (failed) now = goBack(waiting, run);
  }
  return -1;
}

/** The last place at which another choice is left. */
function goBack(waiting: Place[], run: Run): Place | undefined {
  for (let top = waiting.at(-1); top; top = waiting.at(-1)) {
    run.left -= 1;
    const { op, rounds, captures, least, lazy } = top;
    if (least >= 0 && top.at > least) return new Place(op, --top.at, rounds, captures);
    if (lazy && top.left > 0 && top.at < run.text.length && lazy(run.text.charCodeAt(top.at))) {
      top.left -= 1;
      return new Place(op, ++top.at, rounds, captures);
    }
    waiting.pop();
    if (least < 0 && !lazy) return top;
  }
  return undefined;
}

function capture(captures: Captures, group: number): Captures {
  let found = captures;
  while (found && found[0] !== group) found = found[3];
  return found;
}

function holdsEdge(edge: 'start' | 'end' | 'word', { text, multiline }: Run, at: number): boolean {
  if (edge === 'start') return at === 0 || (multiline && text[at - 1] === '\n');
  if (edge === 'end') return at === text.length || (multiline && text[at] === '\n');
  return /\w/.test(text[at - 1] ?? '') !== /\w/.test(text[at] ?? '');
}
