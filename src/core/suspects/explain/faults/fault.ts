import type { CodeEdit } from '../../../syntax/edits/codeEdit';
import type { Fn, Ir, Span } from '../../../syntax/lower/ir';
import type { SyntaxFile, SyntaxLanguage } from '../../../syntax/syntax';
import type { Place } from '../../../flow/originSteps';
import type { DataFile } from '../dataRows';
import type { ChangeId } from './changeTexts';
import type { FaultId } from './faultIds';
import type { TypesDeclared } from './typeDeclared';

/** What a fault, or a small change that passes, says of the code, as data: `claimText` makes a sentence of it. */
export interface Claim {
  readonly fault: FaultId | ChangeId;
  /** The code at fault, as written. */
  readonly of: string;
  /** 1-based. */
  readonly line: number;
  /** A name, a value or a piece of code that the claim speaks of. */
  readonly by?: string;
  /** A second one. */
  readonly other?: string;
  /** Another line that belongs to it; 1-based. */
  readonly also?: number;
  /** That line's file, where it is another one. */
  readonly alsoIn?: string;
}

/** A place where a fault's pattern fits. */
export interface Hit {
  readonly at: Span;
  readonly of?: Span;
  readonly by?: string;
  readonly other?: string;
  readonly also?: { file: SyntaxFile; at: Span } | Place;
  /** Edits that take the fault out of the code; absent where that needs knowledge that the code does not show. */
  readonly fix?: readonly CodeEdit[] | undefined;
}

/** What surrounds a node that a fault looks at. */
export interface Around {
  readonly file: SyntaxFile;
  /** The nodes around it, outermost first. */
  readonly path: readonly Ir[];
  readonly parent: Ir | undefined;
  readonly fn: Fn | undefined;
  readonly text: (span: Span) => string;
  /** The only function of that name that the program has, with its file. */
  readonly named: (name: string) => { file: SyntaxFile; fn: Fn } | undefined;
  /** The constructor of the only class of that name. */
  readonly constructs: (type: string) => { file: SyntaxFile; fn: Fn } | undefined;
  /** The files of the program in this language, this one first. */
  readonly files: readonly SyntaxFile[];
  /** The types that they declare. */
  readonly types: () => TypesDeclared;
  /** Data files that the program names, and what says in which version of a language it is written. */
  readonly data: readonly DataFile[];
}

type Kinds = Ir['kind'];

/** A known fault: a pattern over the code that needs no message. */
export interface Fault<K extends Kinds = Kinds> {
  readonly id: FaultId;
  readonly languages: readonly SyntaxLanguage[];
  /** Rules of other tools that look for the same. */
  readonly source: string;
  /** Kinds of nodes that it begins at. */
  readonly on: K | readonly K[];
  find(node: Extract<Ir, { kind: K }>, around: Around): Hit | undefined;
  /** Only a wrong result of its kind tells it: nothing else speaks for it, not even its place. */
  readonly byResult?: true;
  /**
   * Whether a wrong result is of the kind that this fault makes; undefined where that cannot be said.
   * Without it nothing confirms or refutes the fault but its place.
   */
  fits?(wanted: string, got: string, claim: Claim): boolean | undefined;
  /**
   * Whether this fault makes such an error: its type, its message and its first frames; undefined where that cannot be said. Another error
   * does not refute it. A part of a claim says more exactly what made this error.
   */
  fails?(error: string, claim: Claim, data: readonly DataFile[], files: readonly SyntaxFile[]): boolean | Partial<Claim> | undefined;
  /** Whether such an error is one of many that this fault makes: it counts where the fault sets what the failing lines read. */
  mayFail?(error: string): boolean;
  /** Only an error of its kind tells it: neither its place nor a failed assertion speaks for it. */
  readonly byError?: true;
  /** It leaves something out without a word, which an error further on says is not there. Where it stands on the way of that, it is the cause. */
  readonly leavesOut?: true;
  /** The code and the data of the program contradict each other there: it leads a crash unless that is one which it cannot make. */
  readonly contradicts?: true;
}

export function fault<K extends Kinds>(entry: Fault<K>): Fault {
  return entry as unknown as Fault;
}

export const SCRIPT = ['javascript', 'typescript', 'tsx'] as const;
export const LIKE_C = ['javascript', 'typescript', 'tsx', 'java', 'csharp', 'cpp', 'php'] as const;
