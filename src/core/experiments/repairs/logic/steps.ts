import { nodesIn, type Ir, type Span, type Stmt } from '../../../syntax/lower/ir';
import { listsOf, namesSet } from '../../../syntax/lower/scopes';
import { inserted, replaced } from '../../../suspects/explain/faults/edits';
import type { Around } from '../../../suspects/explain/faults/fault';
import { isFn, reads, rootOf, some } from '../../../suspects/explain/faults/shapes';
import { indented, indentOf, linesOf, type Change, type LogicTemplate } from './logicTemplate';

type Loop = Extract<Stmt, { kind: 'loop' }>;

/** Statements: the order of two, which are within a loop, what leaves it. */
export const stepTemplates: readonly LogicTemplate[] = [
  {
    name: 'statements-swapped',
    ofResult: true,
    share: 2.5,
    fits: { assertion: 1.5 },
    at(node, around) {
      return listsOf(node).flatMap((list) =>
        list.slice(1).flatMap((second, at): Change[] => {
          const first = list[at]!;
          if (!isStep(first) || !isStep(second) || !touches(first, second)) return [];
          const [a, b] = [linesOf(first, around), linesOf(second, around)];
          if (!a || !b || a.end > b.start || declares(first, second)) return [];
          const between = around.text({ start: a.end, end: b.start });
          const fix = replaced({ start: a.start, end: b.end }, around.text(b) + between + around.text(a));
          return [
            {
              at: first,
              of: first,
              by: around.text(second),
              also: { file: around.file, at: second },
              says: 'steps-in-wrong-order',
              fix: ended(fix, around),
            },
          ];
        }),
      );
    },
  },
  {
    name: 'return-after-loop',
    ofResult: true,
    share: 6,
    fits: { assertion: 1.5 },
    at(node, around) {
      const last = node.kind === 'loop' ? node.body.at(-1) : undefined;
      if (node.kind !== 'loop' || last?.kind !== 'return' || !last.value) return [];
      return moved(last, node, 'behind', around, 'returns-in-first-turn');
    },
  },
  {
    name: 'return-dropped',
    ofResult: true,
    share: 2,
    fits: { assertion: 1.5 },
    // A turn that returns, where the loop has to go on to what is returned behind it.
    at(node, around) {
      const loop = around.path.findLast((each) => each.kind === 'loop' || each.kind === 'fn');
      const list = around.parent ? listsOf(around.parent).find((each) => each.at(-1) === node) : undefined;
      if (node.kind !== 'return' || loop?.kind !== 'loop' || around.parent === loop || !list || list.length < 2) return [];
      const lines = linesOf(node, around);
      return lines
        ? [{ at: node, of: node, also: { file: around.file, at: loop }, says: 'returns-in-first-turn', fix: replaced(lines, '') }]
        : [];
    },
  },
  {
    name: 'set-before-loop',
    ofResult: true,
    share: 4,
    fits: { assertion: 1.5 },
    results: { number: 1.5 },
    at(node, around) {
      if (node.kind !== 'loop') return [];
      const turns = new Set(node.body.flatMap((each) => (each.kind === 'assign' ? namesSet(each.target) : [])));
      const own = new Set([
        ...(node.target ? namesSet(node.target) : []),
        ...(node.init ?? []).flatMap((each) => (each.kind === 'assign' ? namesSet(each.target) : [])),
      ]);
      return node.body.slice(0, 4).flatMap((each): Change[] => {
        if (each.kind !== 'assign' || !each.value || each.operator !== '=' || each.target.kind === 'index') return [];
        const uses = [...nodesIn([each.value])].flatMap((inner) => (inner.kind === 'name' ? [inner.name] : []));
        if (uses.some((name) => own.has(name) || (turns.has(name) && !namesSet(each.target).includes(name)))) return [];
        if (!node.body.some((other) => other !== each && changes(other, each))) return [];
        return moved(each, node, 'before', around, 'set-in-each-turn');
      });
    },
  },
  {
    name: 'set-in-loop',
    ofResult: true,
    share: 2.5,
    fits: { assertion: 1.5 },
    // What the turns add to is made once, before the loop.
    at(node, around) {
      return listsOf(node).flatMap((list) =>
        list.flatMap((loop, at): Change[] => {
          if (loop.kind !== 'loop') return [];
          return list.slice(Math.max(0, at - 3), at).flatMap((set): Change[] => {
            if (set.kind !== 'assign' || !set.value || set.operator !== '=' || !changes(loop, set)) return [];
            const [own, first] = [linesOf(set, around), loop.body[0] && linesOf(loop.body[0], around)];
            const head = loop.body[0] ? startOfLine(loop.body[0].start, around) : undefined;
            if (!own || head === undefined || own.end > head || around.file.text.slice(own.end, head) === '' || !(first ?? true)) return [];
            const text = around.text(own);
            const inner = indentAtLine(head, around);
            const readAfter = list.slice(at + 1).some((later) => namesOf(set).some((name) => reads(name, [later])));
            // Where it is read behind the loop, it stays declared before it.
            const kept = readAfter ? [] : replaced(own, '');
            const anew =
              readAfter && set.declares !== undefined
                ? `${inner}${around.text(set)}${/;\s*$/.test(text.trimEnd()) ? ';' : ''}\n`
                : indented(text, indentOf(text), inner);
            return [
              { at: set, of: set, also: { file: around.file, at: loop }, says: 'kept-over-turns', fix: [...kept, ...inserted(head, anew)] },
            ];
          });
        }),
      );
    },
  },
  {
    name: 'after-loop',
    ofResult: true,
    share: 1,
    fits: { assertion: 1.2 },
    at(node, around) {
      const last = node.kind === 'loop' && node.body.length > 1 ? node.body.at(-1) : undefined;
      if (node.kind !== 'loop' || !last || !isStep(last) || last.kind === 'return') return [];
      const own = node.target ? namesSet(node.target) : [];
      if (own.some((name) => reads(name, [last]))) return [];
      return moved(last, node, 'behind', around, 'runs-in-each-turn');
    },
  },
  {
    name: 'other-jump',
    ofResult: true,
    share: 1.5,
    fits: { assertion: 1.5 },
    results: { missing: 2, extra: 2, number: 1.5 },
    at(node, around) {
      if (node.kind !== 'jump') return [];
      const text = around.text(node);
      const other = { break: 'continue', continue: 'break', next: 'break' }[/^\w+/.exec(text)?.[0] ?? ''];
      if (other === undefined || around.path.some((each) => each.kind === 'switch')) return [];
      const isEnd = /^break/.test(text);
      const written = around.file.language === 'ruby' && other === 'continue' ? 'next' : other;
      return [
        {
          at: node,
          of: node,
          says: isEnd ? 'leaves-the-loop' : 'goes-on',
          fix: replaced({ start: node.start, end: node.start + (/^\w+/.exec(text)?.[0].length ?? 0) }, written),
        },
      ];
    },
  },
  {
    name: 'break-added',
    ofResult: true,
    share: 1.5,
    fits: { assertion: 1.5 },
    // Of several elements that a condition holds for, the last one counts.
    at(node, around) {
      if (node.kind !== 'branch' || !around.path.some((each) => each.kind === 'loop') || /^(?:rust|ruby)$/.test(around.file.language))
        return [];
      const last = node.then.at(-1);
      if (last?.kind !== 'assign' || last.operator !== '=') return [];
      const lines = linesOf(last, around);
      if (!lines || startOfLine(node.start, around) >= lines.start) return [];
      const mark = /^(?:python|go|kotlin)$/.test(around.file.language) ? '' : ';';
      return [{ at: last, of: last, says: 'goes-on-after', fix: inserted(lines.end, `${indentOf(around.text(lines))}break${mark}\n`) }];
    },
  },
  {
    name: 'cases-reordered',
    ofResult: true,
    share: 1.5,
    fits: { assertion: 1.2 },
    // Of two conditions that both hold, the first one counts.
    at(node, around) {
      if (node.kind === 'branch') {
        const next = node.otherwise?.length === 1 && node.otherwise[0]!.kind === 'branch' ? node.otherwise[0]! : undefined;
        const [a, b] = [bodyOf(node.then), next?.kind === 'branch' ? bodyOf(next.then) : undefined];
        if (next?.kind !== 'branch' || !a || !b) return [];
        const fix = [...swap(node.condition, next.condition, around), ...swap(a, b, around)].toSorted((x, y) => x.start - y.start);
        return [
          {
            at: node.condition,
            by: around.text(next.condition),
            also: { file: around.file, at: next.condition },
            says: 'cases-in-wrong-order',
            fix,
          },
        ];
      }
      // Two that leave, one after the other.
      return listsOf(node).flatMap((list) =>
        list.slice(1).flatMap((second, at): Change[] => {
          const first = list[at]!;
          if (first.kind !== 'branch' || second.kind !== 'branch' || first.otherwise?.length || second.otherwise?.length) return [];
          if (first.then.at(-1)?.kind !== 'return' || second.then.at(-1)?.kind !== 'return') return [];
          const [a, b] = [linesOf(first, around), linesOf(second, around)];
          if (!a || !b || a.end > b.start) return [];
          const fix = replaced(
            { start: a.start, end: b.end },
            around.text(b) + around.text({ start: a.end, end: b.start }) + around.text(a),
          );
          return [
            {
              at: first.condition,
              by: around.text(second.condition),
              also: { file: around.file, at: second.condition },
              says: 'cases-in-wrong-order',
              fix: ended(fix, around),
            },
          ];
        }),
      );
    },
  },
];

