import type { FailureReport } from '../capture/failureReport';
import type { CallSite, Definition, FunctionNode, SyntaxFile } from '../syntax/syntax';
import { flatFrames, type Candidate, type FrameResolution, type LineRange, type RecentChange, type SnippetRole } from './crimeScene';
import { errorHints, type ErrorHints } from './errorHints';
import { errorWords, namesIn, splitWords } from './errorWords';
import { FunctionFinder, type FunctionRef } from './findFunctions';
import { isWrapper, topFunctions } from './moduleWrapper';
import { moduleValues, namesInStrings, wordScores } from './nearbyCode';
import { ImportResolver } from './resolveImport';
import { isSetUp, isTestFile } from './testCode';
import type { WorkspaceCode } from './workspaceCode';

/** Functions expanded and functions kept: limits of the search, in counts so that the same input gives the same output. */
const MOST_EXPANDED = 140;
const FARTHEST_EXPANDED = 5;
const MOST_CANDIDATES = 300;
/** What is less likely than this is not followed further. */
const LEAST_FOLLOWED = 0.012;
const MOST_CALLS = 40;
/** How far a value is followed back inside one function. */
const LONGEST_ORIGIN = 4;

/** Chances along the edges of the call graph, from what fixes of real failures touched. */
const FRAME_DECAY = 0.82;
const CALL_ON_LINE = 0.6;
const CALL_BEFORE = 0.42;
const CALL_AFTER = 0.2;
const CALL_FARTHER = 0.45;
const MAKES_VALUE = 0.8;
const SETS_FIELD = 0.6;
const CALLER_OUTSIDE_TRACE = 0.4;
const TEST_CODE = 0.3;
/** A value of the module that a likely function reads. */
const READS_VALUE = 0.35;
const FUNCTIONS_READ = 12;
const MOST_READ = 6;
/** How much the words of the failure in a function's text add to its file's likelihood. */
const SAME_WORDS = 1.5;
/** A function of which only its file speaks. */
const SAME_FILE = 0.035;
const FILES_FILLED = 6;
/** Functions whose name the message has, where nothing but tests is on the stack, and beside a stack. */
const NAMED = 0.5;
const NAMED_BESIDE_STACK = 0.15;
const MOST_IMPORTED = 8;
/** What the failing test imports, and what that imports. */
const IMPORTED_BY_TEST = 0.8;
const IMPORTED_FARTHER = 0.4;

/** A function with what speaks for it, while the search goes on. */
export interface Found extends LineRange {
  source: SyntaxFile;
  fn: FunctionNode | undefined;
  role: SnippetRole;
  distance: number;
  frame?: number;
  reason: string;
  relevance: number;
  /** How strongly what it calls is suspected; for tests more than the test itself. */
  drive: number;
  focus: Set<number>;
  test: boolean;
  /** Names whose origin matters in here, kept when it is folded. */
  names: Set<string>;
}

export interface ExploreInput {
  report: FailureReport;
  resolutions: readonly FrameResolution[];
  changes: readonly RecentChange[];
  code: WorkspaceCode;
  signal?: AbortSignal;
}

/**
 * Walks from a failure's frames to the functions that may hold its cause, the likeliest first: the frames' own functions, what
 * made the bad value, what they call, who calls them, what changed. Deterministic.
 */
export async function exploreCode(input: ExploreInput): Promise<Found[]> {
  const explorer = new Explorer(input);
  await explorer.start();
  return explorer.result();
}

/** The light form that a crime scene keeps of everything that was found. */
export function candidateOf(found: Found): Candidate {
  return {
    file: found.source.file,
    startLine: found.startLine,
    endLine: found.endLine,
    ...(found.fn && { function: found.fn.qualifiedName }),
    role: found.role,
    distance: found.distance,
    ...(found.frame !== undefined && { frame: found.frame }),
    reason: found.reason,
    relevance: round(found.relevance),
    focusLines: [...found.focus].sort((a, b) => a - b),
    test: found.test,
  };
}

interface FrameAt {
  frame: number;
  line: number;
  column: number | undefined;
  found: Found;
}

class Explorer {
  private readonly found = new Map<string, Found>();
  private readonly expanded = new Set<Found>();
  private readonly finder: FunctionFinder;
  private readonly imports: ImportResolver;
  private readonly hints: ErrorHints;
  private readonly words: ReadonlySet<string>;
  private frames: FrameAt[] = [];

