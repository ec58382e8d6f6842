import { nodesIn, type Expr, type Fn, type Ir, type Stmt } from '../../../syntax/lower/ir';
import type { CodeEdit } from '../../../syntax/edits/codeEdit';
import { listsOf, namesSet } from '../../../syntax/lower/scopes';
import { inserted, replaced, statementBefore } from '../../../suspects/explain/faults/edits';
import type { Around } from '../../../suspects/explain/faults/fault';
import { callName } from '../../../suspects/explain/faults/shapes';
import { isShort, likeness, linesOf, type Change, type LogicTemplate } from './logicTemplate';
import { namesAt } from './names';

/** The lesser and the greater of two values, of each language. */
const LIMITS: Readonly<Record<string, readonly [string, string]>> = {
  ...Object.fromEntries(
    ['javascript', 'typescript', 'tsx', 'java'].map((language) => [language, ['Math.min($, #)', 'Math.max($, #)'] as const]),
  ),
  python: ['min($, #)', 'max($, #)'],
  php: ['min($, #)', 'max($, #)'],
  go: ['min($, #)', 'max($, #)'],
  ruby: ['[$, #].min', '[$, #].max'],
  csharp: ['Math.Min($, #)', 'Math.Max($, #)'],
  kotlin: ['minOf($, #)', 'maxOf($, #)'],
  rust: ['($).min(#)', '($).max(#)'],
  cpp: ['std::min($, #)', 'std::max($, #)'],
};
const LIMIT = /^(?:max(?:imum)?|limit|cap|capacity|ceiling|upper|most)(?![a-z])|(?:Max|Limit|Cap|Capacity|_max|_limit|_cap|_capacity)$/;

/** What calls of a library are mostly given last: how many arguments they have without it, and in which languages. */
const LAST_ARGUMENTS: Readonly<Record<string, readonly (readonly [languages: RegExp, args: number, last: string])[]>> = {
  splice: [[/script|tsx/, 1, '1']],
  split: [
    [/python/, 1, '1'],
    [/^java$|ruby/, 1, '2'],
  ],
  explode: [[/php/, 2, '2']],
  round: [[/python|ruby|php/, 1, '2']],
  toFixed: [[/script|tsx/, 0, '2']],
  parseInt: [[/script|tsx/, 1, '10']],
  reduce: [[/script|tsx/, 1, '0']],
  padStart: [[/script|tsx/, 1, "'0'"]],
  rjust: [[/python|ruby/, 1, "'0'"]],
  enumerate: [[/python/, 1, '1']],
  popitem: [[/python/, 0, 'last=False']],
};

/** Numbers after which clocks, calendars and circles begin anew. */
const ROUND = /^(?:7|12|24|26|30|60|360|365|1440|86400|24 \* 60|60 \* 24|24 \* 60 \* 60)$/;
const COLLECTS = /^(?:push|append|add|push_back|<<|Add)$/;

