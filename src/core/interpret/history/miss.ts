import { nodesIn, type Expr, type Fn, type Stmt } from '../../syntax/lower/ir';
import { Dict, List, Obj, Pattern, type Value } from '../values/value';
import { partsWithin, type Happening, type History } from './history';
import { lettersOf, nearly, type Key, type Like } from './nearly';
import { holdsKey, isNothing, plainOf } from './plain';
import { boundaryIn, hasLoop, searchedIn } from './searched';
import { unreadIn, type NotNumber } from './unread';
import { valueText } from './valueText';
import { WayBack } from './wayBack';

/** Something that was looked for and is not there. */
export interface Miss {
  /**
   * `place`: past either end of a list or a text; `unset`: a field that its class declares without a value; `empty`: anything was looked for;
   * `argument`: a call was not given it; `match`: a text does not fit a pattern; `receiver`: a method was called on something else than an
   * object of its class; `part`: what a callback gives for an element is nothing; `search`: no element of what was gone through has it;
   * `number`: a text is none; `borrowed`: it is still in use; `boundary`: a
   * comparison of two equal numbers leaves an element out.
   */
  kind:
    | 'key'
    | 'element'
    | 'place'
    | 'field'
    | 'unset'
    | 'empty'
    | 'argument'
    | 'match'
    | 'receiver'
    | 'part'
    | 'search'
    | 'number'
    | 'borrowed'
    | 'boundary';
  /** What it was looked for in; of an argument and a receiver the call; of a match the pattern; of a part what gave it; of a number the text. */
  of: Happening;
  /** What gave what was looked for; absent where the code names it. */
  key?: Happening;
  /** As code would write it, a field and an argument by their names; `''` where it is empty. */
  wanted: string;
  /** The first keys, elements or fields that are there, as code would write them. */
  has: readonly string[];
  /** How many there are; absent where there may be others by now. */
  size?: number;
  like?: Like;
  /** Of a number: why the text is none. */
  not?: NotNumber;
  /** Of what is borrowed: by what. */
  by?: Happening;
  /** What put it there afterwards. */
  later?: Happening;
  /** What put there what is nearly it. */
  put?: Happening;
  /** What took it out of there before. */
  taken?: Happening;
  /** Of what was taken out: another collection that was read since then, and has it still. */
  still?: Happening;
  /** Of a search: what of the first element was compared. */
  part?: Happening;
}

/** Kept of what is there. */
const MOST_KEYS = 60;

/** What a program missed when it ended with an error; undefined where the error is about something else. */
export function missOf(history: History): Miss | undefined {
  const { broken } = history;
  return broken && new Missing(history).behind(broken);
}

class Missing {
  private readonly way: WayBack;
  /** What was followed already. */
  private readonly tried = new Set<Happening>();
  /** What decided a `throw` is asked: there, that something is false is an answer. */
  private readonly isAsked: boolean;

  constructor(private readonly history: History) {
    this.way = new WayBack(history);
    this.isAsked = history.broken?.node.kind === 'fn';
  }

  behind(broken: Happening): Miss | undefined {
    for (const start of broken.node.kind === 'fn' ? startsOf(broken, broken.node) : [broken])
      for (const part of partsOf(start)) {
        const found = this.at(part) ?? this.wayTo(part);
        if (found) return found;
      }
    return broken.node.kind === 'fn' ? this.inSearch(broken) : undefined;
  }

  /** What was missed on the way of a value that is nothing; the nearest to its beginning. */
  private wayTo(part: Happening): Miss | undefined {
    if (part.ended === Number.POSITIVE_INFINITY || !isNothing(part.value) || this.tried.has(part)) return undefined;
    this.tried.add(part);
    const steps = this.way.from(part);
    for (const [at, step] of [...steps.entries()].reverse()) {
      const before = steps[at - 1];
      const found =
        this.at(step) ??
        this.inChoice(step) ??
        (before && this.takenApart(step, before)) ??
        this.notGiven(step) ??
        this.endOfSearch(step) ??
        this.behindCall(step);
      if (found) return found;
    }
    return undefined;
  }

