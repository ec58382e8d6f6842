import { NONE, type FlatTree, type NodeId } from '../flatTree';
import { bareType, placedNames, unquote, type LanguageRules, type RawDefinition } from '../languageRules';

const LEAVES = ['identifier', 'field_identifier', 'selector_expression', 'index_expression', 'unary_expression'];

export const goRules: LanguageRules = {
  functions: ['function_declaration', 'method_declaration', 'func_literal'],
  classes: ['type_spec'],
  calls: ['call_expression', 'composite_literal'],
  definitions: ['short_var_declaration', 'assignment_statement', 'var_spec', 'const_spec', 'range_clause', 'field_declaration'],
  imports: ['import_spec'],
  throws: ['call_expression'],
  returns: ['return_statement'],
  identifiers: ['identifier'],
  members: { selector_expression: ['operand', 'field'] },
  subscripts: ['index_expression'],
  leading: [],
  wrappers: [],

  functionName(tree, node) {
    if (tree.type(node) === 'func_literal') {
      // t.Run("name", func(t *testing.T) { … })
      const args = tree.parent(node);
      const call = tree.parent(args);
      const title = tree.children(args)[0];
      if (tree.type(call) !== 'call_expression' || title === undefined || !/string/.test(tree.type(title))) return undefined;
      const callee = tree.content(tree.field(call, 'function'));
      return { name: `${callee} ${tree.content(title)}`, kind: /\.Run$/.test(callee) ? 'test' : 'callback', outer: call };
    }
    const name = tree.content(tree.field(node, 'name'));
    const receiver = tree.inside(tree.field(node, 'receiver'), 'parameter_declaration');
    if (receiver === NONE) return { name, kind: 'function' };
    return { name, kind: 'method', owner: bareType(tree.content(tree.field(receiver, 'type'))) };
  },
  parameters(tree, node) {
    const receiver = declared(tree, tree.field(node, 'receiver')).map((parameter) => ({ ...parameter, implicit: true }));
    return [...receiver, ...declared(tree, tree.field(node, 'parameters'))];
  },
  className: (tree, node) => tree.content(tree.field(node, 'name')),
  bases: () => [],
  call(tree, node) {
    if (tree.type(node) === 'composite_literal') {
      return { name: bareType(tree.content(tree.field(node, 'type'))), args: tree.children(tree.field(node, 'body')), construct: true };
    }
    const callee = tree.field(node, 'function');
    const args = tree.children(tree.field(node, 'arguments'));
    if (tree.type(callee) === 'selector_expression') {
      return { name: tree.content(tree.field(callee, 'field')), receiver: tree.field(callee, 'operand'), args };
    }
    if (tree.type(callee) === 'func_literal') return undefined;
    const name = bareType(tree.content(callee).slice(0, 200));
    return /^\w+$/.test(name) ? { name, args } : undefined;
  },
  definition(tree, node): RawDefinition[] {
    switch (tree.type(node)) {
      case 'range_clause':
        return [{ target: tree.field(node, 'left'), value: tree.field(node, 'right'), kind: 'loop' }];
      case 'field_declaration':
        return tree.fieldAll(node, 'name').map((target) => ({ target, type: tree.field(node, 'type'), kind: 'field' }));
      case 'var_spec':
      case 'const_spec':
        return matched(tree, tree.fieldAll(node, 'name'), tree.field(node, 'value'), tree.field(node, 'type'));
      default:
        return matched(tree, tree.children(tree.field(node, 'left')), tree.field(node, 'right'), NONE);
    }
  },
  pattern: (tree, target) => placedNames(tree, target, LEAVES),
  import(tree, node) {
    const module = unquote(tree.content(tree.field(node, 'path')));
    const name = tree.content(tree.field(node, 'name'));
    const local = name || module.slice(module.lastIndexOf('/') + 1);
    return [{ module, imported: '*', local: name === '.' || name === '_' ? '' : local, line: tree.startLine(node) }];
  },
  thrown(tree, node) {
    if (!tree.is(tree.field(node, 'function'), 'panic')) return undefined;
    return tree.children(tree.field(node, 'arguments'))[0] ?? NONE;
  },
};

function declared(tree: FlatTree, list: NodeId): { target: NodeId; type: NodeId }[] {
  return tree
    .children(list)
    .flatMap((parameter) => tree.fieldAll(parameter, 'name').map((target) => ({ target, type: tree.field(parameter, 'type') })));
}

/** Targets with their values: pairwise, or all from one call. */
function matched(tree: FlatTree, targets: NodeId[], list: NodeId, type: NodeId): RawDefinition[] {
  const values = tree.children(list);
  return targets.map((target, place) =>
    values.length === targets.length
      ? { target, value: values[place], type, kind: 'variable' }
      : { target, value: values[0], type, kind: 'variable', path: [String(place)] },
  );
}
