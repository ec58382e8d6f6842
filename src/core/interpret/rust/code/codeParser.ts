import type { Argument, Expr, Span, Stmt } from '../../../syntax/lower/ir';
import { asStatement } from '../../../syntax/lower/lowering';
import type { BlockNode, CallNode, CastNode, Ended, FnNode, Item, LetNode, LiteralNode, LoopNode } from './nodes';
import type { MacroNode, OperateNode, Pat, PathNode, ReferenceNode, StructNode, SwitchNode, Ty } from './nodes';
import { PatternParser } from './patternParser';

const LEVELS: Readonly<Record<string, number>> = {
  '*': 11,
  '/': 11,
  '%': 11,
  '+': 10,
  '-': 10,
  '<<': 9,
  '>>': 9,
  '&': 8,
  '^': 7,
  '|': 6,
  '==': 5,
  '!=': 5,
  '<': 5,
  '>': 5,
  '<=': 5,
  '>=': 5,
  '&&': 4,
  '||': 3,
};
const ASSIGNS = ['=', '+=', '-=', '*=', '/=', '%=', '^=', '&=', '|=', '<<=', '>>='];
/** Signs that begin with `>`, longest first: `>>` of types is two signs. */
const GREATER = ['>>=', '>>', '>=', '>'];
const PANICS = /^(?:panic|unreachable|todo|unimplemented)$/;
const ITEM = /^(?:fn|struct|enum|impl|trait|mod|use|const|static|type|pub|extern)$/;

/** What a statement is as an expression. */
function asExpr(node: Stmt): Expr {
  const { start, end } = node;
  return { start, end, kind: 'opaque', parts: [node] };
}

/** Reads expressions and statements. */
export abstract class CodeParser extends PatternParser {
  /** The items that stand at this place, if there are any. */
  protected abstract itemsHere(): Item[];

  private spanFrom(start: number): Span {
    return { start, end: this.last.end };
  }

  expr(noStruct = false): Expr {
    const { start } = this.token;
    const left = this.range(noStruct);
    const operator = this.joined('>>=') ? '>>=' : this.token.kind === 'sign' ? this.token.text : '';
    if (!ASSIGNS.includes(operator)) return left;
    this.at += operator === '>>=' ? 3 : 1;
    const value = this.expr(noStruct);
    return { ...this.spanFrom(start), kind: 'assign', target: left, value, operator };
  }

  private range(noStruct: boolean): Expr {
    const { start } = this.token;
    const from = this.is('..', '..=') ? undefined : this.binary(0, noStruct);
    if (!this.is('..', '..=')) return from!;
    const operator = this.token.text;
    this.at += 1;
    const hasEnd = !this.is(')', ']', '}', ',', ';', '=>') && !(noStruct && this.is('{')) && this.token.kind !== 'end';
    const to = hasEnd ? this.binary(0, noStruct) : undefined;
    const operands = [from, to].filter((each) => each !== undefined);
    return { ...this.spanFrom(start), kind: 'operate', operator, operands, ...(from && { from }), ...(to && { to }) };
  }

  private operator(): string {
    const { kind, text } = this.token;
    if (kind !== 'sign') return '';
    return text === '>' ? GREATER.find((each) => this.joined(each))! : text;
  }

  private binary(least: number, noStruct: boolean): Expr {
    let left = this.unary(noStruct);
    for (;;) {
      const { start } = left;
      if (this.is('as')) {
        this.at += 1;
        const ty = this.type();
        left = { ...this.spanFrom(start), kind: 'same', how: 'cast', of: left, type: ty.name, ty } as CastNode;
        continue;
      }
      const operator = this.operator();
      const level = Object.hasOwn(LEVELS, operator) ? LEVELS[operator]! : 0;
      if (level <= least) return left;
      const at = this.token.start;
      this.at += operator === '>>' || (operator === '>=' && this.token.text === '>') ? 2 : 1;
      const right = this.binary(level, noStruct);
      const span = this.spanFrom(start);
      left = /^(?:&&|\|\|)$/.test(operator)
        ? { ...span, kind: 'choice', options: [left, right], operator }
        : ({ ...span, kind: 'operate', operator, operands: [left, right], at } as OperateNode);
    }
  }

