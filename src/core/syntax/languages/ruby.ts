import { NONE, type FlatTree, type NodeId } from '../flatTree';
import { bareType, placedNames, unquote, type LanguageRules, type RawCall, type RawDefinition } from '../languageRules';

const LEAVES = ['identifier', 'instance_variable', 'class_variable', 'global_variable', 'constant', 'call', 'element_reference'];
const LOADS = /^(?:require|require_relative|load|autoload)$/;

export const rubyRules: LanguageRules = {
  functions: ['method', 'singleton_method', 'do_block', 'block'],
  classes: ['class', 'module'],
  // A bare name may be a variable or a call without arguments; the lookup of the method decides.
  calls: ['call', 'identifier', 'super'],
  definitions: ['assignment', 'operator_assignment', 'for', 'rescue', 'block_parameters'],
  imports: ['call'],
  throws: ['call'],
  returns: ['return'],
  identifiers: ['identifier', 'instance_variable', 'class_variable', 'global_variable', 'self'],
  members: { call: ['receiver', 'method'] },
  subscripts: ['element_reference'],
  leading: [],
  wrappers: [],

  functionName(tree, node) {
    if (/block$/.test(tree.type(node))) {
      const call = tree.parent(node);
      const title = tree.children(tree.field(call, 'arguments'))[0] ?? NONE;
      const callee = tree.content(tree.field(call, 'method'));
      if (tree.type(title) !== 'string' || !/^(?:x|f)?(?:it|specify|scenario|test|describe|context|should|task|namespace)$/.test(callee))
        return undefined;
      const test = !/^(?:describe|context|task|namespace)$/.test(callee);
      return { name: `${callee} ${tree.content(title)}`, kind: test ? 'test' : 'callback', outer: call };
    }
    const name = tree.content(tree.field(node, 'name'));
    return { name, kind: name === 'initialize' ? 'constructor' : 'method' };
  },
  parameters(tree, node) {
    return tree.children(tree.field(node, 'parameters')).flatMap((parameter) => {
      const target = tree.type(parameter) === 'identifier' ? parameter : tree.field(parameter, 'name');
      return target === NONE || tree.type(parameter) === 'block_parameter' ? [] : [{ target }];
    });
  },
  className: (tree, node) => bareType(tree.content(tree.field(node, 'name'))),
  bases(tree, node) {
    const superclass = tree.children(tree.field(node, 'superclass')).map((base) => bareType(tree.content(base)));
    const mixed = tree
      .children(tree.field(node, 'body'))
      .filter((member) => /^(?:include|extend|prepend)$/.test(tree.content(tree.field(member, 'method'))))
      .flatMap((member) => tree.children(tree.field(member, 'arguments')).map((name) => bareType(tree.content(name))));
    return [...superclass, ...mixed];
  },
  call,
  definition(tree, node): RawDefinition[] {
    switch (tree.type(node)) {
      case 'for':
        return [{ target: tree.field(node, 'pattern'), value: tree.field(node, 'value'), kind: 'loop' }];
      case 'rescue':
        return [{ target: tree.children(tree.field(node, 'variable'))[0] ?? NONE, type: tree.field(node, 'exceptions'), kind: 'catch' }];
      case 'block_parameters': {
        const call = tree.parent(tree.parent(node));
        return [{ target: node, value: tree.field(call, 'receiver'), kind: 'loop' }];
      }
      default:
        return [{ target: tree.field(node, 'left'), value: tree.field(node, 'right'), kind: 'variable' }];
    }
  },
  pattern: (tree, target) => placedNames(tree, target, LEAVES),
  import(tree, node) {
    const method = tree.content(tree.field(node, 'method'));
    if (!LOADS.test(method)) return [];
    const path = tree.children(tree.field(node, 'arguments')).at(-1) ?? NONE;
    if (tree.type(path) !== 'string') return [];
    const module = unquote(tree.content(path));
    const relative = method === 'require_relative' && !module.startsWith('.');
    return [{ module: relative ? `./${module}` : module, imported: '*', local: '', line: tree.startLine(node) }];
  },
  thrown(tree, node) {
    if (!/^(?:raise|fail|abort)$/.test(tree.content(tree.field(node, 'method'))) || tree.field(node, 'receiver') !== NONE) return undefined;
    return tree.field(node, 'arguments');
  },
};

function call(tree: FlatTree, node: NodeId): RawCall | undefined {
  const type = tree.type(node);
  if (type === 'identifier') {
    const parent = tree.type(tree.parent(node));
    const field = tree.fieldName(node);
    if (
      field === 'method' ||
      field === 'name' ||
      field === 'left' ||
      field === 'pattern' ||
      /parameter|assignment_list|^alias|symbol/.test(parent)
    )
      return undefined;
    return { name: tree.content(node), args: [] };
  }
  if (type === 'super') return { name: 'super', args: [] };
  const name = tree.content(tree.field(node, 'method'));
  const args = tree.children(tree.field(node, 'arguments'));
  const receiver = tree.field(node, 'receiver');
  if (name === 'new' && receiver !== NONE) return { name: bareType(tree.content(receiver)), args, construct: true };
  return name ? { name, ...(receiver !== NONE && { receiver }), args } : undefined;
}
