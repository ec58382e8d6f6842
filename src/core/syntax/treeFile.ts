import type { LineRange } from '../workspace/lineRange';
import { NONE, type FlatTree, type NodeId } from './flatTree';
import type { LanguageRules, RawDefinition } from './languageRules';
import { branchAt, fallsThrough, operationAt } from './controlFlow';
import { CALL, DEFINITION, FUNCTION, IDENTIFIER, IMPORT, kindsOf, MEMBER, RETURN, SUBSCRIPT, THROW } from './nodeKinds';
import { readUnits, typeText } from './readUnits';
import type {
  Branch,
  CallSite,
  ClassNode,
  Definition,
  FunctionNode,
  ImportBinding,
  Operation,
  PropertyRead,
  Statement,
  SyntaxFile,
  SyntaxLanguage,
} from './syntax';

/** What catches errors, in all grammars. */
const CATCHES = /^(?:catch_clause|except_clause|except_group_clause|rescue)$/;
const LONGEST_ARGUMENT = 200;
const LONGEST_VALUE = 400;
/** A stretch of module code is the largest piece of syntax around a line that stays below this many lines. */
const LONGEST_STATEMENT = 40;

/** A file that a grammar has read. */
export class TreeFile implements SyntaxFile {
  readonly parsed = true;
  readonly text: string;
  readonly lines: readonly string[];
  readonly functions: readonly FunctionNode[];
  readonly classes: readonly ClassNode[];
  private readonly kinds: Uint16Array;
  /** Node of each function, by its index. */
  private readonly functionNodes: readonly NodeId[];
  /** The same ranges are asked for again and again: the whole file, a class, a function. */
  private readonly definitionsByRange = new Map<string, readonly Definition[]>();
  private importList: ImportBinding[] | undefined;
  private exportNames: ReadonlyMap<string, string> | undefined;

  constructor(
    readonly file: string,
    readonly language: SyntaxLanguage,
    private readonly tree: FlatTree,
    private readonly rules: LanguageRules,
  ) {
    this.text = tree.text;
    this.lines = tree.text.split('\n');
    this.kinds = kindsOf(tree.types, rules);
    const units = readUnits(tree, rules, (node) => this.kind(node));
    this.functions = units.functions;
    this.classes = units.classes;
    this.functionNodes = units.functionNodes;
  }

  get imports(): readonly ImportBinding[] {
    return (this.importList ??= this.nodes(IMPORT, 0, this.tree.size).flatMap((node) => this.rules.import(this.tree, node)));
  }

  get exports(): ReadonlyMap<string, string> {
    return (this.exportNames ??= this.rules.exports?.(this.tree) ?? new Map<string, string>());
  }

  enclosing(line: number): FunctionNode | undefined {
    return this.functions.findLast((fn) => fn.startLine <= line && line <= fn.endLine);
  }

  statement(line: number): LineRange {
    const { tree } = this;
    const from = tree.lineStarts[line - 1];
    if (from === undefined) return { startLine: line, endLine: line };
    const width = /^\s*/.exec(this.lines[line - 1] ?? '')?.[0].length ?? 0;
    let node = tree.firstFrom(from + width);
    if (node >= tree.size || tree.startLine(node) !== line) node = this.deepestAround(from + width);
    let range = { startLine: line, endLine: line };
    for (; node > 0; node = tree.parent(node)) {
      const wider = { startLine: Math.min(line, tree.startLine(node)), endLine: Math.max(line, tree.endLine(node)) };
      if (wider.endLine - wider.startLine >= LONGEST_STATEMENT) break;
      range = wider;
    }
    return range;
  }

  calls(range: LineRange): readonly CallSite[] {
    return this.nodesIn(CALL, range).flatMap((node) => this.callSite(node) ?? []);
  }

  definitions(name: string, range: LineRange): readonly Definition[] {
    return this.allDefinitions(range).filter((definition) => definition.name === name);
  }

  allDefinitions(range: LineRange): readonly Definition[] {
    const key = `${range.startLine}-${range.endLine}`;
    let known = this.definitionsByRange.get(key);
    if (!known) this.definitionsByRange.set(key, (known = this.readDefinitions(range)));
    return known;
  }

