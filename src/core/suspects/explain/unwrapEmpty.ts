import { hasName, lastPart, withoutSpaces, wordSet } from './textTests';
import { familyOf } from '../../workspace/languages';
import type { CallSite } from '../../syntax/syntax';
import type { Clue } from './clue';
import { code, type ExplainInput, type Explanation } from './explanation';
import { originEvidence } from './originEvidence';
import { originPlace, originSentences } from './originText';
import { otherUse } from './otherUses';
import { expressionOn } from '../../flow/expressionOn';
import { countedAround } from './pastEnd';
import type { Place, ValueOrigin } from '../../flow/originSteps';
import { shortCall } from './callText';
import type { Possible } from './witness';
import { isNumberText, lookupWitness, witnessOf, type Witness } from './witness';
import { originOf } from './followed';

const TAKES: Partial<Record<string, ReadonlySet<string>>> = {
  rust: wordSet('unwrap expect'),
  java: wordSet(
    'get orElseThrow getAsInt getAsLong getAsDouble next getFirst getLast firstKey lastKey first last iterator element remove removeFirst removeLast pop min max nextLine nextInt',
  ),
  kotlin: wordSet('first last single min max minBy maxBy minOf maxOf reduce random next removeFirst removeLast'),
  csharp: wordSet('First Single Last Max Min Average Aggregate MinBy MaxBy Dequeue Pop Peek'),
};

/** Calls that only go through a collection. */
const GOES_THROUGH = wordSet(
  'iter iter_mut into_iter iterator listIterator stream asSequence AsEnumerable values keys keySet entrySet copied cloned',
);
/** Rust: calls that give the same `None`. */
const PASSES_ON = wordSet('as_ref as_mut as_deref clone cloned copied take');
/** Rust: calls whose `None` means that there is no element. */
const OF_ELEMENTS = /^(.*)\.(?:max|min|last|first|pop|next|max_by_key|min_by_key|last_mut|first_mut|pop_front|pop_back)\([^()]{0,80}\)$/s;
/** The same call reads from a source that has more or not. */
const OF_SOURCES = wordSet('next nextLine nextInt');

/** The taking call, as the code shows it. */
interface Taken {
  name: string;
  receiver: string;
  /** With its arguments. */
  text: string;
  line: number;
}

