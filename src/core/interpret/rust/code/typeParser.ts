import type { Expr } from '../../../syntax/lower/ir';
import { Unknown } from '../../values/value';
import type { Generics, Segment, Ty } from './nodes';
import type { Token } from './tokens';

/** Reads the words of a file one after the other; types among them. @throws {Unknown} where they are no Rust that it knows */
export abstract class TypeParser {
  protected at = 0;
  /** What `(` and others end with, by their places. */
  private readonly closing = new Map<number, number>();

  constructor(
    protected readonly tokens: readonly Token[],
    protected readonly text: string,
  ) {
    const open: number[] = [];
    for (const [place, { kind, text: sign }] of tokens.entries()) {
      if (kind !== 'sign') continue;
      if (/^[([{]$/.test(sign)) open.push(place);
      else if (/^[)\]}]$/.test(sign)) this.closing.set(open.pop() ?? -1, place);
    }
  }

  protected abstract expr(noStruct?: boolean): Expr;

  protected get token(): Token {
    return this.tokens[this.at]!;
  }

  protected peek(by = 1): Token {
    return this.tokens[Math.min(this.at + by, this.tokens.length - 1)]!;
  }

  protected get last(): Token {
    return this.tokens[this.at - 1]!;
  }

  protected is(...texts: string[]): boolean {
    const { kind, text } = this.token;
    return (kind === 'sign' || kind === 'word') && texts.includes(text);
  }

  protected eat(text: string): boolean {
    if (!this.is(text)) return false;
    this.at += 1;
    return true;
  }

  protected want(text: string): Token {
    if (!this.is(text)) this.fail();
    this.at += 1;
    return this.last;
  }

  protected fail(): never {
    throw new Unknown(`code at ${this.token.text || 'the end'}`);
  }