  constructor(private readonly input: ExploreInput) {
    this.hints = errorHints(input.report);
    this.words = errorWords(input.report);
    const anchor = input.resolutions.find((each) => each.file !== undefined)?.file ?? input.code.index.files[0] ?? '';
    this.imports = new ImportResolver(input.code);
    this.finder = new FunctionFinder(input.code, this.imports, anchor);
  }

  async start(): Promise<void> {
    await this.placeFrames();
    await this.followValue();
    await this.addNamed();
    await this.expandAll();
    await this.addCallers();
    await this.addChanges();
    this.addModuleValues();
    await this.addNeighbours();
  }

  result(): Found[] {
    for (const each of this.found.values()) each.relevance = Math.min(0.99, each.relevance * this.bonus(each));
    return [...this.found.values()].sort(byRelevance).slice(0, MOST_CANDIDATES);
  }

  // --- frames -----------------------------------------------------------------------------------------------

  private async placeFrames(): Promise<void> {
    const frames = flatFrames(this.input.report);
    const weights = this.errorWeights();
    const places = new Map<number, number>();
    let swapped = false;
    for (const resolution of this.input.resolutions) {
      const frame = frames[resolution.frame];
      if (!frame || !resolution.file || frame.line < 1) continue;
      const source = await this.input.code.open(resolution.file);
      if (!source || frame.line > source.lines.length) continue;
      const error = this.errorOf(resolution.frame);
      const test = isTestFile(resolution.file);
      const place = places.get(error) ?? 0;
      const unit = unitAt(source, frame.line);
      const known = this.found.get(keyOf(source, unit.range));
      if (!test && !known) places.set(error, place + 1);
      let relevance = 0.95 * FRAME_DECAY ** place * (weights[error] ?? 0.5);
      // A function that throws on purpose refused what it was given: its caller is as likely.
      if (place === 0 && !test && source.throws(unit.range).some((each) => each.startLine <= frame.line && frame.line <= each.endLine)) {
        relevance *= 0.9;
        swapped = true;
      } else if (place === 1 && swapped) relevance = 0.88 * (weights[error] ?? 0.5);
      const first = !this.frames.length;
      const added = this.add({
        source,
        fn: unit.fn,
        ...unit.range,
        role: test ? 'test' : first ? 'throws' : 'caller',
        distance: 0,
        frame: resolution.frame,
        reason: test ? 'the test that failed' : first ? 'the error is thrown here' : 'on the stack',
        relevance: test ? TEST_CODE * (weights[error] ?? 0.5) : relevance,
        drive: relevance,
        focus: new Set([frame.line]),
        test,
        names: new Set(),
      });
      this.frames.push({ frame: resolution.frame, line: frame.line, column: frame.column, found: added });
    }
    if (this.frames.length && this.frames.every(({ found }) => found.test)) {
      // Nothing but the test is on the stack: what it calls is the code in question.
      const seen = new Set<Found>();
      for (const { found } of this.frames) {
        if (seen.has(found)) continue;
        found.drive = 0.95 * 0.75 ** seen.size;
        if (!seen.size) found.relevance = Math.max(found.relevance, 0.6);
        seen.add(found);
      }
      await this.addSetUps();
    } else if (this.frames.length) {
      for (const { found } of this.frames) if (found.test) found.drive = Math.min(found.drive, 0.45);
    }
  }

  /** What a test's class prepares before it: it runs the code in question as well. */
  private async addSetUps(): Promise<void> {
    const test = this.frames[0]!.found;
    for (const fn of test.source.functions) {
      if (!isSetUp(fn.name) || fn === test.fn || fn.className !== test.fn?.className) continue;
      this.add({
        source: test.source,
        fn,
        startLine: fn.startLine,
        endLine: fn.endLine,
        role: 'test',
        distance: 1,
        reason: 'runs before the test',
        relevance: 0.12,
        drive: 0.5,
        focus: new Set(),
        test: true,
        names: new Set(),
      });
    }
  }

