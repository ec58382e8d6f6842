import { nodesIn, type Expr, type Fn, type Ir, type Span } from '../../../syntax/lower/ir';
import { within } from '../../../syntax/lower/places';
import { namesSet } from '../../../syntax/lower/scopes';
import { inserted, replaced, statementBefore } from './edits';
import { fault, SCRIPT, type Around, type Fault, type Hit } from './fault';
import { assignsOf, callName, isFn, isName, reads, receiverOf, some, valueOf } from './shapes';

/** What a loop keeps, changes or has already used up. */
export const looped: readonly Fault[] = [
  fault({
    id: 'captured-loop-variable',
    languages: [...SCRIPT, 'python', 'csharp'],
    source: 'ESLint no-loop-func; Ruff B023; Pylint cell-var-from-loop',
    on: ['loop', 'each'],
    find(loop, around) {
      const { file, text } = around;
      if (loop.kind === 'each') return capturedInComprehension(loop, around);
      const init = loop.init?.find((each) => each.kind === 'assign');
      const isVar =
        file.language === 'python'
          ? loop.how === 'each'
          : file.language === 'csharp'
            ? loop.how === 'count' && init !== undefined
            : (loop.declares ?? (init?.kind === 'assign' ? init.declares : undefined)) === 'var';
      const target = loop.target ?? (init?.kind === 'assign' ? init.target : undefined);
      if (!isVar || !target) return undefined;
      for (const name of namesSet(target)) {
        for (const node of nodesIn(loop.body)) {
          if (
            node.kind !== 'fn' ||
            !reads(name, node.body) ||
            node.params.some((each) => each.name === name || (each.fallback && reads(name, [each.fallback])))
          )
            continue;
          if (!isKept(node, loop.body, around)) continue;
          const scriptFix =
            file.language !== 'python' && file.language !== 'csharp' ? /\bvar\b/.exec(text({ start: loop.start, end: node.start })) : null;
          const at = scriptFix && loop.start + scriptFix.index;
          const fix =
            at !== null && at !== undefined
              ? [{ start: at, end: at + 3, text: 'let' }]
              : file.language === 'python'
                ? boundNow(node, name, text)
                : file.language === 'csharp'
                  ? ownVariable(node, name, loop, file.text)
                  : undefined;
          return { at: node, by: name, also: { file, at: target }, fix };
        }
      }
      return undefined;
    },
  }),
  fault({
    id: 'changed-while-looped',
    languages: [...SCRIPT, 'python', 'java', 'csharp', 'ruby', 'kotlin', 'cpp'],
    source: 'Ruff B909; Pylint modified-iterating-list; Error Prone ModifyCollectionInEnhancedForLoop; Sonar S4143',
    on: 'loop',
    find(loop, around) {
      const { text, file } = around;
      if (loop.how !== 'each' || !loop.over) return undefined;
      // The keys and values of a map are read while the loop runs.
      const isView =
        (file.language === 'python' && /^(?:keys|values|items)$/.test(callName(loop.over))) ||
        (/^(?:java|kotlin)$/.test(file.language) && /^(?:keySet|values|entrySet)$/.test(callName(loop.over)));
      const isPart = file.language === 'csharp' && loop.over.kind === 'member' && /^(?:Keys|Values)$/.test(loop.over.name);
      const query = file.language === 'csharp' ? queriedList(loop.over, around) : undefined;
      const list = query ?? ((isView && receiverOf(loop.over)) || (isPart && loop.over.kind === 'member' ? loop.over.of : loop.over));
      if (list.kind !== 'name' && list.kind !== 'member') return undefined;
      const over = text(list);
      const changed = some(loop.body, (node) => {
        if (node.kind === 'opaque' && /^del\s/.test(text(node)))
          return node.parts.some((part) => part.kind === 'index' && text(part.of) === over);
        const receiver = receiverOf(node);
        return receiver === undefined || isName(receiver, 'this') || isName(receiver, 'self')
          ? removesIn(node, over, around)
          : text(receiver) === over &&
              /^(?:remove|pop|insert|splice|shift|delete|delete_at|Remove|RemoveAt|removeAt|erase|clear|add|append|push|Add|push_back)$/.test(
                callName(node),
              );
      });
      if (!changed || leavesAfter(changed, loop.body)) return undefined;
      const copy =
        file.language === 'python'
          ? `list(${text(loop.over)})`
          : (SCRIPT as readonly string[]).includes(file.language)
            ? `[...${over}]`
            : file.language === 'java'
              ? `new java.util.ArrayList<>(${text(loop.over)})`
              : file.language === 'ruby'
                ? `${over}.dup`
                : file.language === 'csharp'
                  ? `System.Linq.Enumerable.ToList(${text(loop.over)})`
                  : `${text(loop.over)}.toList()`;
      return {
        at: changed,
        by: over,
        also: { file, at: loop.over },
        fix: replaced(loop.over, copy),
      };
    },
    fails: (error) =>
      /ConcurrentModification|Collection was modified|changed size during iteration|keys changed during iteration/.test(error),
  }),
  fault({
    id: 'iterator-twice',
    languages: ['python'],
    source: 'Ruff B031; Python glossary "iterator"',
    on: 'assign',
    find(assign, around) {
      const { fn, file, text } = around;
      const { value } = assign;
      if (!fn || !value || !isName(assign.target) || assign.operator !== '=') return undefined;
      const { name } = assign.target;
      if (assignsOf(name, fn.body).length !== 1 || !givesIterator(value, around)) return undefined;
      const whole = [...nodesIn(fn.body)].filter((node) => node.start >= assign.end).filter((node) => goesThrough(node, name, around));
      const [first, second = first && againIn(first, assign, around)] = whole;
      if (!first || !second || around.path.some((node) => node.kind === 'branch' && within(first, node) !== within(second, node)))
        return undefined;
      return {
        at: second,
        by: name,
        other: text(value),
        ...(second !== first && { also: { file, at: first } }),
        fix: [{ start: value.start, end: value.end, text: `list(${text(value)})` }],
      };
    },
    // In a loop; elsewhere the way of the value tells more.
    fails: (error, { also }) =>
      also === undefined
        ? /division by zero|empty sequence|argument is empty|StatisticsError|StopIteration|list index out of range/.test(error)
        : undefined,
  }),
  fault({
    id: 'reference-left',
    languages: ['php'],
    source: 'Sonar S4824; Psalm; PHP manual, foreach',
    on: 'loop',
    find(loop, { fn, file, path }) {
      if (loop.declares !== '&' || !loop.target) return undefined;
      const name = namesSet(loop.target).at(-1);
      const rest = [...nodesIn((fn?.body ?? path.find((node) => node.kind === 'class')) ? (fn?.body ?? []) : file.code)].filter(
        (node) => node.start >= loop.end,
      );
      if (
        name === undefined ||
        rest.some((node) => node.kind === 'opaque' && /^unset\(/.test(file.text.slice(node.start, node.end)) && reads(name, [node]))
      )
        return undefined;
      const used = rest.find(
        (node) =>
          (node.kind === 'loop' && node.declares !== '&' && node.target !== undefined && namesSet(node.target).includes(name)) ||
          (node.kind === 'assign' && isName(node.target, name)),
      );
      return used
        ? {
            at: used,
            of: used.kind === 'loop' && used.target ? used.target : used,
            by: name,
            also: { file, at: loop.target },
            fix: [{ start: loop.end, end: loop.end, text: `\nunset(${name});` }],
          }
        : undefined;
    },
  }),
];

const KEEPS =
  /^(?:push|append|add|Add|setTimeout|setInterval|addEventListener|on|then|add_done_callback|connect|after|insert|once|subscribe|bind)$/;

/** Calls that run what they are given at once. */
const RUNS =
  /^(?:map|filter|sorted|sort|max|min|any|all|sum|reduce|run|call|apply|apply_async|assert\w+|raises|timeit|repeat|subTest|sub|walk|for_?each|visit|execute|invoke|retry|check|test|time|next|print|update|join|extend|wait|benchmark|try_\w+)$/i;

/** Whether a function lives on behind its turn of the loop: given away or kept. */
function isKept(fn: Fn, body: readonly Ir[], around: Around): boolean {
  const isOwn = (value: Ir): boolean => value === fn || (fn.name !== '' && isName(value, fn.name));
  const statements = new Set([...nodesIn(body)].flatMap((node) => (node.kind === 'do' ? [node.value] : [])));
  for (const node of nodesIn(body)) {
    if (node.kind === 'call') {
      const place = node.args.findIndex(({ value, name }) => isOwn(value) && name !== 'key');
      if (place < 0) continue;
      const name = callName(node);
      if (KEEPS.test(name)) return true;
      if (around.file.language === 'python' && statements.has(node) && !RUNS.test(name) && !runsAtOnce(name, place, around)) return true;
    }
    if (node.kind === 'assign' && node.value && isOwn(node.value)) return node.target.kind !== 'name';
    if (node.kind === 'list' && node.elements.some(isOwn)) return true;
    if (node.kind === 'map' && node.entries.some(({ value }) => isOwn(value))) return true;
  }
  return false;
}

/** `[lambda: name for name in names]`: the comprehension has one variable for all turns. */
/** A parameter of a Python function whose default keeps the value that a name has where the function is made. */
function boundNow(fn: Fn, name: string, text: Around['text']): Hit['fix'] {
  const last = fn.params.at(-1);
  if (fn.params.some(({ rest }) => rest)) return undefined;
  if (last) return inserted(last.end, `, ${name}=${name}`);
  if (fn.words.includes('lambda')) return inserted(fn.start + 'lambda'.length, ` ${name}=${name}`);
  const open = text(fn).indexOf('()');
  return open < 0 ? undefined : inserted(fn.start + open + 1, `${name}=${name}`);
}

/** A variable of each turn in the place of the loop's in a function of C#. */
function ownVariable(fn: Fn, name: string, loop: Loop, text: string): Hit['fix'] {
  const [first] = loop.body;
  if (!first || !/\{\s*$/.test(text.slice(loop.start, first.start))) return undefined;
  const own = `${name}Now`;
  const uses = [...nodesIn(fn.body)].filter((node) => isName(node, name));
  return [...statementBefore(first, `var ${own} = ${name};`, text), ...uses.flatMap((use) => replaced(use, own))];
}

type Loop = Extract<Ir, { kind: 'loop' }>;

function capturedInComprehension(each: Extract<Expr, { kind: 'each' }>, { file, text }: Around): Hit | undefined {
  const { element } = each;
  if (file.language !== 'python' || each.of === 'lazy' || element.kind !== 'fn') return undefined;
  for (const { target } of each.loops)
    for (const name of namesSet(target)) {
      if (!reads(name, element.body) || element.params.some((param) => param.name === name)) continue;
      return { at: element, by: name, also: { file, at: target }, fix: boundNow(element, name, text) };
    }
  return undefined;
}

/** Whether a function of the program calls what it is given at a place, or hands it on to what does. */
function runsAtOnce(name: string, place: number, { named }: Around): boolean {
  const callee = named(name)?.fn;
  const own = callee?.params.filter((each) => !/^(?:self|cls)$/.test(each.name))[place]?.name;
  return callee !== undefined && some(callee.body, (node) => node.kind === 'call' && isName(node.callee, own), isFn) !== undefined;
}

function leavesAfter(node: Ir, body: readonly Ir[]): boolean {
  return some(body, (each) => (each.kind === 'jump' && /^break/.test(each.how)) || each.kind === 'return') !== undefined && node.end > 0;
}

const LAZY = /^(?:map|filter|zip|reversed|iter|enumerate|open)$/;

const THROUGH = /^(?:list|tuple|set|sorted|sum|max|min|dict|join|len|any|all|Counter|frozenset|deque|extend|writelines|chain)$/;

function givesIterator(value: Expr, { named }: { named: (name: string) => { fn: Extract<Ir, { kind: 'fn' }> } | undefined }): boolean {
  if (value.kind === 'each') return value.of === 'lazy';
  if (value.kind !== 'call') return false;
  if (isName(value.callee) && LAZY.test(value.callee.name)) return true;
  if (/^(?:reader|DictReader)$/.test(callName(value)) && isName(receiverOf(value), 'csv')) return true;
  const callee = named(callName(value));
  if (!callee) return false;
  const returns = [...nodesIn(callee.fn.body, isFn)].filter((node) => node.kind === 'return');
  return (
    some(callee.fn.body, (node) => node.kind === 'same' && node.how === 'yield', isFn) !== undefined ||
    (returns.length === 1 && returns[0]!.kind === 'return' && returns[0]!.value?.kind === 'each' && returns[0]!.value.of === 'lazy')
  );
}

/** What goes through an iterator in each turn of a loop that begins behind it. */
function againIn(node: Ir, made: Span, { fn }: Around): Ir | undefined {
  return [...nodesIn(fn?.body ?? [])].some(
    (loop) =>
      loop.start >= made.end &&
      loop !== node &&
      within(node, loop) &&
      ((loop.kind === 'loop' && loop.body.some((each) => within(node, each))) ||
        (loop.kind === 'each' && (within(node, loop.element) || loop.conditions.some((each) => within(node, each))))),
  )
    ? node
    : undefined;
}

/** Whether a node goes through a name's elements to the end. */
function goesThrough(node: Ir, name: string, around?: Around): boolean {
  if (node.kind === 'loop')
    return (
      node.how === 'each' &&
      isName(node.over, name) &&
      !some(node.body, (each) => each.kind === 'return' || (each.kind === 'jump' && /^break/.test(each.how)))
    );
  if (node.kind === 'each') return node.loops.some(({ over }) => isName(over, name));
  if (node.kind !== 'call') return false;
  const place = node.args.findIndex(({ value }) => isName(value, name));
  if (place < 0 || THROUGH.test(callName(node))) return place >= 0;
  // A function of the program that is given it.
  const callee = node.callee.kind === 'name' ? around?.named(callName(node))?.fn : undefined;
  const given = callee?.params[place]?.name;
  return (
    given !== undefined &&
    assignsOf(given, callee!.body).length === 0 &&
    some(callee!.body, (each) => goesThrough(each, given)) !== undefined
  );
}

/** The list behind a query that a loop goes through: `xs` of `xs.Where(…)`, also through a name. */
function queriedList(over: Expr, { fn, file }: Around): Expr | undefined {
  let at: Expr | undefined = valueOf(over, { fn, file });
  if (at?.kind !== 'call') return undefined;
  while (at?.kind === 'call') {
    if (!/^(?:Where|Select|OfType|Cast|Skip|Take|SkipWhile|TakeWhile|Concat)$/.test(callName(at))) return undefined;
    at = receiverOf(at);
  }
  return at;
}

/** Whether a call runs a method of the same class that takes elements out of a field. */
function removesIn(node: Ir, field: string, around: Around): boolean {
  const cls = around.path.findLast((each) => each.kind === 'class');
  if (node.kind !== 'call' || cls?.kind !== 'class' || node.makes || !/^(?:(?:this|self)\.)?\w+$/.test(field)) return false;
  const takes = ({ params }: Fn): number => params.filter(({ implicit, name }) => !implicit && name !== 'self').length;
  const method = cls.members.filter(isFn).find((each) => each.name === callName(node) && takes(each) === node.args.length);
  if (!method || method === around.fn) return false;
  return method.body.some((each) => {
    const receiver = each.kind === 'do' ? receiverOf(each.value) : undefined;
    return (
      receiver !== undefined &&
      each.kind === 'do' &&
      /^(?:remove|removeAt|clear|pop|popitem|Remove|RemoveAt|Clear)$/.test(callName(each.value)) &&
      around.text(receiver) === field
    );
  });
}
