import { ANSWER_BYTES } from '../../app/renderForAgent';

/**
 * A text in at most 7,500 bytes: whole lines from its beginning.
 * @param last a line that is always there
 */
export function fittedAnswer(text: string, last?: string): string {
  const size = (part: string): number => Buffer.byteLength(part);
  const ending = last === undefined ? '' : `\n\n${last}`;
  if (size(text) + size(ending) <= ANSWER_BYTES) return text + ending;
  const lines = text.split('\n');
  const left = (shown: number): string => `\n… ${lines.length - shown} more ${lines.length - shown === 1 ? 'line' : 'lines'}`;
  const room = ANSWER_BYTES - size(ending) - size(left(0));
  let [used, shown] = [0, 0];
  while (shown < lines.length && used + size(lines[shown]!) + 1 <= room) used += size(lines[shown++]!) + 1;
  // One line that is longer than the answer is cut itself.
  if (!shown)
    return `${Buffer.from(text)
      .subarray(0, room)
      .toString('utf8')
      .replace(/(?<!\ufffd)\ufffd+$/, '')}…${ending}`;
  return `${lines.slice(0, shown).join('\n')}${left(shown)}${ending}`;
}
