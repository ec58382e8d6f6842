import { cleanLine } from './unwrap/cleanLine';
import { ConsoleBlocks } from './scan/consoleBlocks';
import type { ErrorReport, Language } from './failureReport';
import { javascriptOrigin } from './formats/javascriptFrame';
import { importingFile } from './importingFile';
import { ownText } from './ownText';

/** Error names specific to a language; all others are `unknown`. */
const pythonNames =
  /^(?:(?:Arithmetic|Assertion|Attribute|EOF|FloatingPoint|FileExists|FileNotFound|Import|Indentation|Index|Key|Lookup|Memory|ModuleNotFound|Name|NotImplemented|OS|Overflow|Permission|Recursion|Runtime|Tab|Timeout|Unicode|UnicodeDecode|UnicodeEncode|UnboundLocal|Value|ZeroDivision|Connection|ConnectionRefused|ConnectionReset|BrokenPipe|IsADirectory|NotADirectory)Error|KeyboardInterrupt|SystemExit|StopIteration)$/;
const javascriptNames = /^(?:ReferenceError|RangeError|URIError|EvalError|AggregateError|InternalError|DOMException|Error)$/;

const bare =
  /^\s*(?:(?:error: |error - |e: |unhandledRejection: |Uncaught |Unhandled Promise Rejection: |Unhandled Rejection: |\[Error\] |Unhandled |\(in promise\) |Exception in thread "[^"]{0,200}" |fatal: |Fatal error: |Caused by: |E {3,8})+)?((?:[A-Za-z_$][\w$]{0,80}[.:\\]{1,2}){0,8}[A-Z][\w$]{0,100}(?:Error|Exception|Failure|Fault|Panic)|[A-Z][\w$]{0,60}Error|Error|Exception|panic)(?: \[[\w.-]{1,60}\])?: (\S.*)$/;

/** Deno, for a thrown value that is no error. */
const denoValue = /^error: Uncaught (?:\(in promise\) )?(?:"(.{1,2000})"|(?!\(in promise\) |[\w.]{1,100}(?::|$))(\S.{0,2000}))$/;

/** Spring's messages contain the one of the cause, Angular's the whole chain. */
const goesOn = /(?:nested exception is|\]:) ?$/;
const nested = /nested exception is\s{0,3}$/;

/** Words of runtimes of JavaScript. */
const inPromise = /^\s*(?:error: |\[Error\] )?(?:Uncaught \(in promise\)|Unhandled Promise Rejection:|error - unhandledRejection:)/;

const most = 20;
const longest = 20_000;
/** Lines in which a module loader names the missing module and the file that imports it. */
const linesOfImport = 4;

/**
 * Error messages without a trace, e.g. one line that a person selected. Only for a text in which no trace was found.
 * @param text the end of the input
 */
export function bareErrors(text: string): ErrorReport[] {
  const found = new Map<string, ErrorReport>();
  const lines = text.split('\n');
  const written = new ConsoleBlocks();
  let unended: ErrorReport | undefined;
  const ranByCargo = /^[ \t]*Running `target\//m.test(text);
  for (const [at, raw] of lines.entries()) {
    if (raw.length > longest) continue;
    const line = cleanLine(raw, 0);
    if (written.take(line, () => undefined)) continue;
    const value = denoValue.exec(line.text);
    if (value) {
      const [, quoted, bare = ''] = value;
      const said = ownText(quoted ?? bare);
      found.set(said, { type: '', message: said, language: 'javascript', role: 'thrown', frames: [] });
      continue;
    }
    const match = bare.exec(line.text);
    // The first line of a message may end before another error's name.
    if (unended && line.text.trim() !== '') {
      unended.message += `\n${ownText(line.text.trimEnd())}`;
      unended = goesOn.test(line.text) ? unended : undefined;
      continue;
    }
    if (!match || (at > 0 && nested.test(lines[at - 1] ?? ''))) continue;
    const [, type = '', message = ''] = match;
    const key = `${type}: ${message}`;
    // The last one is nearest to what the person saw.
    found.delete(key);
    const importer = importingFile([message.trimEnd(), ...lines.slice(at + 1, at + linesOfImport)].join('\n'), []);
    const error: ErrorReport = {
      type: ownText(type),
      message: ownText(message.trimEnd()),
      language: importer || inPromise.test(line.text) ? 'javascript' : type === 'Error' && ranByCargo ? 'rust' : languageOf(type, message),
      role: 'thrown',
      frames: importer ? [{ ...importer, origin: javascriptOrigin(importer) }] : [],
    };
    unended = !importer && goesOn.test(message) ? error : undefined;
    found.set(key, error);
  }
  return [...found.values()].slice(-most);
}

function languageOf(type: string, message: string): Language {
  if (pythonNames.test(type)) return 'python';
  if (javascriptNames.test(type)) return type === 'Error' ? 'unknown' : 'javascript';
  if (type === 'TypeError')
    return /\b(?:undefined|null|not a function|is not iterable|not a constructor|Failed to fetch|Cannot )\b/.test(message)
      ? 'javascript'
      : 'python';
  if (type === 'SyntaxError')
    return /Unexpected (?:token|end|identifier|string|number)|JSON|import statement|export/.test(message) ? 'javascript' : 'python';
  if (type === 'panic') return 'go';
  if (/^(?:java|javax|jakarta|kotlin|scala|org|com|net)\./.test(type)) return 'java';
  if (/^System\./.test(type)) return 'csharp';
  return 'unknown';
}
