import { NONE, type FlatTree, type NodeId } from '../../syntax/flatTree';

/** Whole lines of a file of code that hold a test. */
export interface Region {
  /** The same in two versions of the file. */
  key: string;
  /** `doc`: documentation with examples that run · `import`: what only tests need. */
  kind: 'test' | 'doc' | 'import';
  /** Offsets. */
  start: number;
  end: number;
  /** It is not at the file's outermost level. */
  nested: boolean;
}

export interface Regions {
  /** In the file's order. */
  regions: Region[];
  /** Where documentation of a part would begin, by its key; null where it has no line of its own. */
  anchors: ReadonlyMap<string, number | null>;
  /** Offset where imports may be added. */
  top: number;
}

const RUST_TEST = /^#\[(?:cfg\((?:all\()?test\b|(?:\w{1,40}::){0,4}(?:test|rstest|test_case|proptest|quickcheck)\b)/;
const JS_TEST = /^(?:describe|it|test|suite|context|specify|before(?:Each|All)?|after(?:Each|All)?|setup|teardown)(?:\.\w{1,20}){0,2}$/;
const JS_TOOL = /['"](?:node:)?(?:test|assert(?:\/strict)?|vitest|@jest\/globals|chai|mocha|bun:test|uvu|uvu\/assert|ava|tap|tape)['"]/;
const PYTHON_TOOL = /^(?:import|from) (?:pytest|unittest|doctest|hypothesis)\b/;

/**
 * The tests in a file of code: Rust's test modules and functions, Vitest's in-source tests, tests of Python and JavaScript beside the code.
 * @param docs whether documentation holds examples that run as tests
 */
export function testRegions(tree: FlatTree, family: string, docs: boolean): Regions {
  const finder = new Finder(tree);
  if (family === 'rust') finder.rust(docs);
  else if (family === 'python') finder.python(docs);
  else finder.javascript();
  return finder.found();
}

class Finder {
  private readonly regions: Region[] = [];
  private readonly anchors = new Map<string, number | null>();
  private readonly counts = new Map<string, number>();
  private top = 0;

  constructor(private readonly tree: FlatTree) {}

  found(): Regions {
    const regions = this.regions.sort((a, b) => a.start - b.start);
    return { regions: regions.filter(({ start }, at) => start >= (regions[at - 1]?.end ?? 0)), anchors: this.anchors, top: this.top };
  }

  rust(docs: boolean): void {
    const { tree } = this;
    const look = (parent: NodeId, nested: boolean, owner: string): void => {
      let attributes: NodeId[] = [];
      let comments: NodeId[] = [];
      for (const node of tree.children(parent)) {
        const type = tree.type(node);
        if (type === 'attribute_item') attributes.push(node);
        else if (type === 'line_comment' || type === 'block_comment') {
          if (/^\/\/[/!]|^\/\*\*/.test(tree.content(node).slice(0, 3))) comments.push(node);
        } else {
          const name = `${owner}${type} ${this.nameOf(node)}`;
          const first = attributes[0] ?? node;
          if (attributes.some((each) => RUST_TEST.test(tree.content(each).slice(0, 80)))) {
            this.add(`test ${name}`, 'test', comments[0] ?? first, node, nested);
          } else {
            if (docs) {
              const [begin, end] = [comments[0], comments.at(-1)];
              if (begin !== undefined && end !== undefined) this.add(`doc ${name}`, 'doc', begin, end, nested);
              this.anchors.set(this.lastKey(`doc ${name}`), this.lineStart(tree.start(first)));
            }
            const body = tree.field(node, 'body');
            if (body !== NONE && /^(?:mod|impl|trait)_item$/.test(type)) look(body, true, `${name} `);
          }
          [attributes, comments] = [[], []];
        }
      }
    };
    look(0, false, '');
  }

  python(docs: boolean): void {
    const { tree } = this;
    const statements = tree.children(0).filter((node) => tree.type(node) !== 'comment');
    for (const node of statements) {
      const inner = tree.type(node) === 'decorated_definition' ? tree.child(node, 'function_definition', 'class_definition') : node;
      const [type, name] = [tree.type(inner), this.nameOf(inner)];
      const content = tree.content(node).slice(0, 300);
      if (/^from __future__/.test(content)) this.top = this.lineEnd(tree.end(node));
      if (PYTHON_TOOL.test(content)) this.add(`import ${content}`, 'import', node, node, false);
      else if (type === 'function_definition' && /^test/i.test(name)) this.add(`test ${name}`, 'test', node, node, false);
      else if (type === 'class_definition' && (/^Test/.test(name) || /TestCase/.test(tree.content(tree.field(inner, 'superclasses')))))
        this.add(`test ${name}`, 'test', node, node, false);
      else if (/^if __name__ ?==/.test(content)) this.add('test main', 'test', node, node, false);
    }
    if (docs) this.docstrings(0, '');
  }

  private docstrings(body: NodeId, owner: string): void {
    const { tree } = this;
    const children = tree.children(body).filter((node) => tree.type(node) !== 'comment');
    const [first] = children;
    const key = `doc ${owner}`;
    if (first !== undefined) {
      const text =
        tree.type(first) === 'string' ? first : tree.type(first) === 'expression_statement' ? (tree.children(first)[0] ?? NONE) : NONE;
      const alone = tree.text.slice(this.lineStart(tree.start(first)), tree.start(first)).trim() === '';
      if (tree.type(text) === 'string' && alone) this.add(key, 'doc', first, first, owner !== '');
      this.anchors.set(this.lastKey(key), alone ? this.lineStart(tree.start(first)) : null);
    }
    for (const node of children) {
      const inner = tree.type(node) === 'decorated_definition' ? tree.child(node, 'function_definition', 'class_definition') : node;
      if (/^(?:function|class)_definition$/.test(tree.type(inner)))
        this.docstrings(tree.field(inner, 'body'), `${owner}.${this.nameOf(inner)}`);
    }
  }

  javascript(): void {
    const { tree } = this;
    for (const node of tree.children(0)) {
      const type = tree.type(node);
      const content = tree.content(node).slice(0, 300);
      if (type === 'if_statement' && tree.content(tree.field(node, 'condition')).includes('import.meta.vitest'))
        this.add('test vitest', 'test', node, node, false);
      else if (/^(?:import_statement|lexical_declaration|variable_declaration)$/.test(type) && JS_TOOL.test(content))
        this.add(`import ${content}`, 'import', node, node, false);
      else if (type === 'expression_statement') {
        const call = tree.child(node, 'call_expression');
        if (call === NONE || !JS_TEST.test(tree.content(tree.field(call, 'function')).slice(0, 80))) continue;
        const title = tree.children(tree.field(call, 'arguments'))[0];
        this.add(
          `test ${tree.content(tree.field(call, 'function'))} ${title === undefined ? '' : tree.content(title).slice(0, 300)}`,
          'test',
          node,
          node,
          false,
        );
      }
    }
    if (tree.text.startsWith('#!')) this.top = this.lineEnd(0);
    // Only imports: an ordinary module that happens to use an assertion.
    if (!this.regions.some(({ kind }) => kind === 'test')) this.regions.length = 0;
  }

  private nameOf(node: NodeId): string {
    const { tree } = this;
    const name = tree.field(node, 'name');
    return tree.content(name === NONE ? tree.field(node, 'type') : name).slice(0, 200);
  }

  private add(name: string, kind: Region['kind'], first: NodeId, last: NodeId, nested: boolean): void {
    const count = (this.counts.get(name) ?? 0) + 1;
    this.counts.set(name, count);
    const [start, end] = [this.lineStart(this.tree.start(first)), this.lineEnd(this.tree.end(last))];
    this.regions.push({ key: keyOf(name, count), kind, start, end, nested });
  }

  /** The key that a part has got, or would have got. */
  private lastKey(name: string): string {
    return keyOf(name, Math.max(1, this.counts.get(name) ?? 1));
  }

  private lineStart(offset: number): number {
    return this.tree.text.lastIndexOf('\n', offset - 1) + 1;
  }

  /** After the line end; a node may include its own. */
  private lineEnd(offset: number): number {
    if (offset > 0 && this.tree.text[offset - 1] === '\n') return offset;
    const end = this.tree.text.indexOf('\n', offset);
    return end < 0 ? this.tree.text.length : end + 1;
  }
}

function keyOf(name: string, count: number): string {
  return count > 1 ? `${name} #${count}` : name;
}
