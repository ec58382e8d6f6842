import type { SyntaxFile } from '../../../syntax/syntax';
import { CodeParser } from './codeParser';
import type { Field, FnItem, FnNode, Generics, ImplItem, Item, Ty, VariantItem } from './nodes';
import { tokensOf } from './tokens';

/** Reads the items of a file: functions, types, implementations, modules. */
class ItemParser extends CodeParser {
  file(): Item[] {
    const found: Item[] = [];
    while (this.token.kind !== 'end') found.push(...this.itemsHere());
    return found;
  }

  protected itemsHere(): Item[] {
    const attributes: string[] = [];
    while (this.is('#')) {
      const from = this.token.end;
      this.at += 1;
      this.eat('!');
      this.at = this.closeOf(this.at) + 1;
      attributes.push(this.text.slice(from, this.last.end));
    }
    // `#[cfg(debug_assertions)] let …`, inner attributes.
    if (this.token.kind === 'end' || this.is('}')) return [];
    const { start } = this.token;
    if (this.eat('pub') && this.is('(')) this.at = this.closeOf(this.at) + 1;
    const base = (name: string): { name: string; attributes: string[]; start: number; end: number } => ({
      name,
      attributes,
      start,
      end: this.last.end,
    });
    if (this.is('const') && this.peek().text !== 'fn' && this.peek().text !== 'unsafe') return this.constant(base);
    if (this.is('static')) return this.constant(base);
    while (this.is('const', 'unsafe', 'async', 'extern')) {
      if (this.is('async', 'extern')) this.fail();
      this.at += 1;
    }
    if (this.is('fn')) return [this.fn(start, attributes)];
    if (this.is('struct')) return [this.structItem(base)];
    if (this.is('enum')) return [this.enumeration(base)];
    if (this.is('impl', 'trait')) return [this.implementation(base)];
    if (this.eat('type')) {
      const name = this.word();
      const generics = this.generics();
      if (this.eat(':')) this.bounds();
      const ty = this.eat('=') ? this.type() : undefined;
      this.want(';');
      return [{ ...base(name), kind: 'type', generics, ...(ty && { ty }) }];
    }
    if (this.eat('use')) {
      const found = this.uses([]);
      this.want(';');
      return found.map(({ name, path }) => ({ ...base(name), kind: 'use', path }));
    }
    if (this.eat('mod')) {
      const name = this.word();
      if (this.eat(';')) return [{ ...base(name), kind: 'mod' }];
      this.want('{');
      const items: Item[] = [];
      while (!this.eat('}')) items.push(...this.itemsHere());
      return [{ ...base(name), kind: 'mod', items }];
    }
    return this.fail();
  }

  private constant(base: (name: string) => { name: string; attributes: string[]; start: number; end: number }): Item[] {
    this.at += 1;
    this.eat('mut');
    const name = this.word();
    this.want(':');
    const ty = this.type();
    const value = this.eat('=') ? this.expr() : undefined;
    this.want(';');
    return [{ ...base(name), kind: 'const', ty, ...(value && { value }) }];
  }

  private uses(before: readonly string[]): { name: string; path: string[] }[] {
    this.eat('::');
    if (this.eat('*')) return [{ name: '*', path: [...before] }];
    if (this.eat('{')) return this.listed('}', () => this.uses(before)).flat();
    const word = this.word();
    const path = word === 'self' && before.length > 0 ? [...before] : [...before, word];
    if (this.eat('::')) return this.uses(path);
    return [{ name: this.eat('as') ? this.word() : path.at(-1)!, path }];
  }

