import type { SyntaxFile } from '../../syntax/syntax';
import { familyOf } from '../../workspace/languages';
import { shortCall } from './callText';
import { writtenIn, type OriginEnd, type ValueOrigin } from './originSteps';
import type { ProgramView } from './programView';

/** A list whose elements a function makes that returns nothing, or can leave without a value. @param way of the list */
export function emptyElement(view: ProgramView, { steps, end }: ValueOrigin): ValueOrigin | undefined {
  if (end) return undefined;
  for (const [index, step] of steps.entries()) {
    const file = view.file(step.file);
    const text = writtenIn(step)?.trim() ?? '';
    const made = file && (familyOf(file.language) === 'javascript' ? ofMap(file, step.line, text) : ofBlock(file, step.line, text));
    if (made) return { steps: steps.slice(0, index + 1), end: made };
  }
  return undefined;
}

/** JavaScript: `ids.map((id) => { load(id); })`, alone or in `Promise.all`. */
function ofMap(file: SyntaxFile, line: number, text: string): OriginEnd | undefined {
  if (!/^(?:await )?(?:Promise\.all(?:Settled)?\(\s*)?[\w$.[\]]{1,120}\s*\.map\(/.test(text)) return undefined;
  const call = file.calls({ startLine: line, endLine: line + 4 }).find(({ name }) => name === 'map');
  const written = call?.args[0]?.trim() ?? '';
  // What follows the call may leave elements out or replace them.
  if (!call || !/^[\s)\],;]*$/.test(behind(file, call.endLine))) return undefined;
  if (!/^(?:async\s+)?(?:\([^]{0,300}?\)|[\w$]{1,60})\s*=>\s*\{/.test(written) || file.callbackReturns(call, 0).length > 0)
    return undefined;
  if (/\bthrow\b/.test(written)) return undefined;
  return {
    kind: 'lookup',
    file: file.file,
    line: call.startLine,
    expression: shortCall({ ...call, args: [] }, `${call.receiver ?? ''}.map(…)`),
    note: 'gives undefined for each element: its function has braces and no `return`',
  };
}

/** Behind the last bracket of the function's end on a line. */
function behind({ lines }: SyntaxFile, line: number): string {
  const text = (lines[line - 1] ?? '').slice(0, 500);
  return text.slice(text.lastIndexOf('}') + 1);
}

/** Ruby: `rows.map do |row| next if row.empty? … end`. */
function ofBlock({ file, language, lines }: SyntaxFile, line: number, text: string): OriginEnd | undefined {
  if (language !== 'ruby' || !/^[\w@.]{1,120}\.(?:map|collect)\s+do\b/.test(text)) return undefined;
  const from = lines.slice(line - 1, line + 3).findIndex((each) => /\.(?:map|collect)\s+do\b/.test(each));
  if (from < 0) return undefined;
  const indent = /^\s*/.exec(lines[line - 1 + from]!)![0].length;
  for (let at = line + from; at < Math.min(lines.length, line + 60); at += 1) {
    const each = lines[at]!;
    const own = /^\s*/.exec(each)![0].length;
    // A call behind the block may leave them out: `end.compact`.
    if (each.trim() !== '' && own <= indent) return undefined;
    if (/^\s*next(?:\s+(?:if|unless)\b[^\n]{1,200})?\s*$/.test(each) && isClosed(lines, at, indent))
      return {
        kind: 'lookup',
        file,
        line: at + 1,
        expression: each.trim(),
        note: 'leaves the block without a value, which makes the element nil',
      };
    if (/\bdo\b|\{\s*\|/.test(each)) return undefined;
  }
  return undefined;
}

/** Whether a block ends in a plain `end`. */
function isClosed(lines: readonly string[], from: number, indent: number): boolean {
  const end = lines.slice(from).find((each) => each.trim() !== '' && /^\s*/.exec(each)![0].length <= indent);
  return end !== undefined && /^\s*end\s*$/.test(end);
}
