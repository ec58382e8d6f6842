import { basename } from 'node:path';
import type { Hypothesis } from '../../src/core/hypothesis';
import type { Suspect } from '../../src/core/suspects/suspect';
import type { FirstPassing, Said } from './cards';
import type { Claim } from './claim';
import type { ClaimProgram } from './claimProgram';
import { holds, isFunction } from './codeText';
import { judgeClaim, wasPrinted } from './judgeClaim';
import type { Judged } from './judged';
import { observe, type Asked } from './observe';
import { readClaims, type ReadSentence } from './readClaims';

/** A program to judge: of this bench with its truth, or a recorded one without. */
export type ProgramToJudge = Pick<ClaimProgram, 'id' | 'language' | 'kind' | 'command' | 'files' | 'output'> &
  Partial<Pick<ClaimProgram, 'functions' | 'faults' | 'says' | 'fault'>> & { folder: string; change?: NonNullable<Judged['change']> };

export interface JudgedProgram {
  id: string;
  language: string;
  kind: 'crash' | 'assertion';
  fault: string;
  /** Title of the first card. */
  first: string;
  sentences: number;
  /** Sentences that are no suggestion and in which no claim was found. */
  unread: number;
  counts: { true: number; false: number; unjudged: number };
  /** Why claims were not judged, with their numbers. */
  reasons: Record<string, number>;
  falsehoods: { card: number; sentence: string; why: string }[];
  /** Sentences in which no claim was found. */
  unreadSentences: string[];
  changed: boolean;
  /** The first suspect is on a line that only the innocent change wrote. */
  innocentFirst: boolean;
  truth?: Truth;
  search?: Search;
}

/** What a search for a small change found. */
export interface Search {
  /** Changes that were run. */
  tried: number;
  seconds: number;
  first?: FirstPassing;
  passing: number;
  /** The first one that passes is on a line at fault; one of those shown is. */
  atLine: boolean;
  someAtLine: boolean;
  /** It leads the first card. */
  leads: boolean;
  template: string;
}

/** How the cards stand to a program's truth. */
interface Truth {
  /** The first card tells the place and the cause. */
  full: boolean;
  /** The first card tells the place or the cause. */
  partly: boolean;
  /** A card tells both. */
  among: boolean;
  functionFirst: boolean;
  functionAmongThree: boolean;
  lineFirst: boolean;
}