  private readDefinitions(range: LineRange): readonly Definition[] {
    const found = this.functions.flatMap((fn) =>
      fn.startLine <= range.endLine && range.startLine <= fn.signature.endLine ? this.parameterDefinitions(fn) : [],
    );
    for (const node of this.nodesIn(DEFINITION, range)) {
      for (const raw of this.rules.definition(this.tree, node)) found.push(...this.namedDefinitions(raw));
    }
    return found.sort((a, b) => a.startLine - b.startLine || a.column - b.column);
  }

  uses(name: string, range: LineRange): number[] {
    const { tree } = this;
    const wanted = /[.>:]/.test(name) ? MEMBER : IDENTIFIER;
    const lines = new Set<number>();
    for (const node of this.nodesIn(wanted, range)) if (tree.is(node, name)) lines.add(tree.startLine(node));
    return [...lines];
  }

  propertyReads(range: LineRange): readonly PropertyRead[] {
    const { tree } = this;
    const reads: PropertyRead[] = [];
    // A chain over several lines begins before the line on which its property stands.
    for (const node of this.nodesIn(MEMBER | SUBSCRIPT, { startLine: range.startLine - 20, endLine: range.endLine })) {
      const [object, property] = this.memberParts(node);
      if (object === NONE || property === NONE) continue;
      const line = tree.startLine(property);
      if (line < range.startLine || line > range.endLine) continue;
      reads.push({ object: tree.content(object), property: literal(tree.content(property)), line, column: tree.column(property) });
    }
    return reads;
  }

  throws(range: LineRange): readonly Statement[] {
    return this.nodesIn(THROW, range).flatMap((node) => {
      const value = this.rules.thrown(this.tree, node);
      if (value === undefined) return [];
      const handles = this.handledBy(node);
      return [{ ...this.statementOf(node, value), ...(handles && { handles }) }];
    });
  }

  operations(range: LineRange): readonly Operation[] {
    return this.allIn(range).flatMap((node) => operationAt(this.tree, node) ?? []);
  }

  branches(range: LineRange): readonly Branch[] {
    return this.allIn(range).flatMap((node) => branchAt(this.tree, node) ?? []);
  }

  fallsThrough(fn: FunctionNode): boolean | undefined {
    const body = this.tree.field(this.functionNodes[fn.index]!, 'body');
    if (body === NONE) return undefined;
    return /block|body|statement/.test(this.tree.type(body)) ? fallsThrough(this.tree, body) : false;
  }

  /** The lines of the `try` in whose `catch` a node stands, where no function lies between them. */
  private handledBy(node: NodeId): LineRange | undefined {
    const { tree } = this;
    for (let around = tree.parent(node); around !== NONE && !(this.kind(around) & FUNCTION); around = tree.parent(around)) {
      if (CATCHES.test(tree.type(around))) {
        const tried = tree.parent(around);
        const startLine = tree.startLine(tried);
        return { startLine, endLine: Math.max(startLine, tree.startLine(around) - 1) };
      }
    }
    return undefined;
  }

  returns(fn: FunctionNode): readonly Statement[] {
    const { tree } = this;
    const root = this.functionNodes[fn.index]!;
    const found: Statement[] = [];
    for (let node = root + 1; node < tree.after(root);) {
      const kind = this.kind(node);
      if (kind & FUNCTION) {
        node = tree.after(node);
        continue;
      }
      if (kind & RETURN) found.push(this.statementOf(node, tree.children(node).at(-1) ?? NONE));
      node++;
    }
    // An expression body, and the last expression of a Rust or Ruby body, are what the function returns.
    const body = tree.field(root, 'body');
    if (found.length || body === NONE) return found;
    const block = /block|body|statement|list$/.test(tree.type(body));
    const last = block ? (tree.children(body).at(-1) ?? NONE) : body;
    const implicit = !block || this.language === 'rust' || this.language === 'ruby';
    if (last !== NONE && implicit && !/(?:statement|declaration)$/.test(tree.type(last))) found.push(this.statementOf(last, last));
    return found;
  }

