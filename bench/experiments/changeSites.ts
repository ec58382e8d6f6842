import { posix } from 'node:path';
import { NONE, type FlatTree, type NodeId } from '../../src/core/syntax/flatTree';

/** Kinds of changes that keep what the program does, in the order that they are made. */
export const CHANGE_KINDS = ['helper', 'pair', 'swap', 'rename', 'constant', 'reformat', 'added', 'deleted', 'filePair'] as const;

export type ChangeKind = (typeof CHANGE_KINDS)[number];

/** A place for one such change. `NUMBER` in its texts stands for a number of its own. */
export interface Site {
  kind: ChangeKind;
  /** Offsets into the file's text. */
  edits: { start: number; end: number; text: string }[];
  /** Another file that the change adds or deletes. */
  file?: { name: string; before: string | undefined; after: string | undefined };
}

const FUNCTIONS = new Set([
  'function_declaration',
  'function_expression',
  'generator_function_declaration',
  'arrow_function',
  'method_definition',
  'function_definition',
]);
const SIMPLE_STATEMENTS = new Set(['expression_statement', 'return_statement', 'lexical_declaration', 'variable_declaration']);
const LITERALS = new Set(['number', 'string', 'integer', 'float', 'none', 'null', 'undefined', 'true', 'false']);
const LONGEST_RENAMED = 900;

/** The places of a file for each kind of change, in the order of the text. */
export function sitesOf(tree: FlatTree, language: 'javascript' | 'python', file: string): Site[] {
  const python = language === 'python';
  const nodes = Array.from({ length: tree.size }, (_, node) => node);
  const helpers = nodes.filter((node) => canPrecede(tree, node, python));
  const tops = helpers.filter((node) => tree.parent(tree.parent(node)) === NONE);
  const sites: Site[] = helpers.map((node) => helperAt(tree, node, python));
  for (const node of nodes) {
    if (/^(?:number|integer|float)$/.test(tree.type(node))) sites.push(...literalSites(tree, node, python, file, tops));
    if (FUNCTIONS.has(tree.type(node))) sites.push(...renames(tree, node, python));
    if (/^(?:binary_expression|comparison_operator)$/.test(tree.type(node))) sites.push(...swaps(tree, node, python));
    if (/^(?:arguments|argument_list)$/.test(tree.type(node))) sites.push(...reformats(tree, node));
  }
  const end = python ? '.py' : posix.extname(file);
  const name = posix.join(posix.dirname(file), `other_NUMBER${end}`);
  const text = helperText('otherNUMBER', 'value', '', python);
  sites.push(
    { kind: 'added', edits: [], file: { name, before: undefined, after: text } },
    { kind: 'deleted', edits: [], file: { name, before: text, after: undefined } },
  );
  return sites;
}

function helperText(name: string, result: string, indent: string, python: boolean): string {
  return python
    ? `def ${name}(value=None):\n    return ${result}\n\n\n`
    : `function ${name}(value) {\n${indent}  return ${result};\n${indent}}\n\n${indent}`;
}

/** A statement that a function can be inserted before: of a module, or in JavaScript also of a function. */
function canPrecede(tree: FlatTree, node: NodeId, python: boolean): boolean {
  const parent = tree.parent(node);
  if (!startsLine(tree, node)) return false;
  if (python) return tree.type(parent) === 'module' && /^(?:function|class|decorated)_definition$/.test(tree.type(node));
  const own = tree.type(parent) === 'program' || (tree.type(parent) === 'statement_block' && FUNCTIONS.has(tree.type(tree.parent(parent))));
  const directive = tree.type(node) === 'expression_statement' && tree.type(node + 1) === 'string';
  return own && !directive && /(?:_statement|_declaration)$/.test(tree.type(node));
}

function helperAt(tree: FlatTree, node: NodeId, python: boolean): Site {
  const at = tree.start(node);
  return { kind: 'helper', edits: [{ start: at, end: at, text: helperText('otherNUMBER', 'value', indentOf(tree, node), python) }] };
}

