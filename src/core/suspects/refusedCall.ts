/**
 * Python: `load() got an unexpected keyword argument 'limit'`, `Store.load() takes 1 positional argument but 2 were given`,
 * `load() missing 1 required positional argument: 'path'`. PHP: `Too few arguments to function Store::load(), 1 passed`.
 */
const REFUSED =
  /(?:^|[\s\\.:])(\w{1,120})\(\)(?: takes (?:from )?\d| got (?:an unexpected|multiple values|some positional-only)| missing \d|, \d{1,9} passed)/;

/** Name of the function that a call could not enter, because its arguments do not fit its parameters; undefined for other messages. */
export function refusedFunction(message: string): string | undefined {
  return REFUSED.exec(message.slice(0, 2000))?.[1];
}
