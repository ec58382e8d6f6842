import { t } from './language';
import type { FailureEvidence } from './context/failureEvidence';
import type { Hypothesis } from './hypothesis';
import type { Prompt } from './prompt/prompt';
import type { Suspect } from './suspects/suspect';

/** The core's dependencies on the outside. Adapters are in node/ and host/. */

/** Reads the workspace. Paths are workspace-relative with `/`, or absolute for a file that a frame names. */
export interface SourceReader {
  /** Whole text, line ends normalised to `\n`; undefined when there is no such text file or reading it is not allowed. */
  read(file: string): Promise<string | undefined>;
  /** Every source file of the workspace that is not ignored, relative, sorted. Cached by the adapter. */
  list(signal?: AbortSignal): Promise<readonly string[]>;
  /** Time of the last change, ms since the epoch. */
  modified(file: string): Promise<number | undefined>;
  /** Absolute paths of the workspace's folders with `/`, for distinguishing workspace frames from others. */
  readonly roots: readonly string[];
  /**
   * The real paths of the roots, in their order: a trace has real paths even if a folder was opened through a link. Absent where links are
   * unknown.
   */
  realRoots?(): Promise<readonly string[]>;
  /** The real absolute path with `/` of a readable file: a trace may name it through a link. Undefined where there is none. */
  realPath?(file: string): Promise<string | undefined>;
  /**
   * A frame names this file, so it may be read from now on, even if it is ignored or outside the workspace. Adapters may refuse by not
   * reading it (no code, another machine's share). Absent where everything can be read.
   */
  allow?(file: string): void;
  /**
   * Whether the person has excluded this file: none of its text becomes evidence, whatever its source. Absent where there is no such list.
   */
  neverReads?(file: string): boolean;
  /** The state on disk of a patch's target, regardless of permission to read. Absent where nothing is written. */
  writePlace?(file: string): Promise<WritePlace>;
  /**
   * Text of a built file that a frame names, or of its source map, where {@link read} refuses it for being ignored; this does not make it
   * evidence. Undefined outside the workspace. Absent where nothing is ignored.
   */
  readBuilt?(file: string): Promise<string | undefined>;
  /**
   * Scripts and styles in the workspace's folders of built code (`dist`, `.next`, `public` …), ignored ones too, workspace-relative,
   * without those of dependencies; none where the folders are too large to look through. Rejects with `AbortError`. Absent where nothing
   * is ignored.
   */
  listBuilt?(signal?: AbortSignal): Promise<readonly string[]>;
}

/** `outside` of the workspace, or in a folder of `git`'s own, by the real path; else whether something has that name. */
export type WritePlace = 'absent' | 'exists' | 'outside' | 'git';

/** A hunk as version control reports it. */
export interface ChangedHunk {
  file: string;
  /** 1-based lines in the file as it is now; `endLine < startLine` for a pure deletion after `endLine`. */
  startLine: number;
  endLine: number;
  /** ISO 8601. */
  when: string;
  commit?: string;
  summary?: string;
  /** Unified diff of this hunk with its `@@` line. */
  diff: string;
  renamedFrom?: string;
  /** The file is gone: there are no lines. */
  deleted?: true;
  /** The file changed, but its text is no use: `diff` is empty. */
  skipped?: 'binary' | 'huge';
}

export interface LineChange {
  commit: string;
  when: string;
  author: string;
  summary: string;
}

/** Access to version control. */
export interface Changes {
  /** Committed, staged, unstaged and untracked changes since a time (ms since the epoch). Throws {@link ChangesUnavailable}. */
  since(time: number, signal?: AbortSignal): Promise<ChangedHunk[]>;
  /** Whether the history that {@link since} last read begins after its time, as in a shallow clone. Absent where it never does. */
  readonly historyIsCut?: boolean;
  /** ISO 8601 date of the first commit, if {@link since} last found that it lies within its time: it has nothing before it to compare with. */
  readonly historyBegins?: string;
  /** The last change of a line; undefined for lines not committed yet. */
  lastChange(file: string, line: number, signal?: AbortSignal): Promise<LineChange | undefined>;
}

/** Version control cannot answer; the analysis continues without recent changes. */
export class ChangesUnavailable extends Error {
  /** The repository that git rejects because another user owns it. */
  readonly folder: string | undefined;