/** A number named by a constant just before it, or returned by a function elsewhere. */
function literalSites(tree: FlatTree, node: NodeId, python: boolean, file: string, tops: readonly NodeId[]): Site[] {
  const parent = tree.parent(node);
  if (tree.fieldName(node) === 'key' || /^(?:attribute|member_expression|interpolation|format_specifier)$/.test(tree.type(parent)))
    return [];
  let statement = node;
  while (statement !== NONE && !/^(?:statement_block|block|program|module)$/.test(tree.type(tree.parent(statement))))
    statement = tree.parent(statement);
  const holder = tree.parent(tree.parent(statement));
  if (statement === NONE || !SIMPLE_STATEMENTS.has(tree.type(statement)) || !startsLine(tree, statement)) return [];
  if (!FUNCTIONS.has(tree.type(holder)) && !/^(?:if|for|while|try)_statement$/.test(tree.type(holder))) return [];
  if (python && !isInFunction(tree, statement)) return [];
  const value = tree.content(node);
  const use = (text: string): Site['edits'][number] => ({ start: tree.start(node), end: tree.end(node), text });
  const at = tree.start(statement);
  const constant = python ? `other_NUMBER = ${value}\n` : `const otherNUMBER = ${value};\n`;
  const edits = [{ start: at, end: at, text: constant + indentOf(tree, statement) }, use(python ? 'other_NUMBER' : 'otherNUMBER')];
  const sites: Site[] = [{ kind: 'constant', edits }];
  const before = tops.filter((each) => tree.start(each) < at);
  const top = before[node % before.length];
  if (top !== undefined) {
    const helper = helperText('otherNUMBER', value, indentOf(tree, top), python);
    sites.push({ kind: 'pair', edits: [{ start: tree.start(top), end: tree.start(top), text: helper }, use('otherNUMBER()')] });
  }
  if (python || !/\brequire\(/.test(tree.text) || /^(?:import|export)\b/m.test(tree.text)) return sites;
  const name = posix.join(posix.dirname(file), 'other_NUMBER.js');
  const added = `exports.otherNUMBER = function () {\n  return ${value};\n};\n`;
  return [
    ...sites,
    { kind: 'filePair', edits: [use(`require('./other_NUMBER').otherNUMBER()`)], file: { name, before: undefined, after: added } },
  ];
}

/** Another name for each variable of a short function whose every mention is certain. */
function renames(tree: FlatTree, node: NodeId, python: boolean): Site[] {
  const body = tree.field(node, 'body');
  const text = tree.content(body);
  if (!/^(?:statement_block|block)$/.test(tree.type(body)) || tree.end(node) - tree.start(node) > LONGEST_RENAMED) return [];
  if (/\b(?:eval|arguments|with|locals|exec|global|nonlocal|lambda|class|def)\b/.test(text)) return [];
  const names = tree.children(body).flatMap((statement) => {
    const inner = python ? tree.child(statement, 'assignment') : tree.child(statement, 'variable_declarator');
    const name = tree.field(inner, python ? 'left' : 'name');
    return tree.type(name) === 'identifier' ? [tree.content(name)] : [];
  });
  return [...new Set(names)].flatMap((name): Site[] => {
    const uses: NodeId[] = [];
    for (let inner = body + 1; inner < tree.after(body); inner++)
      if (tree.type(inner) === 'identifier' && tree.is(inner, name)) uses.push(inner);
    const mentions = (part: string): number => part.split(new RegExp(`(?<![\\w$])${name.replaceAll('$', '\\$')}(?![\\w$])`)).length - 1;
    const certain = uses.every((use) => {
      const parent = tree.type(tree.parent(use));
      return (
        !(parent === 'attribute' && tree.fieldName(use) === 'attribute') &&
        !(parent === 'keyword_argument' && tree.fieldName(use) === 'name')
      );
    });
    const start = tree.start(node);
    if (!certain || mentions(tree.content(node)) !== uses.length || mentions(tree.text.slice(start, tree.start(body))) > 0) return [];
    return [{ kind: 'rename', edits: uses.map((use) => ({ start: tree.start(use), end: tree.end(use), text: `${name}NUMBER` })) }];
  });
}

/** Both sides of an equality, where nothing is called. */
function swaps(tree: FlatTree, node: NodeId, python: boolean): Site[] {
  const operands = tree.children(node).filter((child) => LITERALS.has(tree.type(child)) || isPlain(tree, child));
  const [left, right] = operands;
  if (left === undefined || right === undefined || operands.length > 2) return [];
  const between = tree.text.slice(tree.end(left), tree.start(right)).trim();
  if (tree.start(left) !== tree.start(node) || tree.end(right) !== tree.end(node)) return [];
  if (!(python ? /^==$/ : /^[!=]==$/).test(between)) return [];
  if (python && !LITERALS.has(tree.type(right))) return [];
  const text = `${tree.content(right)} ${between} ${tree.content(left)}`;
  return text === tree.content(node) ? [] : [{ kind: 'swap', edits: [{ start: tree.start(node), end: tree.end(node), text }] }];
}

function isPlain(tree: FlatTree, node: NodeId): boolean {
  return /^(?:identifier|member_expression|attribute)$/.test(tree.type(node)) && /^[\w$.]+$/.test(tree.content(node));
}

/** A call's arguments over two lines. */
function reformats(tree: FlatTree, node: NodeId): Site[] {
  const text = tree.content(node);
  const [first, second] = tree.children(node).filter((child) => /\w/.test(tree.type(child)));
  if (first === undefined || second === undefined || text.includes('\n') || /comment/.test(tree.type(first) + tree.type(second))) return [];
  for (let outer = node; outer !== NONE; outer = tree.parent(outer)) if (/string|interpolation/.test(tree.type(outer))) return [];
  const between = tree.text.slice(tree.end(first), tree.start(second));
  if (!/^,[ ]*$/.test(between)) return [];
  return [{ kind: 'reformat', edits: [{ start: tree.end(first), end: tree.start(second), text: `,\n${indentOf(tree, node)}    ` }] }];
}

function isInFunction(tree: FlatTree, node: NodeId): boolean {
  for (let outer = tree.parent(node); outer !== NONE; outer = tree.parent(outer)) {
    if (tree.type(outer) === 'class_definition') return false;
    if (FUNCTIONS.has(tree.type(outer))) return true;
  }
  return false;
}

function lineBefore(tree: FlatTree, node: NodeId): string {
  const start = tree.start(node);
  return tree.text.slice(tree.text.lastIndexOf('\n', start - 1) + 1, start);
}

function startsLine(tree: FlatTree, node: NodeId): boolean {
  return /^\s*$/.test(lineBefore(tree, node));
}

function indentOf(tree: FlatTree, node: NodeId): string {
  return /^\s*/.exec(lineBefore(tree, node))?.[0] ?? '';
}
