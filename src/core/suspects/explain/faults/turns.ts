import type { Ir, Stmt } from '../../../syntax/lower/ir';
import { listsOf } from '../../../syntax/lower/scopes';
import { fault, LIKE_C, type Fault } from './fault';
import { assignsOf, callName, isFn, isLiteral, isName, plain, reads, receiverOf, some } from './shapes';

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
          ...(isReturnedAfter && { fix: [{ start: list.at(-2)!.end, end: last.end, text: closing(file.text, list.at(-2)!.end) }] }),
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
];

/** The sign that ends a statement, where the text has one there. */
function closing(text: string, at: number): string {
  return text[at] === ';' ? ';' : '';
}
