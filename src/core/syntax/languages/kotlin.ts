import { NONE, type FlatTree, type NodeId } from '../flatTree';
import { bareType, placedNames, type LanguageRules, type RawDefinition } from '../languageRules';

const LEAVES = ['identifier', 'navigation_expression', 'index_expression'];
const NAMES = ['variable_declaration', 'multi_variable_declaration'];
const TYPES = /^(?:user_type|nullable_type|function_type|parenthesized_type|non_nullable_type)$/;
const ANY = /./;
const NAMED: readonly (readonly [RegExp, string])[] = [
  [/^identifier$/, 'name'],
  [TYPES, 'type'],
  [/^(?!modifiers$)/, 'value'],
];

export const kotlinRules: LanguageRules = {
  functions: [
    'function_declaration',
    'primary_constructor',
    'secondary_constructor',
    'getter',
    'setter',
    'lambda_literal',
    'anonymous_function',
  ],
  classes: ['class_declaration', 'object_declaration', 'companion_object'],
  calls: ['call_expression', 'constructor_invocation', 'constructor_delegation_call', 'callable_reference'],
  definitions: ['property_declaration', 'assignment', 'for_statement', 'catch_block', 'class_parameter', 'when_subject'],
  imports: ['import', 'package_header'],
  throws: ['throw_expression'],
  returns: ['return_expression'],
  identifiers: ['identifier', 'this_expression'],
  members: { navigation_expression: ['object', 'name'] },
  subscripts: ['index_expression'],
  leading: [],
  wrappers: [],
  fields: {
    inlined: { function_body: 'body', annotated_lambda: 'lambda' },
    children: {
      function_declaration: [[/^function_value_parameters$/, 'parameters']],
      anonymous_function: [[/^function_value_parameters$/, 'parameters']],
      secondary_constructor: [
        [/^function_value_parameters$/, 'parameters'],
        [/^block$/, 'body'],
      ],
      primary_constructor: [[/^class_parameters$/, 'parameters']],
      lambda_literal: [[/^lambda_parameters$/, 'parameters']],
      class_declaration: [[/^(?:enum_)?class_body$/, 'body']],
      object_declaration: [[/^class_body$/, 'body']],
      companion_object: [[/^class_body$/, 'body']],
      parameter: NAMED,
      class_parameter: NAMED,
      variable_declaration: NAMED,
      property_declaration: [
        [/^(?:multi_)?variable_declaration$/, 'name'],
        [/^(?!modifiers$|type_parameters$|user_type$|nullable_type$|getter$|setter$|property_delegate$|type_constraints$)/, 'value'],
      ],
      navigation_expression: [
        [ANY, 'object'],
        [ANY, 'name'],
      ],
      call_expression: [
        [ANY, 'function'],
        [/^value_arguments$/, 'arguments'],
      ],
      if_expression: [
        [ANY, 'consequence'],
        [ANY, 'alternative'],
      ],
      for_statement: [
        [/^(?:multi_)?variable_declaration$/, 'left'],
        [ANY, 'right'],
        [ANY, 'body'],
      ],
      while_statement: [[ANY, 'body']],
      when_entry: [[ANY, 'body']],
      catch_block: [
        [/^identifier$/, 'name'],
        [TYPES, 'type'],
        [/^block$/, 'body'],
      ],
    },
  },

  functionName(tree, node) {
    const owner = (): string => tree.content(tree.field(tree.parent(node), 'name'));
    switch (tree.type(node)) {
      case 'primary_constructor':
        return { name: owner(), kind: 'constructor' };
      case 'secondary_constructor':
        return { name: tree.content(tree.field(tree.parent(tree.parent(node)), 'name')), kind: 'constructor' };
      case 'getter':
      case 'setter': {
        const property = tree.content(tree.field(tree.field(tree.parent(node), 'name'), 'name'));
        // One without a body only changes who may use it.
        return property && tree.field(node, 'body') !== NONE ? { name: property, kind: 'method' } : undefined;
      }
      case 'function_declaration':
        if (tree.field(node, 'body') === NONE) return undefined;
        return {
          name: tree.content(tree.field(node, 'name')),
          kind: /class_body$/.test(tree.type(tree.parent(node))) ? 'method' : 'function',
        };
      default:
        return undefined;
    }
  },
  parameters(tree, node) {
    const list = tree.field(node, 'parameters');
    return tree.children(list).flatMap((parameter) => {
      if (tree.type(parameter) === 'multi_variable_declaration') return [{ target: parameter }];
      const name = tree.field(parameter, 'name');
      return name === NONE ? [] : [{ target: name, type: tree.field(parameter, 'type') }];
    });
  },
  className: (tree, node) => tree.content(tree.field(node, 'name')),
  bases: (tree, node) => tree.children(tree.child(node, 'delegation_specifiers')).map((base) => bareType(tree.content(base))),
  call(tree, node) {
    switch (tree.type(node)) {
      case 'constructor_invocation':
        return { name: bareType(tree.content(tree.children(node)[0] ?? NONE)), args: argumentsOf(tree, node), construct: true };
      case 'constructor_delegation_call':
        return { name: /^this/.test(tree.content(node)) ? 'this' : 'super', args: argumentsOf(tree, node), construct: true };
      case 'callable_reference': {
        const [first, second] = tree.children(node);
        if (first === undefined) return undefined;
        return second === undefined ? { name: tree.content(first), args: [] } : { name: tree.content(second), receiver: first, args: [] };
      }
      default: {
        const callee = tree.field(node, 'function');
        const args = argumentsOf(tree, node);
        if (tree.type(callee) === 'navigation_expression')
          return { name: tree.content(tree.field(callee, 'name')), receiver: tree.field(callee, 'object'), args };
        if (tree.type(callee) !== 'identifier') return undefined;
        const name = tree.content(callee);
        return { name, args, construct: /^[A-Z]/.test(name) };
      }
    }
  },
  definition(tree, node): RawDefinition[] {
    const target = tree.field(node, 'name');
    switch (tree.type(node)) {
      case 'property_declaration': {
        const kind = /class_body$/.test(tree.type(tree.parent(node))) ? 'field' : 'variable';
        return [{ target, value: tree.field(node, 'value'), type: tree.field(target, 'type'), kind }];
      }
      case 'assignment':
        return [{ target: tree.field(node, 'left'), value: tree.field(node, 'right'), kind: 'variable' }];
      case 'for_statement': {
        const left = tree.field(node, 'left');
        return [{ target: left, value: tree.field(node, 'right'), type: tree.field(left, 'type'), kind: 'loop' }];
      }
      case 'catch_block':
        return [{ target, type: tree.field(node, 'type'), kind: 'catch' }];
      case 'class_parameter':
        // `val name: String` is a field, filled with the parameter of that name.
        return /\bva[lr]\s+$/.test(tree.text.slice(tree.start(node), tree.start(target)))
          ? [{ target, value: target, type: tree.field(node, 'type'), kind: 'field' }]
          : [];
      default: {
        const subject = tree.child(node, ...NAMES);
        return subject === NONE ? [] : [{ target: subject, value: tree.children(node).at(-1) ?? NONE, kind: 'variable' }];
      }
    }
  },
  pattern: (tree, target) => placedNames(tree, target, LEAVES),
  import(tree, node) {
    const line = tree.startLine(node);
    const path = tree.content(tree.child(node, 'qualified_identifier', 'identifier'));
    // Files of the same package are in scope without an import.
    if (tree.type(node) === 'package_header' || /\.\*\s*$/.test(tree.content(node)))
      return [{ module: path, imported: '*', local: '', line }];
    const imported = bareType(path);
    const alias = tree.children(node)[1];
    const local = alias === undefined ? imported : tree.content(alias);
    return [{ module: path.slice(0, -imported.length - 1), imported, local, line }];
  },
  thrown: (tree, node) => tree.children(node)[0] ?? NONE,
};

/** Arguments of a call, a function after its brackets as the last. */
function argumentsOf(tree: FlatTree, node: NodeId): NodeId[] {
  const list = tree.child(node, 'value_arguments');
  const given = tree.children(list).map((argument) => {
    const parts = tree.children(argument);
    return parts.length === 1 ? parts[0]! : argument;
  });
  const lambda = tree.child(node, 'lambda_literal');
  return lambda === NONE ? given : [...given, lambda];
}
