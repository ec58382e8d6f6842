import { traitsOf } from '../../flow/traits';
import { isWord } from './textTests';
import { only } from '../../only';
import { callWritten } from './callText';
import { escapePattern } from './escapePattern';
import { code, onPlace, placeText } from './explanation';
import type { FrameAtLine } from './failurePoint';
import type { ProgramView } from './programView';
import { asyncCallee, signatureOf, type Unawaited } from './unawaitedCall';

/** Lines above the failing one on which its callback may begin. */
const MOST_LINES = 3;

/**
 * An element of a list whose elements are calls of an async function that nobody awaited: `users.map((each) => each.name)` with
 * `users = ids.map((id) => load(id))`, in Python `[load(id) for id in ids]`.
 */
export function unawaitedElement(name: string, at: Pick<FrameAtLine, 'file' | 'fn' | 'line'>, view: ProgramView): Unawaited | undefined {
  const { file, fn, line } = at;
  const { promised, waitsForAll } = traitsOf(file.language);
  if (!waitsForAll || !isWord(name)) return undefined;
  const list = listOf(name, at);
  const made = list === undefined ? undefined : only(view.definitionsOf(list, file, fn).filter(({ kind }) => kind === 'variable'));
  if (!list || !made?.value || made.startLine >= line || /\bawait\b|\bPromise\b|\bgather\b/.test(made.value)) return undefined;
  const range = { startLine: made.startLine, endLine: made.valueRange?.endLine ?? made.startLine };
  const found = only(
    file.calls(range).flatMap((call) => {
      const callee = asyncCallee(call, file, fn, view);
      const makes = new RegExp(
        `(?:^\\[\\s*|\\.map\\(\\s*\\(?\\s*[\\w$]*\\s*\\)?\\s*=>\\s*)(?:[\\w$]{1,80}\\.)?${escapePattern(call.name)}\\s*\\(`,
      );
      return callee && makes.test(made.value!.slice(0, 500)) ? [{ call, callee }] : [];
    }),
  );
  if (!found) return undefined;
  const { call, callee } = found;
  const place = { file: file.file, line: made.startLine };
  const waits = `await ${waitsForAll.join(list)}`;
  return {
    call,
    callee,
    place,
    sentence: `${code(list)} holds ${promised}: each is made ${onPlace(place, at)} by ${code(callWritten(call, file))} without ${code('await')}, and ${code(call.name)} is ${code('async')} (${placeText(signatureOf(callee), at)}). ${code(waits)} would wait for their values.`,
  };
}

/** The list of which a name is the element: in a callback, a loop or a comprehension. */
function listOf(name: string, { file, line }: Pick<FrameAtLine, 'file' | 'line'>): string | undefined {
  const looped = file
    .allDefinitions({ startLine: Math.max(1, line - MOST_LINES), endLine: line })
    .find((each) => each.kind === 'loop' && each.name === name);
  const ofLoop = /^[A-Za-z_$][\w$]*$/.exec(looped?.value?.trim() ?? '')?.[0];
  if (ofLoop) return ofLoop;
  const text = file.lines
    .slice(Math.max(0, line - 1 - MOST_LINES), line)
    .join('\n')
    .slice(-1000);
  const callback = new RegExp(
    `(?<![\\w$.])([A-Za-z_$][\\w$]{0,80})\\.(?:map|forEach|filter|some|every|find|flatMap)\\(\\s{0,9}\\(?\\s{0,9}${escapePattern(name)}\\s{0,9}\\)?\\s{0,9}=>`,
  );
  return callback.exec(text)?.[1];
}
