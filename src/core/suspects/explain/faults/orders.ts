import { escapePattern } from '../../../escapePattern';
import { nodesIn, type Expr } from '../../../syntax/lower/ir';
import type { SyntaxFile } from '../../../syntax/syntax';
import { inserted, replaced } from './edits';
import { fault, LIKE_C, type Around, type Fault } from './fault';
import { callName, lastName } from './shapes';

/** How urgent a word says something is; the greatest first. */
const URGENCY: readonly RegExp[] = [
  /^(?:critical|emergency|fatal|highest|severe|immediate|blocker)$/i,
  /^(?:urgent|high|error|major|important)$/i,
  /^(?:medium|normal|warning|warn|moderate|standard|regular)$/i,
  /^(?:low|minor|info|notice|lowest|trivial|debug|trace)$/i,
];

/** What a call puts in first: the first part of a pair, or the value itself. */
function firstParts(call: Extract<Expr, { kind: 'call' }>): Expr[] {
  return call.args.flatMap(({ value }) => (value.kind === 'list' && value.elements[0] ? [value.elements[0]] : []));
}

const negated = (node: Expr): Expr | undefined =>
  node.kind === 'operate' && node.operator === '-' && node.operands.length === 1 ? node.operands[0] : undefined;

/** The enums of a program whose order is derived although their variants begin with the most urgent. */
function reversedEnums(files: Around['files']): { file: SyntaxFile; at: number; name: string; first: string; last: string }[] {
  return files.flatMap((file) =>
    [
      ...file.text.matchAll(
        /#\[derive\([^)\]]{0,200}\bOrd\b[^)\]]{0,200}\)\]\s*(?:pub(?:\(\w+\))?\s+)?enum\s+(\w+)\s*\{([^{}]{0,2000})\}/g,
      ),
    ].flatMap(([whole, name = '', body = '']) => {
      const start = file.text.indexOf(whole);
      const plain = body.replace(/\/\/[^\n]*/g, (each) => ' '.repeat(each.length));
      const names = plain.match(/\w+/g) ?? [];
      const places = names.map((each) => URGENCY.findIndex((kind) => kind.test(each)));
      if (/[=(]/.test(plain) || names.length < 2 || places.some((place, at) => place < 0 || (at > 0 && place <= places[at - 1]!)))
        return [];
      return [{ file, at: start + whole.length - 1 - body.length + plain.search(/\w/), name, first: names[0]!, last: names.at(-1)! }];
    }),
  );
}

/** Orders that two pieces of code do not agree about. */
export const orders: readonly Fault[] = [
  fault({
    id: 'pushed-with-other-sign',
    languages: [...LIKE_C, 'python', 'ruby', 'kotlin', 'go'],
    source: 'Python documentation, heapq; no tool has a rule for it',
    on: 'call',
    find(call, around) {
      const { text, file } = around;
      const container = text(call.callee) + (call.args.length > 1 ? text(call.args[0]!.value) : '');
      for (const part of firstParts(call)) {
        if (!/^(?:member|name)$/.test(part.kind)) continue;
        const others = [...nodesIn(file.code)].filter(
          (each): each is Extract<Expr, { kind: 'call' }> =>
            each.kind === 'call' &&
            each !== call &&
            text(each.callee) + (each.args.length > 1 ? text(each.args[0]!.value) : '') === container &&
            firstParts(each).length > 0,
        );
        const opposite = others.find((each) =>
          firstParts(each).some((one) => {
            const inner = negated(one);
            return inner !== undefined && lastName(inner) === lastName(part);
          }),
        );
        // Where most are without the sign, the one that has it is the odd one.
        if (!opposite || others.filter((each) => firstParts(each).every((one) => !negated(one))).length > 0) continue;
        return {
          at: part,
          of: part,
          by: text(part),
          other: text(call.args.length > 1 ? call.args[0]!.value : call.callee),
          also: { file, at: opposite },
          fix: inserted(part.start, '-'),
        };
      }
      return undefined;
    },
  }),
  fault({
    id: 'variants-in-reverse',
    languages: ['rust'],
    source: 'Rust documentation, "Ord: Derivable"; Clippy derive_ord_xor_partial_ord',
    on: 'call',
    find(call, { text, files, file: own }) {
      if (!/^max(?:_by_key)?$/.test(callName(call))) return undefined;
      for (const { file, at, name, first, last } of reversedEnums(files)) {
        const fields = files.flatMap((each) =>
          [...each.text.matchAll(new RegExp(`\\b(\\w+)\\s*:\\s*${escapePattern(name)}\\b`, 'g'))].map(([, field]) => field!),
        );
        const read = [...nodesIn(call.args.map(({ value }) => value))].find((each) => each.kind === 'member' && fields.includes(each.name));
        if (!read || /\bReverse\($/.test(own.text.slice(Math.max(0, read.start - 20), read.start))) continue;
        return {
          at: read,
          of: read,
          by: first,
          other: last,
          also: { file, at: { start: at, end: at + first.length } },
          fix: replaced(read, `std::cmp::Reverse(${text(read)})`),
        };
      }
      return undefined;
    },
  }),
];
