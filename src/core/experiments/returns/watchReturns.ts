import { NONE, type FlatTree, type NodeId } from '../../syntax/flatTree';
import type { ParsedTree } from '../../syntax/openSyntax';
import { javascriptRules } from '../../syntax/languages/javascript';

/** The key on the global object under which a watched program finds the two functions of its recorder. */
export const WATCHER = 'debug-with-context.returns';

/** The lines of a watched function; 1-based, inclusive. */
export interface WatchedFunction {
  startLine: number;
  endLine: number;
}

export interface WatchedText {
  /** The file's text with the reports; every line keeps its number. */
  text: string;
  /** The number of a function is its index here plus the first number. */
  functions: WatchedFunction[];
}

const FUNCTIONS = new Set<string>(javascriptRules.functions);
/** Names in the edited text; nobody's program has them. */
const ENTER = '__debugWithContextEnter';
const RETURN = '__debugWithContextReturn';

/**
 * The text of a JavaScript or TypeScript file in which each function reports that it is entered, and what it returns at which line. Without a recorder the
 * program does the same as before.
 * @param first number of the file's first function
 * @param typed whether the file needs types, as TypeScript does
 */
export function watchReturns({ tree }: Pick<ParsedTree, 'tree'>, first: number, typed: boolean): WatchedText {
  const { text } = tree;
  const functions: WatchedFunction[] = [];
  const numbers = new Map<NodeId, number>();
  const opening: Insertion[] = [];
  const closing: Insertion[] = [];
  for (let node = 0; node < tree.size; node++) {
    const type = tree.type(node);
    if (FUNCTIONS.has(type)) {
      const body = tree.field(node, 'body');
      if (body === NONE) continue;
      const id = first + functions.length;
      numbers.set(node, id);
      functions.push({ startLine: tree.startLine(node), endLine: tree.endLine(node) });
      if (tree.type(body) === 'statement_block') {
        opening.push({ at: afterDirectives(tree, body), text: `;${ENTER}(${id});` });
        closing.push({ at: tree.end(body) - 1, text: `;${RETURN}(${id},${tree.endLine(node)});` });
      } else {
        opening.push({ at: tree.start(body), text: `(${ENTER}(${id}),${RETURN}(${id},${tree.startLine(body)},(` });
        closing.push({ at: tree.end(body), text: ')))' });
      }
    } else if (type === 'return_statement') {
      const id = numbers.get(functionAround(tree, node));
      if (id === undefined) continue;
      const value = tree.children(node).find((child) => tree.type(child) !== 'comment');
      if (value === undefined) opening.push({ at: tree.start(node) + 'return'.length, text: ` ${RETURN}(${id},${tree.startLine(node)})` });
      else {
        opening.push({ at: tree.start(value), text: `${RETURN}(${id},${tree.startLine(node)},(` });
        closing.push({ at: tree.end(value), text: '))' });
      }
    }
  }
  if (functions.length === 0) return { text, functions };
  return { text: `${inserted(text, [...closing.reverse(), ...opening])}\n${reporters(typed)}`, functions };
}

interface Insertion {
  /** Offset in the text. */
  at: number;
  text: string;
}

function functionAround(tree: FlatTree, node: NodeId): NodeId {
  let around = tree.parent(node);
  while (around !== NONE && !FUNCTIONS.has(tree.type(around))) around = tree.parent(around);
  return around;
}

/** `'use strict'` must stay the first statement. */
function afterDirectives(tree: FlatTree, body: NodeId): number {
  let at = tree.start(body) + 1;
  for (const statement of tree.children(body)) {
    const isDirective = tree.type(statement) === 'expression_statement' && tree.type(tree.children(statement)[0] ?? NONE) === 'string';
    if (!isDirective && tree.type(statement) !== 'comment') break;
    if (isDirective) at = tree.end(statement);
  }
  return at;
}

/** At one place, inner expressions end before outer ones, and outer ones begin before inner ones: the order of the list. */
function inserted(text: string, insertions: readonly Insertion[]): string {
  const parts: string[] = [];
  let done = 0;
  for (const { at, text: added } of [...insertions].sort((a, b) => a.at - b.at)) {
    parts.push(text.slice(done, at), added);
    done = at;
  }
  return parts.join('') + text.slice(done);
}

/** Function declarations are there before the first line of their file runs, and behind it they move no line. */
function reporters(typed: boolean): string {
  const any = typed ? ': any' : '';
  const recorder = `(globalThis${typed ? ' as any' : ''})[Symbol.for(${JSON.stringify(WATCHER)})]`;
  return (
    `function ${ENTER}(f${any})${any} { var w${any} = ${recorder}; if (w) w.enter(f); }\n` +
    `function ${RETURN}(f${any}, l${any}, v${typed ? '?: any' : ''})${any} { var w${any} = ${recorder}; if (w) w.leave(f, v, l); return v; }\n`
  );
}