  /** The innermost cause counts whole, what was made of it less, suppressed errors least. */
  private errorWeights(): number[] {
    const { errors } = this.input.report;
    const deepest = errors.findLastIndex((error) => error.role !== 'suppressed');
    return errors.map((error, at) => (error.role === 'suppressed' ? 0.3 : at === deepest ? 1 : error.role === 'aggregated' ? 0.8 : 0.75));
  }

  private errorOf(frame: number): number {
    let before = 0;
    for (const [at, error] of this.input.report.errors.entries()) {
      before += error.frames.length;
      if (frame < before) return at;
    }
    return 0;
  }

  // --- the bad value ----------------------------------------------------------------------------------------

  /** Follows the names in the error to where they got their value: in the throwing function, and through parameters one frame up. */
  private async followValue(): Promise<void> {
    const stack = this.frames.filter(({ found }) => !found.test);
    const top = stack[0] ?? this.frames[0];
    if (!top) return;
    const names = this.suspectNames(top);
    await this.followNames(top.found, names, top.line, stack.indexOf(top), stack, MAKES_VALUE * top.found.drive, 0);
    if (this.hints.call) {
      for (const call of top.found.source.calls(top.found)) {
        if (call.name === this.hints.call)
          await this.addCallees(call, top.found, MAKES_VALUE * top.found.drive, `returned the value that was null`);
      }
    }
  }

  /** Expressions on the failing line that may have held the bad value. */
  private suspectNames({ found, line, column }: FrameAt): string[] {
    const { property, expression } = this.hints;
    const statement = { startLine: line, endLine: line };
    const reads = found.source.propertyReads(statement);
    if (expression) return [expression];
    if (property) {
      const fits = reads.filter((read) => read.property === property);
      const nearest =
        column === undefined ? fits : fits.toSorted((a, b) => Math.abs(a.column - column) - Math.abs(b.column - column)).slice(0, 1);
      if (nearest.length) return nearest.map((read) => read.object);
    }
    const names = new Set(reads.map((read) => read.object).filter((object) => object.length < 80));
    for (const definition of found.source.allDefinitions(statement)) for (const read of definition.reads) names.add(read);
    for (const call of found.source.calls(statement)) for (const arg of call.args) if (/^[\w$.@>-]{1,60}$/.test(arg)) names.add(arg);
    return [...names].slice(0, 8);
  }

  private async followNames(
    at: Found,
    names: readonly string[],
    line: number,
    place: number,
    stack: readonly FrameAt[],
    drive: number,
    depth: number,
  ): Promise<void> {
    if (depth > LONGEST_ORIGIN) return;
    for (const name of names) {
      // `getOrders().items`: the call itself made it.
      const called = /([\w$]+)\s*\([^]*\)$/.exec(name)?.[1];
      if (called) {
        for (const call of at.source.calls(at))
          if (call.name === called && call.startLine <= line)
            await this.addCallees(call, at, drive, `makes the value of \`${short(name)}\``);
        continue;
      }
      const root = rootOf(name);
      if (!root || at.names.has(name)) continue;
      at.names.add(name);
      const own = at.source.definitions(name, at);
      const definitions = (own.length ? own : at.source.definitions(root, at)).filter((each) => each.startLine <= line);
      for (const definition of definitions.slice(-4)) await this.followDefinition(at, definition, place, stack, drive, depth);
      if (!definitions.length) await this.followOutside(at, name, root, drive);
    }
  }

  private async followDefinition(
    at: Found,
    definition: Definition,
    place: number,
    stack: readonly FrameAt[],
    drive: number,
    depth: number,
  ): Promise<void> {
    at.focus.add(definition.startLine);
    if (definition.kind === 'parameter') {
      const outer = stack[place + 1];
      if (place < 0 || !outer || definition.position === undefined) return;
      const call = callNamed(outer, at.fn);
      const argument = call?.args[definition.position];
      if (argument === undefined) return;
      await this.followNames(outer.found, expressionNames(argument), outer.line, place + 1, stack, drive * 0.9, depth + 1);
      return;
    }
    for (const call of definition.calls.slice(0, 4)) await this.addCallees(call, at, drive, `makes \`${short(definition.name)}\``);
    if (definition.startLine < (definition.valueRange?.endLine ?? 0) + 1) {
      await this.followNames(at, definition.reads.slice(0, 4), definition.startLine, place, stack, drive * 0.85, depth + 1);
    }
  }

