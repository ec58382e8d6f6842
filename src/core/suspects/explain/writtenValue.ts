import { wordSet } from './textTests';
import type { ErrorReport } from '../../capture/failureReport';
import { escapePattern } from './escapePattern';
import type { ExplainInput } from './explanation';
import type { Place } from '../../flow/originSteps';

/** A value as it is written in the program or in its data. */
export interface WrittenValue {
  text: string;
  place: Place;
}

const LONGEST_LINE = 500;
const QUOTED = /'([^'\n]{1,120})'|"([^"\n]{1,120})"|`([^`\n]{1,120})`/g;
/** Names of types and words of the language, which messages quote as well. */
const NO_VALUE = wordSet(
  'str int float list dict tuple set bool NoneType None null nil undefined object string number boolean function method void self this',
);

/** The values that a message quotes, in its order. */
export function quotedValues({ message }: Pick<ErrorReport, 'message'>): string[] {
  const quoted = [...message.slice(0, 600).matchAll(QUOTED)].map(([, a, b, c]) => a ?? b ?? c ?? '');
  return [...new Set(quoted)].filter(
    (text) => text.trim().length > 0 && text.length > 1 && !NO_VALUE.has(text) && !/[\\/]{2}|\.\w{1,4}:\d/.test(text),
  );
}

/** The only line that writes a value: as a literal of its own, or else as a part of one; in code or in a data file that the code names. */
export function writtenOnce(value: string, { view, at }: Pick<ExplainInput, 'view' | 'at'>): WrittenValue | undefined {
  const whole = new RegExp(`(["'\`])${escapePattern(value)}\\1`);
  const part = new RegExp(`(["'\`])(?:[^"'\`\\n]{0,200}[^\\w"'\`])?${escapePattern(value.trim())}(?![\\w])[^"'\`\\n]{0,200}\\1`);
  const bare = new RegExp(`(?<![\\w])${escapePattern(value.trim())}(?![\\w])`);
  const inCode = (pattern: RegExp): WrittenValue[] =>
    view.files.flatMap((file) =>
      file.lines.flatMap((line, index) => {
        const own = file.file === at.file.file && index + 1 === at.line;
        const text = own || isComment(line) ? undefined : pattern.exec(line.slice(0, LONGEST_LINE))?.[0];
        return text === undefined ? [] : [{ text, place: { file: file.file, line: index + 1 } }];
      }),
    );
  const inData = view.data.flatMap(({ file, lines }) =>
    lines.flatMap((line, index) =>
      bare.test(line.slice(0, LONGEST_LINE)) ? [{ text: value.trim(), place: { file, line: index + 1 } }] : [],
    ),
  );
  const literals = inCode(whole);
  const found = [...(literals.length > 0 ? literals : inCode(part)), ...inData];
  return found.length === 1 ? found[0] : undefined;
}

function isComment(line: string): boolean {
  return /^\s*(?:\/\/|#(?!\[)|\*|\/\*)/.test(line);
}
