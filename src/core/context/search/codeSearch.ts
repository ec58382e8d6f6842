import type { FailureReport } from '../../capture/failureReport';
import type { CallSite, FunctionNode, SyntaxFile } from '../../syntax/syntax';
import type { FrameResolution, RecentChange, SnippetRole } from '../failureEvidence';
import { errorHints, type ErrorHints } from '../errorHints';
import { errorWords, splitWords } from '../errorWords';
import { FunctionFinder } from '../findFunctions';
import type { FunctionRef } from '../functionScope';
import { ImportResolver } from '../resolveImport';
import type { Reason } from '../reason';
import { isTestCode, isTestFile } from '../testCode';
import { type NamedByTest, testNames } from '../testNames';
import type { WorkspaceCode } from '../workspaceCode';
import { type Found, keyOf, byRelevance } from './found';

const MOST_CANDIDATES = 300;
const MOST_IMPORTED = 8;

/** Test code called by other code is read for its own calls; it hardly ever contains the cause. */
const TEST_HELPER = 0.1;

/** A function that a failing test is named after is at least this likely, or, for a name of one word, this much likelier. */
const TEST_NAMED_AFTER = 0.5;
const TEST_NAMED_PERHAPS = 1.5;

/** The last of these is only a neighbour: a common word from it in a test's name proves nothing. */
const FARTHEST_REACHED = 3;

export interface ExploreInput {
  report: FailureReport;
  resolutions: readonly FrameResolution[];
  changes: readonly RecentChange[];
  code: WorkspaceCode;
  signal?: AbortSignal;
}

/** A place named by the failure, with the code around it: a frame of the trace, or a test known only by its name. */
export interface FrameAt {
  line: number;
  column: number | undefined;
  found: Found;
}

/** The state of a search through the workspace's code, with the table of its findings. */
export class CodeSearch {
  readonly found = new Map<string, Found>();
  /** The trace's frames that have code, innermost first; the failing tests where there are none. */
  readonly frames: FrameAt[] = [];
  readonly hints: ErrorHints;
  readonly words: ReadonlySet<string>;
  /** The share of the failing tests' names that matches a function's name. */
  readonly namedByTest: (name: string) => NamedByTest;
  readonly finder: FunctionFinder;
  readonly imports: ImportResolver;

  constructor(readonly input: ExploreInput) {
    this.hints = errorHints(input.report);
    this.words = errorWords(input.report);
    this.namedByTest = testNames(input.report);
    const anchor = input.resolutions.find((each) => each.file !== undefined)?.file ?? input.code.index.files[0] ?? '';
    this.imports = new ImportResolver(input.code);
    this.finder = new FunctionFinder(input.code, this.imports, anchor);
  }

  /** Only tests are on the stack: the code that they call is in question. */
  get onlyTests(): boolean {
    return this.frames.length > 0 && this.frames.every(({ found }) => found.test);
  }

  get full(): boolean {
    return this.found.size >= MOST_CANDIDATES;
  }

  /** Adds a function, or strengthens a known one: evidence from two ways counts more than from one. */
  add(entry: Found): Found {
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
      known.reasons = entry.reasons;
    } else if (stronger) known.reasons = entry.reasons;
    known.distance = Math.min(known.distance, entry.distance);
    if (!entry.near) delete known.near;
    return known;
  }

  addRef(ref: FunctionRef, at: Found, drive: number, role: SnippetRole, reason: Reason, focus: readonly number[]): void {
    const test = isTestCode(ref.file, ref.fn);
    this.add({
      source: ref.file,
      fn: ref.fn,
      startLine: ref.fn.startLine,
      endLine: ref.fn.endLine,
      role: test ? 'test' : role,
      distance: at.distance + 1,
      reasons: [reason],
      relevance: test ? drive * TEST_HELPER : drive,
      drive,
      focus: new Set(focus),
      test,
      names: new Set(),
    });
  }

  /** Adds the functions that a call may run. */
  async addCallees(call: CallSite, at: Found, drive: number, reason: Reason, caller: FunctionNode | undefined = at.fn): Promise<void> {
    this.input.signal?.throwIfAborted();
    const refs = await this.finder.callees(call, at.source, caller);
    for (const ref of refs) this.addRef(ref, at, drive * ref.certainty, 'callee', reason, []);
  }

  /** Files of the workspace that an import may name, the likeliest first. */
  modulesOf(source: SyntaxFile, module: string): Promise<string[]> {
    return this.imports.resolve(source, module);
  }

  /** Files of the workspace that a file imports, test code left out; imports of a test's helper count as the test's own. */
  async importedBy(source: SyntaxFile, helpers = true): Promise<string[]> {
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

  /** All findings, the likeliest first. */
  result(): Found[] {
    for (const each of this.found.values()) {
      each.relevance = this.relevanceOf(each);
      if (!each.changed) continue;
      each.unchanged = each.relevance;
      each.relevance = Math.min(0.97, each.relevance * 1.35 + 0.1);
    }
    return [...this.found.values()].sort(byRelevance).slice(0, MOST_CANDIDATES);
  }

  private relevanceOf(found: Found): number {
    const { fn, test, distance } = found;
    const named = fn && !test ? this.namedByTest(fn.name) : undefined;
    let relevance = found.relevance * this.bonus(found);
    if (named === 'surely') relevance = Math.max(relevance, TEST_NAMED_AFTER);
    else if (named === 'perhaps' && distance <= FARTHEST_REACHED) relevance *= TEST_NAMED_PERHAPS;
    return Math.min(0.99, relevance);
  }

  /** Functions that share words with the error, the test and the expectations are likelier. */
  private bonus({ fn, source }: Found): number {
    const words = splitWords(`${fn?.qualifiedName ?? ''} ${source.file.slice(source.file.lastIndexOf('/') + 1)}`);
    let shared = 0;
    for (const word of new Set(words)) if (this.words.has(word)) shared++;
    return 1 + 0.15 * Math.min(shared, 3);
  }
}
