import type { ErrorReport, Frame } from './failureReport';
import { ownText } from './ownText';
import { cleanLine } from './unwrap/cleanLine';

/** A shell's words behind whatever the program printed last. */
const crashed = /(?:^|(?<=.))(?:Segmentation fault|Bus error|Illegal instruction|Floating point exception|Aborted) \(core dumped\)$/;
/** How shells, build tools and runners tell that a program ended with an error: `exit status 3`, `make: *** [Makefile:2: test] Error 1`. */
const shapes: readonly RegExp[] = [
  /^(?:.{0,300}\s)?exit(?:ed|s)?(?: \w{1,30}){0,2}? (?:code|status):? \(?(?!0\b)-?\d{1,10}\)?\.?$/i,
  /^(?:.{0,300}\s)?(?:exit code|exit status|exitcode|exit-code)[:=]? ?(?!0\b)-?\d{1,10}\.?$/i,
  /^g?make(?:\[\d{1,4}\])?: \*\*\* \[[^\]]{1,400}\] (?:Error [1-9]\d{0,2}|[A-Z]\w{1,30}.{0,40})$/,
  /^(?:Killed|Terminated)$/,
  crashed,
];
/** How BuildKit tells of a step that failed. */
export const buildKit = 'failed to solve: ';
const dockerfilePlace = /^(\S{0,300}(?:Dockerfile|Containerfile)[\w.-]{0,60}):(\d{1,9})$/;
/** Below it only a runner's own closing words may stand. */
const mostLinesBelow = 3;

/** BuildKit names the step that failed above the code around it: `Dockerfile:24`. */
function dockerfile(lines: readonly string[]): Frame[] {
  const raw = lines.findLast((line) => dockerfilePlace.test(line));
  const [, file, line] = dockerfilePlace.exec(raw ?? '') ?? [];
  return raw === undefined || file === undefined
    ? []
    : [{ file: ownText(file), line: Number(line), origin: 'workspace', raw: ownText(raw) }];
}

/** The line with which a program's output says that it failed, for an output that says nothing else of the failure. */
export function exitError(text: string): ErrorReport[] {
  const lines = text
    .split('\n')
    .flatMap((raw) => (raw.trim() === '' ? [] : [raw.length > 1000 ? '' : cleanLine(raw.replace(/^##\[error\]/, ''), 0).text.trim()]));
  const said = lines.slice(-mostLinesBelow).findLast((line) => shapes.some((shape) => shape.test(line)));
  if (said === undefined) return [];
  const message = crashed.exec(said)?.[0] ?? said.replace(/^ERROR: /, '');
  return [
    { type: '', message: ownText(message), language: 'unknown', role: 'thrown', frames: said.includes(buildKit) ? dockerfile(lines) : [] },
  ];
}
