import { NONE, type FlatTree, type NodeId } from '../flatTree';
import { bareType, placedNames, type LanguageRules, type RawDefinition } from '../languageRules';

const LEAVES = ['identifier', 'member_access_expression', 'element_access_expression'];
const FUNCTIONS = [
  'method_declaration',
  'constructor_declaration',
  'destructor_declaration',
  'operator_declaration',
  'conversion_operator_declaration',
  'local_function_statement',
  'property_declaration',
  'indexer_declaration',
];

export const csharpRules: LanguageRules = {
  functions: FUNCTIONS,
  classes: [
    'class_declaration',
    'struct_declaration',
    'interface_declaration',
    'record_declaration',
    'record_struct_declaration',
    'enum_declaration',
  ],
  calls: ['invocation_expression', 'object_creation_expression', 'implicit_object_creation_expression', 'constructor_initializer'],
  definitions: [
    'variable_declarator',
    'assignment_expression',
    'foreach_statement',
    'catch_declaration',
    'declaration_pattern',
    'property_declaration',
    'declaration_expression',
  ],
  imports: ['using_directive', 'namespace_declaration', 'file_scoped_namespace_declaration'],
  throws: ['throw_statement', 'throw_expression'],
  returns: ['return_statement', 'yield_statement', 'arrow_expression_clause'],
  identifiers: ['identifier', 'this'],
  members: { member_access_expression: ['expression', 'name'] },
  subscripts: ['element_access_expression'],
  leading: [],
  wrappers: [],

  functionName(tree, node) {
    const name = tree.content(tree.field(node, 'name'));
    switch (tree.type(node)) {
      case 'property_declaration':
      case 'indexer_declaration':
        // An automatic property is data, not code.
        return tree.inside(node, 'block', 'arrow_expression_clause') === NONE ? undefined : { name: name || 'this[]', kind: 'method' };
      case 'constructor_declaration':
        return { name, kind: 'constructor' };
      case 'operator_declaration':
      case 'conversion_operator_declaration':
        return { name: `operator ${tree.content(tree.field(node, 'operator'))}`.trim(), kind: 'method' };
      default:
        if (tree.field(node, 'body') === NONE) return undefined;
        return { name, kind: tree.type(node) === 'local_function_statement' ? 'function' : 'method' };
    }
  },
  parameters(tree, node) {
    return tree.children(tree.field(node, 'parameters')).flatMap((parameter) => {
      const target = tree.type(parameter) === 'identifier' ? parameter : tree.field(parameter, 'name');
      return target === NONE ? [] : [{ target, type: tree.field(parameter, 'type') }];
    });
  },
  className: (tree, node) => tree.content(tree.field(node, 'name')),
  bases: (tree, node) => tree.children(tree.child(node, 'base_list')).map((base) => bareType(tree.content(base))),
  call(tree, node) {
    const type = tree.type(node);
    if (type === 'object_creation_expression') {
      return {
        name: bareType(tree.content(tree.field(node, 'type'))),
        args: tree.children(tree.field(node, 'arguments')),
        construct: true,
      };
    }
    const args = tree.children(tree.child(node, 'argument_list'));
    if (type === 'constructor_initializer')
      return { name: tree.content(node).replace(/^:\s*/, '').split('(')[0]!.trim(), args, construct: true };
    if (type === 'implicit_object_creation_expression') {
      const declaration = tree.parent(tree.parent(node));
      const name = bareType(tree.content(tree.field(declaration, 'type')));
      return name ? { name, args, construct: true } : undefined;
    }
    let callee = tree.field(node, 'function');
    if (tree.type(callee) === 'conditional_access_expression') {
      const binding = tree.child(callee, 'member_binding_expression');
      return { name: bareType(tree.content(tree.field(binding, 'name'))), receiver: tree.field(callee, 'condition'), args };
    }
    if (tree.type(callee) === 'member_access_expression') {
      return { name: bareType(tree.content(tree.field(callee, 'name'))), receiver: tree.field(callee, 'expression'), args };
    }
    if (tree.type(callee) === 'generic_name') callee = tree.children(callee)[0] ?? NONE;
    return tree.type(callee) === 'identifier' ? { name: tree.content(callee), args } : undefined;
  },
  definition(tree, node): RawDefinition[] {
    const type = tree.field(node, 'type');
    switch (tree.type(node)) {
      case 'variable_declarator':
        return declarator(tree, node);
      case 'assignment_expression':
        return [{ target: tree.field(node, 'left'), value: tree.field(node, 'right'), kind: 'variable' }];
      case 'foreach_statement':
        return [{ target: tree.field(node, 'left'), value: tree.field(node, 'right'), type, kind: 'loop' }];
      case 'catch_declaration':
        return [{ target: tree.field(node, 'name'), type, kind: 'catch' }];
      case 'property_declaration':
        return [{ target: tree.field(node, 'name'), value: tree.field(node, 'value'), type, kind: 'field' }];
      default: {
        const matched = tree.type(tree.parent(node)) === 'is_pattern_expression' ? tree.field(tree.parent(node), 'expression') : NONE;
        return [{ target: tree.field(node, 'name'), value: matched, type, kind: 'variable' }];
      }
    }
  },
  pattern: (tree, target) => placedNames(tree, target, LEAVES),
  import(tree, node) {
    const line = tree.startLine(node);
    if (tree.type(node) !== 'using_directive') return [{ module: tree.content(tree.field(node, 'name')), imported: '*', local: '', line }];
    const alias = tree.content(tree.field(node, 'name'));
    const module = tree.content(
      tree.children(node).findLast((child) => /name$|^identifier$/.test(tree.type(child)) && tree.fieldName(child) !== 'name') ?? NONE,
    );
    return module ? [{ module, imported: '*', local: alias, line }] : [];
  },
  thrown: (tree, node) => tree.children(node)[0] ?? NONE,
};

function declarator(tree: FlatTree, node: NodeId): RawDefinition[] {
  const declaration = tree.parent(node);
  const kind = tree.type(tree.parent(declaration)) === 'field_declaration' ? 'field' : 'variable';
  const target = tree.field(node, 'name') === NONE ? tree.child(node, 'tuple_pattern') : tree.field(node, 'name');
  const value = tree.children(node).findLast((child) => child !== target && tree.fieldName(child) !== 'name') ?? NONE;
  return [{ target, value, type: tree.field(declaration, 'type'), kind }];
}
