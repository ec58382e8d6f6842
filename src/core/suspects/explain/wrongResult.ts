import { traitsOf } from '../../flow/traits';
import { isWord, wordSet } from './textTests';
import { familyOf } from '../../workspace/languages';
import type { FunctionNode, SyntaxFile } from '../../syntax/syntax';
import { expectationOf } from '../../context/causeOrder';
import { code, placeText, type ExplainInput, type Explanation } from './explanation';
import { comparedFloats, differByRounding, roundingIn, roundingSentence } from './floatResult';
import { lateClosure } from './loopClosure';
import { endsOneEarly } from './orderedResult';
import { neverConsumed } from './resultFlow';
import type { Found } from './resultPattern';
import { greedyPattern } from './greedyPattern';
import { comparedByIdentity } from './identity';
import { wrapsAround } from './numberLimits';
import { scriptIdiom } from './scriptResults';
import { shadowIn } from './shadowedName';
import { typedEquality } from './typedEquality';
import { returnsValue } from './returnsValue';

const SORTS = wordSet(
  'sort reverse splice push unshift pop shift fill append extend insert remove clear update add Sort Reverse Add Remove',
);

/**
 * An assertion failed: patterns in the tested function that produce exactly such a result. None is claimed where the result does not fit
 * the pattern.
 */
export function explainResult(input: ExplainInput, { file, fn }: { file: SyntaxFile; fn: FunctionNode }): Explanation | undefined {
  const { evidence, at, view } = input;
  const expectation = expectationOf(evidence.report, 0);
  if (!expectation) return undefined;
  const { expected, actual } = expectation;
  const found =
    mutatedDefault(file, fn, expected, actual) ??
    rounding(file, fn, expected, actual, at) ??
    closure(file, fn) ??
    unequalTypes(file, fn) ??
    shadowed(file, fn) ??
    endsOneEarly(file, fn, expected, actual) ??
    ofLanguage(file, fn, expected, actual, at) ??
    wrapsAround(file, fn, expected, actual) ??
    (['true', 'false'].includes(actual) ? comparedByIdentity(file, fn) : undefined) ??
    greedyPattern(file, fn, expected, actual);
  if (!found) return undefined;
  const short = (text: string): string => code(listText(text));
  return {
    title: `${returnsValue(file, fn) ? `${code(fn.name)} gives` : `After ${code(fn.name)}, the test gets`} ${short(actual)} where ${short(expected)} was expected`,
    sentences: [found.sentence],
    evidence: [{ ...found.place, why: found.why }],
    origin: found.place,
    check: found.check,
  };

  function mutatedDefault(source: SyntaxFile, target: FunctionNode, wanted: string, got: string): Found | undefined {
    if (!traitsOf(source.language).onceDefaults || !isListLike(got) || !isListLike(wanted) || got.length <= wanted.length) return undefined;
    const header = source.lines.slice(target.signature.startLine - 1, target.signature.endLine).join(' ');
    const parameter = /(?<!\w)(\w+)\s*(?::[^=,()]{1,120})?=\s*(\[\]|\{\}|set\(\)|list\(\)|dict\(\))/.exec(header);
    if (!parameter) return undefined;
    const [text, name = ''] = parameter;
    const changes = source.calls(target).find(({ receiver, name: called }) => receiver === name && SORTS.has(called));
    const stores =
      source.definitions(name, target).length > 1
        ? undefined
        : source.lines.findIndex(
            (line, index) =>
              index + 1 > target.signature.endLine &&
              index + 1 <= target.endLine &&
              new RegExp(`\\b${name}\\[[^\\]]{1,80}\\]\\s*=`).test(line),
          ) + 1;
    const line = changes?.startLine ?? (stores || undefined);
    if (!line) return undefined;
    const place = { file: source.file, line: target.signature.startLine };
    return {
      sentence: `The default ${code(text)} (${placeText(place, { file: source })}) is made once and shared by all calls, and line ${line} changes it: what an earlier call put in is still there.`,
      place,
      why: 'a default that is shared by all calls',
      check: `Make ${code(name)} new in each call (\`None\` as the default). If the result stays the same, this is not the cause.`,
    };
  }

  function unequalTypes(source: SyntaxFile, target: FunctionNode): Found | undefined {
    const compared = typedEquality(source, target, view);
    return (
      compared && {
        ...compared,
        why: 'compares values of different types',
        check: `Log the types of both sides of ${code(compared.expression)}. If they are the same, this is not the cause.`,
      }
    );
  }
}

