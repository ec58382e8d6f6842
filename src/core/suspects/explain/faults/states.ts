import { nodesIn, type Expr, type Fn, type Ir } from '../../../syntax/lower/ir';
import { namesSet } from '../../../syntax/lower/scopes';
import { replaced } from './edits';
import { fault, LIKE_C, SCRIPT, type Around, type Fault } from './fault';
import { assignsOf, isFn, isName, reads, rootOf, some, CONSTRUCTOR } from './shapes';

const ALL = [...LIKE_C, 'python', 'go', 'ruby', 'rust', 'kotlin'] as const;
type Loop = Extract<Ir, { kind: 'loop' }>;
type Assigns = Extract<Ir, { kind: 'assign' }>;

/** The greater of two values, as a language writes it. */
function greaterOf(a: string, b: string, language: string): string {
  const written: Readonly<Record<string, string>> = {
    python: `max(${a}, ${b})`,
    php: `max(${a}, ${b})`,
    go: `max(${a}, ${b})`,
    ruby: `[${a}, ${b}].max`,
    rust: `${a}.max(${b})`,
    kotlin: `maxOf(${a}, ${b})`,
    cpp: `std::max(${a}, ${b})`,
    csharp: `Math.Max(${a}, ${b})`,
  };
  return written[language] ?? `Math.max(${a}, ${b})`;
}

/** What an assignment sets, and to what: also of an element that is replaced by a pair. */
function endsSet(node: Assigns, { text }: Pick<Around, 'text'>): { target: string; value: Expr }[] {
  const { target, value } = node;
  if (!value || node.operator !== '=' || !/^(?:member|index|name)$/.test(target.kind)) return [];
  if (value.kind !== 'list' || value.elements.length !== 2) return [{ target: text(target), value }];
  const [first, second] = value.elements as readonly [Expr, Expr];
  return text(first).startsWith(text(target)) ? [{ target: `${text(target)}[1]`, value: second }] : [];
}

/** The other side of a comparison that asks whether something begins before an end. */
function beginsBefore(condition: Expr, end: string, { text }: Pick<Around, 'text'>): Expr | undefined {
  for (const node of nodesIn([condition])) {
    if (node.kind !== 'operate' || node.operands.length !== 2 || !/^[<>]=?$/.test(node.operator)) continue;
    const [left, right] = node.operands as readonly [Expr, Expr];
    const [start, bound] = node.operator.startsWith('<') ? [left, right] : [right, left];
    if (text(bound) === end) return start;
  }
  return undefined;
}

/** A field of the object whose method runs: `this.at`, `self.at`, `@at`, `at` of a class that declares it. */
function ownField(node: Expr, fields: ReadonlySet<string>, fn: Fn): string | undefined {
  if (node.kind === 'member' && node.of.kind === 'name' && /^(?:this|self|\$this)$/.test(node.of.name)) return node.name;
  if (node.kind !== 'name') return undefined;
  if (node.name.startsWith('@')) return node.name;
  const isLocal =
    fn.params.some(({ name }) => name === node.name) || assignsOf(node.name, fn.body).some(({ declares }) => declares !== undefined);
  return fields.has(node.name) && !isLocal ? node.name : undefined;
}

