import type { FrameDraft } from '../formats/frameDraft';
import { runnerError } from '../runners/failureBlock';
import { phpunitFailure } from '../runners/phpunitFailure';
import type { TestFailure } from '../runners/runner';

const phpTitle = /^\s*(?:[A-Z]\w*\\){0,12}[A-Z]\w*::\S.*\n/;
const goMessage = /^[ \t]{0,40}([^\s:]{1,300}\.go):(\d{1,9}): (.*)$/m;

/**
 * The error in the text of a report that holds no trace: PHPUnit and Go name places in their own form, others none.
 * @param place where the report says that the test is
 */
export function xmlFailureText(type: string, text: string, place?: { file: string; line: number }): NonNullable<TestFailure['error']> {
  const title = phpTitle.exec(text);
  if (title) {
    const { error } = phpunitFailure(undefined, text.slice(title[0].length).split('\n'), type === '');
    if (error) return { ...error, type: type || error.type };
  }
  const [raw, file, at] = goMessage.exec(text) ?? [];
  const frames: FrameDraft[] = file === undefined || raw === undefined ? placeOnly(place) : [{ file, line: Number(at), raw: raw.trim() }];
  return runnerError(file === undefined ? 'unknown' : 'go', type, text, frames);
}

function placeOnly(place: { file: string; line: number } | undefined): FrameDraft[] {
  return place ? [{ ...place, raw: place.line ? `${place.file}:${place.line}` : place.file }] : [];
}