  private at(at: Happening): Miss | undefined {
    const { node, within, value } = at;
    const found = (part: Expr | undefined): Happening | undefined => within.findLast((each) => each.node === part);
    if (node.kind === 'operate' && /^(?:not )?in$/.test(node.operator) && (value === false) === (node.operator === 'in'))
      return this.missed(at, found(node.operands[1]), found(node.operands[0]), true);
    const hasFailed = at.ended === Number.POSITIVE_INFINITY;
    const by = this.history.blockOf(at);
    const cell = by && node.kind === 'call' && node.callee.kind === 'member' ? found(node.callee.of) : undefined;
    if (by && cell) return { kind: 'borrowed', of: cell, wanted: '', has: [], by };
    const isFruitless = hasFailed || isNothing(value) || (this.isAsked && (value === false || Number(value) === -1));
    // `&cells[at]`, `cells[at] = …`
    const place =
      node.kind === 'assign' ? node.target : node.kind === 'operate' && node.operands.length === 1 ? node.operands[0] : undefined;
    const whole = place?.kind === 'index' && hasFailed ? found(place.of) : undefined;
    if (place?.kind === 'index' && plainOf(whole?.value) instanceof List) return this.missed(at, whole, found(place.keys[0]));
    const unread = isFruitless ? unreadIn(at) : undefined;
    const text = unread && this.keyOf(unread.of);
    if (unread && text) return { kind: 'number', of: unread.of, wanted: text.text, has: [], not: unread.why };
    const searched = isFruitless && /^(?:index|call)$/.test(node.kind) ? this.inSearch(at) : undefined;
    if (searched) return searched;
    if (node.kind === 'index' && !node.slice && isFruitless) return this.missed(at, found(node.of), found(node.keys[0]));
    if (node.kind === 'member' && isFruitless) return this.lostReceiver(at, found(node.of)) ?? this.missed(at, found(node.of), node.name);
    if (node.kind === 'operate' && /^(?:[/%]|\/\/|div)$/.test(node.operator) && hasFailed) return this.countOf(found(node.operands[1]));
    if (/^(?:call|operate)$/.test(node.kind) && (isFruitless || (this.isAsked && Number(value) === 0))) {
      const unmatched = this.unmatched(at);
      if (unmatched) return unmatched;
    }
    if (node.kind !== 'call' || !isFruitless) return undefined;
    const name = nameOf(node.callee);
    const none = hasFailed && COMPARES.test(name) && within.find((each) => each.node.kind === 'fn' && each.gave && lacks(each.value));
    if (none) return { kind: 'part', of: none.gave!, wanted: '', has: [], size: 0 };
    if (within.some((each) => each.node.kind === 'fn')) return undefined;
    const { callee } = node;
    const of = callee.kind === 'member' ? found(callee.of) : undefined;
    const given = node.args.flatMap((each) => found(each.value) ?? []);
    const holders = [of, ...given].filter((each) => each !== undefined && isHolder(each.value)) as Happening[];
    if (hasFailed && TAKES.test(name)) {
      const hollow = holders.find((each) => sizeOf(each.value) === 0);
      if (hollow && typeof plainOf(hollow.value) !== 'string') return empty(hollow);
    }
    const holder = of && isHolder(of.value) ? of : holders[0];
    return LOOKS.test(name)
      ? this.missed(
          at,
          holder,
          given.find((each) => each !== holder),
          ASKS.test(name),
        )
      : undefined;
  }

  /** `this.items` of a method that was handed over without its object. */
  private lostReceiver({ parent, file }: Happening, of: Happening | undefined): Miss | undefined {
    if (this.history.family !== 'javascript' || of?.node.kind !== 'name' || of.node.name !== 'this') return undefined;
    let call = parent;
    while (call && (call.node.kind !== 'fn' || call.node.short)) call = call.parent;
    const method = call?.node;
    const caller = call?.parent;
    if (method?.kind !== 'fn' || !method.name || caller?.node.kind !== 'call' || caller.node.makes) return undefined;
    const cls = [...nodesIn(file.code)].find((each) => each.kind === 'class' && each.members.includes(method));
    const isOwn = of.value instanceof Obj && of.value.cls !== undefined;
    if (cls?.kind !== 'class' || isOwn) return undefined;
    const key = this.history.all.findLast(
      ({ node, began }) => node.kind === 'member' && node.name === method.name && began < caller.began && node !== calleeOf(caller),
    );
    return { kind: 'receiver', of: caller, ...(key && { key }), wanted: method.name, has: [cls.name], size: 0 };
  }