  /** A name that the function does not define: a field that other methods set, a variable of the module. */
  private async followOutside(at: Found, name: string, root: string, drive: number): Promise<void> {
    const { source, fn } = at;
    const field = fieldName(name);
    const cls = fn?.classIndex === undefined ? undefined : source.classes[fn.classIndex];
    const whole = { startLine: 1, endLine: source.lines.length };
    const setters = source
      .allDefinitions(cls ?? whole)
      .filter(
        (each) =>
          each.kind !== 'parameter' &&
          (each.name === name || (field !== undefined && fieldName(each.name) === field) || (!cls && each.name === root)),
      );
    for (const definition of setters.slice(0, 6)) {
      const setter = source.enclosing(definition.startLine);
      if (setter && setter !== fn) {
        this.addRef({ file: source, fn: setter, certainty: 1 }, at, drive * SETS_FIELD, 'callee', `sets \`${short(name)}\``, [
          definition.startLine,
        ]);
      }
      for (const call of definition.calls.slice(0, 3))
        await this.addCallees(call, at, drive * SETS_FIELD, `makes \`${short(name)}\``, setter);
    }
  }

  // --- names ------------------------------------------------------------------------------------------------

  /** Functions that the message or the test's strings name: tests often choose what they call by its name. */
  private async addNamed(): Promise<void> {
    const [first] = this.frames;
    if (!first) return;
    const onlyTests = this.frames.every(({ found }) => found.test);
    for (const name of namesIn(this.input.report)) {
      for (const ref of await this.finder.named(name, first.found.source))
        this.addRef(ref, first.found, (onlyTests ? NAMED : NAMED_BESIDE_STACK) * ref.certainty, 'callee', `named in the message`, []);
    }
    if (!onlyTests) return;
    for (const { found, line } of this.frames.slice(0, 4)) {
      const files = await this.importedBy(found.source);
      for (const name of namesInStrings(found.source, line)) {
        for (const file of files) {
          const source = await this.input.code.open(file);
          const fns = source?.functions.filter((fn) => fn.name === name) ?? [];
          for (const fn of fns.slice(0, 2))
            this.addRef({ file: source!, fn, certainty: 1 }, found, NAMED / fns.length, 'callee', `the test names ${name}`, []);
        }
      }
    }
  }

  /** Files of the workspace that a file imports, test code left out; what a test's helper imports counts as the test's own. */
  private async importedBy(source: SyntaxFile, helpers = true): Promise<string[]> {
    const files = new Set<string>();
    for (const { module } of source.imports) {
      for (const file of (await this.imports.resolve(source, module)).slice(0, 2)) {
        if (files.size >= MOST_IMPORTED || file === source.file) continue;
        if (!isTestFile(file)) files.add(file);
        else if (helpers) {
          const helper = await this.input.code.open(file);
          if (helper) for (const each of await this.importedBy(helper, false)) files.add(each);
        }
      }
    }
    return [...files];
  }

  // --- callees ----------------------------------------------------------------------------------------------

  private async expandAll(): Promise<void> {
    while (this.expanded.size < MOST_EXPANDED) {
      this.input.signal?.throwIfAborted();
      const next = [...this.found.values()]
        .filter((each) => !this.expanded.has(each) && each.distance < FARTHEST_EXPANDED && each.drive >= LEAST_FOLLOWED)
        .sort(byDrive)[0];
      if (!next) return;
      this.expanded.add(next);
      await this.expand(next);
    }
  }

  private async expand(at: Found): Promise<void> {
    const focus = at.distance === 0 ? Math.min(...at.focus) : undefined;
    const calls = at.source.calls(at).filter((call) => call.startLine >= at.startLine && !innerOf(at, call));
    const weighed = calls
      .map((call) => ({ call, weight: callWeight(call, focus, at.test) * this.callBonus(call) }))
      .sort((a, b) => b.weight - a.weight || a.call.startLine - b.call.startLine || a.call.column - b.call.column);
    for (const { call, weight } of weighed.slice(0, MOST_CALLS)) {
      const drive = Math.min(0.9, at.drive * weight);
      if (drive < LEAST_FOLLOWED) continue;
      await this.addCallees(
        call,
        at,
        drive,
        `${at.test ? 'the test calls' : 'called by'} ${at.test ? call.name : (at.fn?.name ?? 'the failing code')}`,
      );
    }
  }

