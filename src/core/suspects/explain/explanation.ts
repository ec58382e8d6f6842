import { inOneLine } from './textTests';
import { codeSpan } from '../../codeSpan';
import { folderOf } from '../../workspace/fileIndex';
import type { ErrorReport } from '../../capture/failureReport';
import type { FailureEvidence } from '../../context/failureEvidence';
import type { FrameAtLine } from './failurePoint';
import type { ProgramView } from './programView';
import type { Place } from '../../flow/originSteps';
import type { PackageAsked } from './packageAsked';

/** A line that a card shows, with what it does in a few words. */
export interface ShownPlace extends Place {
  why: string;
  /** Its place on the value's way back from the line that fails, which is 0; absent off that way. */
  step?: number;
}

/** An explanation of a failure from the code, in sentences that claim only what the code shows. */
export interface Explanation {
  title: string;
  /** The title without its place: `orders` is undefined. */
  subject?: string;
  /** The most important first; a card shows three. */
  sentences: string[];
  /** The lines mentioned in the sentences, except the place of the error. */
  evidence: ShownPlace[];
  /** The origin of the wrong value, or the code that it does not fit; absent where the code does not show it. */
  origin?: Place;
  /** The origin is a mistake by itself, whatever the code that fails with it allows for. */
  atFault?: true;
  /** Lines on the wrong value's path that return it to a caller. */
  returned?: Place[];
  /** One observation that would disprove it. */
  check: string;
}

/** A failure without a place in the code, in sentences, with the lines of the project's files as evidence. */
export interface CommandExplained {
  title: string;
  sentences: string[];
  evidence: ShownPlace[];
  check: string;
}

/** The input of an explanation. */
export interface ExplainInput {
  evidence: FailureEvidence;
  error: ErrorReport;
  view: ProgramView;
  /** The place where the error surfaces. */
  at: FrameAtLine;
  /** 0-based index of `at` in `view.frames`. */
  frame: number;
  /** Files of the workspace, for an import that was not found. */
  names: readonly string[];
  /** The place where the project requires the missing package. */
  asked?: PackageAsked;
  /** The frame's line, into which the function around `at` was inlined. */
  inlinedFrom?: Place & { call: string };
  /** The `"type"` line of the nearest package.json, for a file of the other module system; without text where it has none. */
  moduleType?: Place & { text: string };
}

/** The place that an explanation leads to, as its evidence and its origin. */
export function citing(place: Place | undefined, why: string): Pick<Explanation, 'evidence' | 'origin'> {
  return place ? { evidence: [{ ...place, why }], origin: place } : { evidence: [] };
}

const LONGEST_CODE = 90;

/** A piece of code for a sentence: on one line, cut. */
export function code(text: string): string {
  const line = inOneLine(text.trim());
  return codeSpan(line.length > LONGEST_CODE ? `${line.slice(0, LONGEST_CODE - 1)}…` : line);
}

/** A type with its article: an `int`, a `string`. */
export function aType(type: string): string {
  return `${/^(?:[aeio]|un[^i])/i.test(type.trim()) ? 'an' : 'a'} ${code(type)}`;
}

/** `line 4`, or for another file than the sentence's `src/users.ts:7`. */
export function placeText(place: Place, at: { file: { file: string } }): string {
  return place.file === at.file.file ? `line ${place.line}` : `${place.file}:${place.line}`;
}

/** `on line 4`, or for another file `at src/users.ts:7`. */
export function onPlace(place: Place, at: { file: { file: string } }): string {
  const text = placeText(place, at);
  return text.startsWith('line ') ? `on ${text}` : `at ${text}`;
}

/** The line as it is written, for a sentence about it. */
export function sourceLine({ file, line }: Pick<FrameAtLine, 'file' | 'line'>): string {
  return (file.lines[line - 1] ?? '').trim();
}

export function shortened(text: string): string {
  return text.length > 90 ? `${text.slice(0, 89)}…` : text;
}

/** A message whose compiler puts names between a backtick and a quotation mark: `` `Price' ``. */
export function inMarkdown(message: string): string {
  return message.replace(/`([^`'\n]{1,200})'(?!\w)/g, '`$1`');
}

/** The check for an error of which only the compiler's or checker's message is known. @param place `src/a.ts:4` */
export function compileAgain(place: string): string {
  return `Change what the message names at ${place} and run it again. If the same message stays, this is not the cause.`;
}

/** The folder of a file, for a sentence. */
export function folderText(file: string): string {
  const folder = folderOf(file);
  return folder === '' ? "the workspace's top folder" : code(folder);
}

/** Parts of a sentence as a list: `a, b and c`. */
export function listed(parts: readonly string[]): string {
  return parts.length > 1 ? `${parts.slice(0, -1).join(', ')} and ${parts.at(-1)}` : (parts[0] ?? '');
}
