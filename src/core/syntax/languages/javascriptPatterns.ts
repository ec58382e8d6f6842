import type { FlatTree, NodeId } from '../flatTree';
import { type PatternName, unquote } from '../languageRules';

export function patternNames(tree: FlatTree, node: NodeId, path: string[]): PatternName[] {
  switch (tree.type(node)) {
    case 'identifier':
    case 'member_expression':
    case 'subscript_expression':
    case 'property_identifier':
    case 'private_property_identifier':
      return [{ node, path }];
    case 'shorthand_property_identifier_pattern':
      return [{ node, path: [...path, tree.content(node)] }];
    case 'pair_pattern':
      return patternNames(tree, tree.field(node, 'value'), [...path, unquote(tree.content(tree.field(node, 'key')))]);
    case 'object_assignment_pattern':
    case 'assignment_pattern':
      return patternNames(tree, tree.field(node, 'left'), path);
    case 'array_pattern': {
      // Holes have no node, so positions are counted by commas.
      let place = 0;
      let from = tree.start(node) + 1;
      return tree.children(node).flatMap((child) => {
        place += tree.text.slice(from, tree.start(child)).split(',').length - 1;
        from = tree.end(child);
        return patternNames(tree, child, [...path, String(place)]);
      });
    }
    case 'object_pattern':
    case 'rest_pattern':
    case 'required_parameter':
    case 'optional_parameter':
      return tree.children(node).flatMap((child) => patternNames(tree, child, path));
    default:
      return [];
  }
}
