import { arrayOf } from '../csharp/items';
import { runCppProgram } from '../cpp/program';
import { runGoTest } from '../go/testing';
import { runRustTest } from '../rust/testing';
import { classAround } from '../../flow/codeIndex';
import { lineOf } from '../../syntax/lower/places';
import { nodesIn, type Expr, type Fn } from '../../syntax/lower/ir';
import type { SyntaxFile } from '../../syntax/syntax';
import { each } from '../values/iteration';
import { runJavaTest } from '../java/tests';
import { above } from '../running/lookup';
import type { Core } from '../running/machine';
import { temporaryFolder } from '../library/dataFiles';
import { awaited } from '../library/promises';
import { isPatch, patched } from '../python/mocks';
import { path } from '../python/objects';
import { runScript } from '../script/tests';
import { specObject, withSelf } from '../ruby/specs';
import { type Cls, Func, isNumber, List, Native, Obj, Stream, Thrown, Unknown, type Value } from '../values/value';

const TEST_NAME = /^test|Test$/;
const SETUP = /^(?:setUp|setup|set_up|setup_method|asyncSetUp|init|before)$/;
const SETUP_OF_CLASS = /^(?:setUpClass|setup_class|setUpBeforeClass)$/;

/** Runs the test around a line of a file; a file without tests has run when its names are known. */
export function runAround(it: Core, file: SyntaxFile, line: number): void {
  if (it.family === 'javascript') return runScript(it, file, line);
  if (it.family === 'go') return runGoTest(it, file, line);
  if (it.family === 'cpp') return runCppProgram(it, file);
  if (it.family === 'rust') return runRustTest(it, file, line);
  it.module(file);
  if (it.tests.length > 0) return runRegistered(it, file, line);
  const fn = [...nodesIn(file.code)].findLast(
    (node): node is Fn => node.kind === 'fn' && node.name !== '' && lineOf(file, node.start) <= line && line <= lineOf(file, node.end),
  );
  // The file itself is the test, which has run.
  if (!fn) {
    if (!/^(?:javascript|typescript|tsx|python|ruby|php)$/.test(file.language)) throw new Unknown('no test');
    return;
  }
  it.stack.length = 0;
  if (it.family === 'java') {
    awaited(it, runJavaTest(it, file, fn));
    return;
  }
  const cls = classAround(file, fn);
  const params = fn.params.slice(cls && it.family === 'python' ? 1 : 0);
  for (const row of rowsOf(it, file, fn, cls && it.classOf({ file, node: cls }))) {
    it.stack.length = 0;
    if (cls) runMethod(it, file, fn, it.classOf({ file, node: cls }), params, row);
    else runFunction(it, file, fn, params, row);
  }
}

function runRegistered(it: Core, file: SyntaxFile, line: number): void {
  const own = it.tests.filter(({ fn }) => fn.file === file && lineOf(file, fn.fn.start) <= line && line <= lineOf(file, fn.fn.end)).at(-1);
  if (!own) throw new Unknown('no test');
  it.stack.length = 0;
  if (it.family === 'ruby') {
    const spec = specObject(it, own.lets ?? new Map(), own.described);
    for (const before of own.befores) it.call(before instanceof Func ? withSelf(before, spec) : before, [spec]);
    it.stack.length = 0;
    it.call(withSelf(own.fn, spec), []);
    return;
  }
  for (const before of own.befores) awaited(it, it.call(before, []));
  awaited(it, it.call(own.fn, own.fn.fn.params.length > 0 ? [new Obj(undefined, new Map(), 'context')] : []));
}

type Given = ReadonlyMap<string, Value>;

