import { plain, type Shape, type ShapeField } from './shape';

/** The short text of a shape: `Order{id:int, items:[{price:num}]×3, user?:null, …+4}`. */
export function shapeText(shape: Shape): string {
  switch (shape.kind) {
    case 'plain':
      return shape.name;
    case 'text': {
      const parts = [shape.length, shape.format].filter((part) => part !== undefined);
      return parts.length ? `${shape.name}(${parts.join(',')})` : shape.name;
    }
    case 'list': {
      const times = shape.length === undefined ? '' : `×${shape.length}`;
      return `${shape.name ?? ''}[${shape.items.map(shapeText).join('|')}]${shape.items.length || shape.length ? times : ''}`;
    }
    case 'object': {
      const fields = shape.fields.map(({ name, optional, shape: inner }) => `${keyText(name)}${optional ? '?' : ''}:${shapeText(inner)}`);
      return `${shape.name ?? ''}{${[...fields, ...(shape.more ? [`…+${shape.more}`] : [])].join(', ')}}`;
    }
    case 'map':
      return `${shape.name ?? ''}{${shapeText(shape.key)}→${shapeText(shape.value)}}${shape.size === undefined ? '' : `×${shape.size}`}`;
    case 'around':
      return `${shape.name}<${shapeText(shape.of)}>`;
    case 'union':
      return shape.of.map(shapeText).join('|');
  }
}

const SIMPLE_KEY = /^[\p{L}_$][\p{L}\p{N}_$]*$/u;

function keyText(key: string): string {
  return SIMPLE_KEY.test(key) ? key : JSON.stringify(key);
}

/**
 * Parses the output of {@link shapeText}.
 * @throws SyntaxError with the position, where the text is not a shape
 */
export function parseShape(text: string): Shape {
  const reader = new ShapeReader(text);
  const shape = reader.union();
  reader.end();
  return shape;
}

/** Characters that end a name. */
const NAME = /[^\s{}[\]()<>|,:?×→]+/y;
const COUNT = /\d+/y;
/** Deeper texts are not shapes of this program. */
const DEEPEST = 60;

class ShapeReader {
  private at = 0;
  private depth = 0;

  constructor(private readonly text: string) {}

  union(): Shape {
    if (++this.depth > DEEPEST) this.fail('too deep');
    const parts = [this.one()];
    while (this.take('|')) parts.push(this.one());
    this.depth--;
    return parts.length === 1 ? parts[0]! : { kind: 'union', of: parts };
  }

  end(): void {
    if (this.at < this.text.length) this.fail('an end');
  }

  private one(): Shape {
    const name = this.match(NAME);
    const named = name === undefined ? {} : { name };
    if (this.take('[')) return this.list(named);
    if (this.take('{')) return this.braces(named);
    if (name === undefined) this.fail('a shape');
    if (this.take('<')) {
      const of = this.union();
      this.expect('>');
      return { kind: 'around', name, of };
    }
    if (name !== 'str' && name !== 'bytes') return plain(name);
    if (!this.take('(')) return { kind: 'text', name };
    const length = this.match(COUNT);
    const format = length === undefined || this.take(',') ? this.match(NAME) : undefined;
    this.expect(')');
    return { kind: 'text', name, ...(length !== undefined && { length: Number(length) }), ...(format !== undefined && { format }) };
  }

  private list(named: { name?: string }): Shape {
    if (this.take(']')) return { kind: 'list', ...named, items: [], ...(this.times() ?? { length: 0 }) };
    const items = this.union();
    this.expect(']');
    return { kind: 'list', ...named, items: items.kind === 'union' ? items.of : [items], ...this.times() };
  }

  private times(): { length: number } | undefined {
    return this.take('×') ? { length: Number(this.match(COUNT) ?? this.fail('a count')) } : undefined;
  }

  private braces(named: { name?: string }): Shape {
    const fields: ShapeField[] = [];
    if (this.take('}')) return { kind: 'object', ...named, fields, more: 0 };
    for (;;) {
      if (this.take('…+')) {
        const more = Number(this.match(COUNT) ?? this.fail('a count'));
        this.expect('}');
        return { kind: 'object', ...named, fields, more };
      }
      const start = this.at;
      const name = this.key();
      const optional = name !== undefined && this.take('?');
      if (name === undefined || !this.take(':')) {
        if (fields.length) this.fail('a key');
        this.at = start;
        return this.map(named);
      }
      fields.push({ name, shape: this.union(), ...(optional && { optional }) });
      if (this.take('}')) return { kind: 'object', ...named, fields, more: 0 };
      this.expect(', ');
    }
  }

  private map(named: { name?: string }): Shape {
    const key = this.union();
    this.expect('→');
    const value = this.union();
    this.expect('}');
    const times = this.times();
    return { kind: 'map', ...named, key, value, ...(times && { size: times.length }) };
  }

  private key(): string | undefined {
    if (this.text[this.at] !== '"') return this.match(NAME);
    for (let end = this.at + 1; end < this.text.length; end++) {
      if (this.text[end] === '\\') end++;
      else if (this.text[end] === '"') {
        const quoted = this.text.slice(this.at, end + 1);
        this.at = end + 1;
        return JSON.parse(quoted) as string;
      }
    }
    return this.fail('an end of the key');
  }

  private match(pattern: RegExp): string | undefined {
    pattern.lastIndex = this.at;
    const found = pattern.exec(this.text)?.[0];
    this.at += found?.length ?? 0;
    return found;
  }

  private take(expected: string): true | undefined {
    if (!this.text.startsWith(expected, this.at)) return undefined;
    this.at += expected.length;
    return true;
  }

  private expect(expected: string): void {
    if (!this.take(expected)) this.fail(`"${expected}"`);
  }

  private fail(wanted: string): never {
    throw new SyntaxError(`Not a shape: ${wanted} is missing at character ${this.at + 1}.`);
  }
}
