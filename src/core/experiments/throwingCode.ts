import { applyEdits, type CodeEdit } from '../syntax/edits/codeEdit';
import { NONE, type FlatTree, type NodeId } from '../syntax/flatTree';
import type { ParsedTree } from '../syntax/openSyntax';
import { familyOf, type LanguageId, type ParsedLanguage } from '../workspace/languages';
import { CANARY } from './canary';
import { sameTest } from './testNames';

const MESSAGE = JSON.stringify(CANARY);
const THROW: Partial<Record<LanguageId | 'text', string>> = {
  javascript: `throw new Error(${MESSAGE});`,
  python: `raise RuntimeError(${MESSAGE})`,
  // The compiler refuses statements that cannot be reached.
  java: `if (true) throw new RuntimeException(${MESSAGE});`,
  go: `panic(${MESSAGE})`,
  rust: `panic!(${MESSAGE});`,
  csharp: `if (true) throw new System.Exception(${MESSAGE});`,
  php: `throw new \\RuntimeException(${MESSAGE});`,
};

/**
 * The text of a file in which a test throws before anything else; undefined where no such test is found.
 * @param test its full name
 */
export function throwingTest(parsed: ParsedTree, test: string): string | undefined {
  const { tree } = parsed;
  const edits: CodeEdit[] = [];
  for (const body of testBodies(parsed, test)) {
    const edit = throwingBody(parsed, body);
    if (edit && edit.start >= (edits.at(-1)?.end ?? 0)) edits.push(edit);
  }
  return edits.length ? applyEdits(tree.text, edits) : undefined;
}

/** The bodies of the functions that are a test of this full name. */
export function testBodies({ tree, grammar }: ParsedTree, test: string): NodeId[] {
  return familyOf(grammar.language) === 'javascript' ? calledWith(tree, test) : named(tree, leafOf(test));
}

/** The statement at a line, as it is written; undefined where there is none. */
export function statementAt({ tree }: ParsedTree, line: number): string | undefined {
  const found = statements(tree).findLast((node) => tree.startLine(node) <= line && line <= tree.endLine(node));
  return found === undefined ? undefined : tree.content(found);
}

/**
 * The text of a file that throws before or after a statement; undefined where it has none, or several, that are written so. After one that
 * leaves its function nothing runs: there it throws before, too.
 */
export function throwingAt({ tree, grammar: { language } }: ParsedTree, statement: string, when: 'before' | 'after'): string | undefined {
  const code = THROW[familyOf(language)];
  const [found, ...more] = statements(tree).filter((node) => tree.is(node, statement));
  if (code === undefined || found === undefined || more.length) return undefined;
  const edit = before(tree, found, code, language);
  if (when === 'before' || /^(?:return|throw|raise|break|continue)/.test(tree.type(found))) return applyEdits(tree.text, [edit]);
  const end = tree.end(found);
  const text = language === 'python' ? `\n${edit.text.slice(code.length + 1)}${code}` : `; ${code}`;
  return applyEdits(tree.text, [{ start: end, end, text }]);
}

function statements(tree: FlatTree): NodeId[] {
  const found: NodeId[] = [];
  for (let node = 0; node < tree.size; node++)
    if (/^(?:program|module|block|statement_block)$/.test(tree.type(tree.parent(node))) && tree.type(node) !== 'comment') found.push(node);
  return found;
}

/** Bodies of functions that are passed with the test's name, innermost ones only: `it('adds', () => …)`. */
function calledWith(tree: FlatTree, test: string): NodeId[] {
  let longest = 1;
  let bodies: NodeId[] = [];
  for (let node = 0; node < tree.size; node++) {
    if (tree.type(node) !== 'call_expression') continue;
    const [title = NONE, ...rest] = tree.children(tree.field(node, 'arguments')).filter((child) => tree.type(child) !== 'comment');
    const fn = rest.findLast((child) => tree.field(child, 'body') !== NONE) ?? NONE;
    const name = /^(?:template_)?string$/.test(tree.type(title)) ? tree.content(title).slice(1, -1) : '';
    if (fn === NONE || name.length < longest || !sameTest(name, test)) continue;
    const body = tree.field(fn, 'body');
    const others = name.length > longest ? [] : bodies.filter((each) => tree.after(each) <= body);
    bodies = [...others, body];
    longest = name.length;
  }
  return bodies;
}

function named(tree: FlatTree, name: string): NodeId[] {
  const bodies: NodeId[] = [];
  for (let node = 0; node < tree.size; node++) {
    const body = /^(?:function_definition|function_declaration|function_item|method_declaration|method)$/.test(tree.type(node))
      ? tree.field(node, 'body')
      : NONE;
    if (body !== NONE && tree.is(tree.field(node, 'name'), name)) bodies.push(body);
  }
  return bodies;
}

/** `test_x` of `a.py::C::test_x[1]` and `test_x (mod.C)`, `adds` of `Calc.adds()[2]`, `TestX` of `TestX/sub`. */
function leafOf(test: string): string {
  const bare = /^[^\s[({/]+/.exec(test.replace(/^\S*?::/, '')) ?? [test];
  return bare[0].split(/::|[.#]/).at(-1) ?? test;
}

function throwingBody({ tree, grammar: { language } }: ParsedTree, body: NodeId): CodeEdit | undefined {
  const code = THROW[familyOf(language)];
  if (code === undefined) return undefined;
  const block = /block/.test(tree.type(body));
  if (!block) return { start: tree.start(body), end: tree.end(body), text: `{ ${code} }` };
  if (language !== 'python') return { start: tree.start(body) + 1, end: tree.start(body) + 1, text: ` ${code}` };
  const first = tree.children(body)[0];
  return first === undefined ? undefined : before(tree, first, code, language);
}

function before(tree: FlatTree, node: NodeId, code: string, language: ParsedLanguage): CodeEdit {
  const start = tree.start(node);
  const indent = tree.text.slice(tree.text.lastIndexOf('\n', start - 1) + 1, start);
  return { start, end: start, text: language === 'python' ? `${code}\n${indent}` : `${code} ` };
}