function swap(a: Span, b: Span, { text }: Around): Change['fix'] {
  return [...replaced(a, text(b)), ...replaced(b, text(a))];
}

function bodyOf(list: readonly Stmt[]): Span | undefined {
  const [first, last] = [list[0], list.at(-1)];
  return first && last ? { start: first.start, end: last.end } : undefined;
}

/** The last line of a file may have no end. */
function ended(fix: Change['fix'], { file }: Around): Change['fix'] {
  return fix.map((edit) =>
    edit.end === file.text.length && !file.text.endsWith('\n') ? { ...edit, text: `${edit.text.replace(/\n?$/, '\n')}` } : edit,
  );
}

/** A statement on its own that does one thing. */
function isStep(node: Stmt): boolean {
  return node.kind === 'do' || (node.kind === 'assign' && !isFn(node.value ?? node));
}

function namesOf(node: Stmt): string[] {
  return node.kind === 'assign' ? namesSet(node.target) : [];
}

/** Whether two statements use one thing, so that their order matters. */
function touches(a: Stmt, b: Stmt): boolean {
  const things = (node: Stmt): Set<string> =>
    new Set(
      [...nodesIn([node])].flatMap((each) =>
        each.kind === 'name' && !/^(?:this|self)$/.test(each.name) ? [each.name] : each.kind === 'member' ? [`.${each.name}`] : [],
      ),
    );
  const [one, other] = [things(a), things(b)];
  return [...one].some((each) => other.has(each));
}