/** What the code lacks: a case, a reset, a part of a key, what is left after a loop. */
export const lackingTemplates: readonly LogicTemplate[] = [
  {
    name: 'round-difference',
    ofResult: true,
    share: 1.5,
    fits: { assertion: 1.5 },
    results: { sign: 2, number: 1.5 },
    // A time of day after midnight is smaller than the one before.
    at(node, around) {
      if (node.kind !== 'operate' || node.operands.length !== 2 || !/^[-+]$/.test(node.operator)) return [];
      const text = around.text(node);
      if (!isShort(text) || (around.parent?.kind === 'operate' && /^[-+%]$/.test(around.parent.operator))) return [];
      return roundNumbers(around).map((by): Change => {
        const whole =
          /^(?:python|ruby)$/.test(around.file.language) || node.operator === '+' ? `((${text}) % ${by})` : `((${text} + ${by}) % ${by})`;
        return { at: node, of: node, by, says: 'does-not-wrap', fix: replaced(node, whole) };
      });
    },
  },
  {
    name: 'range-over-end',
    ofResult: true,
    share: 1.5,
    fits: { assertion: 1.5 },
    results: { truth: 1.5, missing: 1.5 },
    // A range whose end is before its start holds for nothing.
    at(node, around) {
      const range = rangeOf(node);
      if (!range) return [];
      const { first, second, start, end } = range;
      const { text, file } = around;
      const [or, and] = /^(?:python|ruby)$/.test(file.language) ? ['or', 'and'] : ['||', '&&'];
      const ordered = `${text(start)} <= ${text(end)}`;
      const fix = replaced(
        node,
        `((${ordered} ${and} ${text(first)} ${and} ${text(second)}) ${or} (${text(start)} > ${text(end)} ${and} (${text(first)} ${or} ${text(second)})))`,
      );
      return [{ at: node, of: node, by: text(end), other: text(start), says: 'range-ends-before', fix }];
    },
  },
  {
    name: 'not-reset',
    ofResult: true,
    share: 3,
    fits: { assertion: 1.5 },
    results: { extra: 1.5 },
    // A method leaves what an earlier call put into a field that others begin with an empty value.
    at(node, around) {
      const cls = around.path.findLast((each) => each.kind === 'class');
      if (node.kind !== 'fn' || node.name === '' || cls?.kind !== 'class' || isConstructor(node, cls.name)) return [];
      const fields = emptyFields(cls.members, around);
      const early = earlyReturns(node, around).flatMap((each): Change[] =>
        distinctNames(fields).map(({ name, written }) => ({
          ...{ at: each, of: each, by: name, says: 'field-not-reset', likely: 0.3 },
          fix: stepBefore(each, written, around),
        })),
      );
      const last = node.body.at(-1);
      const step = last?.kind === 'return' ? node.body.at(-2) : last;
      const lines = step && linesOf(step, around);
      if (!lines) return early;
      const indent = /^[ \t]*/.exec(around.text(lines))![0];
      const atEnd = fields.flatMap(({ name, written }): Change[] => {
        const setsIt = [...nodesIn(node.body)].some(
          (each) => each.kind === 'assign' && each.target.kind === 'member' && each.target.name === name,
        );
        if (setsIt) return [];
        const likely = beginsAnew(node, cls.members) ? 10 : 0.4;
        return [{ at: step, of: step, by: name, says: 'field-not-reset', likely, fix: inserted(lines.end, `${indent}${written}\n`) }];
      });
      return [...atEnd, ...early];
    },
  },
  {
    name: 'rest-after-loop',
    ofResult: true,
    share: 3,
    fits: { assertion: 1.5 },
    results: { missing: 3 },
    // What the turns gather is handed on within a branch of the loop: what is left after the last turn is not.
    at(node, around) {
      return listsOf(node).flatMap((list) =>
        list.flatMap((loop): Change[] => {
          const own = loop.kind === 'loop' ? linesOf(loop, around) : undefined;
          if (loop.kind !== 'loop' || !own) return [];
          const turns = new Set([...(loop.target ? namesSet(loop.target) : [])]);
          const indent = /^[ \t]*/.exec(around.text(own))![0];
          return loop.body.flatMap((branch): Change[] =>
            branch.kind === 'branch'
              ? branch.then.flatMap((step): Change[] => {
                  const call = step.kind === 'do' ? step.value : step.kind === 'assign' ? step.value : undefined;
                  const isYield = call?.kind === 'same' && call.how === 'yield';
                  const names = [...nodesIn([step])].flatMap((each) => (each.kind === 'name' ? [each.name] : []));
                  const collects =
                    call?.kind === 'call' &&
                    COLLECTS.test(call.callee.kind === 'member' ? call.callee.name : call.callee.kind === 'name' ? call.callee.name : '');
                  if ((!isYield && !collects) || names.some((name) => turns.has(name))) return [];
                  const lines = linesOf(step, around);
                  if (!lines) return [];
                  const text = around.text(lines).trim();
                  return [
                    {
                      at: step,
                      of: step,
                      also: { file: around.file, at: loop },
                      says: 'rest-left-out',
                      fix: inserted(own.end, `${indent}${text}\n`),
                    },
                  ];
                })
              : [],
          );
        }),
      );
    },
  },
  {
    name: 'argument-added',
    share: 4,
    fits: { nothing: 1.5, assertion: 1.2 },
    at(node, around) {
      if (node.kind !== 'call' || !canTakeMore(node, around)) return [];
      return argumentsFor(node, around).flatMap(({ by, likely }): Change[] => {
        const told = { at: node, of: node, by, likely, says: 'argument-left-out' as const };
        const alike = [...nodesIn(around.fn?.body ?? [])].filter(
          (each): each is typeof node =>
            each.kind === 'call' && callName(each) === callName(node) && each.args.length === node.args.length && canTakeMore(each, around),
        );
        const everywhere = { ...told, fix: alike.flatMap((each) => withArgument(each, by)) };
        return [{ ...told, fix: withArgument(node, by) }, ...(likely > 1 && alike.length > 1 ? [everywhere] : [])];
      });
    },
  },
  {
    name: 'limited',
    ofResult: true,
    share: 1.5,
    fits: { assertion: 1.5 },
    results: { number: 2, sign: 2 },
    // What is added up or taken away goes past what it may be.
    at(node, around) {
      const [least, most] = LIMITS[around.file.language] ?? [];
      if (least === undefined || most === undefined || node.kind !== 'operate' || !/^[-+]$/.test(node.operator)) return [];
      const { parent, text } = around;
      const isKept = (parent?.kind === 'assign' && parent.value === node) || parent?.kind === 'return';
      if (!isKept || !isShort(text(node)) || node.operands.some((each) => each.kind === 'literal' && each.of === 'text')) return [];
      const limits = limitsAround(around);
      return [...limits.map((by) => [by, least] as const), ...(node.operator === '-' ? [['0', most] as const] : [])].map(
        ([by, form]): Change => ({
          ...{ at: node, of: node, by, says: 'not-limited' },
          fix: replaced(
            node,
            form.replace('$', () => text(node)).replace('#', () => by),
          ),
        }),
      );
    },
  },
  {
    name: 'whole-key',
    ofResult: true,
    share: 2,
    fits: { assertion: 1.2 },
    // What is kept under one parameter although another one makes a difference, too.
    at(node, around) {
      if (node.kind !== 'fn' || node.params.length < 2) return [];
      const names = node.params
        .filter(({ implicit, name }) => !implicit && name !== '' && !/^(?:self|cls)$/.test(name))
        .map(({ name }) => name);
      const made = keysMade(node).flatMap(({ key, value }) =>
        names
          .filter((name) => ![...nodesIn([value])].some((each) => each.kind === 'name' && each.name === name))
          .flatMap((other): Change[] => {
            const whole = wholeKey(around.text(value), other, around.file.language);
            return whole === undefined ? [] : [{ at: value, of: key, by: other, says: 'key-lacks-part', fix: replaced(value, whole) }];
          }),
      );
      const given = names.flatMap((key) => {
        const uses = keysIn(node, key);
        if (uses.length < 2) return [];
        return names
          .filter((other) => other !== key)
          .flatMap((other): Change[] => {
            const whole = wholeKey(key, other, around.file.language);
            if (whole === undefined) return [];
            return [{ at: uses[0]!, of: uses[0]!, by: other, says: 'key-lacks-part', fix: uses.flatMap((use) => replaced(use, whole)) }];
          });
      });
      return [...made, ...given];
    },
  },
];