function runMethod(it: Core, file: SyntaxFile, fn: Fn, made: Cls, params: Fn['params'], row: Given): void {
  const isStatic = fn.words.includes('static') || it.family === 'rust';
  const all = made.order
    .toReversed()
    .flatMap((owner) => owner.at.node.members.flatMap((each) => (each.kind === 'fn' ? [{ owner, each }] : [])));
  const call = (each: Fn, owner: Cls, self: Value, args: Value[] = []): Value =>
    awaited(it, it.call(it.functionValue(owner.at.file, each, self, owner), args));
  const least = it.family === 'python' ? 1 : 0;
  for (const { each, owner } of all) if (SETUP_OF_CLASS.test(each.name) && each.params.length <= least) call(each, owner, made);
  const object = isStatic ? made : it.make(made, [], new Map());
  for (const [at, { each, owner }] of all.entries())
    if (
      each !== fn &&
      // One that stands in for that of a base class runs alone.
      !all.slice(at + 1).some((later) => later.each.name === each.name) &&
      (SETUP.test(each.name) || each.words.some((word) => /^(?:Before|BeforeEach|SetUp)$/.test(word))) &&
      each.params.length <= least
    )
      call(each, owner, object);
  const isMain = isStatic && /^main$/i.test(fn.name);
  const fixtures = new Fixtures(it, file, made, object);
  if (it.family === 'python') fixtures.automatic(row);
  const patches = fixtures.patches(fn);
  const given = params.slice(patches.length).map((param) => (isMain ? arrayOf([]) : fixtures.given(param.name, row)));
  const gave = call(fn, made, object, [...patches, ...given]);
  if (isMain) exit(gave);
}

function runFunction(it: Core, file: SyntaxFile, fn: Fn, all: Fn['params'], row: Given): void {
  const params = it.family === 'cpp' && fn.name === 'main' ? [] : all;
  const fixtures = new Fixtures(it, file, undefined, undefined);
  if (it.family === 'python') fixtures.automatic(row);
  const patches = fixtures.patches(fn);
  const given = params.slice(patches.length).map((param): Value => {
    if (TEST_NAME.test(param.name)) throw new Unknown('a test with parameters');
    return fixtures.given(param.name, row);
  });
  const named = it.family === 'python' ? it.module(file).names.get(fn.name) : undefined;
  const func = named instanceof Native || (named instanceof Func && named.fn === fn) ? named : it.functionValue(file, fn);
  const gave = awaited(it, it.call(func, [...patches, ...given]));
  if (it.family === 'cpp' && fn.name === 'main') exit(gave);
}

/** A program tells by its exit code that it failed. */
function exit(code: Value): void {
  if (isNumber(code) && Number(code) !== 0) throw new Thrown(new Obj(undefined, new Map([['code', code]]), 'exit'));
}

/** What tests of Python are given by the names of their parameters. */
class Fixtures {
  private readonly known = new Map<string, Value>();

  constructor(
    private readonly it: Core,
    private readonly file: SyntaxFile,
    private readonly cls: Cls | undefined,
    private readonly self: Value,
  ) {}

  given(name: string, row: Given): Value {
    const plain = name.replace(/^\$/, '');
    if (row.has(plain)) return row.get(plain);
    if (this.known.has(name)) return this.known.get(name);
    const func = this.fixture(name);
    if (!func && name === 'tmp_path') return path(temporaryFolder(this.it));
    if (!func) throw new Unknown('a test with parameters');
    const params = func.fn.params.slice(func.owner ? 1 : 0);
    const args = params.map((param) => (param.fallback ? this.it.evaluate(param.fallback, this.frame()) : this.given(param.name, row)));
    let made = awaited(this.it, this.it.call(func, args));
    if (made instanceof Stream) {
      let value: Value;
      // What stands behind the `yield` undoes what the fixture did, and is no part of the test.
      each(this.it, made, (item) => ((value = item), false));
      made = value;
    }
    this.known.set(name, made);
    return made;
  }

  /** Makes those that each test has, whether it names them or not. */
  automatic(row: Given): void {
    const own = this.cls?.at.node.members ?? [];
    for (const file of this.files())
      for (const each of [...(file === this.file ? own : []), ...file.code])
        if (each.kind === 'fn' && isFixture(file, each) && /\bautouse\s*=\s*True\b/.test(above(file, each))) this.given(each.name, row);
  }

