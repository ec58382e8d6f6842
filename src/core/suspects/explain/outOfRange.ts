import { escapePattern } from '../../escapePattern';
import { code, placeText, type ExplainInput, type Explanation } from './explanation';
import type { Clue } from './clue';
import type { FrameAtLine } from './failurePoint';
import { isSubscript, subscriptText } from './failingExpression';
import { originSentences, originPlace } from './originText';
import { loopPastEnd } from './pastEnd';
import { witnessOf } from './witness';
import { originOf } from './followed';

type IndexClue = Extract<Clue, { kind: 'index' }>;

/** The arguments of the command line: how many it was started with. */
function commandArguments(object: string, { length }: IndexClue, { file, fn }: FrameAtLine): string | undefined {
  const first = file.lines[(fn?.signature.endLine ?? 1) - 1] ?? '';
  const isMain =
    fn !== undefined &&
    /^main$/i.test(fn.name) &&
    new RegExp(`\\b[Ss]tring(?:\\[\\]|\\.\\.\\.)\\s*${escapePattern(object)}\\b`).test(first);
  const own = isMain ? 0 : ['sys.argv', 'os.Args'].includes(object) ? 1 : undefined;
  if (own === undefined) return undefined;
  const many = length === undefined ? undefined : length - own;
  const name = own === 1 ? ', besides its own name,' : '';
  const count = many === undefined ? '' : many <= 0 ? `: the program was started without any` : `: the program was started with ${many}`;
  return `${code(object)} holds the arguments of the command line${count}${many === undefined ? '' : many <= 0 ? '' : name}.`;
}

/** An index that the list does not have. */
export function explainIndex(clue: IndexClue, input: ExplainInput): Explanation | undefined {
  const { at, view, frame } = input;
  const { file, line } = at;
  const written = file.lines[line - 1] ?? '';
  const reads = file.propertyReads({ startLine: line, endLine: line });
  const all = reads.filter((read) => isSubscript(read, written) && !/\[\s*['"`]/.test(subscriptText(read, written)));
  // Rust names the bracket.
  const named = written[(at.column ?? 0) - 1] === '[' ? all.filter(({ column }) => column === at.column! + 1) : [];
  const found = named.length ? named : all;
  const literal = found.map((read) => Number(/\[(\d{1,9})\]$/.exec(subscriptText(read, written))?.[1]));
  // The message tells the index, or the highest of one list is out of range if any is.
  const index = clue.index ?? (new Set(found.map(({ object }) => object)).size === 1 ? Math.max(...literal) : undefined);
  const atIndex = found.filter((_, each) => literal[each] === index);
  const isWritten = atIndex.length === 1 && literal.every((each) => !Number.isNaN(each));
  const subscripts = isWritten ? atIndex : found;
  const texts = [...new Set(subscripts.map((read) => subscriptText(read, written)))];
  if (texts.length === 0) return undefined;
  const length =
    clue.length === undefined
      ? ''
      : `, but ${texts.length === 1 ? code(subscripts[0]!.object) : 'the list'} has ${clue.length} element${clue.length === 1 ? '' : 's'}`;
  const loops = texts.flatMap((text) => loopPastEnd(text, at) ?? []);
  const [text] = texts;
  const which = texts.length === 1 ? code(text!) : `one of ${texts.slice(0, 3).map(code).join(', ')}`;
  const sentences = [
    `Line ${line} reads ${which}${isWritten || clue.index === undefined ? '' : ` at index ${clue.index}`}${length || (texts.length === 1 ? `, but ${code(subscripts[0]!.object)} has no such element` : ', an index that the list does not have')}.`,
  ];
  const given = texts.length === 1 ? commandArguments(subscripts[0]!.object, clue, at) : undefined;
  if (given) sentences.push(given);
  let origin = given ? { file: file.file, line } : loops[0]?.place;
  const evidence: Explanation['evidence'] = [];
  if (loops[0]) {
    sentences.push(loops[0].sentence);
    evidence.push({ ...loops[0].place, why: 'the loop runs one past the end' });
  } else if (!given && new Set(subscripts.map(({ object }) => object)).size === 1) {
    const many = clue.length;
    const shorter = witnessOf(
      subscripts[0]!.object,
      input,
      (value) =>
        value.kind === 'list' && (many === undefined ? clue.index !== undefined && value.count <= clue.index : value.count === many),
      many === undefined ? 'has fewer elements' : `has ${many} element${many === 1 ? '' : 's'}`,
    );
    const from = originOf(view, subscripts[0]!.object, { file, fn: at.fn, line, frame });
    const made = from.steps[0];
    if (made?.kind === 'assigned') {
      const split = /\.(split|splitn|Split)\(/.test(made.value) || /^(?:explode|strings\.Split)\(/.test(made.value);
      sentences.push(
        `${code(made.name)} is assigned ${placeText(made, at).startsWith('line') ? 'on' : 'at'} ${placeText(made, at)} from ${code(made.value)}${split && (clue.length === 1 || index === 1) ? ', which gives one part where the separator is not in the text' : ''}.`,
      );
    } else sentences.push(...originSentences(from, 'empty', at));
    if (shorter) {
      sentences.push(...shorter.sentences);
      evidence.push(...shorter.evidence);
    }
    origin = shorter?.place ?? originPlace(from);
    if (origin && !shorter) evidence.push({ ...origin, why: `makes ${code(subscripts[0]!.object)}` });
  }
  return {
    title: `${texts.length === 1 ? code(text!) : 'An index'} is out of range${at.fn?.name ? ` in ${code(at.fn.name)}` : ''}`,
    sentences,
    evidence,
    ...(origin && { origin }),
    check: `Log the index and the length before ${file.file}:${line}. If the index is always smaller, this is not the cause.`,
  };
}