/** Judges each claim of a program's cards, and the first ones against its truth. */
export function judgeProgram(program: ProgramToJudge, { cards, suspects, errors, search }: Said, prints: boolean): JudgedProgram {
  const read = cards.map((card) => readClaims(card));
  const observed = observe(program, asked(read));
  const frames = errors.flatMap((error) =>
    error.frames
      .filter(({ origin }) => origin === 'workspace')
      .map(({ file, line, function: name }) => ({
        file: file.replace(`${program.folder}/`, '').replace(/^\.\//, ''),
        line,
        function: name,
      })),
  );
  const judged: Judged = { ...program, frames, cards, observed, prints };
  const result: JudgedProgram = {
    ...{ id: program.id, language: program.language, kind: program.kind, fault: program.fault ?? '', first: cards[0]?.title ?? 'no card' },
    ...{ sentences: 0, unread: 0, counts: { true: 0, false: 0, unjudged: 0 }, reasons: {}, falsehoods: [], unreadSentences: [] },
    changed: program.change !== undefined,
    innocentFirst: isInnocent(suspects[0], program),
    ...(program.says && { truth: truthOf(program, cards, suspects) }),
    ...(search && { search: searchOf(program, cards, search) }),
  };
  for (const [at, sentences] of read.entries()) for (const each of sentences) judgeSentence(each, at + 1, judged, result);
  return result;
}

function searchOf(
  { faults = [] }: ProgramToJudge,
  cards: readonly Hypothesis[],
  { candidates, tried, seconds, first: to }: NonNullable<Said['search']>,
): Search {
  const atLine = candidates.map((each) => faults.some(({ file, line }) => file === each.file && line === each.line));
  const [first] = candidates;
  const leads = first !== undefined && cards[0]?.fix?.diff === first.diff;
  return {
    tried,
    seconds,
    ...(to && { first: to }),
    passing: candidates.length,
    atLine: atLine[0] === true,
    someAtLine: atLine.includes(true),
    leads,
    template: first?.template ?? '',
  };
}

function judgeSentence({ sentence, claims, noClaim }: ReadSentence, card: number, judged: Judged, result: JudgedProgram): void {
  result.sentences += 1;
  if (claims.length === 0 && !noClaim) {
    result.unread += 1;
    result.unreadSentences.push(sentence.said);
  }
  const lie = (why: string): number => result.falsehoods.push({ card, sentence: sentence.said, why });
  for (const claim of claims) {
    const { is, why } = judgeClaim(claim, judged);
    if (is === 'true') result.counts.true += 1;
    else if (is === 'false') {
      result.counts.false += 1;
      lie(`${why} (${claim.kind})`);
    } else {
      result.counts.unjudged += 1;
      result.reasons[why] = (result.reasons[why] ?? 0) + 1;
    }
  }
  for (const invented of inventedCode(sentence.shape, sentence.code, judged)) {
    result.counts.false += 1;
    lie(`\`${invented}\` is in no file`);
  }
}

/** Words of a language that no file need have. */
const WORDS =
  /^(?:undefined|null|None|nil|true|false|Err|Ok|return|await|async|this|self|make|move|bind|copy|close|start|error|float64|errors\.(?:Is|As)|%w|equals|Equals|hashCode|GetHashCode|Object|BigDecimal|\[\]|lastIndex|[gimsuy]+|\[object Object\]|\?\.\w*|\.\w+|:)$/;

/** Sentences about what an operation did with some values. */
const WORKED =
  /^‹\d+› (?:still has ‹\d+› in the end|is missing in the result|is in the result and must|\([^)]*\) (?:is ‹\d+›, (?:not a number|which was worked out|which is empty|only what is left)|is the text|is greedy|adds to what|divides ‹\d+› by|overflows|rounds ‹\d+› to|compares (?:letter by letter|the days)|finds ‹\d+› in|writes ‹\d+› into|puts ‹\d+› into|splits also at a|is ‹\d+› in each function))|^(?:Before that|What it works out last), ‹\d+› \([^)]*\),? is ‹\d+›, and /;

