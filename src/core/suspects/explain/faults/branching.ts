import { type Expr, type Fn, type Ir, type Stmt } from '../../../syntax/lower/ir';
import { listsOf } from '../../../syntax/lower/scopes';
import { fault, LIKE_C, SCRIPT, type Around, type Fault } from './fault';
import {
  callName,
  isFn,
  isLiteral,
  isName,
  isNothing,
  isSteady,
  lastName,
  leaves,
  moduleValue,
  nameOfFn,
  plain,
  receiverOf,
  resultsOf,
  sameCode,
  some,
  unfrozen,
} from './shapes';

const ALL = [...LIKE_C, 'python', 'go', 'ruby', 'rust', 'kotlin'] as const;
type Branch = Extract<Ir, { kind: 'branch' }>;

/** A comparison of a value with a number or a text that is written out. */
interface Compared {
  readonly of: Expr;
  readonly operator: string;
  readonly to: Extract<Expr, { kind: 'literal' }>;
}

const FLIPPED: Readonly<Record<string, string>> = { '<': '>', '>': '<', '<=': '>=', '>=': '<=' };

function compared(node: Expr): Compared | undefined {
  if (node.kind !== 'operate' || node.operands.length !== 2) return undefined;
  const operator = node.operator.replace(/^===$/, '==');
  if (!/^(?:[<>]=?|==)$/.test(operator)) return undefined;
  const [left, right] = node.operands as readonly [Expr, Expr];
  const literal = (each: Expr): each is Extract<Expr, { kind: 'literal' }> => isLiteral(each, 'number', 'text') && !each.parts;
  if (literal(right) && !isLiteral(left)) return { of: left, operator, to: right };
  return literal(left) && !isLiteral(right) ? { of: right, operator: FLIPPED[operator] ?? operator, to: left } : undefined;
}

/** Whether a condition holds wherever a second one does. */
function covers(one: Expr, other: Expr, text: Around['text']): boolean {
  if (sameCode(text(one), text(other))) return isSteady(one);
  if (one.kind === 'choice' && !one.condition && /^(?:\|\||or)$/.test(one.operator))
    return one.options.some((each) => covers(each, other, text));
  if (other.kind === 'operate' && /^(?:&&|and)$/.test(other.operator)) return other.operands.some((each) => covers(one, each, text));
  const [a, b] = [compared(one), compared(other)];
  if (!a || !b || !isSteady(a.of) || !isSteady(b.of) || a.to.of !== 'number' || b.to.of !== 'number') return false;
  const [x, y] = [Number(a.to.value), Number(b.to.value)];
  if (!Number.isFinite(x) || !Number.isFinite(y)) return false;
  const [p, q] = [a.of, b.of];
  if (
    p.kind === 'operate' &&
    q.kind === 'operate' &&
    p.operator === '%' &&
    q.operator === '%' &&
    a.operator === '==' &&
    b.operator === '=='
  ) {
    const [m, n] = [p.operands[1], q.operands[1]];
    if (x !== 0 || y !== 0 || !isLiteral(m, 'number') || !isLiteral(n, 'number') || !sameCode(text(p.operands[0]!), text(q.operands[0]!)))
      return false;
    return Number(m.value) > 0 && Number(n.value) % Number(m.value) === 0;
  }
  if (!sameCode(text(p), text(q))) return false;
  const isUp = a.operator.startsWith('>');
  if (a.operator === '==' || (b.operator !== '==' && b.operator.startsWith('>') !== isUp)) return false;
  const isInside = isUp ? y > x : y < x;
  return isInside || (y === x && (a.operator.endsWith('=') || (b.operator !== '==' && !b.operator.endsWith('='))));
}

/** The conditions that are asked one after the other from a branch on, each only where none before it held. */
function chainFrom(node: Branch, list: readonly Ir[] | undefined): Expr[] {
  const conditions: Expr[] = [];
  let at: Ir | undefined = node;
  let place = list?.indexOf(node) ?? -1;
  while (at?.kind === 'branch' && !at.not) {
    conditions.push(at.condition);
    if (at.otherwise && at.otherwise.length > 0) {
      at = at.otherwise.length === 1 ? at.otherwise[0] : undefined;
      place = -1;
    } else {
      at = place >= 0 && leaves(at.then) ? list?.[(place += 1)] : undefined;
    }
  }
  return conditions;
}

/** The list of statements that a node stands in. */
function listAround(node: Ir, { parent, file }: Around): readonly Ir[] | undefined {
  const lists: readonly (readonly Ir[])[] = parent ? listsOf(parent) : [file.code];
  return lists.find((list) => list.includes(node));
}