  private unary(noStruct: boolean): Expr {
    const { start } = this.token;
    if (this.is('-', '!', '*')) {
      const operator = this.token.text;
      this.at += 1;
      const operand = this.unary(noStruct);
      return { ...this.spanFrom(start), kind: 'operate', operator, operands: [operand], at: start } as OperateNode;
    }
    if (this.is('&', '&&')) {
      const isDouble = this.is('&&');
      this.at += 1;
      const isMut = this.eat('mut');
      const of = this.unary(noStruct);
      const span = this.spanFrom(start);
      const one: ReferenceNode = { ...span, kind: 'same', how: 'reference', of, isMut };
      return isDouble ? ({ ...span, kind: 'same', how: 'reference', of: one, isMut: false } as ReferenceNode) : one;
    }
    return this.behind(this.primary(noStruct));
  }

  /** Members, calls and others behind an expression. */
  private behind(first: Expr): Expr {
    let left = first;
    const { start } = first;
    for (;;) {
      if (this.eat('?')) left = { ...this.spanFrom(start), kind: 'same', how: 'tried', of: left };
      else if (this.is('(')) {
        const at = start;
        left = { start, kind: 'call', callee: left, args: this.args(), end: this.last.end, types: [], at } as CallNode;
      } else if (this.eat('[')) {
        const key = this.expr();
        this.want(']');
        left = { ...this.spanFrom(start), kind: 'index', of: left, keys: [key] };
      } else if (this.is('.') && this.peek().text !== 'await') {
        this.at += 1;
        left = this.member(left);
      } else return left;
    }
  }

  private member(of: Expr): Expr {
    const { start } = of;
    const { kind, text, start: at } = this.token;
    if (kind === 'number') {
      this.at += 1;
      return text
        .split('.')
        .reduce<Expr>(
          (inner, name, place) => ({ start, end: at + (place === 0 ? name.length : text.length), kind: 'member', of: inner, name }),
          of,
        );
    }
    const name = this.word();
    const callee: Expr = { ...this.spanFrom(start), kind: 'member', of, name };
    const types = this.is('::') ? (this.want('::'), this.angled()) : [];
    if (!this.is('(')) return callee;
    const args = this.args();
    return { ...this.spanFrom(start), kind: 'call', callee, args, types, at } as CallNode;
  }

  private args(): Argument[] {
    this.want('(');
    return this.listed(')', () => ({ value: this.expr() }));
  }

