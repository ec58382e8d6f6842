import type { Expr } from '../../../syntax/lower/ir';
import type { Lit, LiteralNode, OperateNode, Pat, PathNode } from './nodes';
import { TypeParser } from './typeParser';

const FLOAT = /^\d[\d_]*(?:\.[\d_]*)?(?:[eE][-+]?[\d_]+)?(?:_?f(?:32|64))?$/;

/** Reads literals and patterns. */
export abstract class PatternParser extends TypeParser {
  /** A literal, if one is next. */
  protected literal(): Lit | undefined {
    const { kind, text, value = '' } = this.token;
    if (kind === 'number') {
      this.at += 1;
      return numberOf(text);
    }
    if (kind === 'text' || kind === 'char' || kind === 'byte' || kind === 'bytes') {
      this.at += 1;
      return { of: kind, value };
    }
    if (kind !== 'word' || !/^(?:true|false)$/.test(text)) return undefined;
    this.at += 1;
    return { of: 'bool', value: text === 'true' };
  }

  protected pattern(): Pat {
    const { start } = this.token;
    this.eat('|');
    const options = [this.patternPart()];
    while (this.eat('|')) options.push(this.patternPart());
    return options.length === 1 ? options[0]! : { start, end: this.last.end, kind: 'or', options };
  }

  protected patternPart(): Pat {
    const { start, kind, text } = this.token;
    const span = (): { start: number; end: number } => ({ start, end: this.last.end });
    if (this.eat('&&'))
      return { start, kind: 'ref', of: { start, kind: 'ref', of: this.patternPart(), end: this.last.end }, end: this.last.end };
    if (this.eat('&')) {
      this.eat('mut');
      return { start, kind: 'ref', of: this.patternPart(), end: this.last.end };
    }
    if (this.eat('(')) {
      const items = this.listed(')', () => this.pattern());
      const isGroup = items.length === 1 && items[0]!.kind !== 'rest' && this.tokens[this.at - 2]!.text !== ',';
      return isGroup ? items[0]! : { ...span(), kind: 'tuple', items };
    }
    if (this.eat('[')) return { start, kind: 'slice', items: this.listed(']', () => this.pattern()), end: this.last.end };
    if (this.is('..') && this.peek().kind !== 'number' && this.peek().kind !== 'char') {
      this.at += 1;
      return { ...span(), kind: 'rest' };
    }
    if (kind === 'word' && text === '_') {
      this.at += 1;
      return { ...span(), kind: '_' };
    }
    if (kind !== 'word' || /^(?:true|false)$/.test(text)) return this.valuePattern(start);
    const isRef = this.eat('ref');
    const isMut = this.eat('mut');
    const isPath = this.peek().kind === 'sign' && /^(?:::|\(|\{|\.\.=|\.\.)$/.test(this.peek().text) && !isRef && !isMut;
    if (!isPath) {
      const name = this.word();
      const sub = this.eat('@') ? this.patternPart() : undefined;
      return { ...span(), kind: 'bind', name, ref: isRef, isMut, ...(sub && { sub }) };
    }
    const segments = this.path();
    if (this.is('..', '..='))
      return this.rangePattern(start, { ...span(), kind: 'name', name: segments.map(({ name }) => name).join('::'), segments } as PathNode);
    if (this.eat('(')) return { start, kind: 'variant', segments, items: this.listed(')', () => this.pattern()), end: this.last.end };
    if (!this.eat('{')) return { ...span(), kind: 'path', segments };
    const fields = this.listed('}', (): [string, Pat] => {
      if (this.eat('..')) return ['..', { ...span(), kind: 'rest' }];
      if (this.peek().text === ':') {
        const name = this.token.text;
        this.at += 2;
        return [name, this.pattern()];
      }
      const pat = this.patternPart();
      return [pat.kind === 'bind' ? pat.name : this.fail(), pat];
    });
    return { ...span(), kind: 'struct', segments, fields: fields.filter(([name]) => name !== '..') };
  }

  private valuePattern(start: number): Pat {
    if (this.is('..=', '..')) return this.rangePattern(start);
    const value = this.plainValue();
    return this.is('..', '..=', '...') ? this.rangePattern(start, value) : { start, end: this.last.end, kind: 'value', value };
  }

  private rangePattern(start: number, from?: Expr): Pat {
    const closed = !this.is('..');
    this.at += 1;
    const hasEnd = /^(?:number|char|byte|word)$/.test(this.token.kind) ? !this.is('if') : this.is('-');
    const to = hasEnd ? this.plainValue() : undefined;
    return { start, end: this.last.end, kind: 'range', closed, ...(from && { from }), ...(to && { to }) };
  }

  /** A literal, a negative one, or a constant. */
  private plainValue(): Expr {
    const { start } = this.token;
    if (this.eat('-')) {
      const operand = this.plainValue();
      return { start, end: this.last.end, kind: 'operate', operator: '-', operands: [operand], at: start } as OperateNode;
    }
    const lit = this.literal();
    if (lit) {
      const of = lit.of === 'int' || lit.of === 'float' ? 'number' : lit.of === 'bool' ? 'truth' : 'text';
      return { start, end: this.last.end, kind: 'literal', of, value: String(lit.value), lit } as LiteralNode;
    }
    const segments = this.path();
    return { start, end: this.last.end, kind: 'name', name: segments.map(({ name }) => name).join('::'), segments } as PathNode;
  }

  /** A pattern as what an assignment gives its value to: a name, or a list of the names in it. */
  protected target(pat: Pat): Expr {
    const names: Expr[] = [];
    const add = (each: Pat): void => {
      const { start, end } = each;
      if (each.kind === 'bind') {
        names.push({ start, end, kind: 'name', name: each.name });
        if (each.sub) add(each.sub);
      } else if (each.kind === 'ref') add(each.of);
      else if (each.kind === 'or') add(each.options[0]!);
      else if (each.kind === 'struct') for (const [, inner] of each.fields) add(inner);
      else if ('items' in each) each.items.forEach(add);
    };
    add(pat);
    const { start, end } = pat;
    return pat.kind === 'bind' && !pat.sub ? names[0]! : { start, end, kind: 'list', of: 'tuple', elements: names };
  }
}

function numberOf(text: string): Lit {
  const plain = text.replaceAll('_', '');
  const isRadix = /^0[xob]/.test(plain);
  const [, digits = plain, suffix = ''] =
    (isRadix ? /^(0x[\da-fA-F]+?|0o[0-7]+|0b[01]+)([iu](?:8|16|32|64|128|size))?$/ : /^([\d.eE+-]+)([iuf](?:8|16|32|64|128|size))?$/).exec(
      plain,
    ) ?? [];
  const isFloat = !isRadix && (/[.eE]/.test(digits) || suffix.startsWith('f')) && FLOAT.test(plain);
  return isFloat ? { of: 'float', value: Number(digits), suffix } : { of: 'int', value: BigInt(digits), suffix };
}
