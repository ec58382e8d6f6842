import { nodesIn, type Assign, type Expr, type Ir, type Stmt } from '../../../syntax/lower/ir';
import { listsOf } from '../../../syntax/lower/scopes';
import { inserted, replaced } from '../../../suspects/explain/faults/edits';
import type { Around } from '../../../suspects/explain/faults/fault';
import { callName, CONSTRUCTOR, makesCollection } from '../../../suspects/explain/faults/shapes';
import { indentOf, isShort, linesOf, type Change, type LogicTemplate } from './logicTemplate';
import { namesAt } from './names';

/** Values that one key is given elsewhere, up to which each is tried. */
const MOST_VALUES = 4;

/** What the same file does elsewhere with the same thing, and not here. */
export const analogyTemplates: readonly LogicTemplate[] = [
  {
    name: 'step-missing',
    ofResult: true,
    share: 2,
    fits: { assertion: 1.5 },
    results: { extra: 1.5, missing: 1.5, number: 1.2 },
    // `a; b` there, and `a` alone here.
    at(node, around) {
      const within = inside(node, around);
      return listsOf(node).flatMap((list) => list.flatMap((step) => stepsBeside(step, list, within)));
    },
  },
  {
    name: 'never-set-again',
    ofResult: true,
    share: 1.5,
    fits: { assertion: 1.5 },
    results: { extra: 1.5, number: 1.2 },
    // What the last turn left is compared with the new one, and stays the first for ever.
    at(node, around) {
      const within = inside(node, around);
      return listsOf(node).flatMap((list) => {
        const last = list.at(-1);
        if (!last || last.kind === 'return' || last.kind === 'throw' || last.kind === 'jump') return [];
        return pairsRead(node).flatMap(([name, by]): Change[] => {
          const fix = isSetOnce(name, around) && isKnownHere(by, last, within) ? behind(last, `${name} = ${by}`, within) : undefined;
          return fix ? [{ at: last, of: last, by: name, other: by, says: 'never-set-again', fix }] : [];
        });
      });
    },
  },
  {
    name: 'value-as-elsewhere',
    ofResult: true,
    share: 2,
    fits: { assertion: 1.5 },
    // `{ until: now + days }` there, and another value for `until` here.
    at(node, around) {
      return givenIn(node).flatMap(({ key, value }) => {
        const own = around.text(value);
        const isSet = node.kind === 'assign' && node.operator === '=';
        return [...new Set(valuesOf(key, around).map((each) => around.text(each)))]
          .filter((other) => (other !== own || !isSet) && isShort(other) && isKnownHere(other, value, around))
          .slice(0, MOST_VALUES)
          .map((other): Change => {
            const fix =
              node.kind === 'assign' && !isSet
                ? replaced({ start: node.target.end, end: value.end }, ` = ${other}`)
                : replaced(value, other);
            return { at: value, of: node.kind === 'assign' ? node : value, by: key, other, says: 'other-value-elsewhere', fix };
          });
      });
    },
  },
];

/** What surrounds the nodes directly inside one. */
function inside(node: Ir, around: Around): Around {
  return { ...around, path: [...around.path, node], parent: node, ...(node.kind === 'fn' && { fn: node }) };
}

/** The steps beside another step of the kind of this one which are missing beside it. */
function stepsBeside(step: Stmt, list: readonly Stmt[], around: Around): Change[] {
  const own = kindOf(step, around);
  if (own === undefined || !isShort(around.text(step), 100)) return [];
  const has = new Set(list.map((each) => kindOf(each, around)));
  const found = new Map<string, Change>();
  for (const steps of blocksIn(around)) {
    if (steps === list) continue;
    const like = steps.findIndex((each) => each !== step && kindOf(each, around) === own);
    if (like < 0) continue;
    for (const [at, beside] of steps.entries()) {
      const kind = kindOf(beside, around);
      const text = around.text(beside).replace(/;$/, '');
      if (kind === undefined || has.has(kind) || !isShort(text, 100) || !isKnownHere(text, step, around)) continue;
      const fix = beside.start < steps[like]!.start ? before(step, text, around) : behind(step, text, around);
      if (fix)
        found.set(`${text} ${at < like}`, {
          at: step,
          of: step,
          by: text,
          also: { file: around.file, at: beside },
          says: 'step-left-out',
          fix,
        });
    }
  }
  return [...found.values()];
}

/** What a statement does, by the thing that it does it with; undefined of one that is no single step. */
function kindOf(step: Ir, { text }: Pick<Around, 'text'>): string | undefined {
  if (step.kind === 'assign') return step.declares === undefined && step.target.kind !== 'list' ? text(step.target) : undefined;
  if (step.kind !== 'do') return undefined;
  if (step.value.kind === 'assign') return kindOf(step.value, { text });
  return step.value.kind === 'call' && !step.value.makes && callName(step.value) !== '' ? text(step.value.callee) : undefined;
}

const blocks = new WeakMap<object, readonly (readonly Stmt[])[]>();

function blocksIn({ file }: Around): readonly (readonly Stmt[])[] {
  const known = blocks.get(file);
  if (known) return known;
  // What a constructor begins with is no step that others have to repeat.
  const begins = (node: Ir): boolean => node.kind === 'fn' && CONSTRUCTOR.test(node.name);
  const found = [...nodesIn(file.code, begins)].flatMap((node) => (begins(node) ? [] : listsOf(node)));
  blocks.set(file, found);
  return found;
}

