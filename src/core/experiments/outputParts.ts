import { cleanLine } from '../capture/unwrap/cleanLine';
import { stripTerminalSequences } from '../capture/unwrap/terminalText';

/** Maximum length of a test's name; lines of other output may be longer. */
const LONGEST_LINE = 2000;

/** The output of one of several runs. */
export interface OutputPart {
  /** Of its package or process; empty where nothing names it. */
  name: string;
  lines: string[];
}

/** `> @scope/package@1.0.0 test` of npm, before the output of a package's script. */
const SCRIPT = /^> ((?:@[\w.-]{1,100}\/)?[\w.-]{1,100}@\S{1,60} [\w:.-]{1,60})(?: |$)/;

/** An output by the packages or processes that it is of: below npm's title of each, and behind the prefix that pnpm, turbo and others write. */
export function outputParts(output: string): OutputPart[] {
  const parts = new Map<string, OutputPart>();
  const add = (name: string, line: string): void => {
    const part = parts.get(name);
    if (part) part.lines.push(line);
    else parts.set(name, { name, lines: [line] });
  };
  let script = '';
  for (const whole of stripTerminalSequences(output).split('\n')) {
    const line = whole.slice(0, LONGEST_LINE).replace(/\r$/, '');
    script = SCRIPT.exec(line)?.[1] ?? script;
    add(script, line);
    const { stream, text } = cleanLine(line, 0);
    if (stream !== '') add(stream, text);
  }
  return [...parts.values()];
}