  /** Sets what `@patch(…)` of a test sets to something else. @returns the mocks that the test is given, the innermost first */
  patches(fn: Fn): Value[] {
    return (fn.decorators ?? []).toReversed().flatMap((by) => {
      if (!/^(?:[\w.]+\.)?patch(?:\.object)?\(/.test(this.file.text.slice(by.start, by.end))) return [];
      const patch = this.it.evaluate(by, this.frame());
      if (!(patch instanceof Obj) || !isPatch(patch)) throw new Unknown('a patch');
      patched(patch);
      return patch.fields.get('isMade') === true ? [patch.fields.get('value')] : [];
    });
  }

  private files(): SyntaxFile[] {
    return [...this.it.program.files.filter(({ file }) => /(?:^|\/)conftest\.py$/.test(file)), this.file];
  }

  private frame(): Parameters<Core['evaluate']>[1] {
    return { file: this.file, env: this.it.module(this.file), self: undefined, owner: undefined, fn: undefined };
  }

  private fixture(name: string): Func | undefined {
    const ofClass = this.cls?.at.node.members.find((each): each is Fn => each.kind === 'fn' && each.name === name);
    if (ofClass && this.cls) return this.it.functionValue(this.file, ofClass, this.self, this.cls);
    for (const file of this.files().toReversed()) {
      const fn = file.code.find(
        (node): node is Fn =>
          node.kind === 'fn' &&
          isFixture(file, node) &&
          (node.name === name || new RegExp(`name\\s*=\\s*["']${name}["']`).test(above(file, node))),
      );
      if (fn) return this.it.functionValue(file, fn);
    }
    return undefined;
  }
}

function isFixture(file: SyntaxFile, fn: Fn): boolean {
  return /@(?:pytest\.)?fixture\b/.test(above(file, fn));
}

/** What a test is run with, one after the other: once where it has no table. */
function rowsOf(it: Core, file: SyntaxFile, fn: Fn, cls: Cls | undefined): Given[] {
  if (it.family === 'php') return phpRowsOf(it, file, fn, cls);
  if (it.family !== 'python') return [new Map()];
  const tables = [...(fn.decorators ?? []), ...(cls?.at.node.decorators ?? [])].flatMap((by) =>
    by.kind === 'call' && /(?:^|\.)parametrize$/.test(file.text.slice(by.callee.start, by.callee.end)) ? [by] : [],
  );
  return tables.reduce<Given[]>(
    (rows, { args }) => rows.flatMap((row) => tableOf(it, file, args).map((more) => new Map([...row, ...more]))),
    [new Map()],
  );
}

function tableOf(it: Core, file: SyntaxFile, args: readonly { value: Expr; name?: string }[]): Given[] {
  const frame = { file, env: it.module(file), self: undefined, owner: undefined, fn: undefined };
  const [names, rows] = args.filter(({ name }) => name === undefined || /^arg/.test(name)).map(({ value }) => it.evaluate(value, frame));
  const listed =
    typeof names === 'string' ? names.split(',').map((each) => each.trim()) : names instanceof List ? names.items.map(String) : [];
  if (listed.length === 0) throw new Unknown('a table of a test');
  const found: Given[] = [];
  each(it, rows, (item) => {
    const own = item instanceof Obj && item.type === 'param' ? item.fields.get('values') : listed.length === 1 ? new List([item]) : item;
    const values = own instanceof List ? own.items : [];
    if (values.length !== listed.length) throw new Unknown('a row of another size');
    found.push(new Map(listed.map((name, at) => [name, values[at]])));
    return true;
  });
  return found;
}

/** `#[DataProvider('rows')]`, `@dataProvider rows`, `#[TestWith([1, 2])]` */
function phpRowsOf(it: Core, file: SyntaxFile, fn: Fn, cls: Cls | undefined): Given[] {
  const before = file.text.slice(0, fn.start);
  const head =
    before.slice(Math.max(before.lastIndexOf('}'), before.lastIndexOf(';'), before.lastIndexOf('{')) + 1) +
    file.text.slice(fn.start, fn.start + 300);
  const upTo = head.slice(0, head.search(/\bfunction\b/));
  if (/#\[(?:\w+\\)*(?:TestWith|Depends|DataProviderExternal)|@(?:depends|testWith)/.test(upTo)) throw new Unknown('a table of a test');
  const name = /DataProvider\(\s*['"](\w+)['"]/.exec(upTo)?.[1] ?? /@dataProvider\s+(\w+)/.exec(upTo)?.[1];
  if (name === undefined || !cls) return [new Map()];
  const found: Given[] = [];
  const provider = it.property(cls, name);
  each(it, it.call(provider, []), (row) => {
    const pairs =
      row instanceof List ? row.items.map((item, at): [string, Value] => [fn.params[at]?.name.replace(/^\$/, '') ?? '', item]) : undefined;
    if (!pairs) throw new Unknown('a row with names');
    found.push(new Map(pairs));
    return true;
  });
  return found;
}
