import { indexOf, type ClassStmt } from '../../flow/codeIndex';
import type { Expr, Fn } from '../../syntax/lower/ir';
import { lineOf } from '../../syntax/lower/places';
import type { SyntaxFile } from '../../syntax/syntax';
import { AssertFailed } from '../testing/assertions';
import { listOf } from '../values/iteration';
import { isOfType } from '../values/kinds';
import type { Core } from '../running/machine';
import { coerced } from '../values/operators';
import { type Cls, Foreign, Obj, Thrown, Unknown, type Value } from '../values/value';

const SETUP = /^(?:Before|BeforeEach|BeforeMethod|SetUp|OneTimeSetUp|TestInitialize)$/;
const FIRST = /^(?:BeforeAll|BeforeClass)$/;

/** Runs a test of JUnit or another library for Java: with what runs before it, and once for each row of its values. */
export function runJavaTest(it: Core, file: SyntaxFile, fn: Fn): Value {
  const around = indexOf(file)
    .classes.filter((each) => each.start <= fn.start && fn.end <= each.end)
    .toSorted((a, b) => a.start - b.start);
  const head = file.text.slice(fn.start, fn.body[0]?.start ?? fn.end);
  const isStatic = fn.words.includes('static');
  const rows =
    fn.params.length === 0 || (isStatic && /^main$/i.test(fn.name))
      ? [fn.params.map(() => new Foreign('args'))]
      : rowsOf(it, file, fn, head, around);
  let value: Value = null;
  for (const row of rows) {
    it.stack.length = 0;
    const { object, cls } = prepared(it, file, around, isStatic);
    const given = row.map((each, at) => (typeof each === 'string' ? read(it, each, fn.params[at]?.type ?? '', file) : each));
    value = expecting(it, head, () => it.call(it.functionValue(file, fn, object, cls), given));
  }
  return value;
}

/** An object of the class of a test, with those of the classes around it, after what runs before each test. */
function prepared(it: Core, file: SyntaxFile, around: readonly ClassStmt[], isStatic: boolean): { object: Value; cls: Cls | undefined } {
  let object: Value;
  let cls: Cls | undefined;
  for (const node of around) {
    cls = it.classOf({ file, node });
    const chain: Cls[] = [];
    for (let at: Cls | undefined = cls; at; at = at.base) chain.unshift(at);
    const run = (words: RegExp, self: Value): void => {
      for (const own of chain)
        for (const each of own.at.node.members)
          if (each.kind === 'fn' && each.params.length === 0 && isMarked(own.at.file, each, words))
            it.call(it.functionValue(own.at.file, each, self, own), []);
    };
    run(FIRST, cls);
    object = isStatic ? cls : it.make(cls, [], new Map(), object);
    if (!isStatic) run(SETUP, object);
  }
  return { object, cls };
}

