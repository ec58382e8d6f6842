import { expectationOf } from '../../context/causeOrder';
import { isOfType, signs, withoutEscapes } from '../../context/sameError';
import type { FailureEvidence } from '../../context/failureEvidence';
import type { Ended } from '../../interpret/failingTest';
import type { Program } from '../../flow/way';
import type { Ranking } from '../../suspects/ranking';
import type { SyntaxFile } from '../../syntax/syntax';
import { familyOf } from '../../workspace/languages';

/** Where a test, or a program without tests, has to be begun to fail as it did. */
export interface TestPlace {
  file: SyntaxFile;
  /** 1-based line of the outermost frame in the file. */
  line: number;
  /** All lines of the file that the trace names; 1-based. */
  lines: readonly number[];
}

/** The place of the failing test; of a program without tests that of its outermost frame. */
export function placeOf(evidence: FailureEvidence, { facts }: Ranking, program: Program): TestPlace | undefined {
  const framed = facts.filter(({ frameLines }) => frameLines.length > 0).toSorted((a, b) => (b.stackPlace ?? 0) - (a.stackPlace ?? 0));
  const own = framed.find(({ candidate }) => candidate.test) ?? framed[0];
  const frames = evidence.report.errors.flatMap((error, of) => {
    const inWorkspace = error.frames.filter(({ origin, line }) => origin === 'workspace' && line > 0);
    return inWorkspace.flatMap(({ file, line }) => {
      const found = program.files.find((each) => file === each.file || file.endsWith(`/${each.file}`)) ?? fileNamed(program, file);
      return found ? [{ file: found, line, of }] : [];
    });
  });
  const file = own?.candidate.test ? own.file : (frames.at(-1)?.file ?? own?.file);
  if (!file) return beginningOf(evidence, program);
  const inFile = frames.filter((each) => each.file.file === file.file);
  // Of several tests that failed, the first one.
  const first = inFile.filter(({ of }) => of === inFile[0]!.of);
  const lines = [...inFile.map(({ line }) => line), ...(own && own.file.file === file.file ? own.frameLines : [])];
  const line = first.at(-1)?.line ?? lines[0];
  if (line === undefined) return undefined;
  const { frames: shown = [], message = '' } = evidence.report.errors[inFile[0]?.of ?? 0] ?? {};
  const isCut = familyOf(file.language) === 'javascript' && (shown.length >= SHOWN_CALLS || /\bcall stack\b/.test(message));
  const isWithin = file.functions.some((fn) => fn.startLine <= line && line <= fn.endLine);
  const main = isCut && isWithin && !own?.candidate.test ? mainOf(program, file) : undefined;
  return main ? { file: main, line: 1, lines: [] } : { file, line, lines };
}

/** Calls that a trace of JavaScript shows. */
const SHOWN_CALLS = 10;

/** Where a program begins whose failure names no place: its only `main`. */
function beginningOf({ report: { errors } }: FailureEvidence, { files }: Program): TestPlace | undefined {
  const begins = (file: SyntaxFile): boolean =>
    BEGIN_IN_MAIN.has(file.language) && errors.some(({ language }) => language === file.language || language === 'unknown');
  const [found, more] = files.flatMap((file) =>
    begins(file) ? file.functions.flatMap(({ name, startLine }) => (/^[mM]ain$/.test(name) ? [{ file, line: startLine }] : [])) : [],
  );
  return found && !more ? { ...found, lines: [] } : undefined;
}

const BEGIN_IN_MAIN: ReadonlySet<string> = new Set(['cpp', 'csharp', 'java', 'go']);

/** The file that a program begins with which has another one: the only one that no other file imports. */
function mainOf(program: Program, file: SyntaxFile): SyntaxFile | undefined {
  const imported = new Set(program.files.flatMap((each) => each.imports.map(({ module }) => program.moduleFile(module, each))));
  const [main, more] = program.files.filter((each) => !imported.has(each) && familyOf(each.language) === familyOf(file.language));
  return more ? undefined : main;
}

/** The only file that a trace may mean by a name without folders. */
function fileNamed({ files }: Program, name: string): SyntaxFile | undefined {
  const [found, other] = files.filter(({ file }) => file.endsWith(`/${name}`));
  return other ? undefined : found;
}