const codeOf = (list: readonly Stmt[] | undefined, text: Around['text']): string =>
  list && list.length > 0 ? text({ start: list[0]!.start, end: list.at(-1)!.end }) : '';

/** The numbers that stand at one place of each row of a list that is written out. */
function columnOf(rows: readonly Expr[], part: number | string): readonly number[] | undefined {
  const numbers = rows.map((row) => {
    const value =
      row.kind === 'list' && typeof part === 'number'
        ? row.elements[part]
        : row.kind === 'map'
          ? row.entries.find(({ key }) => isLiteral(key, 'text') && key.value === part)?.value
          : undefined;
    return isLiteral(value, 'number') ? Number(value.value) : Number.NaN;
  });
  return numbers.length > 1 && numbers.every((each) => Number.isFinite(each)) ? numbers : undefined;
}

/** A search for the first row of a list that meets a condition on one of its parts. */
interface Search {
  readonly over: Expr;
  readonly target: Expr;
  readonly condition: Expr;
}

function searchIn(node: Ir): Search | undefined {
  if (node.kind === 'loop' && node.how === 'each' && node.over && node.target) {
    const [only, ...more] = node.body;
    return only?.kind === 'branch' && more.length === 0 && !only.otherwise && !only.not && only.then.at(-1)?.kind === 'return'
      ? { over: node.over, target: node.target, condition: only.condition }
      : undefined;
  }
  if (node.kind !== 'call') return undefined;
  const [first] = node.args.map(({ value }) => value);
  if (callName(node) === 'next' && first?.kind === 'each' && first.loops.length === 1 && first.conditions.length === 1)
    return { over: first.loops[0]!.over, target: first.loops[0]!.target, condition: first.conditions[0]! };
  const receiver = receiverOf(node);
  const last = node.args.at(-1)?.value;
  const [body] = last?.kind === 'fn' ? last.body : [];
  const condition = body?.kind === 'do' || body?.kind === 'return' ? body.value : undefined;
  if (!/^(?:find|detect|findIndex|First|FirstOrDefault|first|firstOrNull|find_index)$/.test(callName(node)) || !receiver || !condition)
    return undefined;
  if (last?.kind !== 'fn' || last.body.length !== 1) return undefined;
  const params = last.params.map(({ pattern }) => pattern);
  const target: Expr | undefined =
    params.length > 1 && /^(?:detect|find|find_index)$/.test(callName(node)) && last.words.includes('block')
      ? { kind: 'list', of: 'list', elements: params, start: last.start, end: last.end }
      : params[0];
  return target && { over: receiver, target, condition };
}

/** The part of a row that an expression reads: the place in a pattern, the name of a member. */
function partRead(expr: Expr, target: Expr): number | string | undefined {
  if (target.kind === 'list') {
    const place = target.elements.findIndex((each) => each.kind === 'name' && isName(expr, each.name));
    return place < 0 ? undefined : place;
  }
  if (target.kind === 'map')
    for (const { key, value } of target.entries)
      if (value.kind === 'name' && isName(expr, value.name)) return isLiteral(key) ? key.value : lastName(key);
  if (target.kind !== 'name') return undefined;
  if (expr.kind === 'member' && isName(expr.of, target.name)) return expr.name;
  const [key] = expr.kind === 'index' && isName(expr.of, target.name) ? expr.keys : [];
  if (!isLiteral(key, 'number', 'text')) return undefined;
  return key.of === 'number' ? Number(key.value) : key.value;
}

const turned = (wanted: string, got: string): boolean | undefined =>
  /^(?:true|false)$/i.test(wanted.trim()) ? /^(?:true|false)$/i.test(got.trim()) : undefined;

/** What the names of predicates promise, and the operators that give the opposite. */
const PROMISES: readonly { name: RegExp; opposite: (value: Expr) => boolean }[] = [
  {
    name: /^(?:is_?empty|empty|isBlank|is_blank)\??$/i,
    opposite: (value) =>
      value.kind === 'operate' &&
      value.operands.length === 2 &&
      /^(?:length|size|len|count|Count|Length)$/.test(lengthName(value.operands[0]!)) &&
      isLiteral(value.operands[1], 'number') &&
      value.operands[1].value === '0' &&
      /^(?:>|!==?)$/.test(value.operator),
  },
  { name: /^is_?even$|^even\?$/i, opposite: (value) => remainderOfTwo(value, '==', '1') || remainderOfTwo(value, '!=', '0') },
  { name: /^is_?odd$|^odd\?$/i, opposite: (value) => remainderOfTwo(value, '==', '0') || remainderOfTwo(value, '!=', '1') },
];