  private async addCallees(
    call: CallSite,
    at: Found,
    drive: number,
    reason: string,
    caller: FunctionNode | undefined = at.fn,
  ): Promise<void> {
    this.input.signal?.throwIfAborted();
    const refs = await this.finder.callees(call, at.source, caller);
    for (const ref of refs) this.addRef(ref, at, drive * ref.certainty, 'callee', reason, []);
  }

  private addRef(ref: FunctionRef, at: Found, drive: number, role: SnippetRole, reason: string, focus: readonly number[]): void {
    const test = isTestFile(ref.file.file);
    this.add({
      source: ref.file,
      fn: ref.fn,
      startLine: ref.fn.startLine,
      endLine: ref.fn.endLine,
      role: test ? 'test' : role,
      distance: at.distance + 1,
      reason,
      relevance: test ? drive * 0.3 : drive,
      drive,
      focus: new Set(focus),
      test,
      names: new Set(),
    });
  }

  // --- callers, changes -------------------------------------------------------------------------------------

  /** Who calls the outermost function of the trace, where an asynchronous step or a short stack hides it. */
  private async addCallers(): Promise<void> {
    const stack = [...new Set(this.frames.filter(({ found }) => !found.test).map(({ found }) => found))];
    if (stack.length > 2 || !stack.length) return;
    for (const at of stack.slice(-1)) {
      if (!at.fn) continue;
      for (const ref of await this.finder.callers(at.fn, at.source, 3))
        this.addRef(ref, at, at.drive * CALLER_OUTSIDE_TRACE * ref.certainty, 'caller', `calls ${at.fn.name}`, []);
    }
  }

  private async addChanges(): Promise<void> {
    for (const change of this.input.changes.slice(0, 40)) {
      this.input.signal?.throwIfAborted();
      const source = await this.input.code.open(change.file);
      if (!source?.parsed) continue;
      const line = Math.min(Math.max(change.startLine, 1), source.lines.length);
      const last = Math.min(Math.max(change.endLine, line), source.lines.length);
      const touched = source.functions.filter((fn) => fn.startLine <= last && line <= fn.endLine && fn.parent === undefined).slice(0, 4);
      for (const fn of touched) {
        const known = this.found.get(keyOf(source, fn));
        const test = isTestFile(change.file);
        const focus = range(Math.max(line, fn.startLine), Math.min(last, fn.endLine));
        if (known) {
          for (const each of focus) known.focus.add(each);
          known.relevance = Math.min(0.97, known.relevance * 1.35 + 0.1);
          if (!known.reason.includes('changed')) known.reason += ', changed lately';
        } else {
          this.add({
            source,
            fn,
            startLine: fn.startLine,
            endLine: fn.endLine,
            role: 'changed',
            distance: 3,
            reason: 'changed lately',
            relevance: test ? 0.05 : 0.2,
            drive: 0,
            focus: new Set(focus),
            test,
            names: new Set(),
          });
        }
      }
    }
  }

  /** The other functions of the likeliest files, and of the files that the test is named after: weak, but the cause may hide behind a call that nothing resolves. */
  private async addNeighbours(): Promise<void> {
    const files = new Map<string, number>();
    for (const each of [...this.found.values()].filter(({ test }) => !test).sort(byRelevance)) {
      if (files.size < FILES_FILLED && !files.has(each.source.file)) files.set(each.source.file, Math.min(1, each.relevance * 1.5));
    }
    for (const { found } of this.frames.slice(0, 3))
      if (found.test) for (const file of this.namedAfter(found.source.file)) files.set(file, 1);
    if (this.frames.length && this.frames.every(({ found }) => found.test)) await this.addImported(files);
    const near: { source: SyntaxFile; fn: FunctionNode; strength: number }[] = [];
    for (const [file, strength] of files) {
      const source = await this.input.code.open(file);
      for (const fn of source ? topFunctions(source) : [])
        if (!this.found.has(keyOf(source!, fn))) near.push({ source: source!, fn, strength });
    }
    const scores = wordScores(near, this.words);
    const weighed = near.map(({ source, fn, strength }, at) => {
      const shared = splitWords(fn.qualifiedName).filter((word) => this.words.has(word)).length;
      return {
        source,
        fn,
        relevance: SAME_FILE * (0.4 + 0.6 * strength) * (1 + 0.5 * Math.min(shared, 3)) * (1 + SAME_WORDS * scores[at]!),
      };
    });
    // Stable: of equals the first in the file.
    for (const { source, fn, relevance } of weighed.sort((a, b) => b.relevance - a.relevance)) {
      if (this.found.size >= MOST_CANDIDATES) return;
      this.add(weakly(source, fn, fn, 4, 'in the same file as the failing code', relevance));
    }
  }

