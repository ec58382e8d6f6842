import { isTestFile } from '../../context/testCode';
import { applyEdits, type CodeEdit } from '../../syntax/edits/codeEdit';
import { NONE, type FlatTree, type NodeId } from '../../syntax/flatTree';
import type { ParsedTree } from '../../syntax/openSyntax';
import { familyOf } from '../../workspace/languages';
import { CANARY } from '../canary';
import type { Edit } from '../experiment';
import type { FailureTarget } from '../failureOf';
import { statementAt, testBodies } from '../throwingCode';
import type { ThrowingPorts } from '../throwingEdits';
import { expectedValues, isWritten, type ExpectedValue } from './expectedValue';

/** Edits with which the failing test expects another value. */
export interface OtherExpectation {
  edits: readonly Edit[];
  /** `cart.test.js:3`. */
  where: string;
  /** The expected value as it is written, and what stands there instead. */
  expected: string;
  instead: string;
}

/** Families whose code takes a value of any type at any place. */
const DYNAMIC = new Set(['javascript', 'python', 'ruby', 'php']);
const LONGEST_SHOWN = 60;
/** Frames that are looked at. */
const MOST_PLACES = 20;

/**
 * The edits, and in addition the failing test expects another value: the one of the assertion that failed, else of the first one behind the
 * place that the test had reached. Undefined where no such assertion is found.
 */
export async function otherExpectation(
  target: FailureTarget,
  edits: readonly Edit[],
  ports: ThrowingPorts,
): Promise<OtherExpectation | undefined> {
  for (const place of placesOf(target, ports)) {
    const found = await otherExpectationAt(place, target.test, edits, ports);
    if (found) return found;
  }
  return undefined;
}

interface Place {
  /** Absolute. */
  file: string;
  /** 1-based; 0 where it is not known. */
  line: number;
}

/** Where the failing test is; of a program without tests, every place on the way to its failure may assert. */
function placesOf({ test, report, testFile }: FailureTarget, { absolute, nameOf }: ThrowingPorts): Place[] {
  const frames = report.errors.flatMap((error) => error.frames.filter(({ origin }) => origin === 'workspace'));
  const places = frames.slice(0, MOST_PLACES).map(({ file, line }) => ({ file: absolute(file), line }));
  if (test === undefined) return places;
  const own = places.filter(({ file }) => (testFile === undefined ? isTestFile(nameOf(file)) || file.endsWith('.rs') : file === testFile));
  if (own.length) return own.slice(0, 1);
  return testFile === undefined ? [] : [{ file: testFile, line: 0 }];
}

async function otherExpectationAt(
  { file, line: written }: Place,
  test: string | undefined,
  edits: readonly Edit[],
  ports: ThrowingPorts,
): Promise<OtherExpectation | undefined> {
  const edited = edits.find((edit) => edit.file === file);
  const unedited = await ports.read(file);
  const text = edited ? edited.text : unedited;
  const now = text === undefined ? undefined : await ports.parse(file, text);
  if (!now) return undefined;
  const line = edited && written > 0 ? lineNow(await ports.parse(file, unedited ?? ''), written, now) : written;
  const found = chosen(now, test, line);
  const edit = found && changedValue(now, found);
  if (!found || !edit) return undefined;
  const { tree } = now;
  return {
    edits: [...edits.filter((each) => each !== edited), { file, text: applyEdits(tree.text, [edit]) }],
    where: `${ports.nameOf(file)}:${tree.startLine(found.expected)}`,
    expected: shown(tree.text.slice(edit.start, edit.end)),
    instead: shown(edit.text),
  };
}

/** The line where a statement stands after an edit of its file; 0 where it is another one. */
function lineNow(before: ParsedTree | undefined, line: number, { tree }: ParsedTree): number {
  const statement = before && statementAt(before, line);
  const at = statement === undefined ? -1 : tree.text.indexOf(statement);
  return at < 0 ? 0 : tree.lineAt(at);
}

