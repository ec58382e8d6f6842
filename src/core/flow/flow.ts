import type { Expr } from '../syntax/lower/ir';
import type { SyntaxFile } from '../syntax/syntax';
import { only } from '../only';
import { emptySubscript } from './library/emptyResults';
import { ofCall, ofReturns } from './calls';
import { isSetSomewhere, ofComprehension, ofList, ofMap } from './collections';
import { ofExported, ofName, partIn } from './names';
import { isBare, plainText } from './changes';
import { calledName } from './codeIndex';
import { ofMember, ofStruct } from './fields';
import { isGuarded } from './guards';
import { ended, MOST_WAYS, placeOf, stop, unknown, written, type FlowWalk } from './walk';
import type { At, Flow, Path, Program, Selector, Way } from './way';
import { traitsOf } from './traits';

const MOST_HOPS = 26;
const MOST_VISITS = 900;

/**
 * The ways by which a part of an expression's value may have come: assignments, parameters, results, fields, elements of collections and of
 * what is written out, each back to where the program writes it, leaves it out, or gets it from outside.
 * @param near only calls on the stack are followed to those who make them, and not all of the program
 */
export function flow(program: Program, expr: Expr, at: At, path: Path = [], near = false): Flow {
  const walk: FlowWalk = {
    program,
    left: MOST_VISITS,
    open: new Set(),
    near,
    follow: (...args) => waysFrom(walk, ...args),
    returns: (...args) => ofReturns(walk, ...args),
    exported: (...args) => ofExported(walk, ...args),
    part: (...args) => partIn(walk, ...args),
    selectors: (...args) => selectorsFor(walk, ...args),
    lookup: (...args) => ofLookup(walk, ...args),
  };
  const ways = walk.follow(expr, path, at, 0).map((way) => withoutDoubt(program, way));
  return { ways, open: ways.some(({ open }) => open) };
}

/** A key that something sets, perhaps of this object, is not told to be missing. */
function withoutDoubt(program: Program, way: Way): Way {
  const { end, ...rest } = way;
  const isSet = end?.kind === 'missingKey' && isSetSomewhere(program, end.key, way.last.at.file);
  return isSet ? { ...rest, open: true } : way;
}

function waysFrom(walk: FlowWalk, expr: Expr, path: Path, at: At, hops: number): Way[] {
  walk.left -= 1;
  const visit = `${at.file.file}:${expr.kind}:${expr.start}:${expr.end}:${at.entered?.call.start ?? ''}:${at.frame ?? ''}:${path.map(pathKey).join('.')}`;
  if (walk.open.has(visit)) return [{ ...unknown(expr, path, at), again: true }];
  if (hops > MOST_HOPS || walk.left <= 0) return [unknown(expr, path, at)];
  walk.open.add(visit);
  const found = distinct(ofExpr(walk, expr, path, at, hops));
  // What a condition has asked for is there. The failing expression itself was missing, whatever asks for it.
  const isAsked =
    path.length === 0 &&
    hops > 0 &&
    (expr.kind === 'name' || expr.kind === 'member' || expr.kind === 'index') &&
    found.some(({ end }) => end) &&
    isGuarded(at.file, expr);
  const others = found.some(({ again }) => !again) ? found.filter(({ again }) => !again) : found;
  const ways = isAsked ? others.filter(({ end }) => !end) : others;
  walk.open.delete(visit);
  const kept = ways.length > MOST_WAYS ? [unknown(expr, path, at)] : ways;
  return kept.map((way) => ({ ...way, trail: [{ expr, path, at }, ...way.trail] }));
}

function pathKey(selector: Selector): string {
  return selector.kind === 'key' ? selector.key : selector.kind;
}