function before(step: Stmt, code: string, around: Around): Change['fix'] | undefined {
  const lines = linesOf(step, around);
  return lines && inserted(lines.start, `${indentOf(around.text(lines))}${code}${markOf(around)}\n`);
}

function behind(step: Stmt, code: string, around: Around): Change['fix'] | undefined {
  const lines = linesOf(step, around);
  if (lines) return inserted(lines.end, `${indentOf(around.text(lines))}${code}${markOf(around)}\n`);
  // The only step of a condition, without braces.
  const mark = around.file.text[step.end - 1] === ';' ? '' : ';';
  const { language, text } = around.file;
  const isAlone =
    /^(?:javascript|typescript|tsx|java|csharp|cpp|php)$/.test(language) && /(?:\)|\belse)\s*$/.test(text.slice(0, step.start));
  return isAlone ? replaced(step, `{ ${around.text(step)}${mark} ${code}; }`) : undefined;
}

/** What ends a statement in this file. */
function markOf({ file: { language, text } }: Around): string {
  if (/^(?:java|csharp|cpp|php|rust)$/.test(language)) return ';';
  return /^(?:javascript|typescript|tsx)$/.test(language) && text.includes(';\n') ? ';' : '';
}

/** What a map or an assignment gives to keys and fields. */
function givenIn(node: Ir): { key: string; value: Expr }[] {
  if (node.kind === 'map')
    return node.entries.flatMap(({ key, value }) => {
      const name = key?.kind === 'name' ? key.name : key?.kind === 'literal' ? key.value : undefined;
      return name === undefined || key!.end === value.end ? [] : [{ key: name, value }];
    });
  if (node.kind !== 'assign') return [];
  const { target, value, operator } = node;
  const name = target.kind === 'member' || (target.kind === 'name' && target.name.startsWith('@')) ? target.name : undefined;
  return name !== undefined && value && /^[-+*/]?=$/.test(operator) ? [{ key: name, value }] : [];
}

const values = new WeakMap<object, ReadonlyMap<string, readonly Expr[]>>();

/** The values that a key or a member of that name is given in the file. */
function valuesOf(key: string, { file }: Around): readonly Expr[] {
  let known = values.get(file);
  if (!known) {
    const found = new Map<string, Expr[]>();
    for (const node of nodesIn(file.code))
      for (const { key: own, value } of givenIn(node)) found.set(own, [...(found.get(own) ?? []), value]);
    values.set(file, (known = found));
  }
  // What is fixed, or begins empty, depends on its place.
  return (known.get(key) ?? []).filter((each) => !/^(?:fn|opaque|literal)$/.test(each.kind) && !makesCollection(each));
}

/** Whether each name of some code has a value where a node is. */
function isKnownHere(code: string, node: Ir, around: Around): boolean {
  const known = namesAt(node, around);
  const names = code.replace(/(['"`])(?:\\.|(?!\1).)*\1/g, '').matchAll(/(?<![\w$.@#]|->|::)[A-Za-z_$][\w$]*(?!\s*:(?!:))/g);
  return [...names].every(([name]) => known.has(name) || isOfFile(name, around));
}

/** A name of the whole file, of the language, or of the object itself. */
function isOfFile(name: string, { file, named }: Around): boolean {
  if (file.language === 'ruby' && (/^[A-Z]/.test(name) || named(name))) return true;
  if (
    /^(?:this|self|\$this|true|false|null|None|True|False|nil|undefined|new|not|and|or|await|return|typeof|Math|Number|String|Date|len|str|int|sum|min|max|list|dict|set)$/.test(
      name,
    )
  )
    return true;
  return file.code.some(
    (each) =>
      (each.kind === 'fn' && each.name === name) ||
      (each.kind === 'class' && each.name === name) ||
      (each.kind === 'assign' && each.target.kind === 'name' && each.target.name === name),
  );
}

/** Pairs of names that one call or operator takes, in both orders; of a branch, only those of its condition. */
function pairsRead(node: Ir): (readonly [string, string])[] {
  const pairs = [...nodesIn(node.kind === 'branch' ? [node.condition] : node.kind === 'fn' ? node.body : [])].flatMap((each) => {
    const parts = each.kind === 'call' ? each.args.map(({ value }) => value) : each.kind === 'operate' ? each.operands : [];
    const [a, b] = parts;
    if (parts.length !== 2 || a?.kind !== 'name' || b?.kind !== 'name' || a.name === b.name) return [];
    return [[a.name, b.name] as const, [b.name, a.name] as const];
  });
  return [...new Map(pairs.map((pair) => [pair.join(), pair])).values()];
}

/** Whether a name is a variable that is only set where it is declared. */
function isSetOnce(name: string, { path }: Around): boolean {
  const sets = [...nodesIn(path.slice(0, 1))].filter(
    (each): each is Assign => each.kind === 'assign' && each.target.kind === 'name' && each.target.name === name,
  );
  const isVariable = sets.some(({ declares }) => declares !== undefined && !/\b(?:const|final|val)\b/.test(declares));
  return isVariable && sets.every(({ declares }) => declares !== undefined);
}