/** Whether a statement declares what another one uses. */
function declares(a: Stmt, b: Stmt): boolean {
  if (a.kind !== 'assign') return false;
  const isNew = a.declares !== undefined || a.target.kind === 'name';
  return (
    isNew && namesOf(a).some((name) => reads(name, [b])) && !(b.kind === 'assign' && namesOf(b).some((name) => namesOf(a).includes(name)))
  );
}

/** Whether a statement changes what another one sets. */
function changes(node: Ir, set: Stmt): boolean {
  const names = new Set(namesOf(set));
  const target = set.kind === 'assign' && set.target.kind === 'member' ? set.target.name : undefined;
  return (
    some([node], (each) => {
      if (each.kind === 'assign')
        return (
          namesSet(each.target).some((name) => names.has(name)) ||
          (each.target.kind === 'member' && each.target.name === target) ||
          (each.target.kind === 'index' && names.has(rootOf(each.target)?.name ?? ''))
        );
      if (each.kind !== 'call' || each.callee.kind !== 'member') return false;
      return names.has(rootOf(each.callee.of)?.name ?? '');
    }) !== undefined
  );
}

/** A statement of a loop's body moved before or behind the loop, with its lines. */
function moved(step: Stmt, loop: Loop, where: 'before' | 'behind', around: Around, says: Change['says']): Change[] {
  const own = linesOf(step, around);
  const start = startOfLine(loop.start, around);
  const whole = linesOf(loop, around);
  const end = whole?.end;
  if (!own || own.start <= start || (where === 'behind' && end === undefined) || loop.body.length < 2) return [];
  const text = around.text(own);
  const outer = indented(text, indentOf(text), indentAtLine(start, around));
  const gone = replaced(own, '');
  const fix =
    where === 'before'
      ? [...inserted(start, outer), ...gone]
      : own.end >= end!
        ? replaced(own, outer)
        : [...gone, ...inserted(end!, outer)];
  return [{ at: step, of: step, also: { file: around.file, at: loop }, says, fix }];
}

function startOfLine(offset: number, { file }: Around): number {
  return file.text.lastIndexOf('\n', offset - 1) + 1;
}

function indentAtLine(start: number, { file }: Around): string {
  return /^[ \t]*/.exec(file.text.slice(start, start + 200))![0];
}
