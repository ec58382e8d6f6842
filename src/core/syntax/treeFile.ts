import type { LineRange } from '../workspace/lineRange';
import { NONE, type FlatTree, type NodeId } from './flatTree';
import type { Grammar } from './grammars';
import type { LanguageRules } from './languageRules';
import type { Stmt } from './lower/ir';
import { lowered } from './lower/lower';
import { branchAt, fallsThrough, operationAt } from './controlFlow';
import { CALL, DEFINITION, FUNCTION, IDENTIFIER, IMPORT, MEMBER, RETURN, SUBSCRIPT, THROW } from './nodeKinds';
import { TreeParts } from './treeParts';
import { readUnits } from './readUnits';
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

/** Node types that catch errors, in all grammars. */
const CATCHES = /^(?:catch_clause|catch_block|except_clause|except_group_clause|rescue)$/;

/** Parts of a body that its own statements stand beside. */
const BESIDE = /^(?:rescue|ensure|else|comment|line_comment|block_comment)$/;

/** A piece of module code is the largest syntax node around a line with fewer lines than this. */
const LONGEST_STATEMENT = 40;

/** A file parsed with a grammar. */
export class TreeFile implements SyntaxFile {
  readonly parsed = true;
  readonly text: string;
  readonly lines: readonly string[];
  readonly functions: readonly FunctionNode[];
  readonly classes: readonly ClassNode[];
  readonly language: SyntaxLanguage;
  private readonly rules: LanguageRules;
  private readonly parts: TreeParts;
  /** Node of each function, by its index. */
  private readonly functionNodes: readonly NodeId[];
  /** The same ranges are queried repeatedly: the whole file, a class, a function. */
  private readonly definitionsByRange = new Map<string, readonly Definition[]>();
  private importList: ImportBinding[] | undefined;
  private statements: readonly Stmt[] | undefined;
  private exportNames: ReadonlyMap<string, string> | undefined;

  constructor(
    readonly file: string,
    private readonly grammar: Grammar,
    private readonly tree: FlatTree,
  ) {
    const { rules } = grammar;
    this.rules = rules;
    this.language = grammar.language;
    this.text = tree.text;
    this.lines = tree.text.split('\n');
    this.parts = new TreeParts(tree, rules);
    const units = readUnits(tree, rules, (node) => this.parts.kind(node));
    this.functions = units.functions;
    this.classes = units.classes;
    this.functionNodes = units.functionNodes;
  }

  get imports(): readonly ImportBinding[] {
    return (this.importList ??= this.parts.nodes(IMPORT, 0, this.tree.size).flatMap((node) => this.rules.import(this.tree, node)));
  }

  get code(): readonly Stmt[] {
    return (this.statements ??= lowered(this.tree, this.grammar.name));
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
    // The whole file begins where its first statement does.
    if (node === 0) node = 1;
    if (node >= tree.size || tree.startLine(node) !== line) node = this.parts.deepestAround(from + width);
    let range = { startLine: line, endLine: line };
    for (; node > 0; node = tree.parent(node)) {
      const wider = { startLine: Math.min(line, tree.startLine(node)), endLine: Math.max(line, tree.endLine(node)) };
      if (wider.endLine - wider.startLine >= LONGEST_STATEMENT) break;
      range = wider;
    }
    return range;
  }

  calls(range: LineRange): readonly CallSite[] {
    return this.parts.nodesIn(CALL, range).flatMap((node) => (this.isVariable(node) ? [] : (this.parts.callSite(node) ?? [])));
  }

