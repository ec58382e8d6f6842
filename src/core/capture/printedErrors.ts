import { buildKit } from './exitError';
import type { ErrorReport, Frame, Language } from './failureReport';
import { ownText } from './ownText';
import { cleanLine } from './unwrap/cleanLine';

/** The line that `go run` and `cargo run` print below the output of a program that failed. */
const CLOSING: readonly { pattern: RegExp; language: Language }[] = [
  { pattern: /^exit status [1-9]\d{0,2}$/, language: 'go' },
  { pattern: /^error: process didn't exit successfully: `.{1,500}` \(exit (?:status|code): [1-9]\d{0,9}\)$/, language: 'rust' },
];
/** The standard logger of Go: date and time, and a place where the program asks for it. */
const LOGGED = /^(?:.{0,40}\s)?\d{4}\/\d\d\/\d\d \d\d:\d\d:\d\d(?:\.\d{1,9})? (?:([^\s:]{1,300}\.go):(\d{1,7}): )?(\S.*)$/;
/** A program may end with a number and other last words: only those that tell of an error count. */
const TELLS =
  /\b(?:fail(?:ed|ure|s)?|error|invalid|cannot|can't|could not|couldn't|unable|unknown|missing|unexpected|expected|no|not|refused|denied|required|must|exceeded|timeout|timed out|unsupported|illegal|malformed|wrong|bad|mismatch|duplicate|empty|out of|already|corrupt(?:ed)?|fatal|panic)\b/i;
/** Ends of messages of Go's own library. */
const LIBRARY_OF_GO =
  /: (?:no such file or directory|permission denied|is a directory|connect: connection refused|no such host|i\/o timeout|unexpected end of JSON input|invalid syntax|value out of range|context deadline exceeded|executable file not found in \$PATH|unexpected EOF)$|(?:^|: )invalid character '.{1,8}' (?:looking for|after|in) .{1,60}$|(?:^|: )(?:json: cannot unmarshal|time: (?:missing unit|unknown unit|invalid duration)|sql: ) ?.{1,300}$/;
/** How a program of any language may begin its last words: `eprintln!("error: {e}")`. */
const SAYS_ERROR = /^(?:error|fatal): \S/i;
const LONGEST = 1000;

/**
 * The last words of a Go or Rust program that printed its error itself: `log.Fatal(err)`, `fmt.Println(err); os.Exit(1)`,
 * `eprintln!("error: {e}")`. Only for a text in which nothing else was found.
 * @param text the end of the input
 */
export function printedErrors(text: string): ErrorReport[] {
  const lines = text.split('\n').flatMap((raw) => (raw.trim() === '' ? [] : [raw.length > LONGEST ? '' : raw.trim()]));
  const closing = CLOSING.find(({ pattern }) => pattern.test(cleaned(lines.at(-1) ?? '')));
  const said = lines.at(closing ? -2 : -1) ?? '';
  const [, file, line, logged] = LOGGED.exec(said) ?? [];
  // The number of its exit code tells more.
  if (said.includes(buildKit)) return [];
  const message = logged ?? cleaned(said);
  if (closing || logged !== undefined ? !TELLS.test(message) : !LIBRARY_OF_GO.test(message) && !SAYS_ERROR.test(message)) return [];
  return [
    {
      type: '',
      message: ownText(message),
      language: closing?.language ?? (SAYS_ERROR.test(message) ? 'unknown' : 'go'),
      role: 'thrown',
      frames: file === undefined ? [] : [frameAt(file, Number(line))],
    },
  ];
}

function cleaned(line: string): string {
  return cleanLine(line, 0).text.trim();
}

function frameAt(file: string, line: number): Frame {
  return { file: ownText(file), line, origin: 'workspace', raw: `${file}:${String(line)}` };
}
