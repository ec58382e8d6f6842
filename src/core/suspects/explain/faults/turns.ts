import { nodesIn, type Ir, type Stmt } from '../../../syntax/lower/ir';
import type { SyntaxFile } from '../../../syntax/syntax';
import { listsOf } from '../../../syntax/lower/scopes';
import { inserted, replaced } from './edits';
import { fault, LIKE_C, type Fault, type Hit } from './fault';
import { assignsOf, callName, isFn, isLiteral, isName, listsIn, plain, reads, receiverOf, some, indentAt } from './shapes';

const LOOPING = [...LIKE_C, 'python', 'go', 'rust', 'kotlin', 'ruby'] as const;

/** The name that a statement adds to: `total += x`, `all = all + x`, `found.push(x)`. */
function addedTo(node: Stmt): string | undefined {
  const inner = node.kind === 'do' ? node.value : node;
  if (inner.kind === 'assign' && isName(inner.target)) {
    const adds =
      /^(?:[-+*/|&.]=|\+\+|--)$/.test(inner.operator) || (inner.value?.kind === 'operate' && reads(inner.target.name, [inner.value]));
    const appends =
      inner.value?.kind === 'call' && isName(inner.value.callee, 'append') && isName(inner.value.args[0]?.value, inner.target.name);
    return adds || appends ? inner.target.name : undefined;
  }
  const list =
    inner.kind === 'operate' && inner.operator === '<<'
      ? inner.operands[0]
      : /^(?:push|append|add|Add|push_back|extend|update|insert)$/.test(callName(inner))
        ? receiverOf(inner)
        : undefined;
  return isName(list) ? list.name : undefined;
}

/** The lists of statements of a loop's turn, without those of loops inside it. */
function listsOfTurn(body: readonly Stmt[]): (readonly Stmt[])[] {
  const lists: (readonly Stmt[])[] = [];
  const pending = [body];
  while (pending.length > 0) {
    const list = pending.pop()!;
    lists.push(list);
    for (const node of list) if (!isFn(node) && node.kind !== 'loop') pending.push(...listsOf(node));
  }
  return lists;
}

const goesOn = (body: readonly Ir[]): boolean =>
  some(body, (node) => node.kind === 'jump' && /^(?:continue|next)/.test(node.how), isFn) !== undefined;

/** Loops that end too early. */
export const turns: readonly Fault[] = [
  fault({
    id: 'returns-in-first-round',
    languages: LOOPING,
    source: 'ESLint no-unreachable-loop; Pylint; Sonar S1751; Staticcheck SA4004; Clippy never_loop',
    on: 'loop',
    find(loop, { fn, file }) {
      if (!fn) return undefined;
      for (const list of listsOfTurn(loop.body)) {
        const last = list.at(-1);
        if (last?.kind !== 'return' || !isName(last.value)) continue;
        const { name } = last.value;
        const isAdded = list.slice(0, -1).some((node) => addedTo(node) === name);
        if (!isAdded || !assignsOf(name, fn.body).some((each) => each.start < loop.start)) continue;
        const isWhole = list === loop.body && loop.how !== 'while' && !goesOn(loop.body);
        const isReturnedAfter = some(fn.body, (node) => node.kind === 'return' && node.start >= loop.end && isName(node.value, name), isFn);
        if (!isWhole && !(isReturnedAfter && list.length === 2 && loop.how !== 'while')) continue;
        return {
          at: last,
          by: name,
          also: { file, at: loop },
          fix: isReturnedAfter
            ? replaced({ start: list.at(-2)!.end, end: last.end }, closing(file.text, list.at(-2)!.end))
            : file.language === 'python'
              ? replaced({ start: list.at(-2)!.end, end: last.end }, `\n${indentAt(file.text, loop.start)}return ${name}`)
              : undefined,
        };
      }
      return undefined;
    },
  }),
  fault({
    id: 'first-element-decides',
    languages: LOOPING,
    source: 'ESLint no-unreachable-loop; Ruff SIM110; Sonar S1751; Staticcheck SA4004',
    on: 'loop',
    find(loop, { text, file }) {
      if (loop.how === 'while' || goesOn(loop.body)) return undefined;
      const truthOf = (list: readonly Stmt[] | undefined): string | undefined => {
        const last = list?.at(-1);
        return list?.length === 1 && last?.kind === 'return' && isLiteral(last.value, 'truth') ? last.value.value : undefined;
      };
      const at = loop.body.findLast((node) => node.kind === 'branch');
      if (at?.kind !== 'branch') return undefined;
      const rest = loop.body.slice(loop.body.indexOf(at) + 1);
      const [one, other] = [truthOf(at.then), truthOf(at.otherwise ?? rest)];
      if (one === undefined || other === undefined || one === other || (at.otherwise && rest.length > 0)) return undefined;
      const [inner] = rest;
      return {
        at,
        of: at.condition,
        by: text(at.condition),
        also: { file, at: loop },
        ...(inner && { fix: [{ start: inner.start, end: inner.end, text: '' }] }),
      };
    },
    fits: (wanted, got) => (/^(?:true|false)$/i.test(plain(wanted)) ? undefined : /^(?:true|false)$/i.test(plain(got)) || undefined),
  }),
  fault({
    id: 'skips-after-removal',
    languages: ['java', 'csharp', 'kotlin', 'cpp', 'go', 'rust'],
    source: 'Sonar S5413; SpotBugs; IntelliJ SuspiciousListRemoveInLoop; PVS-Studio V6053; ReSharper',
    on: 'loop',
    find(loop, { text, file }) {
      const { name, list } = countedList(loop, text) ?? {};
      if (name === undefined || list === undefined) return undefined;
      for (const each of listsIn(loop.body)) {
        const at = each.findIndex((node) => removesAt(node, name, list, text));
        if (at < 0) continue;
        const rest = each.slice(at + 1);
        // It goes back, ends, or removes in another way than by its place.
        if (
          rest.some((node) => /^(?:return|throw|jump)$/.test(node.kind) && !/^continue/.test(text(node))) ||
          changesCounter(name, loop.body)
        )
          continue;
        return {
          at: each[at]!,
          by: name,
          other: list,
          also: { file, at: loop },
          fix: loop.how === 'each' ? undefined : stepsBack(each[at]!, name, file),
        };
      }
      return undefined;
    },
  }),
  fault({
    id: 'bound-shrinks',
    languages: ['java', 'csharp', 'kotlin', 'cpp', 'go'],
    source: 'Sonar S1994; SpotBugs; PVS-Studio V6053',
    on: 'loop',
    find(loop, { text, file }) {
      const { name, list } = countedList(loop, text) ?? {};
      if (name === undefined || list === undefined || reads(name, loop.body)) return undefined;
      const taken = loop.body.find((node) =>
        some(
          [node],
          (each) => {
            const receiver = receiverOf(each);
            return (
              receiver !== undefined &&
              text(receiver) === list &&
              each.kind === 'call' &&
              each.args.length === 0 &&
              /^(?:poll|pop|remove|removeFirst|removeLast|pollFirst|pollLast|Dequeue|Pop|pop_front|pop_back)$/.test(callName(each))
            );
          },
          isFn,
        ),
      );
      const isFilled = some(loop.body, (each) => {
        const receiver = receiverOf(each);
        return (
          receiver !== undefined &&
          text(receiver) === list &&
          /^(?:add|offer|push|Enqueue|Push|push_back|addLast|addFirst)$/.test(callName(each))
        );
      });
      return taken && !isFilled && !/^(?:branch|switch|try)$/.test(taken.kind)
        ? { at: taken, by: list, other: text(loop.condition!), also: { file, at: loop } }
        : undefined;
    },
  }),
];

