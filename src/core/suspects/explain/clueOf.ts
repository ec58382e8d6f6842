import type { ErrorReport } from '../../capture/failureReport';
import { badValue } from '../badValue';
import type { Clue } from './clue';
import { lastPart, MESSAGES } from './clueMessages';
import { BY_TYPE } from './clueTypes';
import { REJECTIONS } from './rejections';

/** Reads the problem in an error's message, or else in its type. */
export function clueOf({ type, message, language }: ErrorReport): Clue | undefined {
  const head = message.slice(0, 2000);
  const whole = `${lastPart(type)}: ${head}`;
  for (const rule of REJECTIONS) {
    const groups = rule.said.exec(whole);
    if (!groups) continue;
    const { given, given2, type: held } = groups.groups ?? {};
    const value = given ?? given2;
    return {
      kind: 'rejected',
      rule,
      key: rule.subject === 'key',
      ...(value !== undefined && { given: value }),
      ...(held !== undefined && { type: held }),
    };
  }
  if (language === 'python' && lastPart(type) === 'KeyError')
    return { kind: 'missingKey', key: /^['"]?(.*?)['"]?$/s.exec(head.trim())?.[1] };
  for (const [pattern, read] of MESSAGES) {
    const match = pattern.exec(head);
    if (match) return read(match);
  }
  const bad = badValue(head);
  if (bad) {
    const call = /because the return value of "([^"\n]{1,200})" is null/.exec(head)?.[1];
    const index = bad.property !== undefined && /^\d+$/.test(bad.property);
    return {
      kind: 'empty',
      ...bad,
      ...(call && { expression: undefined, call: lastPart(call.replace(/\([^]*$/, '')) }),
      how: index ? 'index' : bad.property ? 'member' : 'any',
    };
  }
  // A panic with a Result's error after the text of `expect`.
  const expected = /^(?<text>[^\n]{1,200}?): (?<error>[A-Z]\w*(?:[({ ][^\n]{0,120})?|"[^"\n]{0,120}")$/m.exec(head)?.groups;
  if (expected && /panic/.test(type)) return { kind: 'unwrap', of: 'Err', error: expected['error'], expected: expected['text'] };
  for (const [pattern, read] of BY_TYPE) {
    const match = pattern.exec(lastPart(type));
    if (match) return read(match);
  }
  return undefined;
}
