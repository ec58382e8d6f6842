import { NONE, type FlatTree, type NodeId } from '../flatTree';
import { bareType, unquote, type LanguageRules, type NamedFunction, type RawCall, type RawDefinition } from '../languageRules';
import { exportNames, importBindings } from './javascriptImports';
import { patternNames } from './javascriptPatterns';

const TEST_CALL = /^(?:it|test|specify|fit|xit|should)\b/;

/** Calls that return their function argument; it gets the variable's name. */
const PASSES_ON =
  /^(?:memo|forwardRef|observer|lazy|useCallback|debounce|throttle|once|memoize\w*|curry\w*|promisify|async\w*|catchAsync|wrap\w*|create\w*|define\w*|connect|with\w*)$/;

/** JavaScript, TypeScript and TSX: one set of rules, node types of all three. */
export const javascriptRules: LanguageRules = {
  functions: [
    'function_declaration',
    'generator_function_declaration',
    'function_expression',
    'generator_function',
    'arrow_function',
    'method_definition',
  ],
  classes: ['class_declaration', 'abstract_class_declaration', 'class', 'interface_declaration', 'enum_declaration'],
  calls: ['call_expression', 'new_expression', 'jsx_opening_element', 'jsx_self_closing_element'],
  definitions: [
    'variable_declarator',
    'assignment_expression',
    'augmented_assignment_expression',
    'public_field_definition',
    'field_definition',
    'for_in_statement',
    'catch_clause',
  ],
  imports: ['import_statement', 'export_statement', 'variable_declarator', 'call_expression'],
  throws: ['throw_statement'],
  returns: ['return_statement', 'yield_expression'],
  identifiers: ['identifier', 'this', 'shorthand_property_identifier', 'shorthand_property_identifier_pattern'],
  members: { member_expression: ['object', 'property'] },
  subscripts: ['subscript_expression'],
  leading: ['decorator'],
  wrappers: [],

  functionName,
  parameters(tree, node) {
    const single = tree.field(node, 'parameter');
    if (single !== NONE) return [{ target: single }];
    return tree.children(tree.field(node, 'parameters')).map((parameter) => {
      const pattern = tree.field(parameter, 'pattern');
      return { target: pattern === NONE ? parameter : pattern, type: tree.field(parameter, 'type') };
    });
  },
  className(tree, node) {
    const name = tree.content(tree.field(node, 'name'));
    return name || tree.content(assignedName(tree, node));
  },
  bases(tree, node) {
    const heritage = tree.child(node, 'class_heritage', 'extends_type_clause');
    if (heritage === NONE) return [];
    const parts = tree.children(heritage).flatMap((part) => (/clause$/.test(tree.type(part)) ? tree.children(part) : [part]));
    return parts.filter((part) => tree.type(part) !== 'type_arguments').map((part) => bareType(tree.content(part)));
  },
  call,
  definition,
  pattern: (tree, target) => patternNames(tree, target, []),
  import: importBindings,
  thrown: (tree, node) => tree.children(node)[0] ?? NONE,
  exports: exportNames,
};

function functionName(tree: FlatTree, node: NodeId): NamedFunction | undefined {
  const own = tree.field(node, 'name');
  if (tree.type(node) === 'method_definition') {
    const name = unquote(tree.content(own));
    return { name, kind: name === 'constructor' ? 'constructor' : 'method' };
  }
  let at = node;
  let parent = tree.parent(at);
  // A call that only returns the function does not separate it from its name.
  while (isPassedOn(tree, parent, at)) {
    at = parent;
    parent = tree.parent(at);
  }
  const type = tree.type(parent);
  if (type === 'variable_declarator')
    return { name: tree.content(tree.field(parent, 'name')), kind: 'function', outer: declarationOf(tree, parent) };
  if (type === 'assignment_expression') return assignedFunction(tree, parent, own);
  if (type === 'pair')
    return { name: unquote(tree.content(tree.field(parent, 'key'))).replace(/^\[|\]$/g, ''), kind: 'method', outer: parent };
  if (type === 'public_field_definition' || type === 'field_definition') {
    const name = tree.field(parent, 'name') === NONE ? tree.field(parent, 'property') : tree.field(parent, 'name');
    return { name: tree.content(name), kind: 'method', outer: parent };
  }
  if (own !== NONE) return { name: tree.content(own), kind: 'function' };
  if (type === 'export_statement') return { name: 'default', kind: 'function', outer: parent };
  if (type === 'arguments') return callbackName(tree, parent, node);
  const called = tree.type(tree.parent(parent)) === 'call_expression' && tree.fieldName(parent) === 'function';
  return called || type === 'call_expression' ? undefined : { name: '', kind: 'callback' };
}

function isPassedOn(tree: FlatTree, parent: NodeId, node: NodeId): boolean {
  const type = tree.type(parent);
  if (/^(?:parenthesized_expression|as_expression|satisfies_expression|await_expression)$/.test(type)) return true;
  if (type === 'arguments') {
    const call = tree.parent(parent);
    return (
      tree.children(parent)[0] === node && PASSES_ON.test(calleeName(tree, call)) && tree.type(tree.parent(call)) !== 'expression_statement'
    );
  }
  return type === 'call_expression' && tree.type(node) === 'arguments';
}

