import * as z from 'zod/mini';
import type { OutsidePlan } from '../core/attention/modelRun';
import type { OutsideVerdict } from '../core/hypotheses/verdict';
import { attentionMethods, type AttentionAnswer } from './attentionProtocol';
import type { AnswerState, PanelState } from './panelState';
import { method } from './rpc';

/** Sections that can be left out of the prompt whole, beside single snippets and changes. */
export const SECTION_KEYS = ['section:error', 'section:changes', 'section:values'] as const;

/** Webview → host: what the person did. Checked by schema: the webview shows hostile text. */
const id = z.string().check(z.minLength(1), z.maxLength(200));
const location = z.object({ file: z.string().check(z.maxLength(4096)), line: z.int().check(z.gte(1)) });

export const panelMethods = {
  /** The webview is listening; the host answers with the whole state. */
  ready: method<PanelState>()(z.object({})),
  // home
  pasteFailure: method<void>()(z.object({ text: z.string().check(z.maxLength(50_000_000)) })),
  readClipboard: method<void>()(z.object({})),
  openFailure: method<void>()(z.object({ id })),
  openInvestigation: method<void>()(z.object({ id })),
  deleteInvestigation: method<void>()(z.object({ id })),
  openSample: method<void>()(z.object({})),
  showHome: method<void>()(z.object({})),
  // evidence
  setExpectation: method<void>()(
    z.object({ expected: z.string().check(z.maxLength(20_000)), actual: z.string().check(z.maxLength(20_000)) }),
  ),
  /** Keys: a snippet's id, a change's `key`, or one of {@link SECTION_KEYS}. */
  remove: method<void>()(z.object({ key: id })),
  /** Puts back what was removed, and undoes an edit. */
  restore: method<void>()(z.object({ key: id })),
  editSnippet: method<void>()(z.object({ id, text: z.string().check(z.maxLength(1_000_000)) })),
  /** Puts a folded range back into a snippet, and so into the prompt. Lines 1-based, inclusive. */
  unfoldSnippet: method<void>()(z.object({ id, startLine: z.int().check(z.gte(1)), endLine: z.int().check(z.gte(1)) })),
  /** `@file`, `@file:10-40`; resolves to a sentence when it names nothing. */
  addReference: method<string | undefined>()(z.object({ reference: z.string().check(z.maxLength(4096)) })),
  addSelection: method<string | undefined>()(z.object({})),
  chooseFile: method<void>()(z.object({ frame: z.int().check(z.gte(0)), file: z.string().check(z.maxLength(4096)) })),
  keepSecret: method<void>()(z.object({ fingerprint: z.string().check(z.regex(/^[0-9a-f]{64}$/)), keep: z.boolean() })),
  pickFailure: method<void>()(z.object({ index: z.int().check(z.gte(0)) })),
  showPrompt: method<void>()(z.object({})),
  copyPrompt: method<void>()(z.object({})),
  // asking
  chooseProvider: method<void>()(z.object({ id })),
  ask: method<void>()(z.object({})),
  cancel: method<void>()(z.object({})),
  answerQuestion: method<void>()(z.object({ id, text: z.string().check(z.minLength(1), z.maxLength(20_000)) })),
  runAction: method<void>()(z.object({ action: z.enum(['askAgain', 'setKey', 'chooseProvider', 'openSettings', 'showLog', 'trust']) })),
  // hypotheses
  openLocation: method<void>()(location),
  showFix: method<void>()(z.object({ id })),
  applyFix: method<void>()(z.object({ id })),
  /** The person ran it again: it works, or what happens now. */
  reportResult: method<void>()(z.object({ id, worked: z.boolean(), text: z.string().check(z.maxLength(50_000)) })),
  verdict: method<void>()(z.object({ id, verdict: z.enum(['confirmed', 'rejected', 'none']) })),
  setStatus: method<void>()(z.object({ status: z.enum(['open', 'fixed', 'givenUp']) })),
  // attention
  /** Has the mini-model read the investigation on show. */
  readAttention: method<AttentionAnswer>()(z.object({})),
  ...attentionMethods,
  /** What it would take to ask the model that made the hypotheses again without each section. Sends nothing; rejects where there is none. */
  outsidePlan: method<OutsidePlan>()(z.object({})),
  /** Asks it once how sure it is of its first hypothesis, with all of the evidence or without one section. */
  outsideVerdict: method<OutsideVerdict>()(z.object({ plan: id, without: z.optional(id) })),
  /** Saves what the attention view exported. */
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
  /** The whole state; the webview redraws what differs. */
  state: method<void>()(z.custom<PanelState>(() => true)),
  /** Only the answer changed, as on every step of a stream; ignored unless that investigation is on show. */
  answer: method<void>()(z.custom<{ investigation: string; answer: AnswerState }>(() => true)),
  /** Moves the focus, e.g. after a command: `expected`, `hypothesis:1`, `attention`. */
  focus: method<void>()(z.object({ target: z.string() })),
};

export type ViewMethods = typeof viewMethods;