/** Idioms of one language with a result that surprises. */
function ofLanguage(file: SyntaxFile, fn: FunctionNode, wanted: string, got: string, at: ExplainInput['at']): Found | undefined {
  const idioms: Partial<Record<string, () => Found | undefined>> = {
    javascript: () => scriptIdiom(file, fn, wanted, got, at),
  };
  const own = idioms[familyOf(file.language)];
  return own ? own() : neverConsumed(file, fn);
}

/** Decimal fractions rounded by binary floating point: in the result itself, or in a comparison that should have been true. */
function rounding(file: SyntaxFile, fn: FunctionNode, wanted: string, got: string, at: ExplainInput['at']): Found | undefined {
  const differs = differByRounding(wanted, got);
  const fractions = /\d\.\d/.test(at.file.lines[at.line - 1] ?? '') && /^true$/i.test(wanted) && /^false$/i.test(got);
  const found = differs ? roundingIn(file, fn) : fractions ? comparedFloats(file, fn) : undefined;
  if (!found) return undefined;
  return {
    sentence: `${roundingSentence(found)} ${differs ? `${code(got)} and ${code(wanted)} differ by rounding alone: compare with a tolerance, or count in whole units.` : 'The two sides may differ by rounding alone: compare with a tolerance.'}`,
    place: { file: file.file, line: found.line },
    why: 'arithmetic on binary floating-point numbers',
    check: 'Compare with a tolerance. If it still fails, this is not the cause.',
  };
}

function closure(file: SyntaxFile, fn: FunctionNode): Found | undefined {
  const late = lateClosure(file, fn);
  return (
    late && {
      ...late,
      why: 'a function that reads the loop variable later',
      check: `Bind the value where the function is made (\`lambda x, n=n: …\`) on line ${late.made}. If it still fails, this is not the cause.`,
    }
  );
}

function shadowed(file: SyntaxFile, fn: FunctionNode): Found | undefined {
  for (const { value, reads } of file.returns(fn)) {
    const name = isWord(value.trim()) ? value.trim() : reads.length === 1 ? reads[0] : undefined;
    const shadow = name && shadowIn(name, file, fn);
    if (shadow)
      return { ...shadow, check: `Assign instead of declaring on line ${shadow.place.line}. If it still fails, this is not the cause.` };
  }
  return undefined;
}

function isListLike(text: string): boolean {
  return /^\s*[[{(]/.test(text);
}

/** Functions of the workspace that a failing test calls, nearest to the failing line first. */
export function testedFunctions({ at, view }: ExplainInput): { file: SyntaxFile; fn: FunctionNode }[] {
  const calls = at.file
    .calls(at.fn ?? { startLine: at.line, endLine: at.line })
    .toSorted((a, b) => Math.abs(a.startLine - at.line) - Math.abs(b.startLine - at.line));
  return [
    ...new Map(
      calls.flatMap((call) => view.callee(call, at.file, at.fn) ?? []).map((each) => [`${each.file.file}:${each.fn.startLine}`, each]),
    ).values(),
  ];
}

/** Elements printed one per line with their index, as a list. */
export function listText(text: string): string {
  const lines = text.split('\n');
  return lines.length > 1 && lines.every((line) => /^\s*\d+:\s/.test(line))
    ? `[${lines.map((line) => line.replace(/^\s*\d+:\s*/, '')).join(', ')}]`
    : text;
}
