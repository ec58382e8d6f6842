import { NONE, type FlatTree, type NodeId } from '../flatTree';
import { bareType, placedNames, type LanguageRules, type RawCall } from '../languageRules';
import type { ImportBinding } from '../syntax';

const LEAVES = ['identifier', 'shorthand_field_identifier', 'field_identifier', 'field_expression', 'index_expression'];
const PANICS = /^(?:panic|unreachable|todo|unimplemented|assert|assert_eq|assert_ne|debug_assert|debug_assert_eq)$/;

export const rustRules: LanguageRules = {
  functions: ['function_item', 'closure_expression'],
  classes: ['impl_item', 'trait_item', 'mod_item', 'struct_item', 'enum_item'],
  // Inside a macro's arguments a call is a name in front of a token tree.
  calls: ['call_expression', 'macro_invocation', 'struct_expression', 'identifier'],
  definitions: [
    'let_declaration',
    'assignment_expression',
    'compound_assignment_expr',
    'for_expression',
    'let_condition',
    'match_arm',
    'field_declaration',
    'const_item',
    'static_item',
  ],
  imports: ['use_declaration', 'mod_item'],
  throws: ['macro_invocation'],
  returns: ['return_expression'],
  identifiers: ['identifier', 'self'],
  members: { field_expression: ['value', 'field'] },
  subscripts: ['index_expression'],
  leading: ['attribute_item', 'inner_attribute_item'],
  wrappers: [],

  functionName(tree, node) {
    if (tree.type(node) === 'closure_expression') return undefined;
    const method = tree.child(tree.field(node, 'parameters'), 'self_parameter') !== NONE;
    return { name: tree.content(tree.field(node, 'name')), kind: method ? 'method' : 'function' };
  },
  parameters(tree, node) {
    return tree.children(tree.field(node, 'parameters')).flatMap((parameter) => {
      if (tree.type(parameter) === 'self_parameter') return [];
      const pattern = tree.field(parameter, 'pattern');
      return [{ target: pattern === NONE ? parameter : pattern, type: tree.field(parameter, 'type') }];
    });
  },
  className(tree, node) {
    const type = tree.type(node);
    if (type === 'mod_item' && tree.field(node, 'body') === NONE) return '';
    return bareType(tree.content(tree.field(node, type === 'impl_item' ? 'type' : 'name')));
  },
  bases(tree, node) {
    const trait = tree.field(node, 'trait');
    return trait === NONE ? [] : [bareType(tree.content(trait))];
  },
  call(tree, node) {
    const type = tree.type(node);
    if (type === 'identifier') return tokenCall(tree, node);
    if (type === 'macro_invocation')
      return { name: bareType(tree.content(tree.field(node, 'macro'))), args: tree.children(tree.child(node, 'token_tree')) };
    if (type === 'struct_expression')
      return { name: bareType(tree.content(tree.field(node, 'name'))), args: tree.children(tree.field(node, 'body')), construct: true };
    let callee = tree.field(node, 'function');
    if (tree.type(callee) === 'generic_function') callee = tree.field(callee, 'function');
    const args = tree.children(tree.field(node, 'arguments'));
    if (tree.type(callee) === 'field_expression')
      return { name: tree.content(tree.field(callee, 'field')), receiver: tree.field(callee, 'value'), args };
    if (tree.type(callee) === 'scoped_identifier')
      return { name: tree.content(tree.field(callee, 'name')), receiver: tree.field(callee, 'path'), args };
    return tree.type(callee) === 'identifier' ? { name: tree.content(callee), args } : undefined;
  },
  definition(tree, node) {
    switch (tree.type(node)) {
      case 'assignment_expression':
      case 'compound_assignment_expr':
        return [{ target: tree.field(node, 'left'), value: tree.field(node, 'right'), kind: 'variable' }];
      case 'for_expression':
        return [{ target: tree.field(node, 'pattern'), value: tree.field(node, 'value'), kind: 'loop' }];
      case 'match_arm':
        return [{ target: tree.field(node, 'pattern'), value: matchedValue(tree, node), kind: 'variable' }];
      case 'field_declaration':
        return [{ target: tree.field(node, 'name'), type: tree.field(node, 'type'), kind: 'field' }];
      case 'const_item':
      case 'static_item':
        return [{ target: tree.field(node, 'name'), value: tree.field(node, 'value'), type: tree.field(node, 'type'), kind: 'variable' }];
      default:
        return [
          { target: tree.field(node, 'pattern'), value: tree.field(node, 'value'), type: tree.field(node, 'type'), kind: 'variable' },
        ];
    }
  },
  pattern: (tree, target) =>
    placedNames(tree, target, LEAVES, ['type', 'value', 'condition', 'path']).filter(
      ({ node }) => !/^[A-Z]/.test(tree.content(node)) || /^(?:const|static)_item$/.test(tree.type(tree.parent(target))),
    ),
  import(tree, node) {
    const line = tree.startLine(node);
    if (tree.type(node) === 'mod_item') {
      if (tree.field(node, 'body') !== NONE) return [];
      const name = tree.content(tree.field(node, 'name'));
      return [{ module: `self::${name}`, imported: '*', local: name, line }];
    }
    return used(tree, tree.field(node, 'argument'), '', line);
  },
  thrown(tree, node) {
    if (!PANICS.test(tree.content(tree.field(node, 'macro')))) return undefined;
    return tree.child(node, 'token_tree');
  },
};

function tokenCall(tree: FlatTree, node: NodeId): RawCall | undefined {
  const parent = tree.parent(node);
  const next = tree.after(node);
  if (tree.type(parent) !== 'token_tree' || tree.parent(next) !== parent || tree.type(next) !== 'token_tree') return undefined;
  if (tree.text[tree.start(next)] !== '(' || tree.start(next) !== tree.end(node)) return undefined;
  return { name: tree.content(node), args: tree.children(next) };
}

/** The subject of the match around an arm. */
function matchedValue(tree: FlatTree, arm: NodeId): NodeId {
  const match = tree.parent(tree.parent(arm));
  return tree.type(match) === 'match_expression' ? tree.field(match, 'value') : NONE;
}

/** Names imported by a use tree; `prefix` ends in `::` or is empty. */
function used(tree: FlatTree, node: NodeId, prefix: string, line: number): ImportBinding[] {
  const type = tree.type(node);
  if (type === 'scoped_use_list') {
    const path = `${prefix}${tree.content(tree.field(node, 'path'))}::`;
    return tree.children(tree.field(node, 'list')).flatMap((item) => used(tree, item, path, line));
  }
  if (type === 'use_list') return tree.children(node).flatMap((item) => used(tree, item, prefix, line));
  if (type === 'use_wildcard') return [{ module: prefix + tree.content(tree.children(node)[0] ?? NONE), imported: '*', local: '', line }];
  const path = prefix + tree.content(type === 'use_as_clause' ? tree.field(node, 'path') : node);
  const alias = type === 'use_as_clause' ? tree.content(tree.field(node, 'alias')) : '';
  if (path.endsWith('::self')) {
    const module = path.slice(0, -6);
    return [{ module, imported: '*', local: alias || bareType(module), line }];
  }
  const imported = bareType(path);
  return [{ module: path.slice(0, -imported.length).replace(/::$/, ''), imported, local: alias || imported, line }];
}