  /** A pattern that a text does not match. */
  private unmatched({ node, within }: Happening): Miss | undefined {
    const own = within.filter((each) => each.node.kind !== 'fn');
    const name = node.kind === 'call' ? nameOf(node.callee) : '';
    if (!(node.kind === 'operate' ? node.operator === '=~' : MATCHES.test(name))) return undefined;
    const texts = own.filter((each) => typeof each.value === 'string');
    const pattern = own.find((each) => each.value instanceof Pattern) ?? (texts.length > 1 ? texts[0] : undefined);
    const text = texts.findLast((each) => each !== pattern);
    const wanted = text && this.keyOf(text);
    return pattern && wanted ? { kind: 'match', of: pattern, key: text, wanted: wanted.text, has: [], size: 0 } : undefined;
  }

  /** `children[name] ?? null`, `is_numeric(value) ? value : null`. */
  private inChoice({ parent, node }: Happening): Miss | undefined {
    if (!parent || parent.node.kind !== 'choice') return undefined;
    const { condition } = parent.node;
    const decided = condition && node.kind === 'literal' ? parent.within.find((each) => each.node === condition) : undefined;
    if (decided)
      for (const part of partsOf(decided).slice(1)) {
        const found = this.wayTo(part);
        if (found) return found;
      }
    if (condition) return undefined;
    const [option] = parent.node.options;
    const first = parent.within.find((each) => each.node === option);
    return first && node !== option ? this.at(first) : undefined;
  }

  /** `const { name } = settings`, `const [day, time] = text.split(' ')`. */
  private takenApart(from: Happening, { node, env, began }: Happening): Miss | undefined {
    const target = node.kind === 'name' && this.history.named(env, node.name, began)?.by?.node;
    if (!target || target.kind !== 'assign' || isNothing(from.value) || node.kind !== 'name') return undefined;
    if (target.target.kind !== 'list') return target.target.kind === 'map' ? this.missed(from, from, node.name) : undefined;
    const place = target.target.elements.findIndex((each) => each.kind === 'name' && each.name === node.name);
    const size = sizeOf(from.value);
    return size === undefined || place < size ? undefined : { kind: 'place', of: from, wanted: String(place), has: [], size };
  }

  /** A function that went through all elements and gives nothing. */
  private endOfSearch(step: Happening): Miss | undefined {
    const call = step.node.kind === 'fn' ? step : step.parent;
    return call?.node.kind === 'fn' && (call === step || call.gave === step) ? this.inSearch(call) : undefined;
  }

  /** What a call of a library was called on: `text.parse().map_err(…)`. */
  private behindCall({ node, within }: Happening): Miss | undefined {
    const receiver = node.kind === 'call' && node.callee.kind === 'member' ? node.callee.of : undefined;
    const of = within.find((each) => each.node === receiver);
    return of && this.wayTo(of);
  }

  /** What no element has in a search that found nothing. */
  private inSearch(search: Happening): Miss | undefined {
    const { node } = search;
    if (node.kind === 'fn' ? !hasLoop(node) : !search.within.some(({ node: { kind } }) => /^(?:fn|each|call)$/.test(kind)))
      return undefined;
    if (node.kind === 'call' && !FINDS.test(nameOf(node.callee))) return undefined;
    const found = searchedIn(search);
    const wanted = found && this.keyOf(found.key);
    const boundary = found ? undefined : boundaryIn(search);
    if (boundary) return { kind: 'boundary', of: boundary, wanted: boundary.within[0]!.text!, has: [] };
    if (!found || !wanted || isNothing(found.key.value)) return undefined;
    const texts = new Map(found.parts.map((each) => [each.text!, each]));
    const known = [...texts.values()].slice(0, MOST_KEYS).flatMap((each) => this.keyOf(each) ?? []);
    const like = nearly(wanted, known);
    const [part] = found.parts;
    return {
      ...{
        kind: 'search',
        of: found.of,
        key: found.key,
        wanted: wanted.text,
        part: part!,
        has: known.map(({ text }) => text),
        ...(found.isWhole && { size: texts.size }),
      },
      ...(like && { like }),
    };
  }

  private notGiven({ node, env, began }: Happening): Miss | undefined {
    if (node.kind !== 'name') return undefined;
    const by = this.history.named(env, node.name, began)?.by;
    if (by?.node.kind !== 'fn' || by.parent?.node.kind !== 'call') return undefined;
    const own = by.node.params.filter(({ implicit, name }) => !implicit && name !== 'self' && name !== 'cls');
    const at = own.findIndex(({ name, rest, fallback }) => name === node.name && !rest && !fallback);
    const { args } = by.parent.node;
    const isGiven = at < args.length || args.some(({ name, value }) => name !== undefined || value.kind === 'same');
    return at < 0 || isGiven ? undefined : { kind: 'argument', of: by.parent, wanted: node.name, has: [], size: args.length };
  }

