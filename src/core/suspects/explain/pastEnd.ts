import { indexOf } from '../../flow/codeIndex';
import { expressionOn } from '../../flow/expressionOn';
import { writtenIn, type ExpressionAt, type OriginStep, type Place } from '../../flow/originSteps';
import { traitsOf } from '../../flow/traits';
import { only } from '../../only';
import { nodesIn, type Expr, type Ir } from '../../syntax/lower/ir';
import { lineOf } from '../../syntax/lower/places';
import type { SyntaxFile } from '../../syntax/syntax';
import { callOf } from './callText';
import { code, onPlace, placeText, type ExplainInput } from './explanation';
import type { FrameAtLine } from './failurePoint';
import { flowOf } from './followed';

type LoopNode = Extract<Ir, { kind: 'loop' }>;

/** A loop that counts up to a bound. */
export interface Counted {
  loop: LoopNode;
  counter: string;
  bound: string;
  /** The bound has a turn, too. */
  whole: boolean;
  line: number;
}

interface PastEnd {
  sentence: string;
  place: Place;
}

/** The loops around a node that count to a bound, innermost first. */
export function* countedAround(file: SyntaxFile, node: Ir): Generator<Counted> {
  const { parents } = indexOf(file);
  const text = ({ start, end }: Expr): string => file.text.slice(start, end);
  for (let at = parents.get(node); at; at = parents.get(at)) {
    const found = at.kind === 'loop' ? boundOf(at, file) : undefined;
    if (at.kind !== 'loop' || found?.counter?.kind !== 'name') continue;
    yield { loop: at, counter: found.counter.name, bound: text(found.bound), whole: found.whole, line: lineOf(file, at.start) };
  }
}

/** The bound of `i < n`, `i <= n`, `0..n`, `0..=n`, `range(n)` and `range(n + 1)`. */
function boundOf(loop: LoopNode, { language }: SyntaxFile): { counter: Expr | undefined; bound: Expr; whole: boolean } | undefined {
  const { condition, over, target } = loop;
  const test = condition && [...nodesIn([condition])].find((node) => node.kind === 'operate' && ['<', '<='].includes(node.operator));
  if (test?.kind === 'operate') return { counter: test.operands[0], bound: test.operands[1]!, whole: test.operator === '<=' };
  // Rust leaves the end of `..` out.
  if (over?.kind === 'operate' && over.operands.length === 2 && ['..', '..=', '...', '..<', 'until'].includes(over.operator))
    return {
      counter: target,
      bound: over.operands[1]!,
      whole: over.operator === '..=' || (over.operator === '..' && traitsOf(language).tails !== 'given'),
    };
  const end =
    over?.kind === 'call' && over.callee.kind === 'name' && over.callee.name === 'range' ? over.args.slice(0, 2).at(-1)?.value : undefined;
  const isOneMore = end?.kind === 'operate' && end.operator === '+' && isNumber(end.operands[1], '1');
  return end && { counter: target, bound: isOneMore ? end.operands[0]! : end, whole: isOneMore };
}

function isNumber(node: Ir | undefined, value: string): boolean {
  return node?.kind === 'literal' && node.of === 'number' && node.value === value;
}

/** A read of an element at the place of a loop's counter, or a fixed distance behind it. */
function indexRead(read: Expr | undefined, file: SyntaxFile): { list: string; counter: string; ahead: number; read: Expr } | undefined {
  const asked = read?.kind === 'index' && !read.slice ? read.keys[0] : undefined;
  if (read?.kind !== 'index' || !asked) return undefined;
  const list = file.text.slice(read.of.start, read.of.end);
  if (asked.kind === 'name') return { list, counter: asked.name, ahead: 0, read };
  const [name, ahead] = asked.kind === 'operate' && asked.operator === '+' ? asked.operands : [];
  return name?.kind === 'name' && ahead?.kind === 'literal' && Number(ahead.value) > 0
    ? { list, counter: name.name, ahead: Number(ahead.value), read }
    : undefined;
}

