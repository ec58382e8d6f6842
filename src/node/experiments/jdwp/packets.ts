/** Sizes of a virtual machine's identifiers, bytes. */
export interface IdSizes {
  field: number;
  method: number;
  object: number;
  type: number;
  frame: number;
}

export const USUAL_SIZES: IdSizes = { field: 8, method: 8, object: 8, type: 8, frame: 8 };

/** A value of the program: a number, a boolean, or the identifier of an object (0n is null). */
export interface JavaValue {
  /** The first letter of its signature; `s` for a text, `t` for a thread and so on. */
  tag: string;
  value: number | bigint | boolean | undefined;
}

export interface JavaLocation {
  type: bigint;
  method: bigint;
  index: bigint;
}

/** Reads the data of a packet of the Java Debug Wire Protocol in order. */
export class PacketReader {
  private at = 0;

  constructor(
    private readonly data: Buffer,
    private readonly sizes: IdSizes,
  ) {}

  byte(): number {
    return this.data.readUInt8(this.advance(1));
  }

  int(): number {
    return this.data.readInt32BE(this.advance(4));
  }

  long(): bigint {
    return this.data.readBigInt64BE(this.advance(8));
  }

  text(): string {
    const length = this.int();
    const from = this.advance(length);
    return this.data.toString('utf8', from, from + length);
  }

  id(kind: keyof IdSizes): bigint {
    const size = this.sizes[kind];
    let id = 0n;
    for (let at = this.advance(size), end = at + size; at < end; at++) id = (id << 8n) | BigInt(this.data.readUInt8(at));
    return id;
  }

  location(): JavaLocation {
    this.byte();
    return { type: this.id('type'), method: this.id('method'), index: this.long() };
  }

  value(): JavaValue {
    return this.untagged(String.fromCharCode(this.byte()));
  }

  untagged(tag: string): JavaValue {
    switch (tag) {
      case 'Z':
        return { tag, value: this.byte() !== 0 };
      case 'B':
        return { tag, value: this.data.readInt8(this.advance(1)) };
      case 'C':
        return { tag, value: this.data.readUInt16BE(this.advance(2)) };
      case 'S':
        return { tag, value: this.data.readInt16BE(this.advance(2)) };
      case 'I':
        return { tag, value: this.int() };
      case 'J':
        return { tag, value: this.long() };
      case 'F':
        return { tag, value: this.data.readFloatBE(this.advance(4)) };
      case 'D':
        return { tag, value: this.data.readDoubleBE(this.advance(8)) };
      case 'V':
        return { tag, value: undefined };
      default:
        return { tag, value: this.id('object') };
    }
  }

  list<T>(read: () => T): T[] {
    return Array.from({ length: this.int() }, read);
  }

  private advance(size: number): number {
    const from = this.at;
    if (size < 0 || from + size > this.data.length) throw new RangeError('The packet is too short.');
    this.at += size;
    return from;
  }
}

/** Writes the data of a packet. */
export class PacketWriter {
  private readonly parts: Buffer[] = [];

  constructor(private readonly sizes: IdSizes) {}

  byte(value: number): this {
    this.parts.push(Buffer.from([value]));
    return this;
  }

  int(value: number): this {
    const part = Buffer.alloc(4);
    part.writeInt32BE(value);
    this.parts.push(part);
    return this;
  }

  text(value: string): this {
    const part = Buffer.from(value, 'utf8');
    this.int(part.length).parts.push(part);
    return this;
  }

  id(kind: keyof IdSizes, value: bigint): this {
    const part = Buffer.alloc(8);
    part.writeBigUInt64BE(BigInt.asUintN(64, value));
    this.parts.push(part.subarray(8 - this.sizes[kind]));
    return this;
  }

  data(): Buffer {
    return Buffer.concat(this.parts);
  }
}