  /** What the likeliest functions read of their module: tables, patterns, defaults. */
  private addModuleValues(): void {
    const likely = [...this.found.values()].filter(({ fn, test }) => fn && !test).sort(byRelevance);
    const values = new Map<SyntaxFile, Definition[]>();
    for (const { source, fn, relevance } of likely.slice(0, FUNCTIONS_READ)) {
      let outside = values.get(source);
      if (!outside) values.set(source, (outside = moduleValues(source)));
      const words = new Set(
        source.lines
          .slice(fn!.startLine - 1, fn!.endLine)
          .join('\n')
          .match(/[\w$]{3,}/g) ?? [],
      );
      const read = outside.filter(({ name }) => words.has(name));
      for (const { name, startLine } of read.slice(0, MOST_READ)) {
        const reason = `${fn!.name} reads \`${short(name)}\``;
        this.add(weakly(source, undefined, source.statement(startLine), 2, reason, (READS_VALUE * relevance) / Math.sqrt(read.length)));
      }
    }
  }

  /** What the failing test imports is the code in question, also where no call shows the way into it. */
  private async addImported(files: Map<string, number>): Promise<void> {
    const add = (file: string, strength: number): void => void files.set(file, Math.max(files.get(file) ?? 0, strength));
    for (const { found } of this.frames.slice(0, 3)) {
      for (const file of await this.importedBy(found.source)) {
        add(file, IMPORTED_BY_TEST);
        const source = await this.input.code.open(file);
        if (source) for (const farther of await this.importedBy(source)) add(farther, IMPORTED_FARTHER);
      }
    }
  }

  /** `store.py` for `tests/test_store.py`, `Cart.java` for `CartTest.java`. */
  private namedAfter(test: string): string[] {
    const name = test.slice(test.lastIndexOf('/') + 1);
    const ending = name.slice(name.lastIndexOf('.'));
    const stem = name
      .slice(0, name.indexOf('.'))
      .replace(/^test_?|_?(?:test|spec|tests)$/i, '')
      .replace(/(?:Tests?|TestCase|Spec)$/, '');
    if (!stem) return [];
    const { index } = this.input.code;
    const endings = /^\.(?:[cm]?[jt]sx?)$/.test(ending) ? ['.ts', '.tsx', '.js', '.jsx', '.mjs'] : [ending];
    return endings
      .flatMap((each) => index.named(stem + each))
      .filter((file) => !isTestFile(file))
      .slice(0, 2);
  }

  // --- the table --------------------------------------------------------------------------------------------

  /** Adds a function, or strengthens the one that is known: evidence from two ways counts more than from one. */
  private add(entry: Found): Found {
    const key = keyOf(entry.source, entry);
    const known = this.found.get(key);
    if (!known) {
      this.found.set(key, entry);
      return entry;
    }
    for (const line of entry.focus) known.focus.add(line);
    const stronger = entry.relevance > known.relevance && known.distance > 0;
    known.relevance = Math.min(0.97, Math.max(known.relevance, entry.relevance) + 0.08 * Math.min(known.relevance, entry.relevance));
    known.drive = Math.max(known.drive, entry.drive);
    if (entry.frame !== undefined && known.frame === undefined) {
      known.frame = entry.frame;
      known.role = entry.role;
      known.reason = entry.reason;
    } else if (stronger) known.reason = entry.reason;
    known.distance = Math.min(known.distance, entry.distance);
    return known;
  }

  /** Functions that share words with the error, the test and the expectations are likelier. */
  private bonus({ fn, source }: Found): number {
    const words = splitWords(`${fn?.qualifiedName ?? ''} ${source.file.slice(source.file.lastIndexOf('/') + 1)}`);
    let shared = 0;
    for (const word of new Set(words)) if (this.words.has(word)) shared++;
    return 1 + 0.15 * Math.min(shared, 3);
  }