  /** What there is none of, where a count of it is 0. */
  private countOf(count: Happening | undefined): Miss | undefined {
    if (!count || Number(plainOf(count.value)) !== 0) return undefined;
    const last = this.way.from(count).at(-1)!;
    // A map of Go has 0 for a key that is not in it.
    const [of, key] = last.node.kind === 'index' ? last.within : [];
    const lookup = of && key && plainOf(of.value) instanceof Dict ? this.missed(last, of, key) : undefined;
    if (lookup) return lookup;
    const none = last.within.find((each) => isHolder(each.value) && sizeOf(each.value) === 0);
    const whole = plainOf(none?.value);
    return none && (typeof whole === 'string' || (isHolder(whole) && this.mayChangeAfter(whole, last))) ? undefined : none && empty(none);
  }

  /** @param isElement a list is asked for an element that is a number, and not for the place */
  private missed(at: Happening, of: Happening | undefined, key: Happening | string | undefined, isElement = false): Miss | undefined {
    if (typeof key === 'object' && isNothing(key.value)) return this.wayTo(key);
    const whole = plainOf(of?.value);
    const wanted = typeof key === 'string' ? { value: key, text: key } : this.keyOf(key);
    if (!of || !wanted || !isHolder(whole)) return undefined;
    const base = { of, ...(typeof key === 'object' && { key }), wanted: wanted.text };
    const size = sizeOf(whole)!;
    const isAsThen = typeof whole === 'string' || !this.mayChangeAfter(whole, at);
    if (typeof whole === 'string' || (whole instanceof List && !isElement)) {
      if (!isAsThen || !isWhole(wanted.value) || (size > 0 && 0 <= Number(wanted.value) && Number(wanted.value) < size)) return undefined;
      return { ...base, kind: 'place', has: [], size };
    }
    const keys = keysOf(whole);
    // Keys of objects, and of arrays of PHP, are texts and numbers alike.
    const areAlike = whole instanceof Obj || this.history.family === 'php';
    const isIt = (each: Value): boolean =>
      each === wanted.value || (areAlike && lettersOf(each) !== undefined && lettersOf(each) === lettersOf(wanted.value));
    const isThere =
      (whole instanceof Dict && typeof key === 'object' && holdsKey(whole, key.value)) || keys.some((each) => isIt(plainOf(each)));
    if (typeof key === 'string' && whole instanceof Obj && declares(whole, key)) return { ...base, kind: 'unset', has: [] };
    if (!isThere && !isAsThen) return { ...base, kind: typeof key === 'string' ? 'field' : 'key', has: [] };
    const later = isThere && !(whole instanceof List) ? this.putLater(whole, wanted.value, at) : undefined;
    if (isThere && !later) return undefined;
    const known = keys
      .filter((each) => !isIt(plainOf(each)))
      .slice(0, MOST_KEYS)
      .flatMap((value) => this.keyOf({ value }) ?? []);
    // A name that is a word of the code is no text among texts.
    const like = later ? undefined : nearly(wanted, known);
    const put =
      like &&
      this.putBefore(
        whole,
        keys.find((each) => this.keyOf({ value: each })?.text === like.text),
        at,
      );
    const taken = isThere || typeof key === 'string' || whole instanceof List ? undefined : this.takenBefore(whole, key!.value, at);
    const still = taken && typeof key === 'object' && !(whole instanceof List) ? this.hasStill(whole, key, taken) : undefined;
    return {
      ...base,
      kind:
        whole instanceof List || (whole instanceof Dict && whole.kind === 'set') ? 'element' : typeof key === 'string' ? 'field' : 'key',
      has: known.map(({ value, text }) => (typeof key === 'string' && typeof value === 'string' ? value : text)),
      size: keys.length - (later ? 1 : 0),
      ...(later && { later }),
      ...(like && { like }),
      ...(put && { put }),
      ...(taken && { taken }),
      ...(still && { still }),
    };
  }

  private keyOf(of: Pick<Happening, 'value'> | undefined): Key | undefined {
    const text = of && valueText(of.value, this.history.family);
    return text === undefined || text.length > LONGEST_KEY ? undefined : { value: plainOf(of!.value), text };
  }