function lengthName(node: Expr): string {
  return node.kind === 'call' ? callName(node) : lastName(node);
}

function remainderOfTwo(value: Expr, operator: string, to: string): boolean {
  if (value.kind !== 'operate' || value.operator.slice(0, 2) !== operator) return false;
  const [left, right] = value.operands;
  return (
    left?.kind === 'operate' &&
    left.operator === '%' &&
    isLiteral(left.operands[1], 'number') &&
    left.operands[1].value === '2' &&
    isLiteral(right, 'number') &&
    right.value === to
  );
}

/** Branches that are never taken, or that make no difference. */
export const branching: readonly Fault[] = [
  fault({
    id: 'condition-covered',
    languages: ALL,
    source:
      'ESLint no-dupe-else-if; Pylint R; PVS-Studio V517, V695; Sonar S1862; Staticcheck SA4014; RuboCop Lint/DuplicateElsifCondition',
    on: ['branch', 'choice'],
    find(node, around) {
      const { text, file, parent } = around;
      let conditions: Expr[] = [];
      if (node.kind === 'branch') {
        const list = listAround(node, around);
        const before = list?.[list.indexOf(node) - 1];
        // The chain is looked at from its beginning.
        if (
          (parent?.kind === 'branch' && parent.otherwise?.length === 1 && parent.otherwise[0] === node) ||
          (before?.kind === 'branch' && !before.otherwise && leaves(before.then))
        )
          conditions = [];
        else conditions = chainFrom(node, list);
      } else if (node.condition && !(parent?.kind === 'choice' && parent.options[1] === node)) {
        for (let at: Expr | undefined = node; at?.kind === 'choice' && at.condition; at = at.options[1]) conditions.push(at.condition);
      }
      for (const [at, later] of conditions.entries())
        for (const first of conditions.slice(0, at))
          if (covers(first, later, text)) return { at: later, by: text(first), also: { file, at: first } };
      return undefined;
    },
  }),
  fault({
    id: 'same-in-both',
    languages: ALL,
    source: 'Sonar S3923; Ruff RUF034; Clippy if_same_then_else; PVS-Studio V523; RuboCop Style/IdenticalConditionalBranches; Staticcheck',
    on: ['branch', 'choice'],
    find(node, { text }) {
      if (node.kind === 'branch') {
        const [one, other] = [codeOf(node.then, text), codeOf(node.otherwise, text)];
        return one !== '' && node.otherwise?.[0]?.kind !== 'branch' && sameCode(one, other) && !/^(?:pass|\.\.\.)$/.test(one.trim())
          ? { at: node, of: node.condition, by: one }
          : undefined;
      }
      const [one, other] = node.options;
      return node.condition && one && other && sameCode(text(one), text(other))
        ? { at: node, by: text(one), of: node.condition }
        : undefined;
    },
  }),
  fault({
    id: 'key-twice',
    languages: [...SCRIPT, 'python', 'ruby', 'php'],
    source: 'ESLint no-dupe-keys; Ruff F601; Pylint duplicate-key; RuboCop Lint/DuplicateHashKey; PHPStan',
    on: 'map',
    find(map, { text, file }) {
      const seen = new Map<string, { value: Expr; start: number }>();
      for (const { key, value } of map.entries) {
        if (!isLiteral(key, 'text', 'number') || key.parts || value.kind === 'fn') continue;
        const id = `${key.of} ${key.value}`;
        const before = seen.get(id);
        seen.set(id, { value, start: key.start });
        if (before && !sameCode(text(before.value), text(value)))
          return { at: key, by: text(value), other: text(before.value), also: { file, at: before.value } };
      }
      return undefined;
    },
  }),
  fault({
    id: 'defined-twice',
    languages: [...SCRIPT, 'python', 'ruby'],
    source: 'ESLint no-dupe-class-members, no-redeclare; Ruff F811; Pylint function-redefined; RuboCop Lint/DuplicateMethods',
    on: 'class',
    find(node, { file }) {
      const own = node.members.filter(isFn);
      for (const [at, fn] of own.entries()) {
        const first = own.slice(0, at).find((each) => each.name === fn.name && each.name !== '' && sameWords(each, fn));
        if (!first || first.body.length === 0 || fn.body.length === 0) continue;
        const before = file.text.slice(Math.max(0, fn.start - 200), fn.start);
        const isDecorated = (text: string): boolean => /@[\w.]+(?:\([^\n]{0,120}\))?\s*$/.test(text);
        if (isDecorated(before) || isDecorated(file.text.slice(Math.max(0, first.start - 200), first.start))) continue;
        return {
          at: fn,
          of: { start: fn.start, end: fn.start + file.text.slice(fn.start, fn.end).search(/[:{\n]|$/) },
          by: fn.name,
          also: { file, at: first },
        };
      }
      return undefined;
    },
  }),
  fault({
    id: 'first-row-wins',
    languages: [...SCRIPT, 'python', 'ruby', 'java', 'csharp', 'kotlin', 'go', 'php'],
    source: 'PVS-Studio V695; CWE-561',
    on: ['call', 'loop'],
    find(node, around) {
      const search = searchIn(node);
      if (!search || search.condition.kind !== 'operate' || search.condition.operands.length !== 2) return undefined;
      const { over, target, condition } = search;
      const made = isName(over) ? moduleValue(over.name, around) : undefined;
      const value = over.kind === 'list' ? over : unfrozen(made?.made.value);
      const [left, right] = condition.operands as readonly [Expr, Expr];
      const part = partRead(right, target) ?? partRead(left, target);
      const isRight = partRead(right, target) !== undefined;
      const operator = isRight ? condition.operator : (FLIPPED[condition.operator] ?? condition.operator);
      const rows =
        value?.kind === 'list'
          ? value.elements
          : value?.kind === 'map' && typeof part === 'number'
            ? value.entries.map(({ key, value: each }): Expr => ({
                kind: 'list',
                of: 'list',
                elements: key ? [key, each] : [each],
                start: each.start,
                end: each.end,
              }))
            : undefined;
      const numbers = rows && part !== undefined ? columnOf(rows, part) : undefined;
      if (!numbers || !/^[<>]=?$/.test(operator)) return undefined;
      const isUp = numbers.every((each, at) => at === 0 || each > numbers[at - 1]!);
      const isDown = numbers.every((each, at) => at === 0 || each < numbers[at - 1]!);
      if (operator.startsWith('>') ? !isUp : !isDown) return undefined;
      return { at: condition, by: around.text(over), other: String(numbers[0]), ...(made && { also: { file: made.file, at: made.made } }) };
    },
  }),
  fault({
    id: 'opposite-of-name',
    languages: ALL,
    source: 'CWE-670; CodeQL',
    on: 'fn',
    find(fn, { file, text, path }) {
      const [result, ...more] = resultsOf(fn, file.language) ?? [];
      const promise = PROMISES.find(({ name }) => name.test(nameOfFn(fn, path)));
      return result && more.length === 0 && promise?.opposite(result)
        ? { at: result, by: nameOfFn(fn, path), other: text(result) }
        : undefined;
    },
    fits: turned,
  }),
  fault({
    id: 'ends-without-value',
    byResult: true,
    languages: [...SCRIPT, 'python', 'php'],
    source: 'ESLint consistent-return; Pylint inconsistent-return-statements; Ruff RET503; TS7030',
    on: 'fn',
    find(fn, { file, text, path }) {
      const last = fn.body.at(-1);
      const given = some(fn.body, (node) => node.kind === 'return' && node.value !== undefined, isFn);
      if (!given || !last || leaves(fn.body) || fn.short || fn.words.some((word) => /^(?:generator|block)$/.test(word))) return undefined;
      if (last.kind !== 'branch' && last.kind !== 'switch' && last.kind !== 'loop') return undefined;
      if (last.kind === 'switch' && last.cases.some(({ values }) => values.length === 0)) return undefined;
      if (last.kind === 'loop' && (!last.condition || isLiteral(last.condition, 'truth', 'number')) && !last.over) return undefined;
      const asked = last.kind === 'branch' ? lastCondition(last) : last.kind === 'switch' ? last.of : last.over;
      return {
        at: last,
        of: asked ?? last,
        by: nameOfFn(fn, path) || 'the function',
        other: file.language === 'python' ? 'None' : file.language === 'php' ? 'null' : 'undefined',
        ...(asked && text(asked) !== '' && { of: asked }),
      };
    },
    fits: (wanted, got) => isNothing(got) && !isNothing(plain(wanted)),
  }),
];

/** The last condition of a chain of `else if`s. */
function lastCondition(branch: Branch): Expr {
  const [only] = branch.otherwise?.length === 1 ? branch.otherwise : [];
  return only?.kind === 'branch' ? lastCondition(only) : branch.condition;
}

function sameWords(one: Fn, other: Fn): boolean {
  const kinds = (fn: Fn): string => fn.words.filter((word) => /^(?:get|set|static)$/.test(word)).join(' ');
  return kinds(one) === kinds(other);
}
