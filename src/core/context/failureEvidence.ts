import type { LineRange } from '../workspace/lineRange';
import type { FailureReport, Frame } from '../capture/failureReport';
import type { Reason } from './reason';

export type { LineRange };

/** The role of a snippet in the evidence. */
export type SnippetRole = 'throws' | 'caller' | 'callee' | 'test' | 'changed';

export interface Snippet {
  /** Stable within the evidence, also over edits; derived from file, range and role. */
  id: string;
  /** Workspace-relative with `/`; absolute for a file outside the workspace named by a frame. */
  file: string;
  /** The path as the prompt shows it, where it holds a secret or a person's name: {@link file} with placeholders. */
  shownFile?: string;
  /** 1-based, inclusive. */
  startLine: number;
  /** 1-based, inclusive. */
  endLine: number;
  function?: string;
  role: SnippetRole;
  /** 0-based index into `flatFrames(report)`. */
  frame?: number;
  /** The code as it goes into the prompt: secrets replaced, folded lines marked. */
  text: string;
  /** Ranges inside `startLine..endLine` that `text` leaves out; 1-based, inclusive. */
  folded: LineRange[];
  /** What its short form leaves out, `folded` included; absent where it has none. 1-based, inclusive. */
  short?: LineRange[];
  /** The lines of this snippet that the evidence points at (a frame's line, a changed line); 1-based. */
  focusLines: number[];
  tokens: number;
  /** Included only because of its place in a file: it goes into a prompt only while there is little else. */
  filler?: true;
  /** Chance that the cause is in here, relative to the other snippets: 0..1; the budget is filled in this order. */
  relevance: number;
  /** Why it is included: "calls useOrders", "makes `data`". One short phrase for the person. */
  reason: string;
  /** 0-based index into `flatFrames(report)` of a frame whose function is called here, for a call whose own frame the trace lacks. */
  callsFrame?: number;
  /** First lines of the functions of this file that use what is defined here, for code outside of functions; 1-based. */
  usedBy?: number[];
  /** Added by hand (`@file:10-40`, a selection): cut for the budget only after automatic ones. */
  pinned?: boolean;
}

/** One hunk changed within the window of recent changes. Lines are those of the file as it is now. */
export interface RecentChange extends LineRange {
  file: string;
  /** As in {@link Snippet.shownFile}. */
  shownFile?: string;
  /** ISO 8601 author date of a commit; for work not committed, the file's modification time. */
  when: string;
  /** Abbreviated hash; absent for staged, unstaged and untracked work. */
  commit?: string;
  /** First line of the commit message, or "not committed". */
  summary?: string;
  /** Unified diff of this hunk, secrets replaced. */
  diff: string;
  /** Touches a function of the call chain. */
  suspect: boolean;
  /** Name before a rename in the window. */
  renamedFrom?: string;
  /** The file is gone: there are no lines. */
  deleted?: true;
}

/** Where a trace's frame lies in this workspace. */
export interface FrameResolution {
  /** 0-based index into `flatFrames(report)`. */
  frame: number;
  /** Workspace-relative path with `/`; absent when nothing fits or when several do. */
  file?: string;
  /** More than one file fits equally well: the person picks. */
  candidates?: string[];
  state: 'found' | 'ambiguous' | 'notFound' | 'outside' | 'changedSince';
}

export type PieceName = 'error' | 'code' | 'behavior' | 'changes';

/** State of one piece of evidence, as the completeness check shows it. */
export interface Piece {
  name: PieceName;
  state: 'found' | 'thin' | 'missing';
  /** What there is, in few words: "2 errors, 9 frames". */
  summary: string;
  /** One sentence on the gap and how to close it; absent when found. */
  advice?: string;
}

/** A secret that was replaced. The value itself is never kept here. */
export interface Redaction {
  /** E.g. `<SECRET_1:github-token>`; the same value has the same placeholder everywhere. */
  placeholder: string;
  /** Rule that found it, in words: "GitHub token", "password in a connection string". */
  kind: string;
  /** The number of replacements. */
  count: number;
  /** Hex, see `secretFingerprint`: names a false alarm without keeping the value. */
  fingerprint: string;
}

/** A value seen at run time in a stopped debugger, already limited in depth and size, secrets replaced. */
export interface RuntimeValue {
  /** 0-based index into `flatFrames(report)`. */
  frame: number;
  name: string;
  type?: string;
  value: string;
}

/** A function (or a stretch of module code) that may hold the cause, whether or not its code is included: a candidate of the ranking. */
export interface Candidate extends LineRange {
  /** Workspace-relative with `/`. */
  file: string;
  /** Qualified name: `OrderStore.load`; absent for module code. */
  function?: string;
  role: SnippetRole;
  /** Steps from the nearest frame: 0 for a frame's own function, 1 for what it calls or what calls it, and so on. */
  distance: number;
  /** 0-based index into `flatFrames(report)` of the innermost frame in here; absent where no frame is. */
  frame?: number;
  /** Why it is reachable; the first way found. */
  reasons: readonly Reason[];
  /** 0..1, as in {@link Snippet.relevance}, but without what a recent change adds to it. */
  relevance: number;
  /** The lines in here that the evidence points at; 1-based. */
  focusLines: number[];
  /** Test code: shown as evidence, rarely the cause. */
  test: boolean;
  /** Included only because of its place or a recent change: no call and no value leads to it. */
  near?: true;
}

/** Everything collected about one failure: the result of the context station. */
export interface FailureEvidence {
  report: FailureReport;
  /** Most relevant first. */
  snippets: Snippet[];
  /** Every function that was reached, most relevant first: those of the snippets and the many more that have no text here. */
  candidates: Candidate[];
  recentChanges: RecentChange[];
  expected?: string;
  actual?: string;
  /** The failing test's assertion in its source; absent where no frame lies on one. `line` is 1-based. */
  assertion?: { text: string; file: string; line: number };
  /** What a test that crashed would have asserted next. */
  notReached?: { text: string; file: string; line: number };
  values: RuntimeValue[];
  resolutions: FrameResolution[];
  /** Always the four, in the framework's order. */
  pieces: Piece[];
  /** The advice of every piece that is thin or missing. */
  missing: string[];
  redactions: Redaction[];
  /** The parts folded or left out for the budget, one sentence each. */
  cuts: string[];
  /** Problems during collection that the person should know about: "not a git repository". One sentence each. */
  notices: string[];
}

/** All frames of a report in one list: error after error, innermost first within each. */
export function flatFrames(report: FailureReport): Frame[] {
  return report.errors.flatMap((error) => error.frames);
}
