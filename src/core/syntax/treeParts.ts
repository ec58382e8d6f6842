import type { LineRange } from '../workspace/lineRange';
import { NONE, type FlatTree, type NodeId } from './flatTree';
import type { LanguageRules, RawDefinition } from './languageRules';
import { CALL, IDENTIFIER, kindsOf, MEMBER } from './nodeKinds';
import { typeText } from './readUnits';
import type { CallSite, Definition, Statement } from './syntax';

const LONGEST_ARGUMENT = 200;
const LONGEST_VALUE = 400;

/** Reads calls, definitions and expressions from the nodes of one tree. */
export class TreeParts {
  private readonly kinds: Uint16Array;

  constructor(
    private readonly tree: FlatTree,
    private readonly rules: LanguageRules,
  ) {
    this.kinds = kindsOf(tree.types, rules);
  }

  kind(node: NodeId): number {
    return this.kinds[this.tree.typeId(node)] ?? 0;
  }

  nodes(kind: number, from: NodeId, to: NodeId): NodeId[] {
    const found: NodeId[] = [];
    for (let node = from; node < to; node++) if (this.kind(node) & kind) found.push(node);
    return found;
  }

  /** Nodes of a kind that start on the lines of a range. */
  nodesIn(kind: number, range: LineRange): NodeId[] {
    const [from, to] = this.span(range);
    return this.nodes(kind, from, to);
  }

  allIn(range: LineRange): NodeId[] {
    const [from, to] = this.span(range);
    return Array.from({ length: Math.max(0, to - from) }, (_, at) => from + at);
  }

  /** First node on the lines of a range, and the one after the last. */
  private span(range: LineRange): [from: NodeId, to: NodeId] {
    const { tree } = this;
    const first = Math.max(range.startLine, 1);
    const from = tree.lineStarts[first - 1];
    if (from === undefined || range.endLine < first) return [0, 0];
    const to = tree.lineStarts[range.endLine] ?? tree.text.length + 1;
    return [tree.firstFrom(from), tree.firstFrom(to)];
  }

  deepestAround(offset: number): NodeId {
    const { tree } = this;
    let node = 0;
    for (;;) {
      const inner = tree.children(node).find((child) => tree.start(child) <= offset && offset < tree.end(child));
      if (inner === undefined) return node;
      node = inner;
    }
  }

  callSite(node: NodeId): CallSite | undefined {
    const { tree } = this;
    const raw = this.rules.call(tree, node);
    if (!raw?.name) return undefined;
    const receiver = raw.receiver !== undefined && raw.receiver !== NONE ? cut(tree.content(raw.receiver), LONGEST_ARGUMENT) : undefined;
    const nameLine = receiver === undefined ? undefined : this.lineOfName(raw.name, raw.receiver!, node);
    return {
      name: raw.name,
      ...(receiver !== undefined && { receiver }),
      ...(nameLine !== undefined && nameLine !== tree.startLine(node) && { nameLine }),
      args: raw.args.map((arg) => cut(tree.content(arg), LONGEST_ARGUMENT)),
      startLine: tree.startLine(node),
      endLine: tree.endLine(node),
      column: tree.column(node),
      construct: raw.construct ?? false,
    };
  }

  /** Line of a callee's name behind its receiver. */
  private lineOfName(name: string, receiver: NodeId, call: NodeId): number | undefined {
    const { tree } = this;
    const from = tree.end(receiver);
    const at = tree.text.slice(from, Math.min(tree.end(call), from + LONGEST_VALUE)).indexOf(name);
    return at < 0 ? undefined : tree.lineAt(from + at);
  }

  parameterDefinitions(fn: NodeId): Definition[] {
    const { tree, rules } = this;
    let position = 0;
    return rules.parameters(tree, fn).flatMap(({ target, type, implicit }) => {
      const place = implicit ? undefined : position++;
      return rules.pattern(tree, target).map(({ node, path }) => ({
        name: tree.content(node),
        kind: 'parameter' as const,
        startLine: tree.startLine(node),
        endLine: tree.endLine(node),
        column: tree.column(node),
        calls: [],
        reads: [],
        path,
        ...(type !== undefined && type !== NONE && { type: typeText(tree.content(type)) }),
        ...(place !== undefined && { position: place }),
      }));
    });
  }