/** States that a step leaves as they were, or sets to what is older. */
export const states: readonly Fault[] = [
  fault({
    id: 'end-overwritten',
    languages: ALL,
    source: 'LeetCode 56, known mistakes; Error Prone and Sonar have no rule for it',
    on: 'assign',
    find(node, around) {
      const { path, text, file } = around;
      const loop = path.findLast((each): each is Loop => each.kind === 'loop' && each.target !== undefined);
      const branch = path.findLast((each) => each.kind === 'branch');
      if (!loop?.target || branch?.kind !== 'branch' || path.indexOf(branch) < path.indexOf(loop)) return undefined;
      const turns = namesSet(loop.target);
      const isOfTurn = (each: Expr): boolean => {
        const root = rootOf(each);
        return root !== undefined && turns.includes(root.name);
      };
      for (const { target, value } of endsSet(node, around)) {
        const start = beginsBefore(branch.condition, target, around);
        if (!start || !isOfTurn(start) || !isOfTurn(value) || text(start) === text(value)) continue;
        // Its other side is asked for, too.
        if (some([branch.condition], (each) => text(each) === text(value))) continue;
        return { at: node, by: target, other: text(value), fix: replaced(value, greaterOf(target, text(value), file.language)) };
      }
      return undefined;
    },
  }),
  fault({
    id: 'mark-not-moved',
    languages: ALL.filter((language) => !/^(?:go|rust)$/.test(language)),
    source: 'token buckets, game loops and pollers; no tool has a rule for it',
    on: 'fn',
    find(fn, around) {
      const { path, text, file } = around;
      const cls = path.findLast((each) => each.kind === 'class');
      if (cls?.kind !== 'class' || CONSTRUCTOR.test(fn.name) || fn.name === cls.name) return undefined;
      const fields = new Set(
        cls.members.flatMap((each) => (each.kind === 'assign' && each.target.kind === 'name' ? [each.target.name] : [])),
      );
      for (const passed of nodesIn(fn.body, isFn)) {
        if (passed.kind !== 'operate' || passed.operator !== '-' || passed.operands.length !== 2) continue;
        const [now, mark] = passed.operands as readonly [Expr, Expr];
        const field = ownField(mark, fields, fn);
        if (field === undefined || !isName(now) || !fn.params.some(({ name }) => name === now.name)) continue;
        const isSet = cls.members.some(
          (each) =>
            each.kind === 'fn' &&
            !CONSTRUCTOR.test(each.name) &&
            each.name !== cls.name &&
            some(each.body, (one) => one.kind === 'assign' && ownField(one.target, fields, each) === field),
        );
        if (isSet) continue;
        const holders = [...nodesIn(fn.body, isFn)].flatMap((each) =>
          each.kind === 'assign' && isName(each.target) && each.value && some([each.value], (one) => one === passed)
            ? [each.target.name]
            : [],
        );
        const step = [...nodesIn(fn.body, isFn)].find((each): each is Assigns => {
          if (each.kind !== 'assign' || !each.value) return false;
          const to = ownField(each.target, fields, fn);
          const adds = /^[-+]=$/.test(each.operator) || some([each.value], (one) => text(one) === text(each.target)) !== undefined;
          const takes = some([each.value], (one) => one === passed) !== undefined || holders.some((name) => reads(name, [each.value!]));
          return to !== undefined && to !== field && adds && takes;
        });
        if (!step) continue;
        const indent = /^[ \t]*/.exec(file.text.slice(file.text.lastIndexOf('\n', step.start - 1) + 1))![0];
        const sign = /^(?:python|ruby|kotlin)$/.test(file.language) ? '' : ';';
        const end = file.text.indexOf('\n', step.end);
        return {
          at: passed,
          of: passed,
          by: text(mark),
          other: text(step.target),
          also: { file, at: step },
          ...(end >= 0 && { fix: [{ start: end, end, text: `\n${indent}${text(mark)} = ${now.name}${sign}` }] }),
        };
      }
      return undefined;
    },
  }),
  fault({
    id: 'late-answer',
    languages: [...SCRIPT, 'python', 'csharp'],
    source: 'ESLint require-atomic-updates; React documentation, "race conditions"',
    on: 'assign',
    find(node, around) {
      const { fn, path, text, file } = around;
      if (!fn?.words.includes('async') || node.operator !== '=' || !node.value || path.some((each) => each.kind === 'branch'))
        return undefined;
      const target = ownField(node.target, new Set(), fn);
      if (target === undefined) return undefined;
      const answer = [...nodesIn(fn.body, isFn)].find(
        (each): each is Assigns =>
          each.kind === 'assign' &&
          each.start < node.start &&
          isName(each.target) &&
          each.value !== undefined &&
          some([each.value], (one) => one.kind === 'same' && one.how === 'await') !== undefined &&
          reads(each.target.name, [node.value!]),
      );
      if (!answer?.value) return undefined;
      const asked = [...nodesIn(fn.body, isFn)].find(
        (each): each is Assigns =>
          each.kind === 'assign' &&
          each.operator === '=' &&
          each.start < answer.start &&
          ownField(each.target, new Set(), fn) !== undefined &&
          ownField(each.target, new Set(), fn) !== target &&
          each.value !== undefined &&
          fn.params.some(({ name }) => reads(name, [each.value!])) &&
          some([answer.value!], (one) => text(one) === text(each.target)) !== undefined,
      );
      // Whether it is still the latest is looked at.
      if (!asked || some(fn.body, (each) => each.start > answer.end && each.start < node.start && text(each) === text(asked.target)))
        return undefined;
      return { at: node, by: text(node.target), other: text(asked.target), also: { file, at: answer } };
    },
  }),
];