  private fn(start: number, attributes: string[]): FnItem {
    this.want('fn');
    const name = this.word();
    const generics = this.generics();
    this.want('(');
    let self: FnItem['self'];
    const params = this.listed(')', () => {
      while (this.eat('#')) this.at = this.closeOf(this.at) + 1;
      const own = /^(?:mut\s+)?self\b|^&\s*(?:'\w+\s+)?(mut\s+)?self\b/.exec(this.text.slice(this.token.start, this.token.start + 40));
      if (own) {
        const isRef = this.eat('&');
        if (this.token.kind === 'lifetime') this.at += 1;
        const isMut = this.eat('mut');
        this.want('self');
        const ty = this.eat(':') ? this.type() : undefined;
        self = isRef ? (isMut ? '&mut' : '&') : (ty?.ref ?? 'own');
        return undefined;
      }
      const pat = this.pattern();
      this.want(':');
      return { pat, ty: this.type() };
    }).filter((each) => each !== undefined);
    const result = this.eat('->') ? this.type() : undefined;
    this.where(generics);
    const hasBody = this.is('{');
    const open = this.at;
    if (hasBody) this.at = this.closeOf(open) + 1;
    else this.want(';');
    const made = { start, end: this.last.end, name, attributes, generics, self, params, result };
    let node: FnNode | undefined;
    const parse = (): FnNode => this.bodyOf(open, made);
    return {
      ...made,
      kind: 'fn',
      hasBody,
      get node(): FnNode {
        return (node ??= parse());
      },
    };
  }

  private bodyOf(
    open: number,
    fn: { start: number; end: number; name: string; params: FnItem['params']; self: FnItem['self']; result: Ty | undefined },
  ): FnNode {
    const before = this.at;
    this.at = open;
    const { body, items } = this.block();
    this.at = before;
    const own =
      fn.self === undefined ? [] : [{ start: fn.start, end: fn.start, name: 'self', pattern: nameAt(fn.start), implicit: true as const }];
    const params = fn.params.map(({ pat, ty }) => ({
      start: pat.start,
      end: pat.end,
      name: pat.kind === 'bind' ? pat.name : '',
      pattern: this.target(pat),
      type: ty.name,
    }));
    const { start, end, name, result } = fn;
    return {
      start,
      end,
      kind: 'fn',
      name,
      params: [...own, ...params],
      body: body,
      words: [],
      pats: fn.params,
      ...(result && { ty: result }),
      items,
    };
  }

  private structItem(base: (name: string) => { name: string; attributes: string[]; start: number; end: number }): Item {
    this.want('struct');
    const name = this.word();
    const generics = this.generics();
    this.where(generics);
    const shape = this.is('{') ? 'struct' : this.is('(') ? 'tuple' : 'unit';
    const fields = this.fields();
    this.where(generics);
    if (shape !== 'struct') this.want(';');
    return { ...base(name), kind: 'struct', generics, variants: [{ name, shape, fields, attributes: [] }] };
  }

  private fields(): Field[] {
    const attributesHere = (): string[] => {
      const found: string[] = [];
      while (this.eat('#')) {
        const from = this.token.start;
        this.at = this.closeOf(this.at) + 1;
        found.push(this.text.slice(from, this.last.end));
      }
      if (this.eat('pub') && this.is('(') && /^(?:crate|super|self|in)$/.test(this.peek().text)) this.at = this.closeOf(this.at) + 1;
      return found;
    };
    if (this.eat('{'))
      return this.listed('}', () => {
        const attributes = attributesHere();
        const name = this.word();
        this.want(':');
        return { name, ty: this.type(), attributes };
      });
    if (!this.eat('(')) return [];
    return this.listed(')', () => ({ attributes: attributesHere(), ty: this.type() })).map((each, at) => ({ ...each, name: String(at) }));
  }

  private enumeration(base: (name: string) => { name: string; attributes: string[]; start: number; end: number }): Item {
    this.want('enum');
    const name = this.word();
    const generics: Generics & Map<string, readonly Ty[]> = this.generics();
    this.where(generics);
    this.want('{');
    const variants = this.listed('}', (): VariantItem => {
      const attributes: string[] = [];
      while (this.eat('#')) {
        const from = this.token.start;
        this.at = this.closeOf(this.at) + 1;
        attributes.push(this.text.slice(from, this.last.end));
      }
      const own = this.word();
      const shape = this.is('{') ? 'struct' : this.is('(') ? 'tuple' : 'unit';
      const fields = this.fields();
      const value = this.eat('=') ? this.expr() : undefined;
      return { name: own, shape, fields, attributes, ...(value && { value }) };
    });
    return { ...base(name), kind: 'enum', generics, variants };
  }

  private implementation(base: (name: string) => { name: string; attributes: string[]; start: number; end: number }): ImplItem {
    const isTrait = this.is('trait');
    this.at += 1;
    const name = isTrait ? this.word() : '';
    const generics = this.generics();
    let [trait, of]: [Ty | undefined, Ty | undefined] = [undefined, undefined];
    if (isTrait) {
      if (this.eat(':')) this.bounds();
    } else {
      of = this.type();
      if (this.eat('for')) [trait, of] = [of, this.type()];
    }
    this.where(generics);
    this.want('{');
    const items: Item[] = [];
    while (!this.eat('}')) items.push(...this.itemsHere());
    return { ...base(name), kind: isTrait ? 'trait' : 'impl', generics, items, ...(trait && { trait }), ...(of && { of }) };
  }
}

function nameAt(at: number): { start: number; end: number; kind: 'name'; name: string } {
  return { start: at, end: at, kind: 'name', name: 'self' };
}

const read = new WeakMap<SyntaxFile, Item[]>();

/** The items of a file. @throws {Unknown} where its code is not known */
export function itemsOf(file: SyntaxFile): Item[] {
  let items = read.get(file);
  if (!items) read.set(file, (items = new ItemParser(tokensOf(file.text), file.text).file()));
  return items;
}
