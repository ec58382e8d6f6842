/** The identity of a probe: its set and its index in the set. */
export interface ProbeAddress {
  /** Lower-case letters and digits, one a set. */
  set: string;
  /** 0-based. */
  index: number;
}

export const PROBE_MARK = '[debug-with-context ';

const PRINTED = /\[debug-with-context ([a-z\d]{4,12})\.(\d{1,3})\] ([^\n]{0,4000})/g;

/** The label that a probe prints before the shape: `[debug-with-context k3f9.2] orders = `. */
export function probeLabel({ set, index }: ProbeAddress, expression: string): string {
  return `${PROBE_MARK}${set}.${index}] ${withoutBraces(expression)} = `;
}

/** The set of the probe whose label a text holds; undefined for other texts. */
export function probeSetIn(text: string): string | undefined {
  return /\[debug-with-context ([a-z\d]{4,12})\.\d{1,3}\] /.exec(text)?.[1];
}

/** The output of probes, in order. @param text whole lines of an output */
export function readProbeLines(text: string): (ProbeAddress & { /** Behind the label. */ said: string })[] {
  return [...text.matchAll(PRINTED)].flatMap(([, set = '', index = '', rest = '']) => {
    const at = rest.indexOf(' = ');
    const said = (at < 0 ? rest : rest.slice(at + 3)).trim();
    // LLDB prints its own error where it cannot read an expression.
    return said.startsWith('<error: ') ? [] : [{ set, index: Number(index), said: unquoted(said) }];
  });
}

/** Debug consoles quote a text printed as an object. */
function unquoted(said: string): string {
  return /^(['"`])[^]*\1$/.test(said) && said.length > 1 ? said.slice(1, -1).replaceAll(/\\(['"`\\])/g, '$1') : said;
}

/** Braces of a log message are code, and ` = ` ends the label. */
function withoutBraces(expression: string): string {
  return expression
    .replaceAll(/\s+/g, ' ')
    .replaceAll('{', '(')
    .replaceAll('}', ')')
    .replaceAll('%', ' ')
    .replaceAll(' = ', '=')
    .slice(0, 60);
}
