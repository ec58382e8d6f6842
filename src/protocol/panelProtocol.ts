import * as z from 'zod/mini';
import type { OutsidePlan } from '../core/attention/modelRun';
import type { OutsideVerdict } from '../core/hypotheses/verdict';
import { attentionMethods, type AttentionAnswer } from './attentionProtocol';
import type { AnswerState, PanelState, ReferenceCompletion } from './panelState';
import { method } from './rpc';

/** Sections that can be left out of the prompt as a whole, besides single snippets and changes. */
export const SECTION_KEYS = ['section:error', 'section:changes', 'section:values'] as const;

/** Webview → host: actions of the person. Checked by schema: the webview shows hostile text. */
const id = z.string().check(z.minLength(1), z.maxLength(200));

/** A call about one investigation names it: the view may show another one by the time the call arrives. */
const about = <Shape extends z.core.$ZodLooseShape>(shape: Shape) => z.object({ ...shape, investigation: id });

/** The person's actions on one investigation. */
export const investigationMethods = {
  // evidence
  setExpectation: method<void>()(about({ expected: z.string().check(z.maxLength(20_000)), actual: z.string().check(z.maxLength(20_000)) })),
  /** Keys: a snippet's id, a change's `key`, or one of {@link SECTION_KEYS}. */
  remove: method<void>()(about({ key: id })),
  /** Restores what was removed, and undoes an edit. */
  restore: method<void>()(about({ key: id })),
  editSnippet: method<void>()(about({ id, text: z.string().check(z.maxLength(1_000_000)) })),
  /** Restores a folded range in a snippet, and so in the prompt. Lines 1-based, inclusive. */
  unfoldSnippet: method<void>()(about({ id, startLine: z.int().check(z.gte(1)), endLine: z.int().check(z.gte(1)) })),
  /** `@file`, `@file:10-40`; resolves to a sentence if it names nothing. */
  addReference: method<string | undefined>()(about({ reference: z.string().check(z.maxLength(4096)) })),
  addSelection: method<string | undefined>()(about({})),
  chooseFile: method<void>()(about({ frame: z.int().check(z.gte(0)), file: z.string().check(z.maxLength(4096)) })),
  keepSecret: method<void>()(about({ fingerprint: z.string().check(z.regex(/^[0-9a-f]{64}$/)), keep: z.boolean() })),
  pickFailure: method<void>()(about({ index: z.int().check(z.gte(0)) })),
  showPrompt: method<void>()(about({})),
  copyPrompt: method<void>()(about({})),
  // asking
  /** Tries a provider and keeps it if it answers; otherwise resolves to a sentence. */
  chooseProvider: method<string | undefined>()(about({ id })),
  /** The same for a server that is not in the list. The key goes to the secret storage. */
  addServer: method<string | undefined>()(
    about({
      baseUrl: z.string().check(z.minLength(1), z.maxLength(2000)),
      model: z.string().check(z.minLength(1), z.maxLength(500)),
      key: z.string().check(z.maxLength(4000)),
    }),
  ),
  ask: method<void>()(about({})),
  cancel: method<void>()(about({})),
  answerQuestion: method<void>()(about({ id, text: z.string().check(z.minLength(1), z.maxLength(20_000)) })),
  runAction: method<void>()(about({ action: z.enum(['askAgain', 'setKey', 'chooseProvider', 'openSettings', 'showLog', 'trust']) })),
  // hypotheses
  openLocation: method<void>()(about({ file: z.string().check(z.maxLength(4096)), line: z.int().check(z.gte(1)) })),
  showFix: method<void>()(about({ id })),
  applyFix: method<void>()(about({ id })),
  /** The person ran it again: it works, or a description of what happens now. */
  reportResult: method<void>()(about({ id, worked: z.boolean(), text: z.string().check(z.maxLength(50_000)) })),
  verdict: method<void>()(about({ id, verdict: z.enum(['confirmed', 'rejected', 'none']) })),
  // runs
  /** The command that shows the failure, as the person typed or changed it; `folder` is workspace-relative. Runs nothing. */
  setRecipe: method<void>()(about({ command: z.string().check(z.maxLength(10_000)), folder: z.string().check(z.maxLength(4096)) })),
  /** Runs the command once, on the workspace as it is. Answers immediately; the progress of the run arrives in the state. */
  runAgain: method<void>()(about({})),
  /** Proves a fix in isolation, with all tests if requested; writes nothing. */
  tryFix: method<void>()(about({ id, suite: z.optional(z.boolean()) })),
  cancelRun: method<void>()(about({})),
  /** Ends a search; its result is what it has found so far. */
  finishRun: method<void>()(about({})),
  /** Do the tests show the fix that is in the files? Runs in isolation compare them with the last commit. */
  proveFix: method<void>()(about({})),
  /** Finds the smallest recent change that makes it fail, by runs in isolation. */
  findChange: method<void>()(about({})),
  /**
   * One more run that reads the values of names at the point of failure, and the lines that the failing test runs. Includes contents of
   * texts and numbers once the person has agreed; `contents` asks for that.
   */
  seeValues: method<void>()(about({ contents: z.optional(z.boolean()) })),
  /** Asks which value, then follows it from there, or from where the error surfaces. Answers before the person has chosen. */
  followValue: method<void>()(about({ file: z.optional(z.string().check(z.maxLength(4096))), line: z.optional(z.int().check(z.gte(1))) })),
  /** Asks which value, then makes the running debug session print it along its path, without stopping and without an edit. */
  setLogpoints: method<void>()(about({ file: z.optional(z.string().check(z.maxLength(4096))), line: z.optional(z.int().check(z.gte(1))) })),
  removeLogpoints: method<void>()(about({})),
  /** Asks which value, then inserts marked lines that print it, once the person has agreed. */
  insertProbes: method<void>()(about({ file: z.optional(z.string().check(z.maxLength(4096))), line: z.optional(z.int().check(z.gte(1))) })),
  /** Removes all inserted lines, byte for byte. */
  removeProbes: method<void>()(about({})),
  /** Tries small changes in isolation; those that pass become hypotheses. */
  lookForRepair: method<void>()(about({})),
  /** Undoes an applied fix, byte for byte; if the person typed on, shows what it would undo. */
  undoFix: method<void>()(about({ id })),
  /** A run failed in another way: that failure becomes an investigation of its own, with the same command; `id` of a {@link RunRecord}. */
  investigateRun: method<void>()(about({ id })),
  /** Opens the output of a run; `id` of a {@link RunRecord}. */
  showRunOutput: method<void>()(about({ id })),
  /** Undoes a recent change in the current files. */
  undoRecentChange: method<void>()(about({ key: id })),
  /** Restores it, byte for byte; if the person typed on, shows what it would restore. */
  redoRecentChange: method<void>()(about({ key: id })),
  exportInvestigation: method<void>()(about({ format: z.enum(['markdown', 'json']) })),
  setStatus: method<void>()(about({ status: z.enum(['open', 'fixed', 'givenUp']) })),
  // attention
  /** Makes the mini-model read it. */
  readAttention: method<AttentionAnswer>()(about({})),
  /** The cost of asking the model behind the hypotheses again without each section. Sends nothing; rejects if there is none. */
  outsidePlan: method<OutsidePlan>()(about({})),
  /** Asks it once how sure it is of its first hypothesis, with all of the evidence or without one section. */
  outsideVerdict: method<OutsideVerdict>()(about({ plan: id, without: z.optional(id) })),
};