  private primary(noStruct: boolean): Expr {
    const { kind, start, text } = this.token;
    if (kind === 'lifetime' && this.peek().text === ':') return asExpr(this.inner());
    const lit = this.literal();
    if (lit) {
      const of = lit.of === 'int' || lit.of === 'float' ? 'number' : lit.of === 'bool' ? 'truth' : 'text';
      return { ...this.spanFrom(start), kind: 'literal', of, value: String(lit.value), lit } as LiteralNode;
    }
    if (kind === 'sign') {
      if (this.eat('(')) {
        const parts = this.listed(')', () => this.expr());
        const isGroup = parts.length === 1 && this.tokens[this.at - 2]!.text !== ',';
        return isGroup ? parts[0]! : { ...this.spanFrom(start), kind: 'list', of: 'tuple', elements: parts };
      }
      if (this.is('[')) return this.array(start);
      if (this.is('{')) return asExpr(this.inner());
      if (this.is('|', '||')) return this.closure();
      if (this.is('<')) return this.qualified();
      return this.fail();
    }
    if (kind !== 'word') return this.fail();
    if (text === 'move') return this.closure();
    if (/^(?:if|match|loop|while|for|unsafe|return|break|continue)$/.test(text)) return asExpr(this.inner());
    if (text === 'let') return this.condition(noStruct);
    if (/^(?:async|await|yield|fn|struct|enum|impl|const)$/.test(text)) return this.fail();
    const segments = this.path();
    const name = segments.map((each) => each.name).join('::');
    if (this.is('!') && this.peek().text !== '=' && /^[([{]$/.test(this.peek().text)) return this.macro(segments.at(-1)!.name, start);
    const own: PathNode = { ...this.spanFrom(start), kind: 'name', name, segments };
    return this.is('{') && !noStruct && this.isStruct(name) ? this.struct(own) : own;
  }

  private isStruct(name: string): boolean {
    const [, first, second] = [this.token, this.peek(), this.peek(2)];
    return (
      /^(?:.*::)?[A-Z]/.test(name) &&
      (first.text === '}' ||
        first.text === '..' ||
        (first.kind === 'word' && /^[:,}]$/.test(second.text)) ||
        (first.kind === 'number' && second.text === ':'))
    );
  }

  private struct(own: PathNode): Expr {
    this.want('{');
    const entries = this.listed('}', () => {
      const { start, text } = this.token;
      if (this.eat('..')) {
        const of = this.expr();
        return { ...this.spanFrom(start), value: { ...this.spanFrom(start), kind: 'same', how: 'spread', of } as Expr };
      }
      this.at += 1;
      const key: Expr = { ...this.spanFrom(start), kind: 'literal', of: 'text', value: text };
      const name = { ...this.spanFrom(start), kind: 'name', name: text, segments: [{ name: text, args: [] }] } as PathNode;
      const value = this.eat(':') ? this.expr() : name;
      return { ...this.spanFrom(start), key, value };
    });
    const span = this.spanFrom(own.start);
    return {
      ...span,
      kind: 'same',
      how: 'cast',
      type: own.name,
      of: { ...span, kind: 'map', entries },
      segments: own.segments,
    } as StructNode;
  }

  private array(start: number, isVec?: true): Expr {
    this.at += 1;
    const close = isVec && this.last.text === '(' ? ')' : isVec && this.last.text === '{' ? '}' : ']';
    const elements: Expr[] = [];
    let isRepeated = false;
    while (!this.eat(close)) {
      elements.push(this.expr());
      if (this.eat(';')) isRepeated = true;
      else if (!this.eat(',')) {
        this.want(close);
        break;
      }
    }
    return {
      ...this.spanFrom(start),
      kind: 'list',
      of: 'list',
      elements,
      ...(isVec && { isVec }),
      ...(isRepeated && { isRepeated: true }),
    };
  }

  /** `<T as Trait>::name`, `<T>::name` */
  private qualified(): Expr {
    const { start } = this.token;
    this.want('<');
    const self = this.type();
    if (this.eat('as')) this.type();
    this.want('>');
    this.want('::');
    const segments = [{ name: self.name, args: self.args }, ...this.path()];
    return { ...this.spanFrom(start), kind: 'name', name: segments.map((each) => each.name).join('::'), segments, self } as PathNode;
  }

  private closure(): Expr {
    const { start } = this.token;
    const isMove = this.eat('move');
    const pats: { pat: Pat; ty?: Ty }[] = [];
    if (!this.eat('||')) {
      this.want('|');
      while (!this.eat('|')) {
        const pat = this.patternPart();
        pats.push({ pat, ...(this.eat(':') && { ty: this.type() }) });
        if (!this.eat(',')) {
          this.want('|');
          break;
        }
      }
    }
    const ty = this.eat('->') ? this.type() : undefined;
    const body = this.expr();
    const isBlock = body.kind === 'opaque' && body.parts[0]?.kind === 'block';
    const made: FnNode = {
      ...this.spanFrom(start),
      kind: 'fn',
      name: '',
      params: pats.map(({ pat }) => ({
        start: pat.start,
        end: pat.end,
        name: pat.kind === 'bind' ? pat.name : '',
        pattern: this.target(pat),
      })),
      body: [body.kind === 'opaque' && body.parts.length === 1 && !('macro' in body) ? (body.parts[0] as Stmt) : asStatement(body)],
      words: [],
      ...(!isBlock && { short: true as const }),
      pats,
      ...(ty && { ty }),
      ...(isMove && { isMove: true }),
      items: [],
    };
    return made;
  }

  private condition(noStruct: boolean): Expr {
    const { start } = this.token;
    this.want('let');
    const pat = this.pattern();
    this.want('=');
    const value = this.binary(LEVELS['&&']!, noStruct);
    return {
      ...this.spanFrom(start),
      kind: 'assign',
      target: this.target(pat),
      value,
      operator: '=',
      declares: 'let',
      pat,
      isCondition: true,
    } as LetNode;
  }

  private macro(name: string, start: number): Expr {
    this.want('!');
    if (name === 'vec') return this.array(start, true);
    const close = this.tokens[this.closeOf(this.at)]!.text;
    this.at += 1;
    if (name === 'matches') {
      const value = this.expr();
      this.want(',');
      const pat = this.pattern();
      const guard = this.eat('if') ? this.expr() : undefined;
      this.eat(',');
      this.want(close);
      return {
        ...this.spanFrom(start),
        kind: 'opaque',
        parts: guard ? [value, guard] : [value],
        macro: name,
        args: [{ value }],
        pat,
        ...(guard && { guard }),
      } as MacroNode;
    }
    const args = this.listed(close, () => {
      const named = this.token.kind === 'word' && this.peek().text === '=' && !this.text.startsWith('==', this.peek().start);
      const label = named ? this.word() : undefined;
      if (named) this.want('=');
      return { value: this.expr(), ...(label !== undefined && { name: label }) };
    });
    const made: MacroNode = { ...this.spanFrom(start), kind: 'opaque', parts: args.map(({ value }) => value), macro: name, args };
    return PANICS.test(name) ? asExpr({ ...this.spanFrom(start), kind: 'throw', value: made }) : made;
  }

  /** The statements of a block, whose `{` is next. */
  block(): BlockNode {
    const { start } = this.token;
    this.want('{');
    const body: Stmt[] = [];
    const items: Item[] = [];
    while (!this.eat('}')) {
      if (this.eat(';')) continue;
      const { kind, text } = this.token;
      if (text === '#' || (kind === 'word' && ITEM.test(text) && !(text === 'const' && this.peek().text === '{'))) {
        items.push(...this.itemsHere());
        continue;
      }
      body.push(this.statement());
    }
    return { ...this.spanFrom(start), kind: 'block', scope: true, body, items };
  }

  private statement(): Ended {
    const made = this.statementPart();
    const isEnded = this.is(';');
    if (isEnded) this.at += 1;
    else if (
      made.kind !== 'block' &&
      made.kind !== 'branch' &&
      made.kind !== 'loop' &&
      made.kind !== 'switch' &&
      !this.is('}', ')', ']', ',')
    ) {
      // `println! {}` needs no sign behind it.
      if (this.last.text !== '}') this.fail();
    }
    return isEnded ? { ...made, isEnded } : made;
  }

  /** A statement that is, or may be, an expression. */
  private inner(): Stmt {
    const { start, text } = this.token;
    const label = this.token.kind === 'lifetime' ? text : undefined;
    if (label !== undefined) {
      this.at += 1;
      this.want(':');
    }
    this.eat('unsafe');
    return this.control(start, label) ?? { ...this.block(), ...(label !== undefined && { label }) };
  }

  private statementPart(): Stmt {
    if (this.is('let')) return this.declaration();
    if (this.is('if', 'match', 'loop', 'while', 'for', 'unsafe', 'return', 'break', 'continue', '{') || this.token.kind === 'lifetime') {
      const made = this.inner();
      // `match x { … }.len()`: it is a part of an expression.
      return /^(?:branch|switch|loop|block)$/.test(made.kind) && this.is('.', '?') ? asStatement(this.behind(asExpr(made))) : made;
    }
    const value = this.expr();
    const [only] = value.kind === 'opaque' ? value.parts : [];
    if (only?.kind === 'throw') return only;
    return asStatement(value);
  }

  private control(start: number, label: string | undefined): Stmt | undefined {
    const named = label !== undefined && { label };
    if (this.is('if')) return this.branch();
    if (this.eat('match')) {
      const of = this.expr(true);
      this.want('{');
      const arms: SwitchNode['arms'][number][] = [];
      const cases = [];
      while (!this.eat('}')) {
        while (this.eat('#')) this.at = this.closeOf(this.at) + 1;
        const from = this.token.start;
        const pat = this.pattern();
        const guard = this.eat('if') ? this.expr() : undefined;
        this.want('=>');
        const isBlock = this.is('{');
        const one = isBlock ? this.block() : this.armBody();
        const body = isBlock && this.is('.', '?') ? [asStatement(this.behind(asExpr(one)))] : [one];
        this.eat(',');
        arms.push({ pat, body, ...(guard && { guard }) });
        cases.push({ ...this.spanFrom(from), values: [this.target(pat)], body, ...(guard && { guard }) });
      }
      return { ...this.spanFrom(start), kind: 'switch', of, cases, arms, falls: false } as SwitchNode;
    }
    if (this.eat('loop')) return { ...this.loopBody(start), ...named };
    if (this.eat('while')) {
      const condition = this.expr(true);
      return { ...this.loopBody(start), condition, ...named };
    }
    if (this.eat('for')) {
      const pat = this.pattern();
      this.want('in');
      const over = this.expr(true);
      return { ...this.loopBody(start), how: 'each', target: this.target(pat), declares: 'let', over, pat, ...named } as LoopNode;
    }
    if (this.eat('return')) {
      const value = this.valueBehind();
      return { ...this.spanFrom(start), kind: 'return', ...(value && { value }) };
    }
    if (this.is('break', 'continue')) {
      const how = this.word();
      const to = this.token.kind === 'lifetime' ? this.token.text : undefined;
      if (to !== undefined) this.at += 1;
      const value = how === 'break' ? this.valueBehind() : undefined;
      return { ...this.spanFrom(start), kind: 'jump', how, ...(to !== undefined && { label: to }), ...(value && { value }) };
    }
    return undefined;
  }

  private armBody(): Stmt {
    const value = this.expr();
    const own = value.kind === 'opaque' && value.parts.length === 1 && !('macro' in value) ? (value.parts[0] as Stmt) : undefined;
    return own ?? asStatement(value);
  }

  private valueBehind(): Expr | undefined {
    return this.is(';', '}', ')', ',', ']') ? undefined : this.expr();
  }

  private loopBody(start: number): Extract<Stmt, { kind: 'loop' }> {
    const body = [this.block()];
    return { ...this.spanFrom(start), kind: 'loop', how: 'while', body };
  }

  private branch(): Stmt {
    const { start } = this.token;
    this.want('if');
    const condition = this.expr(true);
    const then = [this.block()];
    const otherwise: Stmt[] | undefined = this.eat('else') ? [this.is('if') ? this.branch() : this.block()] : undefined;
    return { ...this.spanFrom(start), kind: 'branch', condition, then, ...(otherwise && { otherwise }) };
  }

  private declaration(): Stmt {
    const { start } = this.token;
    this.want('let');
    const pat = this.pattern();
    const ty = this.eat(':') ? this.type() : undefined;
    const value = this.eat('=') ? this.expr() : undefined;
    const otherwise = this.eat('else') ? [this.block()] : undefined;
    const made: LetNode = {
      ...this.spanFrom(start),
      kind: 'assign',
      target: this.target(pat),
      operator: '=',
      declares: 'let',
      pat,
      ...(value && { value }),
      ...(ty && { ty, type: ty.name }),
      ...(otherwise && { otherwise }),
    };
    return made;
  }
}
