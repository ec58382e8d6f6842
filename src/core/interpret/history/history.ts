import type { Expr, Fn, Ir } from '../../syntax/lower/ir';
import type { SyntaxFile } from '../../syntax/syntax';
import { Obj, Thrown, type Env, type Value } from '../values/value';
import { valueText } from './valueText';

/** An expression that was worked out, or a call of a function of the program, with all that was worked out for it. */
export interface Happening {
  readonly node: Expr | Fn;
  readonly file: SyntaxFile;
  /** The names that its code sees. */
  readonly env: Env;
  /** Counts all beginnings and ends. */
  readonly began: number;
  /** Infinity until it ends; what an error left has no end. */
  ended: number;
  value: Value;
  /** Its value as it was then, as code would write it; undefined where it has no such text. */
  text?: string | undefined;
  readonly parent: Happening | undefined;
  readonly within: Happening[];
  /** Of a call: what gave its result; absent where it ended without one. */
  gave?: Happening;
  /** Of an assignment that gives nothing: what it sets. */
  set?: { value: Value };
}

/** What was worked out for something, and, where that is an assignment, for the place that it sets. */
export function partsWithin({ node, within }: Happening): readonly Happening[] {
  const place = node.kind === 'assign' ? within.find((each) => each.node === node.target) : undefined;
  return place ? [...within, ...place.within] : within;
}

/** Where the errors of each language keep what caused them. */
const CAUSES = ['cause', '__cause__', '__context__', ' cause', 'previous'];

/** Who gave a name a value. */
export interface Naming {
  at: number;
  by: Happening | undefined;
  value: Value;
  /** As code would write it, as it was then; undefined of what has no such text. */
  text: string | undefined;
}

/** The beginning of a loop, or of one of its turns. */
export interface TurnBegin {
  readonly node: Ir;
  readonly file: SyntaxFile;
  readonly at: number;
  readonly by: Happening | undefined;
}

/** What a program did, as far as it is needed to tell where a value came from. */
export class History {
  /** @param family of the program's language */
  constructor(readonly family: string) {}

  /** In the order of their beginnings. */
  readonly all: Happening[] = [];
  /** In order. */
  readonly turns: TurnBegin[] = [];
  private readonly left = new Map<unknown, Happening>();
  private open: Happening | undefined;
  private readonly namings = new Map<Env, Map<string, Naming[]>>();
  private readonly blocks = new Map<Happening, Happening>();
  private error: unknown;
  private clock = 0;

  /** A value as code would write it now. */
  textOf(value: Value): string | undefined {
    return valueText(value, this.family);
  }

  /** Works something out, and keeps what happened meanwhile. */
  keep(node: Expr | Fn, { file, env }: { file: SyntaxFile; env: Env }, run: () => Value): Value {
    const happening = this.begin(node, file, env);
    try {
      const value = run();
      happening.value = happening.set ? happening.set.value : value;
      happening.text = valueText(happening.value, this.family);
      happening.ended = ++this.clock;
      return value;
    } catch (error) {
      // The innermost one is the first that an error leaves; one that is thrown again left it before.
      this.error = error instanceof Thrown ? error.value : error;
      if (!this.left.has(this.error)) this.left.set(this.error, happening);
      throw error;
    } finally {
      this.open = happening.parent;
    }
  }

  /** What is worked out at the moment. */
  get current(): Happening | undefined {
    return this.open;
  }

  /** What is worked out at the moment fails because of something before it. */
  isBlockedBy(other: Happening): void {
    if (this.open) this.blocks.set(this.open, other);
  }

  /** What makes a happening fail that came before it; undefined where that is not known. */
  blockOf(happening: Happening): Happening | undefined {
    return this.blocks.get(happening);
  }

  /** The innermost happening that the last error left, or the error that caused it. */
  get broken(): Happening | undefined {
    let error = this.error;
    for (const seen = new Set<unknown>(); !seen.has(error); seen.add(error)) {
      const cause =
        error instanceof Obj ? CAUSES.map((name) => (error as Obj).fields.get(name)).find((each) => this.left.has(each)) : undefined;
      if (cause === undefined) break;
      error = cause;
    }
    return this.left.get(error);
  }

  /** The innermost happenings that errors left which the program caught. */
  get caught(): Happening[] {
    const last = this.broken;
    return [...this.left.values()].filter((each) => each !== last);
  }

  /** The error that a happening was the first to be left by. */
  errorOf(happening: Happening): unknown {
    return [...this.left].find(([, each]) => each === happening)?.[0];
  }

  private begin(node: Expr | Fn, file: SyntaxFile, env: Env): Happening {
    const happening: Happening = {
      ...{ node, file, env, began: ++this.clock, ended: Number.POSITIVE_INFINITY, value: undefined, parent: this.open, within: [] },
    };
    this.open?.within.push(happening);
    this.all.push(happening);
    this.open = happening;
    return happening;
  }

  /** What was worked out last, in the open expression, is the result of the open call. */
  gives(): void {
    const last = this.open?.within.at(-1);
    let call = this.open;
    while (call && call.node.kind !== 'fn') call = call.parent;
    if (call && last) call.gave = last;
  }

  /** The open assignment sets a value, and gives none. */
  sets(value: Value): void {
    if (this.open) this.open.set = { value };
  }

  turn(node: Ir, file: SyntaxFile): void {
    this.turns.push({ node, file, at: ++this.clock, by: this.open });
  }

  names(env: Env, name: string, value: Value): void {
    const known = this.namings.get(env) ?? new Map<string, Naming[]>();
    this.namings.set(env, known);
    const list = known.get(name) ?? [];
    list.push({ at: ++this.clock, by: this.open, value, text: valueText(value, this.family) });
    known.set(name, list);
  }

  /** Each time that a name got a value, in order. */
  get allNamings(): (Naming & { name: string })[] {
    const all = [...this.namings.values()].flatMap((names) =>
      [...names].flatMap(([name, list]) => list.map((each) => ({ ...each, name }))),
    );
    return all.toSorted((a, b) => a.at - b.at);
  }

  /** The last time that a name got its value before another happening. */
  named(env: Env, name: string, before: number): Naming | undefined {
    const holder = env.holder(name);
    return (
      holder &&
      this.namings
        .get(holder)
        ?.get(name)
        ?.findLast(({ at }) => at < before)
    );
  }

  /** Each time that a name of a scope got a value, in order. */
  namingsOf(env: Env, name: string): readonly Naming[] {
    return this.namings.get(env)?.get(name) ?? [];
  }

  /** The last time that any name of this spelling got a value, before another happening. */
  namedElsewhere(name: string, value: Value, before: number): Naming | undefined {
    let last: Naming | undefined;
    for (const names of this.namings.values())
      for (const each of names.get(name) ?? []) if (each.at < before && each.value === value && each.at > (last?.at ?? 0)) last = each;
    return last;
  }
}