  private callBonus(call: CallSite): number {
    return splitWords(call.name).some((word) => this.words.has(word)) ? 1.25 : 1;
  }
}

/** The function around a line, or the stretch of module code; a small closure comes with what is around it. */
function unitAt(source: SyntaxFile, line: number): { fn: FunctionNode | undefined; range: LineRange } {
  const fn = source.enclosing(line);
  return fn && !isWrapper(source, fn)
    ? { fn, range: { startLine: fn.startLine, endLine: fn.endLine } }
    : { fn: undefined, range: source.statement(line) };
}

/** A call counts by where it stands to the failing line; in tests the nearest calls count most. */
function callWeight(call: CallSite, focus: number | undefined, test: boolean): number {
  if (focus === undefined) return CALL_FARTHER;
  const distance = call.startLine > focus ? call.startLine - focus : Math.max(0, focus - call.endLine);
  if (test) return call.startLine > focus ? 0.2 : 0.85 / (1 + 0.12 * distance);
  if (call.startLine > focus) return CALL_AFTER;
  return distance === 0 ? CALL_ON_LINE : Math.max(CALL_BEFORE * 0.5, CALL_BEFORE - 0.008 * distance);
}

/** Whether a call stands in a named function inside: that one is followed on its own. */
function innerOf(at: Found, call: CallSite): boolean {
  const owner = at.source.enclosing(call.startLine);
  return (
    owner !== undefined && at.fn !== undefined && owner !== at.fn && owner.endLine - owner.startLine > 5 && owner.startLine > at.startLine
  );
}

function callNamed(outer: FrameAt, fn: FunctionNode | undefined): CallSite | undefined {
  const names = [fn?.name, fn?.kind === 'constructor' ? fn.className : undefined];
  const around = { startLine: outer.line - 10, endLine: outer.line };
  const calls = outer.found.source.calls(around).filter((call) => call.startLine <= outer.line && outer.line <= call.endLine);
  return calls.find((call) => names.includes(call.name)) ?? (calls.length === 1 ? calls[0] : undefined);
}

/** Names in an argument's text, good enough to look their definitions up. */
function expressionNames(text: string): string[] {
  return [...new Set(text.match(/[A-Za-z_$@][\w$]*(?:\.[\w$]+){0,4}/g) ?? [])].slice(0, 4);
}

function rootOf(name: string): string | undefined {
  return /^[$@]{0,2}[\w$]+/.exec(name)?.[0];
}

/** `cache` of `this.cache.size`, `self.cache`, `@cache`, `$this->cache`; a bare name may be a field as well. */
function fieldName(name: string): string | undefined {
  return /^(?:(?:this|self|cls|\$this)(?:\.|->|\?\.)|@{1,2})?\$?([A-Za-z_]\w*)/.exec(name)?.[1];
}

function keyOf(source: SyntaxFile, range: LineRange): string {
  return `${source.file}:${range.startLine}-${range.endLine}`;
}

function byRelevance(a: Found, b: Found): number {
  return (
    b.relevance - a.relevance ||
    a.distance - b.distance ||
    (a.source.file < b.source.file ? -1 : a.source.file > b.source.file ? 1 : a.startLine - b.startLine)
  );
}

function byDrive(a: Found, b: Found): number {
  return b.drive - a.drive || byRelevance(a, b);
}

function range(from: number, to: number): number[] {
  return Array.from({ length: Math.max(0, Math.min(to - from + 1, 60)) }, (_, at) => from + at);
}

/** Something that only its place speaks for: no line of it, and nothing that it calls, is suspected. */
function weakly(
  source: SyntaxFile,
  fn: FunctionNode | undefined,
  { startLine, endLine }: LineRange,
  distance: number,
  reason: string,
  relevance: number,
): Found {
  return {
    source,
    fn,
    startLine,
    endLine,
    role: 'callee',
    distance,
    reason,
    relevance,
    drive: 0,
    focus: new Set(),
    test: false,
    names: new Set(),
  };
}

function short(text: string): string {
  return text.length > 40 ? `${text.slice(0, 39)}…` : text;
}

function round(value: number): number {
  return Math.round(value * 1e4) / 1e4;
}