export const panelMethods = {
  /** The webview is listening; the host answers with the whole state. */
  ready: method<PanelState>()(z.object({})),
  // home
  /** Resolves once the failure is read, before its evidence is collected; to a sentence if the text holds none. */
  pasteFailure: method<string | undefined>()(z.object({ text: z.string().check(z.maxLength(50_000_000)) })),
  readClipboard: method<void>()(z.object({})),
  openFailure: method<void>()(z.object({ id })),
  openInvestigation: method<void>()(z.object({ id })),
  deleteInvestigation: method<void>()(z.object({ id })),
  /** Restores the investigation deleted last. */
  undoDelete: method<void>()(z.object({})),
  /** Lists more of the older investigations. */
  showOlder: method<void>()(z.object({})),
  /** Looks for model servers on this machine. */
  detectServers: method<void>()(z.object({})),
  openSample: method<void>()(z.object({})),
  /** Files and symbols whose name contains the text typed after an `@`. */
  completeReference: method<ReferenceCompletion[]>()(z.object({ query: z.string().check(z.minLength(1), z.maxLength(200)) })),
  showHome: method<void>()(z.object({})),
  ...investigationMethods,
  ...attentionMethods,
  /** Saves an export of the attention view. */
  saveExport: method<void>()(
    z.object({
      name: z.string().check(z.regex(/^[a-z][a-z-]{0,60}\.(?:png|svg|json)$/)),
      type: z.string().check(z.maxLength(100)),
      data: z.custom<string | Uint8Array>((data) => typeof data === 'string' || data instanceof Uint8Array),
    }),
  ),
};

export type PanelMethods = typeof panelMethods;

/** Host → webview. */
export const viewMethods = {
  /** The whole state; the webview redraws the differences. */
  state: method<void>()(z.custom<PanelState>(() => true)),
  /** Only the answer changed, as on every step of a stream; ignored unless that investigation is shown. */
  answer: method<void>()(z.custom<{ investigation: string; answer: AnswerState }>(() => true)),
  /** Moves the focus, e.g. after a command: `expected`, `hypothesis:1`, `attention`. */
  focus: method<void>()(z.object({ target: z.string() })),
};

export type ViewMethods = typeof viewMethods;