function chosen(parsed: ParsedTree, test: string | undefined, given: number): ExpectedValue | undefined {
  const { tree } = parsed;
  // Mono names the end of the block behind the statement that throws.
  const line = /^[\s})\];]+$/.test(tree.text.split('\n')[given - 1] ?? '') ? given - 1 : given;
  const all = expectedValues(parsed);
  const failed = all.find(({ assertion }) => tree.startLine(assertion) <= line && line <= tree.endLine(assertion));
  // A test around it has assertions of its own, and which of them failed is not known.
  if (failed) return failed;
  const bodies = test === undefined ? [] : testBodies(parsed, test);
  const around = bodies.find((body) => line === 0 || (tree.startLine(body) <= line && line <= tree.endLine(body))) ?? bodies[0];
  if (around === undefined) return undefined;
  return all.find(
    ({ assertion }) =>
      assertion >= around && assertion < tree.after(around) && tree.startLine(assertion) >= line && isDirect(tree, assertion, around),
  );
}

/** Not in a function inside the test, which may never be called. */
function isDirect(tree: FlatTree, node: NodeId, body: NodeId): boolean {
  for (let at = tree.parent(node); at !== body && at !== NONE; at = tree.parent(at))
    if (/function|lambda|closure|method/.test(tree.type(at))) return at < body;
  return true;
}

/** Another value of the same kind, so that a comparison that still works tells them apart; undefined where there is none. */
function changedValue({ tree, grammar }: ParsedTree, { expected }: ExpectedValue): CodeEdit | undefined {
  const family = familyOf(grammar.language);
  const at = (node: NodeId, text: string | undefined): CodeEdit | undefined =>
    text === undefined ? undefined : { start: tree.start(node), end: tree.end(node), text };
  const own = at(expected, otherLiteral(tree.content(expected), family));
  if (own) return own;
  if (isWritten(tree, expected)) {
    const inner = Array.from({ length: tree.after(expected) - expected - 1 }, (_, offset) => expected + 1 + offset);
    const literals = inner.filter((node) => !inner.includes(tree.parent(node)) || !/string/.test(tree.type(tree.parent(node))));
    const number = literals.find((node) => NUMBER.test(tree.content(node)));
    const text = literals.find((node) => TEXT.test(tree.content(node)));
    const [first] = [number, text].filter((node) => node !== undefined);
    const nested = first === undefined ? undefined : at(first, otherLiteral(tree.content(first), family));
    if (nested) return nested;
  }
  return DYNAMIC.has(family) ? at(expected, JSON.stringify(CANARY)) : undefined;
}

const NUMBER = /^[-+]?\d[\d_]*(?:\.\d+)?(?:[eE][-+]?\d+)?(?<suffix>[a-zA-Z]\w{0,5})?$/;
const TEXT = /^(?<prefix>[a-zA-Z@$]{0,3}#?)(?<quote>"""|'''|["'`])[^]*\k<quote>#?$/;
const OPPOSITE: Readonly<Record<string, string>> = { true: 'false', false: 'true', True: 'False', False: 'True' };
/** Languages in which a text between single quotes is one character. */
const CHARACTERS = new Set(['java', 'csharp', 'go', 'rust', 'cpp']);

/** Another literal of the same kind; undefined for other code. @param family of the language */
export function otherLiteral(text: string, family: string): string | undefined {
  if (OPPOSITE[text] !== undefined) return OPPOSITE[text];
  const suffix = NUMBER.exec(text)?.groups?.['suffix'];
  if (NUMBER.test(text) && !/^[-+]?0[xXbBoO]/.test(text)) {
    const value = Number(text.slice(0, text.length - (suffix?.length ?? 0)).replaceAll('_', ''));
    if (!Number.isFinite(value) || Math.abs(value) > 1e9) return undefined;
    // Away from zero: -1 would stay itself.
    const other = String(value * 2 + (value < 0 ? -1 : 1));
    return `${/[.eE]/.test(text) && !other.includes('.') ? `${other}.0` : other}${suffix ?? ''}`;
  }
  if (/^\/(?:[^\n\\]|\\.)+\/[a-z]*$/.test(text) && family === 'javascript') return text.replace(/\/[a-z]*$/, (end) => `(?!)${end}`);
  const quote = TEXT.exec(text)?.groups?.['quote'];
  if (quote === undefined) return undefined;
  if (quote === "'" && CHARACTERS.has(family)) return text.length !== 3 ? undefined : text === "'x'" ? "'y'" : "'x'";
  const end = text.lastIndexOf(quote);
  return `${text.slice(0, end)} (changed)${text.slice(end)}`;
}

function shown(text: string): string {
  const line = text.replace(/\s+/g, ' ');
  return line.length > LONGEST_SHOWN ? `${line.slice(0, LONGEST_SHOWN)}…` : line;
}
