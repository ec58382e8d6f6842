import { NONE, type FlatTree, type NodeId } from '../flatTree';
import { bareType, placedNames, type LanguageRules, type NamedFunction } from '../languageRules';
import type { ImportBinding } from '../syntax';

const LEAVES = ['identifier', 'attribute', 'subscript'];

export const pythonRules: LanguageRules = {
  functions: ['function_definition', 'lambda'],
  classes: ['class_definition'],
  calls: ['call'],
  definitions: ['assignment', 'augmented_assignment', 'named_expression', 'for_statement', 'for_in_clause', 'as_pattern'],
  imports: ['import_statement', 'import_from_statement'],
  throws: ['raise_statement', 'assert_statement'],
  returns: ['return_statement', 'yield'],
  identifiers: ['identifier'],
  members: { attribute: ['object', 'attribute'] },
  subscripts: ['subscript'],
  leading: [],
  wrappers: ['decorated_definition'],

  functionName(tree, node): NamedFunction | undefined {
    if (tree.type(node) === 'lambda') return undefined;
    const name = tree.content(tree.field(node, 'name'));
    if (name === '__init__' || name === '__new__') return { name, kind: 'constructor' };
    let around = tree.parent(tree.parent(node));
    if (tree.type(around) === 'decorated_definition') around = tree.parent(around);
    if (tree.type(tree.parent(node)) === 'decorated_definition') around = tree.parent(around);
    return { name, kind: tree.type(around) === 'class_definition' ? 'method' : 'function' };
  },
  parameters(tree, node) {
    return tree.children(tree.field(node, 'parameters')).flatMap((parameter, place) => {
      const name = tree.type(parameter) === 'identifier' ? parameter : tree.field(parameter, 'name');
      const target = name === NONE ? tree.inside(parameter, 'identifier') : name;
      if (target === NONE) return [];
      const implicit = place === 0 && (tree.is(target, 'self') || tree.is(target, 'cls'));
      return [{ target, type: tree.field(parameter, 'type'), implicit }];
    });
  },
  className: (tree, node) => tree.content(tree.field(node, 'name')),
  bases: (tree, node) =>
    tree
      .children(tree.field(node, 'superclasses'))
      .filter((base) => tree.type(base) !== 'keyword_argument')
      .map((base) => bareType(tree.content(base))),
  call(tree, node) {
    const callee = tree.field(node, 'function');
    const list = tree.field(node, 'arguments');
    const args = tree.type(list) === 'argument_list' ? tree.children(list) : [list];
    if (tree.type(callee) === 'attribute') {
      return { name: tree.content(tree.field(callee, 'attribute')), receiver: tree.field(callee, 'object'), args };
    }
    if (tree.type(callee) !== 'identifier') return undefined;
    const name = tree.content(callee);
    return { name, args, construct: /^_*[A-Z]/.test(name) };
  },
  definition(tree, node) {
    switch (tree.type(node)) {
      case 'named_expression':
        return [{ target: tree.field(node, 'name'), value: tree.field(node, 'value'), kind: 'variable' }];
      case 'for_statement':
      case 'for_in_clause':
        return [{ target: tree.field(node, 'left'), value: tree.field(node, 'right'), kind: 'loop' }];
      case 'as_pattern': {
        const caught = tree.type(tree.parent(node)) === 'except_clause';
        return [{ target: tree.field(node, 'alias'), value: tree.children(node)[0] ?? NONE, kind: caught ? 'catch' : 'variable' }];
      }
      default:
        return [
          {
            target: tree.field(node, 'left'),
            value: tree.field(node, 'right'),
            type: tree.field(node, 'type'),
            kind: isClassLevel(tree, node) ? 'field' : 'variable',
          },
        ];
    }
  },
  pattern: (tree, target) => placedNames(tree, target, LEAVES),
  import(tree, node): ImportBinding[] {
    const line = tree.startLine(node);
    const names = tree.fieldAll(node, 'name').map((name) => {
      const aliased = tree.type(name) === 'aliased_import';
      return {
        name: tree.content(aliased ? tree.field(name, 'name') : name),
        alias: aliased ? tree.content(tree.field(name, 'alias')) : '',
      };
    });
    if (tree.type(node) === 'import_statement') {
      return names.map(({ name, alias }) => ({ module: name, imported: '*', local: alias || name, line }));
    }
    const module = tree.content(tree.field(node, 'module_name'));
    if (tree.child(node, 'wildcard_import') !== NONE) return [{ module, imported: '*', local: '', line }];
    return names.map(({ name, alias }) => ({ module, imported: name, local: alias || name, line }));
  },
  thrown: (tree, node) => tree.children(node)[0] ?? NONE,
};

function isClassLevel(tree: FlatTree, node: NodeId): boolean {
  const block = tree.parent(tree.parent(node));
  return tree.type(block) === 'block' && tree.type(tree.parent(block)) === 'class_definition';
}
