import { folderOf } from '../../workspace/fileIndex';
import type { ErrorReport } from '../../capture/failureReport';
import type { CrimeScene } from '../../context/crimeScene';
import type { FrameAtLine } from './failurePoint';
import type { ProgramView } from './programView';
import type { Place } from './originSteps';
import type { PackageAsked } from './packageAsked';

/** What the code says about a failure, in sentences that claim only what it shows. */
export interface Explanation {
  title: string;
  /** The title without where it is: `orders` is undefined. */
  subject?: string;
  /** The most important first; a card shows three. */
  sentences: string[];
  /** Lines that the sentences speak of, the place of the error left out. */
  evidence: (Place & { why: string })[];
  /** Where the wrong value comes from, or what it does not fit; absent where the code does not show it. */
  origin?: Place;
  /** Lines that hand the wrong value back to a caller, on its way. */
  returned?: Place[];
  /** One observation that would disprove it. */
  check: string;
}

/** What an explanation is made from. */
export interface ExplainInput {
  scene: CrimeScene;
  error: ErrorReport;
  view: ProgramView;
  /** Where the error surfaces. */
  at: FrameAtLine;
  /** 0-based index of `at` in `view.frames`. */
  frame: number;
  /** Files of the workspace, where an import was not found. */
  names: readonly string[];
  /** Where the project asks for the package that was not found. */
  asked?: PackageAsked;
}

const LONGEST_CODE = 90;

/** A piece of code as a sentence shows it: on one line, cut. */
export function code(text: string): string {
  const line = text.trim().replace(/\s+/g, ' ');
  return `\`${line.length > LONGEST_CODE ? `${line.slice(0, LONGEST_CODE - 1)}…` : line}\``;
}

/** `line 4`, or in another file than the sentence's `src/users.ts:7`. */
export function placeText(place: Place, at: { file: { file: string } }): string {
  return place.file === at.file.file ? `line ${place.line}` : `${place.file}:${place.line}`;
}

/** The line as it is written, for a sentence about it. */
export function sourceLine({ file, line }: Pick<FrameAtLine, 'file' | 'line'>): string {
  return (file.lines[line - 1] ?? '').trim();
}

export function shortened(text: string): string {
  return text.length > 90 ? `${text.slice(0, 89)}…` : text;
}

/** The folder of a file, as a sentence names it. */
export function folderText(file: string): string {
  const folder = folderOf(file);
  return folder === '' ? "the workspace's top folder" : code(folder);
}