function ofExpr(walk: FlowWalk, expr: Expr, path: Path, at: At, hops: number): Way[] {
  const next = hops + 1;
  switch (expr.kind) {
    case 'literal':
      return ofLiteral(expr, path, at);
    case 'name':
      return ofName(walk, expr, path, at, next);
    case 'member':
      return ofMember(walk, expr, path, at, next);
    case 'index':
      return ofIndex(walk, expr, path, at, next);
    case 'call':
      return ofCall(walk, expr, path, at, next);
    case 'map':
      return ofMap(walk, expr, path, at, next);
    case 'list':
      return ofList(walk, expr, path, at, next);
    case 'each':
      return ofComprehension(walk, expr, path, at, next);
    case 'choice':
      return ofChoice(walk, expr, path, at, next);
    case 'same':
      return ofSame(walk, expr, path, at, next);
    case 'assign':
      return expr.value && expr.operator === '=' ? walk.follow(expr.value, path, at, next) : [unknown(expr, path, at)];
    case 'operate':
      return ofOperation(walk, expr, path, at, next);
    case 'fn':
      return [path.length === 0 ? stop(expr, path, at) : unknown(expr, path, at)];
    case 'opaque':
      return ofOpaque(walk, expr, path, at, next);
  }
}

function ofLiteral(expr: Extract<Expr, { kind: 'literal' }>, path: Path, at: At): Way[] {
  const [first, ...rest] = path;
  if (first?.kind === 'awaited') return ofLiteral(expr, rest, at);
  if (expr.of !== 'nothing') return [stop(expr, path, at)];
  if (first?.kind === 'count' && rest.length === 0) return ofLiteral(expr, rest, at);
  // A part of nothing: the read of the part would have failed there.
  if (path.length > 0) return [];
  return [ended({ kind: 'literal', ...placeOf(at, expr), name: undefined, value: written(at, expr) }, expr, path, at)];
}

function ofIndex(walk: FlowWalk, expr: Extract<Expr, { kind: 'index' }>, path: Path, at: At, hops: number): Way[] {
  const of = written(at, expr.of);
  if (expr.slice) return path.length === 0 ? [stop(expr, path, at)] : walk.follow(expr.of, path, at, hops);
  const [asked, ...more] = expr.keys;
  if (!asked || more.length > 0) return [unknown(expr, path, at)];
  const isSymbol = traitsOf(at.file.language).membersAreCalls === true && at.file.text[asked.start] === ':';
  const ways = selectorsFor(walk, asked, of, at, hops).flatMap((selector) => {
    const isNamed = selector.kind === 'key' || selector.kind === 'computed';
    const marked: Selector = isNamed ? { ...selector, written: 'brackets' } : selector;
    const whole = walk.follow(expr.of, [isSymbol && marked.kind === 'key' ? { ...marked, written: 'symbol' } : marked, ...path], at, hops);
    return ofLookup(walk, whole, marked, asked, expr, path, at, hops);
  });
  const note =
    path.length === 0 && ways.every(({ end }) => !end) && (traitsOf(at.file.language).severalResults || ways.some(({ open }) => open))
      ? emptySubscript(at.file.language)
      : undefined;
  if (!note || !walk.follow(expr.of, [], at, hops).some(({ last }) => isKeyed(last.expr))) return ways;
  return [...ways, ended({ kind: 'lookup', ...placeOf(at, expr), expression: written(at, expr), note }, expr, path, at)];
}

/** Ways of a value under a key: of one that was never put in, the lookup itself says most; of one that a map has not got, where the key comes from. */
function ofLookup(
  walk: FlowWalk,
  ways: readonly Way[],
  selector: Selector,
  asked: Expr,
  expr: Expr,
  path: Path,
  at: At,
  hops: number,
): Way[] {
  return ways.map((way): Way => {
    const { end } = way;
    if (
      path.length === 0 &&
      end?.kind === 'lookup' &&
      !end.filled &&
      /^is (?:undefined|nil|null) for a key/.test(end.note) &&
      end.expression.startsWith(selector.of)
    )
      return ended(
        { ...end, ...placeOf(at, expr), expression: written(at, expr), made: { file: end.file, line: end.line } },
        expr,
        path,
        at,
      );
    const isNamed =
      selector.kind === 'key' &&
      asked.kind !== 'literal' &&
      end?.kind === 'missingKey' &&
      end.key === selector.key &&
      end.object === selector.of;
    const from = isNamed ? only(walk.follow(asked, [], at, hops)) : undefined;
    return from ? { ...way, steps: [...way.steps, ...from.steps] } : way;
  });
}