  protected word(): string {
    if (this.token.kind !== 'word') this.fail();
    this.at += 1;
    return this.last.text.replace(/^r#/, '');
  }

  /** The place of what closes a bracket. */
  protected closeOf(open: number): number {
    return this.closing.get(open) ?? this.fail();
  }

  /** Whether the next signs stand together and are these. */
  protected joined(signs: string): boolean {
    const { start } = this.token;
    return this.token.kind === 'sign' && this.text.startsWith(signs, start);
  }

  /** What stands between brackets, parted by commas. */
  protected listed<T>(close: string, part: () => T): T[] {
    const found: T[] = [];
    while (!this.eat(close)) {
      found.push(part());
      if (!this.eat(',')) {
        this.want(close);
        break;
      }
    }
    return found;
  }

  type(): Ty {
    if (this.eat('&&')) return { ...this.typeBehind(), ref: '&' };
    if (this.eat('&')) return this.typeBehind();
    if (this.eat('(')) {
      const parts = this.listed(')', () => this.type());
      const isGroup = parts.length === 1 && this.tokens[this.at - 2]!.text !== ',';
      return isGroup ? parts[0]! : { name: '()', path: [], args: parts };
    }
    if (this.eat('[')) {
      const element = this.type();
      const length = this.eat(';') ? this.expr() : undefined;
      this.want(']');
      return { name: '[]', path: [], args: [element], ...(length && { length }) };
    }
    if (this.eat('!')) return { name: '!', path: [], args: [] };
    if (this.is('*')) this.fail();
    if (this.is('impl', 'dyn')) {
      const { text: name } = this.token;
      this.at += 1;
      return { name, path: [], args: this.bounds() };
    }
    if (this.is('for')) {
      this.at += 1;
      this.angled();
    }
    if (this.is('unsafe', 'extern')) this.fail();
    if (this.is('fn')) {
      this.at += 1;
      return this.functionType('fn');
    }
    if (this.eat('<')) {
      // `<T as Trait>::Item`
      const self = this.type();
      if (this.eat('as')) this.type();
      this.close();
      const path = [self.name];
      while (this.eat('::')) path.push(this.word());
      return { name: '_', path, args: [] };
    }
    return this.pathType();
  }

  private typeBehind(): Ty {
    if (this.token.kind === 'lifetime') this.at += 1;
    const isMut = this.eat('mut');
    return { ...this.type(), ref: isMut ? '&mut' : '&' };
  }

  private functionType(name: string): Ty {
    this.want('(');
    const args = this.listed(')', () => {
      if (this.token.kind === 'word' && this.peek().text === ':') this.at += 2;
      return this.type();
    });
    return { name, path: [name], args, ...(this.eat('->') && { result: this.type() }) };
  }

  private pathType(): Ty {
    this.eat('::');
    const path = [this.word()];
    let args: Ty[] = [];
    for (;;) {
      if (this.is('(') && /^Fn(?:Mut|Once)?$/.test(path.at(-1)!)) return this.functionType('fn');
      if (this.is('<') || (this.is('::') && this.peek().text === '<')) {
        this.eat('::');
        args = this.angled();
      }
      if (!this.is('::') || this.peek().kind !== 'word') break;
      this.at += 1;
      path.push(this.word());
      args = [];
    }
    const name = path.at(-1)!;
    return { name, path, args };
  }

  /** `<A, 'a, Item = B, 3>`; what says no type is left out. */
  protected angled(): Ty[] {
    this.want('<');
    const found: Ty[] = [];
    while (!this.joined('>')) {
      if (this.token.kind === 'lifetime') this.at += 1;
      else if (this.token.kind === 'number' || this.is('{', 'true', 'false')) {
        if (this.is('{')) this.at = this.closeOf(this.at) + 1;
        else this.at += 1;
        found.push({ name: '_', path: [], args: [] });
      } else {
        if (this.token.kind === 'word' && this.peek().text === '=') this.at += 2;
        found.push(this.type());
        if (this.eat(':')) this.bounds();
      }
      if (!this.eat(',')) break;
    }
    this.close();
    return found;
  }

  private close(): void {
    this.want('>');
  }

  /** `A + B<C> + 'a` */
  protected bounds(): Ty[] {
    const found: Ty[] = [];
    do {
      if (this.token.kind === 'lifetime') this.at += 1;
      else if (this.eat('?')) this.type();
      else if (this.is('(')) found.push(this.type());
      else if (this.token.kind === 'word' && !this.is('where')) found.push(this.type());
    } while (this.eat('+'));
    return found;
  }

  /** The parameters of a generic item. */
  protected generics(known = new Map<string, readonly Ty[]>()): Generics & Map<string, readonly Ty[]> {
    if (!this.eat('<')) return known;
    while (!this.joined('>')) {
      if (this.token.kind === 'lifetime') {
        this.at += 1;
        if (this.eat(':')) this.bounds();
      } else {
        const isConst = this.eat('const');
        const name = this.word();
        const bounds = this.eat(':') ? (isConst ? [this.type()] : this.bounds()) : [];
        if (this.eat('=')) this.type();
        known.set(name, bounds);
      }
      if (!this.eat(',')) break;
    }
    this.close();
    return known;
  }

  protected where(known: Map<string, readonly Ty[]>): void {
    if (!this.eat('where')) return;
    while (!this.is('{', ';')) {
      if (this.token.kind === 'lifetime') {
        this.at += 1;
        if (this.eat(':')) this.bounds();
      } else {
        const of = this.type();
        this.want(':');
        const bounds = this.bounds();
        if (of.path.length === 1) known.set(of.name, [...(known.get(of.name) ?? []), ...bounds]);
      }
      if (!this.eat(',')) break;
    }
  }

  /** `a::b::<T>::c`, of an expression or a pattern. */
  protected path(): Segment[] {
    this.eat('::');
    const found: Segment[] = [];
    do {
      if (this.is('<')) {
        const { name } = found.pop()!;
        found.push({ name, args: this.angled() });
      } else found.push({ name: this.word(), args: [] });
    } while (this.eat('::'));
    return found;
  }
}
