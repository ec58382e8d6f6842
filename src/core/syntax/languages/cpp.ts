import { NONE, type FlatTree, type NodeId } from '../flatTree';
import { bareType, placedNames, unquote, type LanguageRules, type NamedFunction, type RawDefinition } from '../languageRules';

const LEAVES = ['identifier', 'field_identifier', 'field_expression', 'subscript_expression', 'this'];
const DECLARATORS = [
  'pointer_declarator',
  'reference_declarator',
  'parenthesized_declarator',
  'array_declarator',
  'init_declarator',
  'attributed_declarator',
];

export const cppRules: LanguageRules = {
  functions: ['function_definition', 'lambda_expression'],
  classes: ['class_specifier', 'struct_specifier', 'union_specifier'],
  calls: ['call_expression', 'new_expression', 'field_initializer'],
  definitions: [
    'init_declarator',
    'declaration',
    'assignment_expression',
    'for_range_loop',
    'field_declaration',
    'field_initializer',
    'catch_clause',
  ],
  imports: ['preproc_include'],
  throws: ['throw_statement', 'throw_expression'],
  returns: ['return_statement', 'co_return_statement'],
  identifiers: ['identifier', 'this'],
  members: { field_expression: ['argument', 'field'] },
  subscripts: ['subscript_expression'],
  leading: [],
  wrappers: ['template_declaration'],

  functionName(tree, node) {
    if (tree.type(node) === 'lambda_expression') return undefined;
    const declarator = tree.inside(node, 'function_declarator');
    return declarator === NONE
      ? { name: tree.content(unwrapped(tree, tree.field(node, 'declarator'))), kind: 'function' }
      : declaredFunction(tree, declarator);
  },
  parameters(tree, node) {
    const list = tree.field(tree.inside(node, 'function_declarator', 'lambda_declarator', 'abstract_function_declarator'), 'parameters');
    return tree.children(list).flatMap((parameter) => {
      const target = unwrapped(tree, tree.field(parameter, 'declarator'));
      return target === NONE ? [] : [{ target, type: tree.field(parameter, 'type') }];
    });
  },
  className: (tree, node) => (tree.field(node, 'body') === NONE ? '' : bareType(tree.content(tree.field(node, 'name')))),
  bases: (tree, node) =>
    tree
      .children(tree.child(node, 'base_class_clause'))
      .filter((base) => tree.type(base) !== 'access_specifier')
      .map((base) => bareType(tree.content(base))),
  call(tree, node) {
    const args = tree.children(tree.field(node, 'arguments'));
    if (tree.type(node) === 'new_expression') return { name: bareType(tree.content(tree.field(node, 'type'))), args, construct: true };
    if (tree.type(node) === 'field_initializer') {
      const [name, list] = tree.children(node);
      return name === undefined
        ? undefined
        : { name: bareType(tree.content(name)), args: list === undefined ? [] : tree.children(list), construct: true };
    }
    const callee = tree.field(node, 'function');
    switch (tree.type(callee)) {
      case 'field_expression':
        return { name: bareType(tree.content(tree.field(callee, 'field'))), receiver: tree.field(callee, 'argument'), args };
      case 'qualified_identifier': {
        let inner = callee;
        let scope = tree.field(callee, 'scope');
        while (tree.type(tree.field(inner, 'name')) === 'qualified_identifier') {
          inner = tree.field(inner, 'name');
          scope = tree.field(inner, 'scope');
        }
        return { name: bareType(tree.content(tree.field(inner, 'name'))), receiver: scope, args };
      }
      case 'identifier':
      case 'template_function':
        return { name: bareType(tree.content(callee)), args };
      default:
        return undefined;
    }
  },
  definition(tree, node): RawDefinition[] {
    switch (tree.type(node)) {
      case 'init_declarator':
        return [
          {
            target: unwrapped(tree, tree.field(node, 'declarator')),
            value: tree.field(node, 'value'),
            type: tree.field(tree.parent(node), 'type'),
            kind: 'variable',
          },
        ];
      case 'declaration':
        return uninitialised(tree, node, 'variable');
      case 'field_declaration':
        return uninitialised(tree, node, 'field');
      case 'assignment_expression':
        return [{ target: tree.field(node, 'left'), value: tree.field(node, 'right'), kind: 'variable' }];
      case 'for_range_loop':
        return [
          {
            target: unwrapped(tree, tree.field(node, 'declarator')),
            value: tree.field(node, 'right'),
            type: tree.field(node, 'type'),
            kind: 'loop',
          },
        ];
      case 'field_initializer': {
        const [target, value] = tree.children(node);
        return target === undefined ? [] : [{ target, value, kind: 'field' }];
      }
      default: {
        const caught = tree.inside(tree.field(node, 'parameters'), 'parameter_declaration');
        return [{ target: unwrapped(tree, tree.field(caught, 'declarator')), type: tree.field(caught, 'type'), kind: 'catch' }];
      }
    }
  },
  pattern: (tree, target) => placedNames(tree, target, LEAVES),
  import: (tree, node) => {
    const path = tree.content(tree.field(node, 'path'));
    return [{ module: path.startsWith('<') ? path.slice(1, -1) : unquote(path), imported: '*', local: '', line: tree.startLine(node) }];
  },
  thrown: (tree, node) => tree.children(node)[0] ?? NONE,
};

/** `m`, `S::n`, `acme::S::n`: the part before the last name is the class. */
function declaredFunction(tree: FlatTree, declarator: NodeId): NamedFunction {
  const parts = tree.content(tree.field(declarator, 'declarator')).split('::');
  const name = bareType(parts.at(-1)!) || parts.at(-1)!;
  const owner = parts.length > 1 ? bareType(parts.at(-2)!) : undefined;
  const inside = /^(?:field_declaration_list)$/.test(tree.type(tree.parent(tree.parent(declarator))));
  return { name, kind: owner || inside ? 'method' : 'function', ...(owner && { owner }) };
}

/** The name in a declarator: without pointers, references and arrays. */
function unwrapped(tree: FlatTree, node: NodeId): NodeId {
  let at = node;
  while (DECLARATORS.includes(tree.type(at))) {
    const inner = tree.field(at, 'declarator');
    at = inner === NONE ? (tree.children(at).at(-1) ?? NONE) : inner;
  }
  return at;
}

/** Names declared without a value, and class members with their default. */
function uninitialised(tree: FlatTree, node: NodeId, kind: 'variable' | 'field'): RawDefinition[] {
  return tree.fieldAll(node, 'declarator').flatMap((declarator) => {
    const target = unwrapped(tree, declarator);
    if (tree.type(declarator) === 'init_declarator' || /function_declarator/.test(tree.type(target))) return [];
    return [{ target, value: tree.field(node, 'default_value'), type: tree.field(node, 'type'), kind }];
  });
}
