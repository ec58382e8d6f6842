import type { CandidateFacts } from '../core/suspects/candidateFacts';
import type { LineMark, ScoredLine } from '../core/suspects/lineScores';
import { wordsOf } from '../core/suspects/words';
import { ERROR_KINDS } from './errorKind';
import { namesIn, type FailureWords } from './failureWords';

export const LINE_MARKS = [
  'frame',
  'outerFrame',
  'besideFrame',
  'nearFrame',
  'definition',
  'guard',
  'focus',
  'changed',
  'returns',
  'branches',
  'firstStatement',
] as const satisfies readonly LineMark[];

/** The kind of code on a line, in any language: people mend conditions and values rather than declarations. */
const SHAPES = {
  condition: /^\s*(?:(?:\}\s*)?else\s+)?(?:if|elif|while|for|switch|case|unless)\b|^[^?]*\?.*:/,
  comparison: /[=!]=|[<>]=?|\bis\b|\binstanceof\b|\bin\b/,
  noValue: /\b(?:null|undefined|None|nil)\b/,
  logic: /&&|\|\||!(?!=)|\b(?:and|or|not)\b/,
  arithmetic: /[\w)\]]\s*[-+*/%]\s*[\w(]/,
  number: /(?<![\w.])\d/,
  string: /["'`]/,
  index: /[\w)\]]\[/,
  assignment: /[^=!<>]=[^=>]/,
  call: /[\w$]\(/,
  returned: /^\s*(?:return|yield)\b/,
  thrown: /^\s*(?:throw|raise)\b/,
  declaration:
    /^\s*(?:export |public |private |protected |static |async |abstract |final )*(?:function|def|class|interface|import|from|package)\b/,
  annotation: /^\s*@/,
} as const satisfies Record<string, RegExp>;

const SHAPE_NAMES = Object.keys(SHAPES) as (keyof typeof SHAPES)[];

/** Inputs of the line's score besides the text; the order is that of the model's input. */
export const LINE_FEATURES: readonly string[] = [
  'logShare',
  'placeInFunction',
  ...LINE_MARKS,
  'throws',
  'signature',
  'wordsOfMessage',
  'wordsOfTest',
  'wordsOfValues',
  'wordsOfThrowingLine',
  'throwsOnPurpose',
  'onStack',
  'assertion',
  'position',
  ...SHAPE_NAMES,
  'above',
  'below',
  'namesOfMessage',
  'namesOfFrameLine',
  'logFunctionLength',
  'logLineLength',
  'depth',
  'python',
  'java',
  ...ERROR_KINDS.map((kind) => `error:${kind}`),
];

export interface LineFacts {
  scored: ScoredLine;
  /** 0-based place among the function's lines by the prior. */
  place: number;
  /** It holds a throw statement. */
  throws: boolean;
  /** It belongs to the function's signature. */
  signature: boolean;
  assertion: boolean;
}

/** @returns one row by {@link LINE_FEATURES}; all roughly within −2..2 */
export function lineFeatures(
  facts: CandidateFacts,
  { scored: { line, share, marks }, place, throws, signature, assertion }: LineFacts,
  words: FailureWords,
  language: 'javascript' | 'python' | 'java',
): number[] {
  const { candidate, file, frameLines, stackPlace } = facts;
  const text = (file.lines[line - 1] ?? '').slice(0, 500);
  const own = [...new Set(wordsOf(text))];
  const shared = (set: ReadonlySet<string>): number => own.filter((word) => set.has(word)).length / Math.max(3, own.length);
  const names = namesIn(text);
  const frameLine = frameLines[0];
  const frameNames = new Set(frameLine === undefined || frameLine === line ? [] : namesIn(file.lines[frameLine - 1] ?? ''));
  const length = candidate.endLine - candidate.startLine;
  const indent = (at: number): number => /^\s*/.exec(file.lines[at - 1] ?? '')?.[0].replace(/\t/g, '    ').length ?? 0;
  return [
    Math.log(Math.max(share, 1e-4)) / 4,
    1 / (1 + place),
    ...LINE_MARKS.map((mark) => +marks.has(mark)),
    +throws,
    +signature,
    shared(words.message),
    shared(words.test),
    shared(words.values),
    shared(words.throwing),
    +facts.throwsOnPurpose,
    +(stackPlace !== undefined),
    +assertion,
    (line - candidate.startLine) / Math.max(1, length),
    ...SHAPE_NAMES.map((shape) => +SHAPES[shape].test(text)),
    frameLine !== undefined && line <= frameLine ? 1 / (1 + frameLine - line) : 0,
    frameLine !== undefined && line >= frameLine ? 1 / (1 + line - frameLine) : 0,
    Math.min(1, names.filter((name) => words.messageNames.has(name)).length / 2),
    Math.min(1, names.filter((name) => frameNames.has(name)).length / 3),
    Math.log(1 + length) / 5,
    Math.log(1 + text.trim().length) / 5,
    Math.min(2, Math.max(0, indent(line) - indent(candidate.startLine)) / 12),
    +(language === 'python'),
    +(language === 'java'),
    ...ERROR_KINDS.map((kind) => +(words.errorKind === kind)),
  ].map((value) => Math.round(value * 1000) / 1000);
}