/** The counter of a loop that goes up to the size of a list, and that list as written. */
function countedList(loop: Extract<Ir, { kind: 'loop' }>, text: (node: Ir) => string): { name: string; list: string } | undefined {
  const { condition, update } = loop;
  // `for i := range xs`
  const place = loop.how === 'each' && loop.target?.kind === 'list' ? loop.target.elements[0] : loop.target;
  if (loop.how === 'each' && loop.declares === ':=' && isName(place) && loop.over) return { name: place.name, list: text(loop.over) };
  if (condition?.kind !== 'operate' || !/^(?:<|!=)$/.test(condition.operator) || !isName(condition.operands[0])) return undefined;
  const bound = condition.operands[1]!;
  const sized =
    bound.kind === 'member'
      ? /^(?:Count|size|Length)$/.test(bound.name)
        ? bound.of
        : undefined
      : bound.kind === 'call'
        ? /^(?:size|length|len)$/.test(callName(bound))
          ? (receiverOf(bound) ?? bound.args[0]?.value)
          : undefined
        : undefined;
  const { name } = condition.operands[0];
  const goesUp = update?.some(
    (node) =>
      some([node], (each) => each.kind === 'assign' && isName(each.target, name) && /^(?:\+\+|\+=)$/.test(each.operator)) !== undefined,
  );
  return sized && goesUp ? { name, list: text(sized) } : undefined;
}

/** Whether a statement takes the element at a loop's place out of its list. */
function removesAt(node: Stmt, name: string, list: string, text: (node: Ir) => string): boolean {
  const call = node.kind === 'do' ? node.value : node.kind === 'assign' ? node.value : undefined;
  if (call?.kind !== 'call') return false;
  const receiver = receiverOf(call);
  const [first] = call.args.map(({ value }) => value);
  if (receiver && text(receiver) === list)
    return (
      (/^(?:remove|RemoveAt|removeAt|swap_remove)$/.test(callName(call)) && isName(first, name)) ||
      (callName(call) === 'erase' &&
        call.args.length === 1 &&
        first !== undefined &&
        text(first).replace(/\s/g, '') === `${list}.begin()+${name}`)
    );
  // `xs = append(xs[:i], xs[i+1:]...)`
  return (
    node.kind === 'assign' &&
    text(node.target) === list &&
    isName(call.callee, 'append') &&
    first !== undefined &&
    text(first).replace(/\s/g, '') === `${list}[:${name}]`
  );
}

const changesCounter = (name: string, body: readonly Ir[]): boolean =>
  some(body, (node) => node.kind === 'assign' && isName(node.target, name), isFn) !== undefined;

/** The sign that ends a statement, where the text has one there. */
function closing(text: string, at: number): string {
  return text[at] === ';' ? ';' : '';
}

/** After a removal the next element stands at the same place. */
function stepsBack(removal: Ir, name: string, { language, text }: SyntaxFile): Hit['fix'] {
  if (language === 'go') return inserted(removal.end, `\n${indentAt(text, removal.start)}${name}--`);
  const [place, ...more] = [...nodesIn([removal])].filter((node) => isName(node, name));
  return place && more.length === 0 && /^(?:java|csharp|cpp)$/.test(language) ? inserted(place.end, '--') : undefined;
}