/** A value was taken from an empty container: Rust's unwrap, Java's Optional and collections, LINQ's First. */
export function explainUnwrap(clue: Extract<Clue, { kind: 'unwrap' | 'noElement' }>, input: ExplainInput): Explanation | undefined {
  const { at, view, frame } = input;
  const takes = TAKES[at.file.language] ?? TAKES[familyOf(at.file.language)];
  const taken = takes && takenBy(takes, at);
  if (!taken) return undefined;
  const where = { file: at.file, fn: at.fn, line: taken.line, frame };
  // An iterator with a name may have given elements before.
  const iterator = clue.kind === 'unwrap' && clue.of === 'None' ? /^([\w.]+)\.next\(\)$/.exec(taken.receiver)?.[1] : undefined;
  const inner = clue.kind === 'unwrap' && clue.of === 'None' && !iterator ? OF_ELEMENTS.exec(taken.receiver)?.[1] : undefined;
  const collection = without(GOES_THROUGH, inner ?? taken.receiver);
  const isFiltered = /\.(?:filter|skip|take|filter_map|skip_while|take_while|find|Where|OfType)\(/.test(collection);
  const isSource = OF_SOURCES.has(taken.name) && collection === taken.receiver;
  const ofCollection = (clue.kind === 'noElement' || inner !== undefined) && !isFiltered && !isSource;
  const scanned =
    OF_SOURCES.has(taken.name) &&
    view.definitionsOf(taken.receiver, at.file, at.fn).some(({ type, value }) => hasName(`${type} ${value}`, 'Scanner'));
  const what = clue.kind === 'noElement' ? 'empty' : clue.of;
  const many = clue.kind === 'noElement' && clue.many;
  const condition = clue.kind === 'noElement' && clue.condition;
  const subject = ofCollection ? collection : taken.receiver;
  const held = many
    ? `${condition ? 'more than one element passes the condition' : 'it has more than one element'}, and ${code(taken.name)} allows only one`
    : condition
      ? `it has no matching element: none passes the condition`
      : scanned
        ? 'it has no more: nothing is left to read'
        : ofCollection && inner !== undefined
          ? `it is \`None\`: ${code(collection)} is empty`
          : what === 'empty'
            ? `${ofCollection && subject !== taken.receiver ? code(subject) : 'it'} is empty: there is nothing to take`
            : what === 'None'
              ? `it is \`None\`${iterator ? `: ${code(iterator)} has no further element` : ''}`
              : `it is an \`Err\`: ${code(clue.kind === 'unwrap' ? (clue.error ?? '') : '')}`;
  const inside = clue.kind === 'unwrap' ? without(PASSES_ON, taken.receiver) : taken.receiver;
  const origin = originOf(view, ofCollection || many ? collection : (iterator ?? inside), where);
  const parsed = /^(?:.*\W)?(?:parse)(?:::<[^>]{0,120}>)?\(\)$/s.test(taken.receiver.trim())
    ? /^([\w.&]+?)(?:\.trim\(\))?\.parse/s.exec(taken.receiver.trim())?.[1]
    : undefined;
  const given = parsed ? originOf(view, parsed, where) : undefined;
  const shown: ValueOrigin = given?.steps.length ? given : ofCollection || many || iterator ? { steps: origin.steps } : origin;
  const left = scanned ? onceMore(taken, at) : undefined;
  const witness = left || iterator || many ? undefined : takenWitness(clue, taken, collection, ofCollection, { at, view, frame });
  const used = witness || origin.end || clue.kind !== 'unwrap' || clue.of !== 'None' ? undefined : otherUse(input);
  const shortText = shortCall(
    { name: taken.name, receiver: taken.receiver, args: [], startLine: taken.line, endLine: taken.line, column: 1, construct: false },
    taken.receiver,
  );
  const sentences = [
    ofCollection && inner === undefined && !many && !condition && `${collection}.${taken.name}` !== taken.text.replace(/\(.*$/s, '')
      ? `Line ${taken.line} calls ${code(taken.text)}, but ${code(collection)} is empty: there is nothing to take.`
      : `Line ${taken.line} calls ${code(`${taken.name}()`)} on ${code(taken.receiver)}, but ${held}.`,
    ...(left ? [left.sentence] : (witness?.sentences ?? originSentences(shown, what === 'empty' ? 'empty' : what, at, taken.receiver))),
    ...(used ? [used.sentence] : []),
    ...(parsed && clue.kind === 'unwrap' && (clue.error ?? '').includes('InvalidDigit')
      ? ['Something in the text is no digit; a space counts, too.']
      : []),
  ];
  const place = left?.place ?? witness?.place ?? originPlace(shown) ?? originPlace(origin);
  const name = at.fn?.name ? ` in ${code(at.fn.name)}` : '';
  return {
    ...(ofCollection && !many && { subject: `${code(subject)} is empty` }),
    title: many
      ? `${code(`${taken.receiver}.${taken.name}()`)} finds more than one element${name}`
      : ofCollection && !condition
        ? `${code(subject)} is empty${name}`
        : scanned
          ? `${code(taken.receiver)} has nothing left to read${name}`
          : `${code(shortText)} holds no ${condition ? 'matching element' : 'value'}${name}`,
    sentences,
    evidence: [
      ...(left ? [{ ...left.place, why: 'decides whether the loop goes on' }] : []),
      ...(witness?.evidence ?? []),
      ...(used?.evidence ?? []),
      ...originEvidence(shown, what),
    ],
    ...(place && { origin: place }),
    check: many
      ? `Log the elements before ${at.file.file}:${at.line}. If only one ${condition ? 'passes the condition' : 'is there'}, this is not the cause.`
      : condition
        ? `Log the elements before ${at.file.file}:${at.line}. If one passes the condition, this is not the cause.`
        : ofCollection
          ? `Log ${code(subject)} before ${at.file.file}:${at.line}. If it has elements every time, this is not the cause.`
          : `Log ${code(shortText)} before ${at.file.file}:${at.line}. If it has a value every time, this is not the cause.`,
  };
}

/** The values that the taking call can meet which make it fail. */
function takenWitness(
  clue: Extract<Clue, { kind: 'unwrap' | 'noElement' }>,
  { receiver, line }: Taken,
  collection: string,
  ofCollection: boolean,
  input: Pick<ExplainInput, 'at' | 'view' | 'frame'>,
): Witness | undefined {
  if (ofCollection) return witnessOf(collection, input, (value) => value.kind === 'list' && value.count === 0, 'is empty', line);
  if (clue.kind === 'noElement') return undefined;
  if (clue.of === 'None') return lookupWitness(receiver, input, line);
  const text = /^([^]*?)\.parse(?:::<[^>]{0,120}>)?\(\)$/.exec(receiver.trim())?.[1];
  const quoted = /"([^"\n]{1,120})"/.exec(clue.error ?? '')?.[1];
  const isWrong = (value: Possible): boolean => {
    if (value.kind !== 'text') return false;
    if (quoted !== undefined) return value.text === quoted;
    if ((clue.error ?? '').includes('kind: Empty')) return value.text === '';
    if ((clue.error ?? '').includes('InvalidDigit')) return value.text !== '' && !isNumberText(value.text, true);
    return (clue.error ?? '').includes('ParseFloatError') && !isNumberText(value.text, false);
  };
  return text === undefined ? undefined : witnessOf(text, input, isWrong, quoted === undefined ? 'is not a number' : undefined, line);
}

