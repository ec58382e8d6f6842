import { fail } from '../library/errors';
import { named, refuse, text, type Method } from '../library/parts';
import { Obj, type Value } from '../values/value';

/** What reads a text by lines and words. */
export function scannerOf(read: string): Obj {
  return new Obj(undefined, new Map([['left', read]]), 'scanner');
}

const leftOf = (of: Obj): string => text(of.fields.get('left'));
const wordIn = (of: Obj): RegExpExecArray | null => /^\s*(\S+)/.exec(leftOf(of));

/** Takes the next word. @param is what it has to be */
const word =
  (is: RegExp, read: (written: string) => Value): Method<Obj> =>
  (_, of) => {
    const found = wordIn(of);
    if (!found) return fail('NoSuchElementException', null);
    if (!is.test(found[1]!)) return fail('InputMismatchException', `For input string: "${found[1]}"`);
    of.fields.set('left', leftOf(of).slice(found[0].length));
    return read(found[1]!);
  };

const isNext =
  (is: RegExp): Method<Obj> =>
  (_, of) =>
    is.test(wordIn(of)?.[1] ?? '');

const WHOLE = /^[-+]?\d{1,9}$/;
const FRACTION = /^[-+]?\d{1,17}(?:\.\d{0,17})?$|^[-+]?\.\d{1,17}$/;

/** Methods of `java.util.Scanner`. */
export const SCANNER = named<Obj>({
  hasnextline: (_, of) => leftOf(of) !== '',
  nextline: (_, of) => {
    const found = /^(.*?)(?:\r?\n|$)/.exec(leftOf(of))!;
    if (leftOf(of) === '') return fail('NoSuchElementException', 'No line found');
    of.fields.set('left', leftOf(of).slice(found[0].length));
    return found[1]!;
  },
  hasnext: isNext(/./),
  next: word(/./, (written) => written),
  hasnextint: isNext(WHOLE),
  'nextint nextlong': word(WHOLE, BigInt),
  hasnextdouble: isNext(FRACTION),
  nextdouble: word(FRACTION, Number),
  close: () => null,
  usedelimiter: () => refuse('another delimiter'),
});