function isMarked(file: SyntaxFile, fn: Fn, marks: RegExp): boolean {
  const written = file.text.slice(fn.start, fn.body[0]?.start ?? fn.end).matchAll(/[@[](\w+)/g);
  return fn.words.some((word) => marks.test(word.replace(/^@/, ''))) || [...written].some(([, name]) => marks.test(name!));
}

/** `@Test(expected = …)` of JUnit 4. */
function expecting(it: Core, head: string, run: () => Value): Value {
  const expected = /\bexpected {0,2}= {0,2}([\w.]{1,80})\.class/.exec(head)?.[1];
  if (expected === undefined) return run();
  try {
    run();
  } catch (error) {
    if (error instanceof Thrown && isOfType(it, error.value, expected)) return null;
    throw error;
  }
  throw new AssertFailed();
}

/** The values that a test with parameters is run with. */
function rowsOf(it: Core, file: SyntaxFile, fn: Fn, head: string, around: readonly ClassStmt[]): Value[][] {
  const quoted = (text: string): string[] => [...text.matchAll(/"((?:[^"\\]|\\.)*)"/g)].map(([, each]) => unescaped(each!));
  const csv = givenTo(head, '@CsvSource');
  if (csv !== undefined) {
    if (/\b(?:delimiter|textBlock|nullValues|useHeaders)\b/.test(csv)) throw new Unknown('a table of values');
    return quoted(csv).map((row) => cells(row));
  }
  const values = givenTo(head, '@ValueSource');
  if (values !== undefined) {
    const kind = values.slice(0, values.indexOf('=')).trim();
    const list = values.slice(values.indexOf('=') + 1);
    if (kind === 'strings') return quoted(list).map((each) => [each]);
    return (list.match(/[-\w.']+/g) ?? []).map((each) => [each.replace(/[lLfFdD]$/, '')]);
  }
  const method = /@MethodSource(?:\s*\(\s*"(\w+)"\s*\))?/.exec(head);
  const last = around.at(-1);
  if (method && last) {
    const cls = it.classOf({ file, node: last });
    const all = it.call(it.property(cls, method[1] ?? fn.name), []);
    return listOf(it, all).map((row) => (row instanceof Obj && row.type === 'arguments' ? listOf(it, row.fields.get('items')) : [row]));
  }
  if (head.includes('@EnumSource')) {
    const constants = /([\w.]{1,80})\.class/.exec(givenTo(head, '@EnumSource') ?? '');
    const of = it.evaluate(
      { start: 0, end: 0, kind: 'name', name: (constants?.[1] ?? fn.params[0]?.type ?? '').replace(/^.*\./, '') } satisfies Expr,
      { file, env: it.module(file), self: undefined, owner: undefined, fn: undefined },
    );
    return listOf(it, it.send(of, 'values', [])).map((each) => [each]);
  }
  if (/@RepeatedTest\b/.test(head)) throw new Unknown('a test that is repeated');
  throw new Unknown(`a test with parameters in line ${lineOf(file, fn.start)}`);
}

/** What stands in the brackets behind an annotation. */
function givenTo(head: string, annotation: string): string | undefined {
  const at = head.indexOf(`${annotation}(`);
  if (at < 0) return undefined;
  const from = at + annotation.length + 1;
  let quoted = false;
  for (let end = from; end < head.length; end += 1) {
    if (head[end] === '"' && head[end - 1] !== '\\') quoted = !quoted;
    if (head[end] === ')' && !quoted) return head.slice(from, end);
  }
  return undefined;
}

/** The cells of a row of values, which are texts or nothing. */
function cells(row: string): Value[] {
  const found: string[] = [''];
  let quoted = false;
  for (const sign of row) {
    if (sign === "'") quoted = !quoted;
    if (sign === ',' && !quoted) found.push('');
    else found[found.length - 1] += sign;
  }
  return found.map((each) => {
    const cell = each.trim();
    return cell === '' ? null : /^'.*'$/.test(cell) ? cell.slice(1, -1).replaceAll("''", "'") : cell;
  });
}

function unescaped(text: string): string {
  return text.replace(/\\(.)/g, (_, sign: string) => ({ n: '\n', t: '\t' })[sign] ?? sign);
}

/** A cell as a value of a parameter's type. */
function read(it: Core, cell: string, type: string, file: SyntaxFile): Value {
  if (/^(?:int|long|short|byte|Integer|Long|Short|Byte)$/.test(type)) return BigInt(cell);
  if (/^(?:double|float|Double|Float)$/.test(type)) return Number(cell);
  if (/^[bB]oolean$/.test(type)) return cell === 'true';
  if (/^(?:String|CharSequence|char|Character|Object)$/.test(type)) return cell.replace(/^'(.)'$/, '$1');
  const of = it.settled(
    it.evaluate({ start: 0, end: 0, kind: 'name', name: type.replace(/^.*\./, '') } satisfies Expr, {
      file,
      env: it.module(file),
      self: undefined,
      owner: undefined,
      fn: undefined,
    }),
  );
  const parse = /^(?:LocalDate|LocalTime|LocalDateTime)$/.test(type) ? 'parse' : 'valueOf';
  if (type === 'BigDecimal')
    return it.call(
      it.evaluate(
        { start: 0, end: 0, kind: 'name', name: 'new BigDecimal' },
        { file, env: it.module(file), self: undefined, owner: undefined, fn: undefined },
      ),
      [cell],
    );
  return coerced(it, it.send(of, parse, [cell]), type);
}
