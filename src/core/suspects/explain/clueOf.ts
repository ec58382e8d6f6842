import type { ErrorReport } from '../../capture/failureReport';
import { badValue } from '../badValue';
import type { Clue } from './clue';
import { lastPart, unquoted } from './textTests';
import { readForm, readForms, readMessage } from './messages/messageForm';
import { BY_TYPE, OF_RUNTIMES } from './messages/ofRuntimes';
import { REJECTIONS, TELLS_MORE } from './messages/rejections';

/** Reads the problem in an error's message, or else in its type. */
export function clueOf({ type, message }: ErrorReport): Clue | undefined {
  const head = message.slice(0, 2000);
  const name = lastPart(type);
  const whole = `${name}: ${head}`;
  for (const rule of REJECTIONS) {
    const holes = readForms(rule.said, whole);
    if (holes && !TELLS_MORE.includes(String(holes['type']))) return { kind: 'rejected', rule, key: rule.subject === 'key', ...holes };
  }
  // Python's message is the key itself, Ruby's has it.
  if (name === 'KeyError' && !head.startsWith('key not found')) return { kind: 'missingKey', key: unquoted(head.trim()) };
  const clue = readMessage(OF_RUNTIMES, head);
  if (clue) return clue;
  const bad = badValue(head);
  if (bad) {
    const call = readForm("…because the return value of '{call}' is null", head)?.['call'];
    const index = bad.property !== undefined && Number.isInteger(Number(bad.property));
    return {
      kind: 'empty',
      ...bad,
      ...(typeof call === 'string' && { expression: undefined, call: lastPart(call.split('(', 1)[0]!) }),
      how: index ? 'index' : bad.property ? 'member' : 'any',
    };
  }
  // A panic with a Result's error after the text of `expect`.
  const expected = /^(?<text>[^\n]{1,200}?): (?<error>[A-Z]\w*(?:[({ ][^\n]{0,120})?|"[^"\n]{0,120}")$/m.exec(head)?.groups;
  if (expected && type.includes('panic')) return { kind: 'unwrap', of: 'Err', error: expected['error'], expected: expected['text'] };
  return readMessage(BY_TYPE, name);
}