/** A loop that runs past the end of the list that its variable indexes: one that goes up to the length, or whose turns read a neighbour. */
export function loopPastEnd(expression: string, { file, fn, line }: FrameAtLine): PastEnd | undefined {
  const read = indexRead(expressionOn(file, expression, line), file);
  for (const { counter, bound, whole, line: above } of read ? countedAround(file, read.read) : []) {
    if (!read || counter !== read.counter || (!whole && read.ahead === 0)) continue;
    const isLength = lengthsOf(read.list).includes(bound);
    // A count passed as a parameter with an array is its length only by convention.
    const isCount = whole && /^(?:count|n|len|length|size|num\w*)$/i.test(bound) && fn?.parameters.some(({ name }) => name === bound);
    if (!isLength && !isCount) continue;
    return {
      place: { file: file.file, line: above },
      sentence: !isLength
        ? `The loop on line ${above} lets ${code(counter)} reach ${code(bound)}; if that is the number of elements, the last one is one before it.`
        : whole
          ? `The loop on line ${above} lets ${code(counter)} reach ${code(bound)}; the last element is one before that, so ${code(expression)} is read one past the end.`
          : `The loop on line ${above} lets ${code(counter)} reach the last element of ${code(read.list)}; ${code(expression)} is then ${read.ahead === 1 ? 'one' : read.ahead} past the end.`,
    };
  }
  return undefined;
}

/** How the languages write the length of a list. */
function lengthsOf(list: string): string[] {
  return [
    ...['length', 'Length', 'Count', 'size()', 'length()', 'len()', 'size'].map((member) => `${list}.${member}`),
    ...['len', 'count', 'strlen'].map((name) => `${name}(${list})`),
  ];
}

/**
 * The same where a method reads the element and another one gives the length: `grid.at(y)` and `y <= grid.height`.
 * @param steps the way of the missing element
 */
export function callPastEnd(steps: readonly OriginStep[], { at, view }: Pick<ExplainInput, 'at' | 'view'>): PastEnd | undefined {
  const [made, given] = steps;
  if (made?.kind !== 'assigned' || given?.kind !== 'returned' || made.file !== at.file.file) return undefined;
  const call = callOf(made.value, { file: at.file, fn: at.fn, line: made.line });
  const callee = call && view.callee(call, at.file);
  const read = callee && indexRead(expressionOn(callee.file, given.value, given.line), callee.file);
  const index = read && call.args[callee.fn.parameters.findIndex(({ name }) => name === read.counter)]?.trim();
  const expr = expressionOn(at.file, made.value, made.line);
  if (!callee || !read || !index || !expr || call.receiver === undefined || given.file !== callee.file.file) return undefined;
  const lengths = callee.file.functions
    .filter(({ className, name }) => className === callee.fn.className && name !== callee.fn.name)
    .filter((fn) => lengthsOf(read.list).includes(only(callee.file.returns(fn))?.value.trim() ?? ''));
  for (const { counter, bound, whole, line } of countedAround(at.file, expr)) {
    const length = lengths.find(({ name }) =>
      [`${call.receiver}.${name}`, `${call.receiver}.${name}()`, ...(name === '__len__' ? [`len(${call.receiver})`] : [])].includes(bound),
    );
    if (!whole || counter !== index || !length) continue;
    return {
      sentence: `The loop on line ${line} lets ${code(index)} reach ${code(bound)}, the length of ${code(read.list)} (${placeText({ file: callee.file.file, line: length.startLine }, at)}); the last element is one before that, so ${code(made.value)} is read one past the end.`,
      place: { file: at.file.file, line },
    };
  }
  return undefined;
}

/** A value on whose way an element behind the counter of a loop is read, which goes up to the end of the list: `list[at + 1]`. */
export function neighbourPastEnd(text: string, where: ExpressionAt, { at, view }: ExplainInput): PastEnd | undefined {
  for (const step of flowOf(view, text, where)?.ways.flatMap(({ steps }) => steps) ?? []) {
    const file = view.file(step.file);
    const written = writtenIn(step) ?? '';
    const read = file && written.includes('[') ? indexRead(expressionOn(file, written, step.line), file) : undefined;
    if (!file || !read || read.ahead === 0) continue;
    for (const { loop, counter, bound, whole, line } of countedAround(file, read.read)) {
      if (whole || counter !== read.counter || !lengthsOf(read.list).includes(bound)) continue;
      const place = { file: file.file, line };
      const update = loop.update?.map((each) => (each.kind === 'do' ? each.value : each)).find((each) => each.kind === 'assign');
      const by =
        update?.kind === 'assign' && update.operator === '+=' && update.value ? file.text.slice(update.value.start, update.value.end) : '1';
      const when = by === '1' ? 'in the last turn' : `in the last turn, where the number of elements does not divide by ${by}`;
      return {
        sentence: `${code(written)} (${placeText(step, at)}) is read past the end of ${code(read.list)} ${when}: the loop ${onPlace(place, at)} goes up to its last element.`,
        place,
      };
    }
  }
  return undefined;
}
