const knownEnding =
  /(?:Error|Exception|Warning|Interrupt|Exit|Iteration|error|Fault|Failure|FailTest|SkipTest|[Tt]imeout|Empty|Full|Group|Cancelled|Failed|Skipped|Abort|NotFound|DoesNotExist|Stop[A-Z]\w*)$/;
const exceptionLine = /^((?:[A-Za-z_]\w{0,100}\.|<locals>\.){0,12}[A-Za-z_]\w{0,100})(?:: ?(.*))?$/;

/** Output of programs after an uncaught exception, or the next record of a log without times. */
export const afterwards =
  /^(?:<?[\w./\\-]{1,300}>?:\d{1,9}: \w{0,40}Warning: |(?:TRACE|DEBUG|INFO|NOTICE|WARN|WARNING|ERROR|CRITICAL|FATAL)\b|[-=_*~#]{12,}|>>> |In \[\d+\]|\$ |[\w.-]+@[\w.-]+[:~]|Process finished with exit code|Cleaning up project directory|Post job cleanup|\d{3} (?:GET|POST|PUT|PATCH|DELETE|HEAD|OPTIONS) \/|make(?:\[\d+\])?: \*\*\*|npm ERR!|error: |Error: |Exception (?:in thread|ignored in)|FAILED |Ran \d+ tests?|"""|'''|```|Aborted|Segmentation fault|\[Finished|command terminated|exit status|[\w.@/-]{1,100} exited with code \d|(?:Raised during|Exception Location|Request Method|Python Executable): |Command exited)/;

/** Reads the line below a traceback: `KeyError: 'total'`. */
export function exceptionSaid(text: string): { type: string; message: string } | undefined {
  const [, type = '', message] = exceptionLine.exec(text) ?? [];
  return type !== '' && isExceptionName(type, message) ? { type, message: message ?? '' } : undefined;
}

function isExceptionName(type: string, message: string | undefined): boolean {
  if (knownEnding.test(type)) return true;
  const name = type.slice(type.lastIndexOf('.') + 1);
  if (!/[a-z]/.test(name)) return false;
  if (type.includes('.')) return message !== undefined || /^[A-Z]/.test(name);
  return /^_?[A-Z]\w*[a-z]/.test(type);
}

/** After an empty line only the parts of unittest's comparisons, and lines indented or marked like them, still belong to the message. */
export function goesOn(text: string, message: readonly string[]): boolean {
  return (
    /^(?:[-+?] |[-+?]$|\s|First (?:differing|has|list|sequence|tuple)|Second (?:list|sequence|tuple)|(?:First|Second) .{1,20} contains|Diff is \d|Items in the|Unable to index)/.test(
      text,
    ) ||
    (message.length > 1 && /^First differing element/.test(message[message.length - 3] ?? ''))
  );
}

/** Whether a line continues a message, judged by its form or that of the line above. */
export function continues(text: string, message: readonly string[]): boolean {
  const last = message[message.length - 1] ?? '';
  return (
    /^(?:[\s([{<'"`*|+?~^-]|\.\.\.|File )/.test(text) ||
    /(?:^|[:,([{\\])$/.test(last) ||
    /^\d+ validation errors? for /.test(message[0] ?? '')
  );
}