  /** Whether something may have changed a collection after a lookup: any call that is not known to change nothing. */
  private mayChangeAfter(whole: List | Dict | Obj, { ended, began }: Happening): boolean {
    const since = Number.isFinite(ended) ? ended : began;
    return this.history.all.some((each) => {
      const { node, began: own } = each;
      if (own <= since) return false;
      const of =
        node.kind === 'assign' && (node.target.kind === 'index' || node.target.kind === 'member')
          ? node.target.of
          : node.kind === 'call' && node.callee.kind === 'member' && !CHANGES_NOTHING.test(node.callee.name)
            ? node.callee.of
            : undefined;
      return of !== undefined && partsWithin(each).some((part) => part.node === of && plainOf(part.value) === whole);
    });
  }

  /** What put a key or an element into a collection before something else. */
  private putBefore(whole: List | Dict | Obj, key: Value, { began }: Happening): Happening | undefined {
    const wanted = plainOf(key);
    return this.history.all.findLast((happening) => {
      const { node, began: own } = happening;
      if (own > began) return false;
      const within = partsWithin(happening);
      const of = node.kind === 'assign' && node.target.kind === 'index' ? node.target.of : calledOn(node);
      const key =
        node.kind === 'assign' && node.target.kind === 'index'
          ? node.target.keys
          : node.kind === 'call'
            ? node.args.map(({ value }) => value)
            : [];
      const isNamed = within.some((each) => key.some((part) => part === each.node) && plainOf(each.value) === wanted);
      return (
        isNamed &&
        within.some((each) => each.node === of && plainOf(each.value) === whole) &&
        !(node.kind === 'call' && CHANGES_NOTHING.test(nameOf(node.callee)))
      );
    });
  }

  /** What took a key, which something had put there, out of a collection. */
  private takenBefore(whole: Dict | Obj, key: Value, { began }: Happening): Happening | undefined {
    const taken = this.history.all.findLast((happening) => {
      const { node, file, ended, within, value } = happening;
      const isRemoval =
        node.kind === 'call'
          ? REMOVES.test(nameOf(node.callee))
          : /^(?:opaque|operate)$/.test(node.kind) && /^(?:del|delete|unset)\b/.test(file.text.slice(node.start, node.start + 7));
      return (
        isRemoval &&
        ended < began &&
        value !== false &&
        within.some((each) => plainOf(each.value) === whole) &&
        within.some((each) => plainOf(each.value) === plainOf(key))
      );
    });
    return taken && this.putBefore(whole, key, taken) ? taken : undefined;
  }

  /** The last collection that was read before a key was looked up, and has it, although it was taken out elsewhere. */
  private hasStill(whole: Dict | Obj, { value, began }: Happening, taken: Happening): Happening | undefined {
    const key = plainOf(value);
    return this.history.all.findLast(({ node, value: read, began: own }) => {
      const of = plainOf(read);
      if (own > began || own < taken.ended || of === whole || !/^(?:name|member|index|call)$/.test(node.kind)) return false;
      if (of instanceof Dict) return holdsKey(of, value) || of.values().some((each) => plainOf(each) === key);
      return of instanceof List && of.items.some((each) => plainOf(each) === key);
    });
  }

  /** The call or the assignment that put something into a map or an object after it was looked for. */
  private putLater(whole: Dict | Obj, wanted: Value, { ended, began }: Happening): Happening | undefined {
    const since = Number.isFinite(ended) ? ended : began;
    return this.history.all.find((happening) => {
      const { node, value, began: own } = happening;
      const within = partsWithin(happening);
      if (own < since || !within.some((each) => plainOf(each.value) === whole)) return false;
      const isNamed = within.some((each) => plainOf(each.value) === wanted);
      if (node.kind === 'assign')
        return node.target.kind === 'member' ? node.target.name === wanted : node.target.kind === 'index' && isNamed;
      return node.kind === 'call' && isNamed && !isNothing(value);
    });
  }
}

/** Longer keys tell nothing. */
const LONGEST_KEY = 50;

const REMOVES = /^(?:pop|delete|remove|discard|erase|Remove|TryRemove|swap_remove)$/;

const MATCHES = /^(?:re\.)?(?:match\??|exec|search|test|fullmatch|preg_match|FindStringSubmatch|MatchString|find|matches)$/;

/** Methods and functions that look for something, and those that ask whether it is there. */
const LOOKS =
  /^(?:get|fetch|at|has|contains|include|in_array|index|last_?index|find|exists?|remove|pop|delete|char|code|dig|element|nth|key|array_key|array_search|value|search|subtract|slice)/i;
