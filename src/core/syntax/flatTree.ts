import type { Tree } from '@vscode/tree-sitter-wasm';
import { GivenFieldReader, type GrammarNames } from './givenFields';

/** Index of a node in a {@link FlatTree}; {@link NONE} for no node. Nodes are numbered in source order, outer before inner. */
export type NodeId = number;
export const NONE: NodeId = -1;

/**
 * A syntax tree as plain arrays: copied out of the parser's memory in one walk, so that nothing has to be freed later and every query is a
 * loop over a slice. A node's descendants are the nodes `node + 1 … after(node) - 1`.
 */
export class FlatTree {
  readonly size: number;
  /** Names of the node types, by number. */
  readonly types: readonly string[];
  private readonly fieldNumbers: ReadonlyMap<string, number>;

  constructor(
    readonly text: string,
    readonly lineStarts: Uint32Array,
    private readonly names: GrammarNames,
    private readonly typeIds: Uint16Array,
    private readonly fieldIds: Uint16Array,
    private readonly starts: Uint32Array,
    private readonly ends: Uint32Array,
    private readonly parents: Int32Array,
    private readonly afters: Int32Array,
  ) {
    this.size = typeIds.length;
    this.types = names.types;
    this.fieldNumbers = fieldNumbersOf(names);
  }

  /** Number of a node's type, for table look-ups. */
  typeId(node: NodeId): number {
    return this.typeIds[node] ?? 0;
  }

  type(node: NodeId): string {
    return node < 0 ? '' : (this.types[this.typeIds[node]!] ?? '');
  }

  /** Offset of the first character. */
  start(node: NodeId): number {
    return this.starts[node]!;
  }

  /** Offset after the last character. */
  end(node: NodeId): number {
    return this.ends[node]!;
  }

  content(node: NodeId): string {
    return node < 0 ? '' : this.text.slice(this.starts[node], this.ends[node]);
  }

  /** Whether a node's text equals a text, without copying it. */
  is(node: NodeId, content: string): boolean {
    const start = this.starts[node]!;
    return this.ends[node]! - start === content.length && this.text.startsWith(content, start);
  }

  parent(node: NodeId): NodeId {
    return node < 0 ? NONE : this.parents[node]!;
  }

  /** First node after a node and its descendants. */
  after(node: NodeId): NodeId {
    return this.afters[node]!;
  }

  children(node: NodeId): NodeId[] {
    const list: NodeId[] = [];
    if (node < 0) return list;
    const end = this.afters[node]!;
    for (let child = node + 1; child < end; child = this.afters[child]!) list.push(child);
    return list;
  }

  /** Name of the field that a node fills in its parent; `''` for none. */
  fieldName(node: NodeId): string {
    return node < 0 ? '' : (this.names.fields[this.fieldIds[node]!] ?? '');
  }

  /** First child with this field name. */
  field(node: NodeId, name: string): NodeId {
    const id = this.fieldNumbers.get(name);
    if (id === undefined || node < 0) return NONE;
    const end = this.afters[node]!;
    for (let child = node + 1; child < end; child = this.afters[child]!) if (this.fieldIds[child] === id) return child;
    return NONE;
  }

  /** Every child with this field name. */
  fieldAll(node: NodeId, name: string): NodeId[] {
    const id = this.fieldNumbers.get(name);
    return this.children(node).filter((child) => this.fieldIds[child] === id);
  }

  /** First child of one of these types. */
  child(node: NodeId, ...types: string[]): NodeId {
    return this.children(node).find((child) => types.includes(this.type(child))) ?? NONE;
  }

  /** First node inside, at any depth, of one of these types. */
  inside(node: NodeId, ...types: string[]): NodeId {
    if (node < 0) return NONE;
    for (let inner = node + 1; inner < this.afters[node]!; inner++) if (types.includes(this.type(inner))) return inner;
    return NONE;
  }

  /** The child before a node under the same parent. */
  previous(node: NodeId): NodeId {
    const parent = this.parents[node]!;
    if (parent < 0) return NONE;
    let before: NodeId = NONE;
    for (let child = parent + 1; child < node; child = this.afters[child]!) before = child;
    return before;
  }

  /** 1-based line of an offset. */
  lineAt(offset: number): number {
    let low = 0;
    let high = this.lineStarts.length - 1;
    while (low < high) {
      const middle = (low + high + 1) >> 1;
      if (this.lineStarts[middle]! <= offset) low = middle;
      else high = middle - 1;
    }
    return low + 1;
  }