  /** Whether a bare name that could be a call, as in Ruby, is a parameter or a variable of the function around. */
  private isVariable(node: NodeId): boolean {
    if (!(this.parts.kind(node) & IDENTIFIER)) return false;
    const around = this.enclosing(this.tree.startLine(node));
    return around !== undefined && this.definitions(this.tree.content(node), around).length > 0;
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
      fn.startLine <= range.endLine && range.startLine <= fn.signature.endLine
        ? this.parts.parameterDefinitions(this.functionNodes[fn.index]!)
        : [],
    );
    for (const node of this.parts.nodesIn(DEFINITION, range)) {
      for (const raw of this.rules.definition(this.tree, node)) found.push(...this.parts.namedDefinitions(raw));
    }
    return found.sort((a, b) => a.startLine - b.startLine || a.column - b.column);
  }

  uses(name: string, range: LineRange): number[] {
    const { tree } = this;
    const wanted = /[.>:]/.test(name) ? MEMBER : IDENTIFIER;
    const lines = new Set<number>();
    for (const node of this.parts.nodesIn(wanted, range)) if (tree.is(node, name)) lines.add(tree.startLine(node));
    return [...lines];
  }

  propertyReads(range: LineRange): readonly PropertyRead[] {
    const { tree } = this;
    const reads: PropertyRead[] = [];
    // A chain over several lines begins before the line of its property.
    for (const node of this.parts.nodesIn(MEMBER | SUBSCRIPT, { startLine: range.startLine - 20, endLine: range.endLine })) {
      const [object, property] = this.parts.memberParts(node);
      if (object === NONE || property === NONE) continue;
      const line = tree.startLine(property);
      if (line < range.startLine || line > range.endLine) continue;
      reads.push({ object: tree.content(object), property: literal(tree.content(property)), line, column: tree.column(property) });
    }
    return reads;
  }

  throws(range: LineRange): readonly Statement[] {
    return this.parts.nodesIn(THROW, range).flatMap((node) => {
      const value = this.rules.thrown(this.tree, node);
      if (value === undefined) return [];
      const handles = this.handledBy(node);
      return [{ ...this.parts.statementOf(node, value), ...(handles && { handles }) }];
    });
  }

  operations(range: LineRange): readonly Operation[] {
    return this.parts.allIn(range).flatMap((node) => operationAt(this.tree, node) ?? []);
  }

  branches(range: LineRange): readonly Branch[] {
    return this.parts.allIn(range).flatMap((node) => branchAt(this.tree, node) ?? []);
  }

  fallsThrough(fn: FunctionNode): boolean | undefined {
    const body = this.tree.field(this.functionNodes[fn.index]!, 'body');
    if (body === NONE) return undefined;
    return /block|body|statement/.test(this.tree.type(body)) ? fallsThrough(this.tree, body) : false;
  }

  /** The lines of the `try` for the `catch` around a node, with no function in between. */
  private handledBy(node: NodeId): LineRange | undefined {
    const { tree } = this;
    for (let around = tree.parent(node); around !== NONE && !(this.parts.kind(around) & FUNCTION); around = tree.parent(around)) {
      if (CATCHES.test(tree.type(around))) {
        const tried = tree.parent(around);
        const startLine = tree.startLine(tried);
        return { startLine, endLine: Math.max(startLine, tree.startLine(around) - 1) };
      }
    }
    return undefined;
  }

  returns(fn: FunctionNode): readonly Statement[] {
    const root = this.functionNodes[fn.index]!;
    const { tree } = this;
    const found: Statement[] = [];
    for (let node = root + 1; node < tree.after(root);) {
      const kind = this.parts.kind(node);
      if (kind & FUNCTION) {
        node = tree.after(node);
        continue;
      }
      if (kind & RETURN) found.push(this.parts.statementOf(node, tree.children(node).at(-1) ?? NONE));
      node++;
    }
    // An expression body, and the last expression of a Rust or Ruby body, are what the function returns.
    const body = tree.field(root, 'body');
    if (body === NONE) return found;
    const block = /block|body|statement|list$/.test(tree.type(body));
    const last = block ? (tree.children(body).findLast((child) => !BESIDE.test(tree.type(child))) ?? NONE) : body;
    const isConstructor = this.language === 'ruby' && tree.content(tree.field(root, 'name')) === 'initialize';
    const implicit = !isConstructor && (!block || this.language === 'rust' || this.language === 'ruby');
    if (last !== NONE && implicit && !/(?:statement|declaration)$/.test(tree.type(last))) found.push(this.parts.statementOf(last, last));
    return found;
  }
}

function literal(text: string): string {
  const inner = text.startsWith('[') ? text.slice(1, -1) : text;
  return /^['"`]/.test(inner) ? inner.slice(1, -1) : inner.replace(/^:/, '');
}