  constructor(
    readonly reason: 'notARepository' | 'gitMissing' | 'gitTooOld' | 'untrusted' | 'otherOwner' | 'diskFull' | 'failed',
    options?: ErrorOptions & { folder?: string },
  ) {
    super(reason, options);
    this.name = 'ChangesUnavailable';
    this.folder = options?.folder;
  }
}

/** A parsed syntax tree, reduced to the core's needs, so that the core does not depend on the source of grammars. */
export interface GrammarLoader {
  /** Bytes of `tree-sitter-<grammar>.wasm`, or of the runtime for `tree-sitter`. */
  load(grammar: string): Promise<Uint8Array>;
  /**
   * The module `@vscode/tree-sitter-wasm`, with separate state for every call: a module broken by one text cannot be reused for another.
   */
  runtime(): unknown;
}

export interface TokenCounter {
  /** Tokens of a text. */
  count(text: string): number;
}

export interface Clock {
  /** ms since the epoch. */
  now(): number;
}

/** Makes identities. */
export interface Ids {
  /** Unique everywhere; 1–100 characters of `[\w-]`. */
  next(): string;
}

export interface Logger {
  debug(message: string, detail?: unknown): void;
  info(message: string, detail?: unknown): void;
  warn(message: string, detail?: unknown): void;
  error(message: string, detail?: unknown): void;
}

/** The input of a provider. Outside models read `prompt` only; the local provider reads the rest. */
export interface DiagnosisRequest {
  prompt: Prompt;
  evidence: FailureEvidence;
  suspects: Suspect[];
}

export type ProviderEvent =
  /** A piece of the answer's text. */
  | { type: 'text'; delta: string }
  /** Hypotheses of a provider without text (local); already grounded. */
  | { type: 'hypotheses'; hypotheses: Hypothesis[] }
  /** A note for the person: "The server does not support JSON schemas; asking without.". */
  | { type: 'notice'; message: string };

/** The end of the notice of a request that failed and is repeated. */
export const RETRYING = ` ${t('Asking again.')}`;

/** A short answer, with the probabilities of its words. */
export interface BriefAnswer {
  text: string;
  /** The first tokens; absent where the endpoint has no log probabilities. */
  tokens?: TokenChoices[];
}

/** One token of an answer, with its alternatives. Natural logarithms. */
export interface TokenChoices {
  text: string;
  logProbability: number;
  /** The likeliest at this place; may include the token itself. */
  others: { text: string; logProbability: number }[];
}

/** A source of hypotheses. */
export interface Provider {
  readonly id: 'openai' | 'vscode' | 'local';
  /** Name of the model for the person; labels every hypothesis. */
  readonly label: string;
  /** Size of the context window in tokens, where it is known. */
  readonly contextWindow?: number;
  /** Streams the answer. Throws {@link ProviderError}; parts already yielded stay valid. */
  diagnose(request: DiagnosisRequest, signal: AbortSignal): AsyncIterable<ProviderEvent>;
  /** Asks for a few words, with log probabilities where available; absent for the local provider. Throws {@link ProviderError}. */
  answerBriefly?(question: Pick<Prompt, 'system' | 'text'>, signal: AbortSignal): Promise<BriefAnswer>;
  /** The model's own token counter, where available. */
  countTokens?(text: string, signal?: AbortSignal): Promise<number>;
}

export type ProviderErrorKind =
  | 'noKey'
  | 'unauthorized'
  | 'modelNotFound'
  | 'rateLimited'
  | 'noCredit'
  | 'serverError'
  | 'timeout'
  | 'connectionRefused'
  | 'cut'
  | 'badAnswer'
  | 'emptyAnswer'
  | 'answerTooLarge'
  | 'contextExceeded'
  | 'noModel'
  | 'consentRefused'
  | 'workerCrashed'
  | 'untrusted'
  | 'cancelled'
  | 'badRequest'
  | 'other';

/** A provider failed. `message` is one sentence with the problem and the remedy. */
export class ProviderError extends Error {
  constructor(
    readonly kind: ProviderErrorKind,
    message: string,
    options?: ErrorOptions & { retryAfterMs?: number },
  ) {
    super(message, options);
    this.name = 'ProviderError';
    this.retryAfterMs = options?.retryAfterMs;
  }
  readonly retryAfterMs: number | undefined;
}

export type { Hypothesis };