  startLine(node: NodeId): number {
    return this.lineAt(this.starts[node]!);
  }

  /** Line of the last character; line ends that a grammar includes are ignored. */
  endLine(node: NodeId): number {
    let end = this.ends[node]! - 1;
    while (end > this.starts[node]! && this.text.charCodeAt(end) <= 32) end--;
    return this.lineAt(Math.max(end, this.starts[node]!));
  }

  /** 1-based column of a node's first character. */
  column(node: NodeId): number {
    return this.starts[node]! - this.lineStarts[this.startLine(node) - 1]! + 1;
  }

  /** First node that starts at or after an offset. */
  firstFrom(offset: number): NodeId {
    let low = 0;
    let high = this.size;
    while (low < high) {
      const middle = (low + high) >> 1;
      if (this.starts[middle]! < offset) low = middle + 1;
      else high = middle;
    }
    return low;
  }
}

const fieldNumbers = new WeakMap<GrammarNames, ReadonlyMap<string, number>>();

function fieldNumbersOf(names: GrammarNames): ReadonlyMap<string, number> {
  let numbers = fieldNumbers.get(names);
  if (!numbers) {
    numbers = new Map(names.fields.flatMap((name, number) => (name ? [[name, number] as const] : [])));
    fieldNumbers.set(names, numbers);
  }
  return numbers;
}

/** Start offsets of a text's lines. */
export function lineStartsOf(text: string): Uint32Array {
  const starts = [0];
  for (let at = text.indexOf('\n'); at >= 0; at = text.indexOf('\n', at + 1)) starts.push(at + 1);
  return Uint32Array.from(starts);
}

/**
 * The maximum levels kept of a tree. Handwritten code has some tens; a sum or a chain of calls has one for each part. With this limit
 * recursive queries cannot overflow the stack, and queries over the content of every node take linear time.
 */
const DEEPEST = 500;

/**
 * Copies a tree out of the parser's memory, down to {@link DEEPEST}: named nodes, and unnamed ones that fill a field or are a value. The tree can be freed
 * afterwards.
 */
export function flatten(tree: Tree, text: string, names: GrammarNames): FlatTree {
  const types: number[] = [];
  const fields: number[] = [];
  const starts: number[] = [];
  const ends: number[] = [];
  const parents: number[] = [];
  const afters: number[] = [];
  const open: number[] = [];
  const fieldsOf = new GivenFieldReader(names);
  const cursor = tree.walk();
  let descending = true;
  for (;;) {
    if (descending) {
      const type = cursor.nodeTypeId;
      const inlined = names.inlined?.get(type);
      const field = inlined === undefined ? cursor.currentFieldId || (cursor.nodeIsNamed ? fieldsOf.next(type, open.length) : 0) : 0;
      const kept =
        inlined === undefined &&
        (cursor.nodeIsNamed || field !== 0 || isValue(names.types[type], names.types[types[innermost(open)] ?? 0]));
      fieldsOf.enter(type, open.length, inlined);
      if (kept) {
        parents.push(innermost(open));
        open.push(types.length);
        types.push(type);
        fields.push(field);
        starts.push(cursor.startIndex);
        ends.push(cursor.endIndex);
        afters.push(0);
      } else open.push(SKIPPED);
      if (open.length < DEEPEST && cursor.gotoFirstChild()) continue;
    }
    close(open, afters, types.length);
    if (cursor.gotoNextSibling()) {
      descending = true;
      continue;
    }
    if (!cursor.gotoParent()) break;
    descending = false;
  }
  cursor.delete();
  return new FlatTree(
    text,
    lineStartsOf(text),
    names,
    Uint16Array.from(types),
    Uint16Array.from(fields),
    Uint32Array.from(starts),
    Uint32Array.from(ends),
    Int32Array.from(parents),
    Int32Array.from(afters),
  );
}

/** `return this;` of C#, whose grammar gives the word no name. */
function isValue(type: string | undefined, around = ''): boolean {
  return type === 'this' && HOLDS_VALUES.test(around) && around !== 'this_expression';
}

const HOLDS_VALUES = /(?:_statement|_declarator|_expression|_clause|^argument|^interpolation)$/;

/** Stack entry for a node that is not kept. */
const SKIPPED = -1;

function innermost(open: readonly number[]): NodeId {
  for (let at = open.length - 1; at >= 0; at--) if (open[at] !== SKIPPED) return open[at]!;
  return NONE;
}

function close(open: number[], afters: number[], size: number): void {
  const node = open.pop()!;
  if (node !== SKIPPED) afters[node] = size;
}