/** The round numbers and constants that a file has. */
function roundNumbers({ file }: Around): string[] {
  const found = new Set<string>();
  for (const node of file.code)
    if (
      node.kind === 'assign' &&
      node.target.kind === 'name' &&
      node.value &&
      ROUND.test(file.text.slice(node.value.start, node.value.end))
    )
      found.add(node.target.name);
  for (const node of nodesIn(file.code))
    if (node.kind === 'literal' && node.of === 'number' && ROUND.test(node.value)) found.add(node.value);
  if (/\bminutes?\b/i.test(file.text)) found.add('1440');
  return [...found].slice(0, 4);
}

/** `start <= x && x < end` with its sides. */
function rangeOf(node: Ir): { first: Expr; second: Expr; start: Expr; end: Expr } | undefined {
  if (node.kind !== 'operate' || !/^(?:&&|and)$/.test(node.operator) || node.operands.length !== 2) return undefined;
  const [first, second] = node.operands;
  const [ways, others] = [boundsOf(first!), boundsOf(second!)];
  for (const one of ways)
    for (const other of others)
      if (one.name === other.name && one.isStart !== other.isStart)
        return { first: first!, second: second!, start: one.isStart ? one.bound : other.bound, end: one.isStart ? other.bound : one.bound };
  return undefined;
}

