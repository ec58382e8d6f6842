import type { CodeEdit } from '../../syntax/edits/codeEdit';
import { NONE, type NodeId } from '../../syntax/flatTree';
import { argumentsOf, replace, type CodeSite } from '../../syntax/edits/codeSite';
import type { RepairTemplate } from './repairTemplate';

const MOST_CALLS = 4;

/** Missing arguments and calls. */
export const callTemplates: readonly RepairTemplate[] = [
  {
    name: 'argument-added',
    share: 4,
    fits: { nothing: 1.5, assertion: 1.2 },
    // A parameter of the callee with the name of a value available here; then also in its other calls.
    at(site) {
      const { tree, node, language, unit, fn } = site;
      const args = argumentsOf(site, node);
      const call = args && language.call(tree, node);
      if (!call) return [];
      const callee = unit.functions.find(({ name, parameters }) => name === call.name && parameters.length > args.length);
      const next = callee?.parameters[args.length]?.name;
      if (next === undefined || !site.namesAt(fn, tree.startLine(node)).has(next)) return [];
      const here = appended(tree, node, args, next);
      const everywhere = callsOf(site, call.name, args.length, next);
      return everywhere.length > 1 ? [[here], everywhere] : [[here]];
    },
  },
  {
    name: 'awaited',
    share: 2,
    fits: { notCallable: 1.5, assertion: 1.2 },
    at(site, { wait }) {
      const { tree, node, rules, fn, type } = site;
      const call = rules.calls[type] !== undefined && type !== 'new_expression';
      if (!wait || !call || rules.awaits.includes(tree.type(tree.parent(node)))) return [];
      const header = tree.text.slice(tree.lineStarts[fn.startLine - 1], tree.lineStarts[fn.signature.endLine] ?? tree.text.length);
      if (!/\basync\b/.test(header)) return [];
      const inside = tree.fieldName(node) === 'object';
      return [[replace(tree, node, inside ? `(${wait}${tree.content(node)})` : `${wait}${tree.content(node)}`)]];
    },
  },
  {
    name: 'call-appended',
    untyped: true,
    share: 2,
    fits: { assertion: 0.4 },
    at({ tree, node, rules, language, type }) {
      const member = language.members[type] !== undefined;
      const call = rules.calls[type] !== undefined;
      if ((!member && !call && type !== 'identifier') || tree.fieldName(node) !== 'value') return [];
      return rules.tidying.slice(0, MOST_CALLS).map((name) => [replace(tree, node, `${tree.content(node)}.${name}()`)]);
    },
  },
  {
    name: 'returned',
    untyped: true,
    share: 1,
    fits: { assertion: 2, nothing: 1.5 },
    // The last statement of a function computes a value and discards it.
    at({ tree, node, rules, type, fn, returnsOf }) {
      if (type !== rules.expressionStatement || tree.endLine(node) < fn.endLine - 1 || returnsOf(fn).length > 0) return [];
      const value = tree.children(node)[0] ?? NONE;
      return rules.calls[tree.type(value)] ? [[{ start: tree.start(node), end: tree.start(node), text: 'return ' }]] : [];
    },
  },
];

function appended(tree: CodeSite['tree'], call: NodeId, args: readonly NodeId[], text: string): CodeEdit {
  const last = args.at(-1);
  const at = last === undefined ? tree.end(call) - 1 : tree.end(last);
  return { start: at, end: at, text: last === undefined ? text : `, ${text}` };
}

/** The argument added to each call of the function that lacks it, where a value of that name is at hand. */
function callsOf({ tree, rules, language, unit, namesAt }: CodeSite, name: string, length: number, next: string): CodeEdit[] {
  const edits: CodeEdit[] = [];
  for (let node = 0; node < tree.size; node++) {
    const type = tree.type(node);
    const args = rules.calls[type] && argumentsOf({ tree, rules, type } as CodeSite, node);
    if (args?.length !== length || language.call(tree, node)?.name !== name) continue;
    const fn = unit.enclosing(tree.startLine(node));
    if (fn && namesAt(fn, tree.startLine(node)).has(next)) edits.push(appended(tree, node, args, next));
  }
  return edits;
}
