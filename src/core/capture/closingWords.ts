/** What build servers and package managers say below a program that failed. */
const closing =
  /^\s{0,20}(?:##\[error\])?(?:Error: )?(?:Process completed with exit code \d{1,10}\.?|(?:ERROR: )?Job failed: exit (?:code|status) \d{1,10}|Finished: FAILURE|(?:ERROR: )?script returned exit code \d{1,10}|Exited with code exit status \d{1,10}|error Command failed with exit code \d{1,10}\.|Build step '.{1,200}' marked build as failure|.{0,10}ELIFECYCLE\b.{0,200})$/;

/** A message of several lines without the words of the tool that ran the program. */
export function withoutClosing(message: string): string {
  let end = message.length;
  for (let at = message.lastIndexOf('\n', end - 1); at >= 0; at = message.lastIndexOf('\n', end - 1)) {
    const line = message.slice(at + 1, end);
    if (line.trim() !== '' && (line.length > 400 || !closing.test(line))) break;
    end = at;
  }
  return end < message.length && message.slice(end).trim() !== '' ? message.slice(0, end) : message;
}