/** `Foo.prototype.bar = function`, `exports.bar = …`, `obj.bar = …`, `module.exports = …`. */
function assignedFunction(tree: FlatTree, assignment: NodeId, own: NodeId): NamedFunction {
  const left = tree.field(assignment, 'left');
  const target = tree.content(left);
  const outer = tree.type(tree.parent(assignment)) === 'expression_statement' ? tree.parent(assignment) : assignment;
  if (target === 'module.exports') return { name: tree.content(own) || 'module.exports', kind: 'function', outer };
  if (tree.type(left) !== 'member_expression') return { name: target, kind: 'function', outer };
  const name = tree.content(tree.field(left, 'property'));
  const owner = tree.content(tree.field(left, 'object')).replace(/\.prototype$/, '');
  if (/^(?:exports|module\.exports|this|self|that)$/.test(owner))
    return { name, kind: owner.endsWith('exports') ? 'function' : 'method', outer };
  return { name, kind: 'method', owner, outer };
}

/** A callback passed with a string: `it('shows orders', () => …)`, `app.get('/orders', …)`. */
function callbackName(tree: FlatTree, args: NodeId, node: NodeId): NamedFunction | undefined {
  const call = tree.parent(args);
  const first = tree.children(args)[0]!;
  if (tree.type(call) !== 'call_expression' || first === node || !/string/.test(tree.type(first))) return { name: '', kind: 'callback' };
  const callee = tree.content(tree.field(call, 'function'));
  const title = tree.content(first);
  if (callee.length > 40 || title.length > 200) return { name: '', kind: 'callback' };
  const outer = tree.type(tree.parent(call)) === 'expression_statement' ? tree.parent(call) : call;
  return { name: `${callee} ${title}`, kind: TEST_CALL.test(callee) ? 'test' : 'callback', outer };
}

/** The declaration around a declarator if it declares nothing else, so that `const` and `export` are in the range. */
function declarationOf(tree: FlatTree, declarator: NodeId): NodeId {
  const declaration = tree.parent(declarator);
  if (
    !/declaration$/.test(tree.type(declaration)) ||
    tree.children(declaration).filter((c) => tree.type(c) === 'variable_declarator').length > 1
  )
    return declarator;
  return declaration;
}

function assignedName(tree: FlatTree, node: NodeId): NodeId {
  const parent = tree.parent(node);
  if (tree.type(parent) === 'variable_declarator') return tree.field(parent, 'name');
  return tree.type(parent) === 'assignment_expression' ? tree.field(parent, 'left') : NONE;
}

function calleeName(tree: FlatTree, call: NodeId): string {
  const callee = tree.field(call, 'function');
  return tree.content(tree.type(callee) === 'member_expression' ? tree.field(callee, 'property') : callee);
}

function call(tree: FlatTree, node: NodeId): RawCall | undefined {
  const type = tree.type(node);
  if (type.startsWith('jsx')) {
    const tag = tree.field(node, 'name');
    const name = tree.content(tag);
    if (!/^[A-Z]|\./.test(name)) return undefined;
    const args = tree.children(node).filter((child) => child !== tag);
    if (tree.type(tag) !== 'member_expression') return { name, args, construct: true };
    return { name: tree.content(tree.field(tag, 'property')), receiver: tree.field(tag, 'object'), args, construct: true };
  }
  const construct = type === 'new_expression';
  let callee = tree.field(node, construct ? 'constructor' : 'function');
  while (/^(?:parenthesized|non_null|await)_expression$/.test(tree.type(callee))) callee = tree.children(callee)[0] ?? NONE;
  const args = tree.children(tree.field(node, 'arguments')).filter((arg) => tree.type(arg) !== 'comment');
  if (tree.type(callee) === 'member_expression') {
    const object = tree.field(callee, 'object');
    const name = tree.content(tree.field(callee, 'property'));
    // `fn.call(this, x)` runs fn.
    if ((name === 'call' || name === 'apply') && !construct) {
      const inner = tree.type(object) === 'member_expression';
      const called = tree.content(inner ? tree.field(object, 'property') : object);
      return { name: called, ...(inner && { receiver: tree.field(object, 'object') }), args: args.slice(1) };
    }
    return { name, receiver: object, args, construct };
  }
  const name = tree.content(callee);
  return /^[\w$]+$/.test(name) ? { name, args, construct } : undefined;
}

function definition(tree: FlatTree, node: NodeId): RawDefinition[] {
  const kind = 'variable';
  switch (tree.type(node)) {
    case 'variable_declarator':
      return [{ target: tree.field(node, 'name'), value: tree.field(node, 'value'), type: tree.field(node, 'type'), kind }];
    case 'assignment_expression':
    case 'augmented_assignment_expression':
      return [{ target: tree.field(node, 'left'), value: tree.field(node, 'right'), kind }];
    case 'for_in_statement':
      return [{ target: tree.field(node, 'left'), value: tree.field(node, 'right'), kind: 'loop' }];
    case 'catch_clause':
      return [{ target: tree.field(node, 'parameter'), kind: 'catch' }];
    default: {
      const name = tree.field(node, 'name') === NONE ? tree.field(node, 'property') : tree.field(node, 'name');
      return [{ target: name, value: tree.field(node, 'value'), type: tree.field(node, 'type'), kind: 'field' }];
    }
  }
}