  // --- pieces -----------------------------------------------------------------------------------------------

  private kind(node: NodeId): number {
    return this.kinds[this.tree.typeId(node)] ?? 0;
  }

  private nodes(kind: number, from: NodeId, to: NodeId): NodeId[] {
    const found: NodeId[] = [];
    for (let node = from; node < to; node++) if (this.kind(node) & kind) found.push(node);
    return found;
  }

  /** Nodes of a kind that start on the lines of a range. */
  private nodesIn(kind: number, range: LineRange): NodeId[] {
    const [from, to] = this.span(range);
    return this.nodes(kind, from, to);
  }

  private allIn(range: LineRange): NodeId[] {
    const [from, to] = this.span(range);
    return Array.from({ length: Math.max(0, to - from) }, (_, at) => from + at);
  }

  /** First node on the lines of a range, and the one behind the last. */
  private span(range: LineRange): [from: NodeId, to: NodeId] {
    const { tree } = this;
    const first = Math.max(range.startLine, 1);
    const from = tree.lineStarts[first - 1];
    if (from === undefined || range.endLine < first) return [0, 0];
    const to = tree.lineStarts[range.endLine] ?? tree.text.length + 1;
    return [tree.firstFrom(from), tree.firstFrom(to)];
  }

  private deepestAround(offset: number): NodeId {
    const { tree } = this;
    let node = 0;
    for (;;) {
      const inner = tree.children(node).find((child) => tree.start(child) <= offset && offset < tree.end(child));
      if (inner === undefined) return node;
      node = inner;
    }
  }

  private callSite(node: NodeId): CallSite | undefined {
    const { tree } = this;
    const raw = this.rules.call(tree, node);
    if (!raw?.name) return undefined;
    const receiver = raw.receiver !== undefined && raw.receiver !== NONE ? cut(tree.content(raw.receiver), LONGEST_ARGUMENT) : undefined;
    return {
      name: raw.name,
      ...(receiver !== undefined && { receiver }),
      args: raw.args.map((arg) => cut(tree.content(arg), LONGEST_ARGUMENT)),
      startLine: tree.startLine(node),
      endLine: tree.endLine(node),
      column: tree.column(node),
      construct: raw.construct ?? false,
    };
  }

  private parameterDefinitions(fn: FunctionNode): Definition[] {
    const { tree, rules } = this;
    let position = 0;
    return rules.parameters(tree, this.functionNodes[fn.index]!).flatMap(({ target, type, implicit }) => {
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

  private namedDefinitions(raw: RawDefinition): Definition[] {
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

  private statementOf(node: NodeId, value: NodeId): Statement {
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

  /** Names and member chains that an expression reads; names of what it calls are left out. */
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

  /** `a.b.c`, made of names only. */
  private isChain(node: NodeId): boolean {
    let at = node;
    while (at !== NONE && this.kind(at) & MEMBER && !(this.kind(at) & CALL)) at = this.memberParts(at)[0];
    return at !== NONE && /^[\w$@]+$/.test(this.tree.content(at));
  }

  private memberParts(node: NodeId): [object: NodeId, property: NodeId] {
    const { tree, rules } = this;
    const fields = rules.members[tree.type(node)];
    if (fields) return [tree.field(node, fields[0]), tree.field(node, fields[1])];
    const children = tree.children(node);
    return children.length > 1 ? [children[0]!, children.at(-1)!] : [NONE, NONE];
  }
}

/** Named arguments and keys: they name something on the other side. */
function isLabel(tree: FlatTree, node: NodeId): boolean {
  const field = tree.fieldName(node);
  const parent = tree.type(tree.parent(node));
  return (field === 'name' && (parent === 'keyword_argument' || parent === 'argument')) || (field === 'key' && parent === 'keyed_element');
}

function literal(text: string): string {
  const inner = text.startsWith('[') ? text.slice(1, -1) : text;
  return /^['"`]/.test(inner) ? inner.slice(1, -1) : inner.replace(/^:/, '');
}

function cut(text: string, longest: number): string {
  return text.length > longest ? text.slice(0, longest) : text;
}