/** What is asked for each element with a function, or gives the first one that passed. */
const FINDS =
  /^(?:find\w*|detect|next|first\w*|single\w*|last\w*|search|position|rposition|get|pop|shift|min\w*|max\w*|index\w*|reset|current|head|at)$/i;
/** What needs an element at least, and what compares elements with each other. */
const TAKES =
  /reduce|fold|max|min|pop|shift|next|first|last|head|tail|remove|choice|sample|mean|median|average|mode|poll|peek|get|at$|dequeue/i;
const COMPARES = /sort|order|max|min|compar/i;
const CHANGES_NOTHING =
  /^(?:get\w*|has\w*|fetch|at|contains\w*|include\w*|indexOf|index|find\w*|keys|values|items|entries|map|filter|forEach|each\w*|some|every|any|all|join|size|length|count|slice|reduce|sum|min|max|first|last|to_\w+|toString|select|reject|isEmpty|empty\W?|stream|copy|c?begin|c?end|find_if)$/;
const ASKS = /^(?:contains|include|in_array|index|last_?index|exists|array_search|remove(?!At)|has(?!Key))/i;

/** What decided that a function throws: the conditions around, the innermost first; where a statement failed, what it worked with; else what it was given. */
function startsOf(call: Happening, fn: Fn): Happening[] {
  const last = call.within.at(-1);
  if (!last) return (call.parent?.within ?? []).filter(({ node, value }) => node.kind !== 'fn' && isNothing(value));
  const statements = [...nodesIn(fn.body, ({ kind }) => kind === 'fn')];
  const thrown = statements.findLast((node) => node.kind === 'throw' && node.start <= last.node.start && last.node.end <= node.end);
  if (!thrown) return last.node.kind === 'fn' ? [] : [last];
  const around = statements.flatMap((node) => conditionOf(node, thrown as Stmt)).reverse();
  return around.flatMap((condition) => withinFunction(call).findLast(({ node }) => node === condition) ?? []);
}

function conditionOf(node: Expr | Stmt, thrown: Stmt): Expr[] {
  const holds = (code: readonly Stmt[] = []): boolean => code.some((each) => each.start <= thrown.start && thrown.end <= each.end);
  return node.kind === 'branch' && (holds(node.then) || holds(node.otherwise)) ? [node.condition] : [];
}

function withinFunction(call: Happening): Happening[] {
  return call.within.flatMap((each) => (each.node.kind === 'fn' ? [] : [each, ...withinFunction(each)])).sort((a, b) => a.began - b.began);
}

/** A happening with all that it worked with, without the calls of functions of the program. */
function partsOf(happening: Happening): Happening[] {
  const parts = [happening];
  for (const part of parts) parts.push(...part.within.filter(({ node }) => node.kind !== 'fn'));
  return parts;
}

/** Whether the class of an object declares a field without a value. */
function declares({ cls }: Obj, field: string): boolean {
  return (
    cls?.at.node.members.some(
      (each) =>
        each.kind === 'assign' && each.declares === 'field' && !each.value && each.target.kind === 'name' && each.target.name === field,
    ) === true
  );
}

function calledOn(node: Happening['node']): Expr | undefined {
  return node.kind === 'call' && node.callee.kind === 'member' ? node.callee.of : undefined;
}

function nameOf(callee: Expr): string {
  return callee.kind === 'member' || callee.kind === 'name' ? callee.name : '';
}

function calleeOf({ node }: Happening): Expr | undefined {
  return node.kind === 'call' ? node.callee : undefined;
}

/** Whether something is nothing, or a list with nothing in it: several keys to sort by. */
function lacks(value: Value): boolean {
  return isNothing(value) || (value instanceof List && value.items.length < 5 && value.items.some(isNothing));
}

function empty(of: Happening): Miss {
  return { kind: 'empty', of, wanted: '', has: [], size: 0 };
}

function keysOf(whole: List | Dict | Obj): readonly Value[] {
  if (whole instanceof List) return whole.items;
  return whole instanceof Dict ? whole.keys() : [...whole.fields.keys()].map((each) => each.replace(/^@/, ''));
}

function sizeOf(value: Value): number | undefined {
  const whole = plainOf(value);
  if (typeof whole === 'string') return whole.length;
  return whole instanceof List || whole instanceof Dict || whole instanceof Obj ? keysOf(whole).length : undefined;
}

function isHolder(value: Value): value is List | Dict | Obj | string {
  return sizeOf(value) !== undefined;
}

function isWhole(value: Value): boolean {
  return typeof value === 'bigint' || (typeof value === 'number' && Number.isInteger(value));
}
