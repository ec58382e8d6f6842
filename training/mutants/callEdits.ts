import type { CodeEdit } from '../../src/core/syntax/edits/codeEdit';
import { argumentsOf, replace, type CodeSite } from '../../src/core/syntax/edits/codeSite';

/** Two neighbouring arguments swapped. */
export function swappedArguments(site: CodeSite): CodeEdit[][] {
  const { tree, rules } = site;
  const args = argumentsOf(site, site.node) ?? [];
  return args.slice(1).flatMap((second, place) => {
    const first = args[place]!;
    const [before, after] = [tree.content(first), tree.content(second)];
    if (before === after || before.length + after.length > 80) return [];
    if ([first, second].some((arg) => rules.namedArguments.includes(tree.type(arg)) || /function|lambda/.test(tree.type(arg)))) return [];
    return [[replace(tree, first, after), replace(tree, second, before)]];
  });
}

/** A call without one of its later arguments. */
export function droppedArguments(site: CodeSite): CodeEdit[][] {
  const { tree } = site;
  const args = argumentsOf(site, site.node) ?? [];
  return args.slice(1).flatMap((arg, place) => {
    if (tree.content(arg).length > 60) return [];
    return [[{ start: tree.end(args[place]!), end: tree.end(arg), text: '' }]];
  });
}