/** Quoted code that is in no file and not in the output; not in suggestions, which write new code. */
function inventedCode(shape: string, code: readonly string[], { files, output }: Judged): string[] {
  if (/\bwould\b|gives its|[Dd]id you mean|such as|\bis an? ‹\d+›|takes an? ‹\d+›|given an? ‹\d+›|not an? ‹\d+›|side an? ‹\d+›/.test(shape))
    return [];
  const all = Object.values(files).join('\n');
  // Values are in no file; what a run shows tells whether they are true.
  shape = shape.replace(/(?<=^‹\d+› evaluates to |^There ‹\d+› is |sets ‹\d+› to )‹\d+›(?=(?: this time)?(?: \([\w./-]+:\d+\))?\.$)/, '');
  // Keys and values that were worked out, and one that they are compared with.
  shape =
    /^‹\d+› (?:\([^)]*\) )?(?:is ‹\d+›|does not match|differs from it|is written like it|joins texts and|takes away each|counts bytes|reads only the|replaces only the|cuts ‹|compares |looks for ‹|finds nothing|rounds |divides whole|is set twice)|has no ‹\d+›(?:, only|$)/.test(
      shape,
    )
      ? shape.replace(/‹(\d+)›/g, (all, at: string) => (/^(?:['":]|-?\d|[A-Z]\w*\(\w+: )/.test(code[Number(at)] ?? '') ? '' : all))
      : shape;
  // What was worked out may be any value: only what has a place is code there.
  if (WORKED.test(shape)) shape = shape.replace(/‹\d+›(?! \()/g, '');
  // What a change writes is new, too.
  return [...shape.matchAll(/(?<!^With )‹(\d+)›/g)]
    .map(([, at]) => code[Number(at)] ?? '')
    .filter((each) => !WORDS.test(each) && !(each in files))
    .filter((each) => !holds(all, each.replace('()', '')) && !holds(output, each) && !wasPrinted(each, { output }))
    .filter(
      (each) =>
        !each
          .split(/[.,()[\]{}:#'"\s]+/)
          .every((part) => part === '' || part === '…' || holds(all, part) || holds(output, part) || WORDS.test(part)),
    );
}

function asked(read: readonly ReadSentence[][]): Asked[] {
  const of = (claim: Claim): Asked[] =>
    'of' in claim && claim.kind !== 'element'
      ? claim.where.files
          .slice(0, 2)
          .flatMap((file) => [0, 1, 2, 3].map((back) => ({ file, line: claim.where.line - back, expression: claim.of })))
      : [];
  const all = read.flat().flatMap(({ claims }) => claims.flatMap(of));
  return [...new Map(all.map((each) => [JSON.stringify(each), each])).values()];
}

function truthOf(program: ProgramToJudge, cards: readonly Hypothesis[], suspects: readonly Suspect[]): Truth {
  const { faults = [], functions = [], says = [] } = program;
  const atFault = (file: string, line: number): boolean => faults.some((each) => each.file === file && each.line === line);
  const inFault = ({ file, line, function: name, functionRange }: Suspect): boolean =>
    atFault(file, line) ||
    faults.some(
      (each) => each.file === file && functionRange !== undefined && functionRange[0] <= each.line && each.line <= functionRange[1],
    ) ||
    (functions.some((each) => isFunction(each, name ?? '')) && faults.some((each) => each.file === file));
  const tells = (card: Hypothesis | undefined): { place: boolean; cause: boolean } => {
    if (!card) return { place: false, cause: false };
    const text = [card.title, card.rootCause, ...card.evidence.map(({ why }) => why)].join('\n');
    const mentioned = faults.some(({ file, line }) => text.includes(`${basename(file)}:${line}`));
    return {
      place: mentioned || card.evidence.some(({ file, line }) => atFault(file, line)),
      cause: says.every((each, at) => each.test(at ? text : text.replace(/(`+).*?\1/g, '‹›'))),
    };
  };
  const first = tells(cards[0]);
  return {
    full: first.place && first.cause,
    partly: (first.place || first.cause) && !(first.place && first.cause),
    among: cards.some((card) => tells(card).place && tells(card).cause),
    functionFirst: suspects[0] !== undefined && inFault(suspects[0]),
    functionAmongThree: firstFunctions(suspects, 3).some(inFault),
    lineFirst: suspects[0] !== undefined && atFault(suspects[0].file, suspects[0].line),
  };
}

/** The first suspect of each of the first functions. */
function firstFunctions(suspects: readonly Suspect[], count: number): Suspect[] {
  const seen = new Map(suspects.map((each) => [`${each.file}:${each.functionRange?.[0] ?? each.line}`, each] as const).reverse());
  return suspects.filter((each) => seen.get(`${each.file}:${each.functionRange?.[0] ?? each.line}`) === each).slice(0, count);
}

/** A suspect that holds lines of the innocent change and none at fault. */
function isInnocent(suspect: Suspect | undefined, { change, faults = [] }: ProgramToJudge): boolean {
  if (!suspect || !change) return false;
  const [from, to] = suspect.functionRange ?? [suspect.line, suspect.line];
  const holdsAny = (lines: readonly string[]): boolean =>
    lines.some((each) => {
      const [file, line] = each.split(/:(?=\d+$)/);
      return file === suspect.file && from <= Number(line) && Number(line) <= to;
    });
  return holdsAny([...change.lines]) && !holdsAny(faults.map(({ file, line }) => `${file}:${line}`));
}
