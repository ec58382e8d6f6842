import { NONE } from '../flatTree';
import { bareType, type LanguageRules, type RawDefinition } from '../languageRules';

export const javaRules: LanguageRules = {
  functions: ['method_declaration', 'constructor_declaration', 'compact_constructor_declaration', 'lambda_expression'],
  classes: ['class_declaration', 'interface_declaration', 'enum_declaration', 'record_declaration', 'annotation_type_declaration'],
  calls: ['method_invocation', 'object_creation_expression', 'explicit_constructor_invocation', 'method_reference'],
  definitions: [
    'variable_declarator',
    'assignment_expression',
    'enhanced_for_statement',
    'catch_formal_parameter',
    'resource',
    'instanceof_expression',
    'type_pattern',
  ],
  imports: ['import_declaration', 'package_declaration'],
  throws: ['throw_statement'],
  returns: ['return_statement', 'yield_statement'],
  identifiers: ['identifier', 'this'],
  members: { field_access: ['object', 'field'], method_invocation: ['object', 'name'] },
  subscripts: ['array_access'],
  leading: [],
  wrappers: [],

  functionName(tree, node) {
    // A method without a body is only declared.
    if (tree.type(node) === 'lambda_expression' || tree.field(node, 'body') === NONE) return undefined;
    return { name: tree.content(tree.field(node, 'name')), kind: tree.type(node) === 'method_declaration' ? 'method' : 'constructor' };
  },
  parameters(tree, node) {
    const list = tree.field(node, 'parameters');
    return tree.children(list).flatMap((parameter) => {
      const name = tree.field(parameter, 'name') === NONE ? tree.inside(parameter, 'identifier') : tree.field(parameter, 'name');
      return name === NONE ? [] : [{ target: name, type: tree.field(parameter, 'type') }];
    });
  },
  className: (tree, node) => tree.content(tree.field(node, 'name')),
  bases(tree, node) {
    const clauses = [tree.field(node, 'superclass'), tree.field(node, 'interfaces'), tree.child(node, 'extends_interfaces')];
    return clauses.flatMap((clause) => {
      const list = tree.child(clause, 'type_list');
      return tree.children(list === NONE ? clause : list).map((type) => bareType(tree.content(type)));
    });
  },
  call(tree, node) {
    const args = tree.children(tree.field(node, 'arguments'));
    switch (tree.type(node)) {
      case 'object_creation_expression':
        return { name: bareType(tree.content(tree.field(node, 'type'))), args, construct: true };
      case 'explicit_constructor_invocation':
        return { name: tree.content(tree.field(node, 'constructor')), args, construct: true };
      case 'method_reference': {
        const [receiver, name] = tree.children(node);
        return receiver === undefined || name === undefined ? undefined : { name: tree.content(name), receiver, args: [] };
      }
      default:
        return { name: tree.content(tree.field(node, 'name')), receiver: tree.field(node, 'object'), args };
    }
  },
  definition(tree, node): RawDefinition[] {
    switch (tree.type(node)) {
      case 'variable_declarator': {
        const declaration = tree.parent(node);
        const kind = tree.type(declaration) === 'field_declaration' ? 'field' : 'variable';
        return [{ target: tree.field(node, 'name'), value: tree.field(node, 'value'), type: tree.field(declaration, 'type'), kind }];
      }
      case 'assignment_expression':
        return [{ target: tree.field(node, 'left'), value: tree.field(node, 'right'), kind: 'variable' }];
      case 'enhanced_for_statement':
        return [{ target: tree.field(node, 'name'), value: tree.field(node, 'value'), type: tree.field(node, 'type'), kind: 'loop' }];
      case 'catch_formal_parameter':
        return [{ target: tree.field(node, 'name'), type: tree.child(node, 'catch_type'), kind: 'catch' }];
      case 'resource':
        return [{ target: tree.field(node, 'name'), value: tree.field(node, 'value'), type: tree.field(node, 'type'), kind: 'variable' }];
      default:
        return [{ target: tree.field(node, 'name'), value: tree.field(node, 'left'), type: tree.field(node, 'right'), kind: 'variable' }];
    }
  },
  pattern: (_, target) => (target === NONE ? [] : [{ node: target, path: [] }]),
  import(tree, node) {
    const line = tree.startLine(node);
    const path = tree.content(tree.child(node, 'scoped_identifier', 'identifier'));
    // Classes of the same package are in scope without an import.
    if (tree.type(node) === 'package_declaration') return [{ module: path, imported: '*', local: '', line }];
    if (tree.child(node, 'asterisk') !== NONE) return [{ module: path, imported: '*', local: '', line }];
    const local = bareType(path);
    return [{ module: path.slice(0, -local.length - 1), imported: local, local, line }];
  },
  thrown: (tree, node) => tree.children(node)[0] ?? NONE,
};
