import type { TraceFormat } from './format';
import { FrameList } from './frameList';

/** A missing program, file or right is a failure of the command: see commandFailure.ts. */
const COMMAND = /: (?:command not found|No such file or directory|Permission denied|Is a directory)$/;
/** `deploy.sh: line 4: name: unbound variable`; dash and others: `./deploy.sh: 4: name: parameter not set`. */
const PLACE =
  /^(?<file>[^\s:][^:\n]{0,300}\.(?:sh|bash|zsh|ksh)): (?:line )?(?<at>\d{1,9}): (?<message>(?:[Ss]yntax error\b|unexpected EOF|[\w[\]@*!$-]{1,100}: (?:unbound variable|parameter not set|readonly variable|bad substitution|parameter null or not set|integer expression expected|unary operator expected|too many arguments|bad array subscript|division by 0)|\S.{0,300}(?:: syntax error\b|: division by 0|unary operator expected|bad substitution|invalid arithmetic)).{0,500})$/;

/** A quote that is not closed has a second message, at the script's end. */
function follows(file: string, next: string): boolean {
  return next.startsWith(`${file}: `) && next.trimEnd().endsWith(': syntax error: unexpected end of file');
}

/** A shell's message about a line of its script. */
export const shellScript: TraceFormat = {
  name: 'shell script',
  language: 'unknown',
  triggers: [{ holds: ['.sh: ', '.bash: ', '.zsh: ', '.ksh: '], pattern: /\.(?:ba|z|k)?sh: (?:line )?\d{1,9}: (?!\d{1,9} )\S/ }],
  start(line) {
    const text = line.text.trimEnd();
    const { file = '', at, message = '' } = PLACE.exec(text)?.groups ?? {};
    if (at === undefined || COMMAND.test(text)) return undefined;
    const frames = new FrameList();
    frames.add({ file, line: Number(at), raw: text });
    return {
      from: line.start,
      offer: ({ text: next }) => (follows(file, next) ? 'last' : 'end'),
      close: () => [{ type: '', message, role: 'thrown', frames, children: [] }],
    };
  },
  origin: () => 'workspace',
};