/** Go: a literal of a struct without fields, or of a list without elements. */
function isNoFields(expr: Expr): boolean {
  return expr.kind === 'list' && expr.of === 'tuple' && expr.elements.length === 0;
}

/** A map whose keys are those of what it is made of. */
function isKeyed(expr: Expr): boolean {
  // Go
  if (expr.kind === 'call' && calledName(expr) === 'make') return true;
  return expr.kind === 'call' && /^(?:fromEntries|groupBy|to_h|group_by|index_by|tally|transform_values)$/.test(calledName(expr));
}

/** The keys that an expression may be, where the code decides them; or one that is computed. */
function selectorsFor(walk: FlowWalk, asked: Expr, of: string, at: At, hops: number): Selector[] {
  const by = written(at, asked);
  const own = plainText(asked);
  if (own !== undefined) return [{ kind: 'key', key: own, of, by }];
  const ways = asked.kind === 'name' || asked.kind === 'member' ? walk.follow(asked, [], at, hops) : [];
  const texts = new Set(ways.map(({ last: { expr }, open, end }) => (!open && !end ? plainText(expr) : undefined)));
  const known = [...texts].flatMap((text) => text ?? []);
  return known.length === texts.size && known.length > 0 && known.length <= MOST_KEYS
    ? known.map((key) => ({ kind: 'key', key, of, by }))
    : [{ kind: 'computed', key: by, of }];
}

const MOST_KEYS = 4;

function ofChoice(walk: FlowWalk, expr: Extract<Expr, { kind: 'choice' }>, path: Path, at: At, hops: number): Way[] {
  const { options, operator } = expr;
  if (expr.condition) {
    const note = path.length === 0 ? choiceNote(expr, at) : undefined;
    if (note) return [ended({ kind: 'lookup', ...placeOf(at, expr), expression: written(at, expr), note }, expr, path, at)];
    return options.flatMap((option) => walk.follow(option, path, at, hops));
  }
  const [left, right] = [options[0]!, options.at(-1)!];
  const from = walk.follow(left, path, at, hops);
  const isNothing = right.kind === 'literal' && right.of === 'nothing' && path.length === 0;
  if (isNothing) {
    if (from.some(({ end }) => end)) return from;
    const when = operator === '??' ? 'has no value' : 'is false, empty, 0 or missing';
    const note = `is ${right.value} where \`${written(at, left)}\` ${when}`;
    return [ended({ kind: 'lookup', ...placeOf(at, expr), expression: written(at, expr), note }, expr, path, at)];
  }
  // The second side takes the place of what is missing.
  const kept = path.length > 0 ? from : from.filter(({ end }) => !end);
  // A part of an element is none of the empty list that stands in.
  if (path.length > 1 && kept.length > 0 && isBare(right)) return kept;
  return [...kept, ...walk.follow(right, path, at, hops)];
}

/** When the empty side of a choice is taken, as the rest of a sentence about it. */
function choiceNote({ condition, options }: Extract<Expr, { kind: 'choice' }>, at: At): string | undefined {
  const [then, otherwise] = options;
  const isEmpty = (side: Expr | undefined): boolean => side?.kind === 'literal' && side.of === 'nothing';
  if (!condition || !then || !otherwise || isEmpty(then) === isEmpty(otherwise)) return undefined;
  const asked = written(at, condition);
  return isEmpty(then)
    ? `is ${written(at, then)} where \`${asked}\` holds`
    : `is ${written(at, otherwise)} where \`${asked}\` does not hold`;
}

