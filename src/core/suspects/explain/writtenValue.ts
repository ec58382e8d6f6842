import type { SyntaxFile } from '../../syntax/syntax';
import { lineOf } from '../../syntax/lower/places';
import { nodesIn } from '../../syntax/lower/ir';
import { only } from '../../only';
import { hasName, isWord, wordSet } from './textTests';
import type { ErrorReport } from '../../capture/failureReport';
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

/** The texts that code writes out in quotes, in source order. */
export function textsWritten(file: SyntaxFile): (WrittenValue & { value: string })[] {
  return [...nodesIn(file.code)].flatMap((node) => {
    const text = file.text.slice(node.start, node.end);
    const isText = node.kind === 'literal' && node.of === 'text' && !node.parts && !isWord(text);
    return isText ? [{ value: node.value, text, place: { file: file.file, line: lineOf(file, node.start) } }] : [];
  });
}

/** The only line that writes a value: as a literal of its own, or else as a part of one; in code or in a data file that the code names. */
export function writtenOnce(value: string, { view, at }: Pick<ExplainInput, 'view' | 'at'>): WrittenValue | undefined {
  const wanted = value.trim();
  const texts = view.files.flatMap(textsWritten).filter(({ place }) => place.file !== at.file.file || place.line !== at.line);
  const inData = view.data.flatMap(({ file, lines }) =>
    lines.flatMap((line, index) =>
      hasName(line.slice(0, LONGEST_LINE), wanted) ? [{ text: wanted, place: { file, line: index + 1 } }] : [],
    ),
  );
  const whole = texts.filter((each) => each.value === value);
  const found = [...(whole.length > 0 ? whole : texts.filter((each) => hasName(each.value, wanted))), ...inData];
  const one = only(found);
  return one && { text: one.text, place: one.place };
}