/** Whether a test failed in the interpreter as it did in its run: in the same line, with the same values. */
export function reproduces(evidence: FailureEvidence, ended: Ended, { file, lines }: TestPlace): boolean {
  if (ended.kind !== 'failed') return false;
  const { errors } = evidence.report;
  const expectation = expectationOf(evidence.report, 0);
  const isHere = ended.lines.some((each) => each.file === file.file && lines.includes(each.line));
  const { said, printed } = ended;
  if (
    printed !== undefined &&
    errors.some(({ message, frames }) => frames.length === 0 && signs(message) !== '' && signs(printed).includes(signs(message)))
  )
    return true;
  if (printed !== undefined) return false;
  if (said !== undefined && ended.values.length === 0) {
    const isSaid = errors.some(({ message }) => message.includes(said) || signs(message).includes(signs(said)));
    return isSaid && (isHere || (said.length > SHORT && /\d|["']/.test(said)));
  }
  if (expectation && ended.values.length === 2) {
    const [a = '', b = ''] = ended.values;
    const [wanted, got] = [withoutPlaces(expectation.expected), withoutPlaces(expectation.actual)];
    const [plainWanted, plainGot] = [withoutKeys(wanted), withoutKeys(got)];
    return (
      areSame(a, b, wanted, got) ||
      areSame(b, a, wanted, got) ||
      areSame(a, b, plainWanted, plainGot) ||
      areSame(b, a, plainWanted, plainGot) ||
      // `close to 25`, `instance of Shape`: the tool says how it compared.
      (isHere && signs(a) === signs(got) && holdsAll(signs(wanted), signs(b))) ||
      (isHere && (wanted !== got || CUT.test(wanted)) && (arePartsOf(a, b, wanted, got) || arePartsOf(b, a, wanted, got)))
    );
  }
  if (expectation === undefined && ended.type !== undefined && !errors.some(({ type }) => type === '' || isOfType(ended, type)))
    return false;
  return isHere;
}

/** Characters of a message from which it names its place by itself. */
const SHORT = 12;

/** A list as YAML writes it, without the places of its elements. */
function withoutPlaces(value: string): string {
  return value.replace(/^(\s*)\d+:(?=\s)/gm, '$1');
}

/** An array as PHP's tools write it, without what it is and the places of its elements. */
function withoutKeys(value: string): string {
  return value.replace(/\bArray (?:&\d{1,9} )?(?=[([])/g, '').replace(/^(\s*)\[?\d{1,9}\]? => /gm, '$1');
}

function areSame(a: string, b: string, wanted: string, got: string): boolean {
  // Values without a word or a number are told apart by their signs.
  const bare = (x: string): string => withoutEscapes(x).replace(/["'\s]/g, '');
  const same = (x: string, y: string): boolean =>
    signs(x) === '' && signs(y) === '' ? bare(x) === bare(y) : signs(x) === signs(y) || sorted(x) === sorted(y);
  return same(a, wanted) && same(b, got);
}

/** Of long values only parts are printed; those of a map in an order of their own. */
function arePartsOf(a: string, b: string, wanted: string, got: string): boolean {
  const holds = (value: string, printed: string): boolean =>
    holdsAll(signs(value), shownParts(printed).join(' ')) ||
    (/^\s*\{/.test(printed) && shownParts(printed).every((part) => holdsAll(signs(value), part)));
  return holds(a, wanted) && holds(b, got);
}

/** What stands for a part that is not printed. */
const CUT = /\.\.\.|…(?:\(\d+\))?|\[\d+ chars\]/;

/** The keys of a map are printed in an order of their own. */
function sorted(value: string): string {
  return /^\s*[{[]|: /.test(value) ? signs(value).split(' ').toSorted().join(' ') : value;
}

/** The words of each part of a value that is printed with `...` or `[33 chars]` in it, without those that it cuts. */
function shownParts(value: string): string[] {
  const parts = value.split(CUT);
  const whole = parts.map((part, at) => {
    const from = at > 0 ? part.search(/[^\p{L}\p{N}_]/u) : 0;
    const text = from < 0 ? '' : part.slice(from);
    if (at === parts.length - 1) return text;
    let to = text.length;
    while (to > 0 && /[\p{L}\p{N}_]/u.test(text[to - 1]!)) to -= 1;
    return text.slice(0, to);
  });
  return whole.map(signs);
}

/** Whether a value has all words of another one, in their order. */
function holdsAll(value: string, words: string): boolean {
  const all = value.split(' ');
  let at = 0;
  for (const word of words.split(' ')) {
    at = all.indexOf(word, at) + 1;
    if (at === 0) return false;
  }
  return true;
}