function ofSame(walk: FlowWalk, expr: Extract<Expr, { kind: 'same' }>, path: Path, at: At, hops: number): Way[] {
  switch (expr.how) {
    case 'await':
      return walk.follow(expr.of, [{ kind: 'awaited', of: written(at, expr.of) }, ...path], at, hops);
    case 'cast':
      if ((expr.of.kind === 'map' || isNoFields(expr.of)) && !/^(?:map)?\[/.test(expr.type ?? ''))
        return ofStruct(walk, expr, path, at, hops);
      return walk.follow(expr.of, path, at, hops);
    case 'reference':
    case 'spread':
      return walk.follow(expr.of, path, at, hops);
    case 'tried':
    case 'yield':
      return [unknown(expr, path, at)];
  }
}

/** An operation is never missing: and a part of one is that of the sides where both may be given. */
function ofOperation(walk: FlowWalk, expr: Extract<Expr, { kind: 'operate' }>, path: Path, at: At, hops: number): Way[] {
  const { operator, operands } = expr;
  if (/^(?:&&|and)$/.test(operator)) {
    const right = walk.follow(operands.at(-1)!, path, at, hops);
    // Where the first side is missing, it is the value.
    const left = path.length === 0 ? walk.follow(operands[0]!, path, at, hops).filter(({ end, open }) => end || open) : [];
    return [...left, ...right];
  }
  if (/^(?:\+|\|)$/.test(operator) && path.length > 0) return operands.flatMap((each) => walk.follow(each, path, at, hops));
  if (operator === '&' && operands.length === 1)
    return path.length === 0 ? [stop(expr, path, at)] : walk.follow(operands[0]!, path, at, hops);
  if (operator === 'void')
    return path.length === 0
      ? [ended({ kind: 'literal', ...placeOf(at, expr), name: undefined, value: traitsOf(at.file.language).nothing }, expr, path, at)]
      : [];
  return [stop(expr, path, at)];
}

/** A branch or cases whose result is the value. */
function ofOpaque(walk: FlowWalk, expr: Extract<Expr, { kind: 'opaque' }>, path: Path, at: At, hops: number): Way[] {
  const loaded = requiredFile(walk, expr, at);
  if (loaded) return walk.follow(loaded.value, path, { file: loaded.file }, hops);
  const [one] = expr.parts.length === 1 ? expr.parts : [];
  const lasts =
    one?.kind === 'branch' && one.otherwise
      ? [one.then.at(-1), one.otherwise.at(-1)]
      : one?.kind === 'switch'
        ? one.cases.map(({ body }) => body.at(-1))
        : [];
  const values = lasts.map((stmt) => (stmt?.kind === 'do' ? stmt.value : undefined));
  if (values.length === 0 || values.some((value) => value === undefined)) return [unknown(expr, path, at)];
  return values.flatMap((value) => walk.follow(value!, path, at, hops));
}

/** PHP: what a file returns that is loaded. */
function requiredFile({ program }: FlowWalk, expr: Expr, at: At): { file: SyntaxFile; value: Expr } | undefined {
  const name = /^(?:require|include)(?:_once)?\b[^'"]{0,200}['"]([^'"]{1,200})['"]\)?$/.exec(written(at, expr))?.[1]?.replace(/^[./]+/, '');
  const file = name === undefined ? undefined : only(program.files.filter((each) => each.file === name || each.file.endsWith(`/${name}`)));
  const returns = file?.code.flatMap((stmt) => (stmt.kind === 'return' && stmt.value ? [stmt.value] : []));
  const value = returns && only(returns);
  return file && value ? { file, value } : undefined;
}

function distinct(ways: readonly Way[]): Way[] {
  const text = ({ steps, end, last, open }: Way): string =>
    [
      ...steps.map(({ file, line, kind }) => `${kind}@${file}:${line}`),
      end ? `${end.kind}@${end.file}:${end.line}` : '',
      `${last.at.file.file}:${last.expr.start}`,
      String(open),
    ].join('>');
  return [...new Map(ways.map((way) => [text(way), way])).values()];
}
