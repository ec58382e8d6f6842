import { NONE, type FlatTree, type NodeId } from '../flatTree';
import { bareType, unquote, type LanguageRules, type PatternName, type RawDefinition } from '../languageRules';
import type { ImportBinding } from '../syntax';

const MEMBERS = [
  'member_access_expression',
  'nullsafe_member_access_expression',
  'scoped_property_access_expression',
  'subscript_expression',
];

export const phpRules: LanguageRules = {
  functions: ['function_definition', 'method_declaration', 'anonymous_function', 'arrow_function'],
  classes: ['class_declaration', 'interface_declaration', 'trait_declaration', 'enum_declaration'],
  calls: [
    'function_call_expression',
    'member_call_expression',
    'nullsafe_member_call_expression',
    'scoped_call_expression',
    'object_creation_expression',
  ],
  definitions: [
    'assignment_expression',
    'augmented_assignment_expression',
    'foreach_statement',
    'catch_clause',
    'property_element',
    'property_promotion_parameter',
  ],
  imports: [
    'namespace_use_declaration',
    'namespace_definition',
    'require_expression',
    'require_once_expression',
    'include_expression',
    'include_once_expression',
  ],
  throws: ['throw_expression', 'throw_statement'],
  returns: ['return_statement'],
  identifiers: ['variable_name'],
  members: {
    member_access_expression: ['object', 'name'],
    nullsafe_member_access_expression: ['object', 'name'],
    member_call_expression: ['object', 'name'],
    nullsafe_member_call_expression: ['object', 'name'],
    scoped_property_access_expression: ['scope', 'name'],
  },
  subscripts: ['subscript_expression'],
  leading: [],
  wrappers: [],

  functionName(tree, node) {
    const name = tree.content(tree.field(node, 'name'));
    if (!name || tree.field(node, 'body') === NONE) return undefined;
    if (tree.type(node) === 'function_definition') return { name, kind: 'function' };
    return { name, kind: name === '__construct' ? 'constructor' : 'method' };
  },
  parameters(tree, node) {
    return tree.children(tree.field(node, 'parameters')).flatMap((parameter) => {
      const target = tree.field(parameter, 'name');
      return target === NONE ? [] : [{ target, type: tree.field(parameter, 'type') }];
    });
  },
  className: (tree, node) => tree.content(tree.field(node, 'name')),
  bases(tree, node) {
    const clauses = [tree.child(node, 'base_clause'), tree.child(node, 'class_interface_clause')];
    const traits = tree.children(tree.field(node, 'body')).filter((member) => tree.type(member) === 'use_declaration');
    return [...clauses, ...traits].flatMap((clause) => tree.children(clause).map((name) => bareType(tree.content(name))));
  },
  call(tree, node) {
    const args = tree.children(tree.child(node, 'arguments'));
    switch (tree.type(node)) {
      case 'object_creation_expression': {
        const name = tree.child(node, 'name', 'qualified_name');
        return name === NONE ? undefined : { name: bareType(tree.content(name)), args, construct: true };
      }
      case 'function_call_expression': {
        const callee = tree.field(node, 'function');
        return /name$/.test(tree.type(callee)) ? { name: bareType(tree.content(callee)), args } : undefined;
      }
      case 'scoped_call_expression':
        return { name: tree.content(tree.field(node, 'name')), receiver: tree.field(node, 'scope'), args };
      default:
        return { name: tree.content(tree.field(node, 'name')), receiver: tree.field(node, 'object'), args };
    }
  },
  definition(tree, node): RawDefinition[] {
    switch (tree.type(node)) {
      case 'foreach_statement': {
        const [value, target] = tree.children(node);
        return target === undefined ? [] : [{ target, value, kind: 'loop' }];
      }
      case 'catch_clause':
        return [{ target: tree.field(node, 'name'), type: tree.field(node, 'type'), kind: 'catch' }];
      case 'property_element':
        return [
          {
            target: tree.field(node, 'name'),
            value: tree.field(node, 'default_value'),
            type: tree.field(tree.parent(node), 'type'),
            kind: 'field',
          },
        ];
      case 'property_promotion_parameter':
        return [{ target: tree.field(node, 'name'), type: tree.field(node, 'type'), kind: 'field' }];
      default:
        return [{ target: tree.field(node, 'left'), value: tree.field(node, 'right'), kind: 'variable' }];
    }
  },
  pattern: patternNames,
  import(tree, node): ImportBinding[] {
    const line = tree.startLine(node);
    const type = tree.type(node);
    if (type === 'namespace_definition') return [{ module: tree.content(tree.field(node, 'name')), imported: '*', local: '', line }];
    if (type !== 'namespace_use_declaration') {
      const path = unquote(tree.content(tree.inside(node, 'string', 'encapsed_string')));
      return path ? [{ module: path.startsWith('/') ? `.${path}` : path, imported: '*', local: '', line }] : [];
    }
    const group = tree.field(node, 'body');
    const prefix = group === NONE ? '' : `${tree.content(tree.child(node, 'namespace_name'))}\\`;
    return tree.children(group === NONE ? node : group).flatMap((clause) => {
      if (tree.type(clause) !== 'namespace_use_clause') return [];
      const path = prefix + tree.content(tree.child(clause, 'qualified_name', 'name'));
      const alias = tree.content(tree.field(clause, 'alias'));
      const imported = bareType(path);
      return [{ module: path.slice(0, -imported.length - 1), imported, local: alias || imported, line }];
    });
  },
  thrown: (tree, node) => tree.children(node)[0] ?? NONE,
};

function patternNames(tree: FlatTree, target: NodeId, path: string[] = []): PatternName[] {
  const type = tree.type(target);
  if (type === 'variable_name' || MEMBERS.includes(type)) return [{ node: target, path }];
  if (type === 'pair') return tree.children(target).flatMap((child) => patternNames(tree, child, path));
  if (type !== 'list_literal' && type !== 'array_creation_expression' && type !== 'by_ref') return [];
  // A key is a string before its variable.
  let key: string | undefined;
  let place = 0;
  return tree.children(target).flatMap((child) => {
    if (/string|integer/.test(tree.type(child))) {
      key = unquote(tree.content(child));
      return [];
    }
    const step = key ?? String(place++);
    key = undefined;
    return patternNames(tree, child, type === 'by_ref' ? path : [...path, step]);
  });
}