/** A comparison of a variable with a bound; of two variables each may be it. */
function boundsOf(node: Expr): { name: string; bound: Expr; isStart: boolean }[] {
  if (node.kind !== 'operate' || node.operands.length !== 2 || !/^[<>]=?$/.test(node.operator)) return [];
  const [left, right] = node.operands as [Expr, Expr];
  const isMore = node.operator.startsWith('>');
  const isPlain = (each: Expr): boolean => each.kind === 'name' || each.kind === 'member';
  if (!isPlain(left) || !isPlain(right)) return [];
  return [
    ...(left.kind === 'name' ? [{ name: left.name, bound: right, isStart: isMore }] : []),
    ...(right.kind === 'name' ? [{ name: right.name, bound: left, isStart: !isMore }] : []),
  ];
}

/** The returns of a function in a branch, which are no branch behind their statement. */
function earlyReturns({ body }: Fn, { text }: Around): Stmt[] {
  return [...nodesIn(body, ({ kind }) => kind === 'fn')].flatMap((node) =>
    node.kind === 'branch' ? node.then.filter((each) => each.kind === 'return' && node.start < each.start && isShort(text(each))) : [],
  );
}

/** A step before a statement, in a block with it where it has none. */
function stepBefore(node: Stmt, step: string, { file, text }: Around): CodeEdit[] {
  const isAlone = /^[ \t]*$/.test(file.text.slice(file.text.lastIndexOf('\n', node.start - 1) + 1, node.start));
  const isInBlock = isAlone || /^(?:python|ruby|go)$/.test(file.language) || /\{\s*$/.test(file.text.slice(0, node.start).slice(-40));
  if (isInBlock) return isAlone ? statementBefore(node, step, file.text) : inserted(node.start, `${step.replace(/;$/, '')}; `);
  const ends = file.text[node.end] === ';' ? node.end + 1 : node.end;
  return replaced({ start: node.start, end: ends }, `{ ${step} ${text(node).replace(/;$/, '')}; }`);
}

function distinctNames<T extends { name: string }>(fields: readonly T[]): T[] {
  return fields.filter(({ name }, at) => fields.findIndex((each) => each.name === name) === at);
}

/** Whether a method sets fields back: its name says so, or the constructor begins with it. */
function beginsAnew({ name }: Fn, members: readonly Stmt[]): boolean {
  if (/^_?(?:reset|clear|restart|start|begin|new|init|empty|drop|forget)/i.test(name)) return true;
  return members.some(
    (each) =>
      each.kind === 'fn' &&
      /^(?:constructor|__init__|initialize|__construct)$/.test(each.name) &&
      [...nodesIn(each.body)].some(
        (node) => node.kind === 'call' && /^(?:member|name)$/.test(node.callee.kind) && 'name' in node.callee && node.callee.name === name,
      ),
  );
}

function isConstructor({ name }: Fn, cls: string): boolean {
  return name === cls || /^(?:constructor|__init__|initialize|__construct)$/.test(name);
}

/** Fields that a class begins with an empty value, and the statement that sets each again. */
function emptyFields(members: readonly Stmt[], { text, file }: Around): { name: string; written: string }[] {
  const isEmpty = (value: Expr | undefined): boolean =>
    value !== undefined &&
    ((value.kind === 'list' && value.elements.length === 0) ||
      (value.kind === 'map' && value.entries.length === 0) ||
      (value.kind === 'literal' && /^(?:0|0\.0|null|None|nil|undefined|false|False|)$/.test(value.value)) ||
      (value.kind === 'call' &&
        value.args.length === 0 &&
        (value.makes === true || (value.callee.kind === 'name' && /^(?:set|dict|list|deque)$/.test(value.callee.name)))));
  const mark = /^(?:python|ruby|go|kotlin)$/.test(file.language) ? '' : ';';
  const self =
    { python: 'self.', ruby: '', javascript: 'this.', typescript: 'this.', tsx: 'this.', php: '$this->' }[file.language as string] ?? '';
  return [...nodesIn(members)].flatMap((node) => {
    if (node.kind !== 'assign' || node.operator !== '=' || !isEmpty(node.value)) return [];
    const { target } = node;
    if (target.kind === 'member') return [{ name: target.name, written: `${text(target)} = ${text(node.value!)}${mark}` }];
    if (target.kind === 'name' && (node.declares === 'field' || target.name.startsWith('@'))) {
      const name = target.name.replace(/^\$/, '');
      return [{ name, written: `${self}${name} = ${text(node.value!)}${mark}` }];
    }
    return [];
  });
}

/** Where a name is the whole key of a map in a function. */
function keysIn(fn: Fn, key: string): Expr[] {
  const isKey = (each: Expr | undefined): each is Expr => each?.kind === 'name' && each.name === key;
  return [...nodesIn(fn.body)].flatMap((node): Expr[] => {
    if (node.kind === 'index' && !node.slice && node.keys.length === 1 && isKey(node.keys[0])) return [node.keys[0]];
    if (node.kind === 'operate' && /^(?:not )?in$/.test(node.operator) && isKey(node.operands[0])) return [node.operands[0]];
    if (
      node.kind !== 'call' ||
      node.callee.kind !== 'member' ||
      !/^(?:get|set|has|put|containsKey|key\?|fetch|computeIfAbsent|setdefault)$/.test(node.callee.name)
    )
      return [];
    const [first] = node.args;
    return isKey(first?.value) ? [first.value] : [];
  });
}

/** The variables of a function that are worked out once and are the whole key of a map. */
function keysMade(fn: Fn): { key: Expr; value: Expr }[] {
  const assigns = [...nodesIn(fn.body)].filter((node) => node.kind === 'assign');
  return assigns.flatMap(({ target, value }) => {
    const isOne =
      target.kind === 'name' && assigns.filter((each) => each.target.kind === 'name' && each.target.name === target.name).length === 1;
    return isOne && value && value.kind !== 'name' && keysIn(fn, target.name).length > 1 ? [{ key: target, value }] : [];
  });
}

/** Two values as one key. */
function wholeKey(a: string, b: string, language: string): string | undefined {
  if (/^(?:javascript|typescript|tsx)$/.test(language)) return `\`\${${a}} \${${b}}\``;
  if (language === 'python') return `(${a}, ${b})`;
  if (language === 'ruby') return `[${a}, ${b}]`;
  if (language === 'java') return `${a} + " " + ${b}`;
  return language === 'php' ? `"${a} ${b}"` : undefined;
}

/** Whether a call has brackets, and in them only what is given by its place. */
function canTakeMore({ args, end }: Extract<Expr, { kind: 'call' }>, { file }: Around): boolean {
  return (
    file.text[end - 1] === ')' && args.every(({ name, value }) => name === undefined && !(value.kind === 'same' && value.how === 'spread'))
  );
}

function withArgument({ args, end }: Extract<Expr, { kind: 'call' }>, by: string): CodeEdit[] {
  const last = args.at(-1)?.value;
  return inserted(last?.end ?? end - 1, last ? `, ${by}` : by);
}

/**
 * What a call may be given behind its arguments: a name for the next parameter of what it calls, or what such calls mostly have. `likely` is
 * above 1 for the very name of the parameter.
 */
function argumentsFor(node: Extract<Expr, { kind: 'call' }>, around: Around): { by: string; likely: number }[] {
  const name = callName(node);
  const called = (node.makes ? around.constructs(name) : undefined) ?? around.named(name);
  if (!called)
    return (Object.hasOwn(LAST_ARGUMENTS, name) ? LAST_ARGUMENTS[name]! : [])
      .filter(([languages, args]) => languages.test(around.file.language) && args === node.args.length)
      .map(([, , last]) => ({ by: last, likely: 1 }));
  const next = called.fn.params.filter(({ implicit }) => !implicit)[node.args.length];
  if (!next || next.rest || next.name === '') return [];
  const given = new Set(node.args.map(({ value }) => around.text(value)));
  return [...namesAt(node, around)]
    .filter(([each, type]) => !given.has(each) && (!next.type || !type || next.type === type))
    .map(([each]) => ({ by: each, likely: each === next.name ? 2 : likeness(each, next.name) + 0.3 }))
    .sort((a, b) => b.likely - a.likely)
    .slice(0, MOST_ARGUMENTS);
}

const MOST_ARGUMENTS = 6;

/** Names and fields that a limit is kept in. */
function limitsAround(around: Around): string[] {
  const names = [...namesAt(around.parent ?? around.file.code[0]!, around).keys()].filter((name) => LIMIT.test(name));
  const cls = around.path.findLast((each) => each.kind === 'class');
  const fields = [...nodesIn(cls ? [cls] : [])].flatMap((each) =>
    each.kind === 'member' && /^(?:this|self|\$this)$/.test(around.text(each.of)) && LIMIT.test(each.name) ? [around.text(each)] : [],
  );
  return [...new Set([...names, ...fields])];
}
