import { changeRow } from '../flow/library/library';
import type { RankedFunction, Ranking } from '../suspects/ranking';
import type { FunctionNode, SyntaxFile } from '../syntax/syntax';
import type { LineRange } from '../workspace/lineRange';
import type { Coverage } from './coverage';
import { calledFunction } from './returns/splitFunctions';
import { functionSpectrum } from './spectrum';

/** Of five functions that a reader is sent to, the last place is worth more to the setter of what the others read than to a far frame. */
const BEFORE_IT = 4;
/** A field of the object whose code this is: `this.rows`, `self.rows`, `@rows`, `$this->rows`; no call of a method. */
const OWN_FIELD = /(?:\b(?:this|self|cls)\.|\$this->|(?<!\w)@{1,2})#?([A-Za-z_]\w*)(?!\w|\s*\()/g;

interface Setter {
  file: SyntaxFile;
  fn: FunctionNode;
  field: string;
  reader: string;
  passing: number;
}

/**
 * For an error that arises in the code: a stack shows who was active, and not who had left the state behind that they read. The function
 * that the failing test ran and that changes a field which the likeliest functions and the stack read becomes the fifth. Constructors give
 * a field its start, and are left out.
 */
export function withStateSetter(ranking: Ranking, coverage: Coverage): Ranking {
  const { functions } = ranking;
  if (!functions.some(({ facts }) => facts.stackPlace === 0)) return ranking;
  const first = functions.slice(0, BEFORE_IT);
  const onStack = functions.filter(({ facts }) => facts.stackPlace !== undefined);
  const byPlace = onStack.sort((a, b) => (a.facts.stackPlace ?? 0) - (b.facts.stackPlace ?? 0));
  for (const reader of new Set([...first, ...byPlace])) {
    const setter = setterFor(reader, first, coverage);
    if (setter) return withFifth(ranking, setter);
  }
  return ranking;
}

function setterFor(reader: RankedFunction, first: readonly RankedFunction[], coverage: Coverage): Setter | undefined {
  const { file, candidate } = reader.facts;
  const read = new Set(fieldsIn(linesOf(file, candidate)));
  if (candidate.test || !read.size) return undefined;
  const others = file.functions.filter(
    (fn) =>
      !makesObject(file, fn) &&
      fn.kind !== 'test' &&
      !first.some(({ facts }) => facts.candidate.file === file.file && overlap(facts.candidate, fn)),
  );
  const setters = others.flatMap((fn): Setter[] => {
    const field = fieldsSet(file, fn).find((each) => read.has(each));
    const { failing, passing } = functionSpectrum(
      { file: file.file, startLine: fn.startLine, endLine: fn.endLine, isFunction: true },
      coverage,
    );
    return field !== undefined && failing ? [{ file, fn, field, reader: candidate.function ?? file.file, passing }] : [];
  });
  return setters.sort((a, b) => a.passing - b.passing)[0];
}

/** A constructor, as a class or before there were classes. */
function makesObject({ text }: SyntaxFile, { kind, name }: FunctionNode): boolean {
  return kind === 'constructor' || (name !== '' && text.includes(`${name}.prototype`));
}

/** Own fields that a function assigns, in part or whole, or whose list or map it changes. */
function fieldsSet(file: SyntaxFile, fn: FunctionNode): string[] {
  const changed = [
    ...file.allDefinitions(fn).flatMap(({ kind, name }) => (kind === 'parameter' ? [] : [name])),
    ...file
      .calls(fn)
      .flatMap(({ name, receiver }) => (receiver !== undefined && changeRow(file.language, name, `${receiver}.${name}`) ? [receiver] : [])),
  ];
  return changed.flatMap((text) =>
    [...text.matchAll(OWN_FIELD)].slice(0, 1).flatMap(({ index, 1: name = '' }) => (index === 0 ? [name] : [])),
  );
}

function fieldsIn(text: string): string[] {
  return [...text.matchAll(OWN_FIELD)].map(([, name = '']) => name);
}

function linesOf({ lines }: SyntaxFile, { startLine, endLine }: LineRange): string {
  return lines.slice(startLine - 1, endLine).join('\n');
}

function overlap(a: LineRange, b: LineRange): boolean {
  return a.startLine <= b.endLine && b.startLine <= a.endLine;
}

function withFifth(ranking: Ranking, { file, fn, field, reader }: Setter): Ranking {
  const isIt = ({ facts: { candidate } }: RankedFunction): boolean =>
    candidate.file === file.file && candidate.startLine === fn.startLine && candidate.endLine === fn.endLine;
  const { functions } = ranking;
  const ranked = functions.find(isIt) ?? calledFunction({ name: file.file, file, fn });
  const [before, after] = [functions.slice(0, BEFORE_IT), functions.slice(BEFORE_IT).filter((each) => !isIt(each))];
  const share = ((before.at(-1)?.share ?? 1) + (after[0]?.share ?? 0)) / 2;
  const fifth = { ...ranked, share, reasons: [{ kind: 'setsValue', name: field, reader } as const, ...ranked.reasons] };
  return { ...ranking, functions: [...before, fifth, ...after] };
}