  namedDefinitions(raw: RawDefinition): Definition[] {
    const { tree, rules } = this;
    const value = raw.value ?? NONE;
    const parts =
      value === NONE
        ? { calls: [], reads: [] }
        : {
            value: cut(tree.content(value), LONGEST_VALUE),
            valueRange: { startLine: tree.startLine(value), endLine: tree.endLine(value) },
            calls: this.callsInside(value),
            reads: this.readsInside(value),
          };
    return rules.pattern(tree, raw.target).map(({ node, path }) => ({
      name: tree.content(node),
      kind: raw.kind,
      startLine: tree.startLine(node),
      endLine: Math.max(tree.endLine(node), value === NONE ? 0 : tree.endLine(value)),
      column: tree.column(node),
      path: [...(raw.path ?? []), ...path],
      ...parts,
      ...(raw.type !== undefined && raw.type !== NONE && { type: typeText(tree.content(raw.type)) }),
    }));
  }

  statementOf(node: NodeId, value: NodeId): Statement {
    const { tree } = this;
    return {
      startLine: tree.startLine(node),
      endLine: tree.endLine(node),
      value: value === NONE ? '' : cut(tree.content(value), LONGEST_VALUE),
      calls: value === NONE ? [] : this.callsInside(value),
      reads: value === NONE ? [] : this.readsInside(value),
    };
  }

  /** Calls in an expression, itself included, outermost first. */
  private callsInside(node: NodeId): CallSite[] {
    return this.nodes(CALL, node, this.tree.after(node)).flatMap((inner) => this.callSite(inner) ?? []);
  }

  /** Names and member chains that an expression reads; names of called functions are left out. */
  private readsInside(root: NodeId): string[] {
    const { tree } = this;
    const reads = new Set<string>();
    const pending = [root];
    while (pending.length) {
      const node = pending.pop()!;
      const kind = this.kind(node);
      if (kind & CALL) {
        const raw = this.rules.call(tree, node);
        if (raw) {
          pending.push(...raw.args.toReversed());
          if (raw.receiver !== undefined && raw.receiver !== NONE) pending.push(raw.receiver);
          // A Ruby name without arguments may be a variable or a call.
          if (kind & IDENTIFIER) reads.add(tree.content(node));
          continue;
        }
      }
      if (kind & MEMBER) {
        if (this.isChain(node)) reads.add(tree.content(node));
        else pending.push(this.memberParts(node)[0]);
      } else if (kind & IDENTIFIER) {
        if (!isLabel(tree, node)) reads.add(tree.content(node));
      } else pending.push(...tree.children(node).toReversed());
    }
    return [...reads];
  }

  /** `a.b.c`, consisting only of names. */
  private isChain(node: NodeId): boolean {
    let at = node;
    while (at !== NONE && this.kind(at) & MEMBER && !(this.kind(at) & CALL)) at = this.memberParts(at)[0];
    return at !== NONE && /^[\w$@]+$/.test(this.tree.content(at));
  }

  memberParts(node: NodeId): [object: NodeId, property: NodeId] {
    const { tree, rules } = this;
    const fields = rules.members[tree.type(node)];
    if (fields) return [tree.field(node, fields[0]), tree.field(node, fields[1])];
    const children = tree.children(node);
    return children.length > 1 ? [children[0]!, children.at(-1)!] : [NONE, NONE];
  }
}

/** Named arguments and keys refer to names elsewhere. */
function isLabel(tree: FlatTree, node: NodeId): boolean {
  const field = tree.fieldName(node);
  const parent = tree.type(tree.parent(node));
  return (field === 'name' && (parent === 'keyword_argument' || parent === 'argument')) || (field === 'key' && parent === 'keyed_element');
}

function cut(text: string, longest: number): string {
  return text.length > longest ? text.slice(0, longest) : text;
}