/** The call on the line, where its tree shows one. */
function takenBy(takes: ReadonlySet<string>, { file, line, column }: ExplainInput['at']): Taken | undefined {
  const calls = file.calls({ startLine: line, endLine: line }).filter(({ name, receiver }) => takes.has(name) && receiver !== undefined);
  const call = takerAt(calls, column, file.lines[line - 1] ?? '');
  if (!call?.receiver) return undefined;
  const text = `${call.receiver}.${call.name}(${call.args.join(', ')})`;
  // `Collections.min(prices)`: the collection is the argument.
  if (['Collections', 'CollectionUtils', 'Iterables'].includes(call.receiver))
    return call.args[0] ? { name: call.name, receiver: call.args[0], text, line: call.startLine } : undefined;
  if (['Math', 'Integer', 'Long', 'Double', 'Objects'].includes(call.receiver)) return undefined;
  return { name: call.name, receiver: call.receiver, text, line: call.startLine };
}

/** Of several calls on the line the one at the column, else the outermost of a chain. */
function takerAt(calls: readonly CallSite[], column: number | undefined, line: string): CallSite | undefined {
  if (calls.length < 2) return calls[0];
  const [outer] = calls;
  // `names.iterator().next()`: the others are part of its receiver.
  if (column === undefined)
    return outer &&
      calls.slice(1).every(({ receiver, name }) => withoutSpaces(outer.receiver ?? '').startsWith(withoutSpaces(`${receiver}.${name}(`)))
      ? outer
      : undefined;
  const named = calls.filter(({ name }) => line.slice(column - 1).startsWith(name));
  // `a.get(k).unwrap().parse().unwrap()`: what stands before the column is the receiver of the one that failed.
  const before = withoutSpaces(line.slice(0, column - 1)).replace(/\.$/, '');
  const fitting = named.filter(({ receiver }) => receiver !== undefined && before.endsWith(withoutSpaces(receiver)));
  return fitting.toSorted((a, b) => b.receiver!.length - a.receiver!.length)[0] ?? (named.length === 1 ? named[0] : undefined);
}

/** A chain without the calls at its end that only go on with the same. */
function without(calls: ReadonlySet<string>, text: string): string {
  let rest = text.trim();
  while (rest.endsWith('()') && rest.includes('.') && calls.has(lastPart(rest.slice(0, -2)))) rest = rest.slice(0, rest.lastIndexOf('.'));
  return rest;
}

/** The loop around a read, where it runs once more than its limit. */
function onceMore({ text, line }: Taken, { file }: ExplainInput['at']): { sentence: string; place: Place } | undefined {
  const read = expressionOn(file, text, line);
  for (const { loop, counter, bound, whole, line: above } of read ? countedAround(file, read) : []) {
    const first = loop.init?.[0];
    if (!whole || first?.kind !== 'assign' || first.value?.kind !== 'literal' || first.value.value !== '0') continue;
    return {
      sentence: `The loop on line ${above} goes on while ${code(`${counter} <= ${bound}`)}, from 0, so it runs one time more than ${code(bound)} says.`,
      place: { file: file.file, line: above },
    };
  }
  return undefined;
}
