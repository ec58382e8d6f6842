import { type FlatTree, type NodeId, NONE } from '../flatTree';
import { unquote } from '../languageRules';
import { patternNames } from './javascriptPatterns';
import type { ImportBinding } from '../syntax';

function specifierNames(tree: FlatTree, specifier: NodeId): { imported: string; local: string } {
  const imported = unquote(tree.content(tree.field(specifier, 'name')));
  const alias = tree.field(specifier, 'alias');
  return { imported, local: alias === NONE ? imported : unquote(tree.content(alias)) };
}

function requiredModule(tree: FlatTree, node: NodeId): string | undefined {
  if (tree.type(node) !== 'call_expression') return undefined;
  const callee = tree.field(node, 'function');
  if (!tree.is(callee, 'require') && !tree.is(callee, 'import')) return undefined;
  const argument = tree.children(tree.field(node, 'arguments'))[0] ?? NONE;
  return /string/.test(tree.type(argument)) ? unquote(tree.content(argument)) : undefined;
}

/** `const a = require('x')`, `const { a, b: c } = require('x').d`, `const a = await import('x')`. */
function requiredNames(tree: FlatTree, declarator: NodeId, line: number): ImportBinding[] {
  let value = tree.field(declarator, 'value');
  if (value === NONE || tree.end(value) - tree.start(value) > 300) return [];
  let member = '';
  if (tree.type(value) === 'await_expression') value = tree.children(value)[0]!;
  if (tree.type(value) === 'member_expression') {
    member = tree.content(tree.field(value, 'property'));
    value = tree.field(value, 'object');
  }
  // `_interopRequireDefault(require('x'))`
  const wrapped = tree.children(tree.field(value, 'arguments'))[0] ?? NONE;
  if (tree.type(wrapped) === 'call_expression') value = wrapped;
  const module = requiredModule(tree, value);
  if (module === undefined) return [];
  const name = tree.field(declarator, 'name');
  if (tree.type(name) === 'identifier') return [{ module, imported: member || '*', local: tree.content(name), line }];
  return patternNames(tree, name, []).map(({ node, path }) => ({ module, imported: path[0] ?? '*', local: tree.content(node), line }));
}

/** A require without a variable: `require('./setup')`, `module.exports = require('./x')`, `{ a: require('./a') }`, `require('./x')(1)`. */
function loneRequire(tree: FlatTree, node: NodeId, line: number): ImportBinding[] {
  const module = requiredModule(tree, node);
  if (module === undefined) return [];
  const parent = tree.parent(node);
  if (tree.type(parent) === 'pair')
    return [{ module, imported: '*', local: unquote(tree.content(tree.field(parent, 'key'))), line, reexport: true }];
  if (tree.type(parent) === 'assignment_expression') {
    const target = tree.content(tree.field(parent, 'left'));
    const exported = /^(?:module\.)?exports(?:\.([\w$]+))?$/.exec(target);
    return [{ module, imported: '*', local: exported ? (exported[1] ?? '') : target, line, ...(exported && { reexport: true }) }];
  }
  const called = tree.type(parent) === 'call_expression' && tree.field(parent, 'function') === node;
  return called || tree.type(parent) === 'expression_statement' ? [{ module, imported: '', local: '', line }] : [];
}

export function importBindings(tree: FlatTree, node: NodeId): ImportBinding[] {
  const line = tree.startLine(node);
  const type = tree.type(node);
  if (type === 'variable_declarator') return requiredNames(tree, node, line);
  if (type === 'call_expression') return loneRequire(tree, node, line);
  const clause = tree.child(node, 'import_clause', 'export_clause', 'import_require_clause', 'namespace_export');
  const source = tree.field(tree.type(clause) === 'import_require_clause' ? clause : node, 'source');
  if (source === NONE) return [];
  const module = unquote(tree.content(source));
  if (type === 'export_statement') {
    if (tree.type(clause) !== 'export_clause')
      return [{ module, imported: '*', local: tree.content(tree.child(clause, 'identifier')), line, reexport: true }];
    return tree.children(clause).map((specifier) => ({ ...specifierNames(tree, specifier), module, line, reexport: true }));
  }
  if (clause === NONE) return [{ module, imported: '', local: '', line }];
  if (tree.type(clause) === 'import_require_clause')
    return [{ module, imported: '*', local: tree.content(tree.child(clause, 'identifier')), line }];
  return tree.children(clause).flatMap((part): ImportBinding[] => {
    const content = tree.content(part);
    if (tree.type(part) === 'identifier') return [{ module, imported: 'default', local: content, line }];
    if (tree.type(part) === 'namespace_import')
      return [{ module, imported: '*', local: tree.content(tree.child(part, 'identifier')), line }];
    return tree.children(part).map((specifier) => ({ ...specifierNames(tree, specifier), module, line }));
  });
}

/** `export { a as b }`, `export default a`, `module.exports = { b: a }`, `module.exports = a`, `exports.b = a`. */
export function exportNames(tree: FlatTree): Map<string, string> {
  const names = new Map<string, string>();
  for (let node = 0; node < tree.size; node++) {
    const type = tree.type(node);
    if (type === 'export_specifier' && tree.field(tree.parent(tree.parent(node)), 'source') === NONE) {
      const { imported, local } = specifierNames(tree, node);
      if (imported !== local) names.set(local, imported);
    } else if (type === 'export_statement') {
      const value = tree.field(node, 'value');
      const declared = tree.text.startsWith('export default', tree.start(node))
        ? tree.field(tree.field(node, 'declaration'), 'name')
        : NONE;
      if (tree.type(value) === 'identifier') names.set('default', tree.content(value));
      else if (declared !== NONE) names.set('default', tree.content(declared));
    } else if (type === 'assignment_expression') {
      const exported = /^(?:module\.)?exports(?:\.([\w$]+))?$/.exec(tree.content(tree.field(node, 'left')).slice(0, 80));
      const value = tree.field(node, 'right');
      if (!exported) continue;
      if (tree.type(value) === 'identifier') names.set(exported[1] ?? 'default', tree.content(value));
      for (const pair of tree.type(value) === 'object' ? tree.children(value) : []) {
        if (tree.type(pair) === 'pair' && tree.type(tree.field(pair, 'value')) === 'identifier') {
          names.set(unquote(tree.content(tree.field(pair, 'key'))), tree.content(tree.field(pair, 'value')));
        }
      }
    }
  }
  return names;
}
