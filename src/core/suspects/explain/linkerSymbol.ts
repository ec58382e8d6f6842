import type { ErrorReport } from '../../capture/failureReport';
import { readForms } from './messages/messageForm';
import { UNDEFINED_SYMBOL } from './messages/ofTools';

/** A symbol that the linker did not find, as the linker writes it and in its parts. */
export interface LinkerSymbol {
  text: string;
  /** Classes and namespaces around it, outermost first. */
  scopes: string[];
  name: string;
  /** Its parameters as written; absent for a symbol of C or a variable. */
  parameters?: string;
  /** `vtable for Shape`: the class is `name`. */
  table: boolean;
}

const LINKERS = ['ld', 'link'];

/** The symbol that a linker did not find; undefined for any other error. */
export function symbolOf({ type, message }: ErrorReport): LinkerSymbol | undefined {
  const said = LINKERS.includes(type) && readForms(UNDEFINED_SYMBOL, message.split('\n', 1)[0] ?? '')?.['symbol'];
  return typeof said === 'string' ? partsOf(said) : undefined;
}

function partsOf(said: string): LinkerSymbol | undefined {
  const text = said.replace(/\[abi:\w{1,40}\]/g, '').trim();
  const table = /^(?:vtable|typeinfo|VTT) for (.+)$/.exec(text)?.[1];
  const open = (table ?? text).indexOf('(');
  const path = withoutTemplates(open < 0 ? (table ?? text) : (table ?? text).slice(0, open)).trim();
  // MSVC writes the return type before the name, and C symbols of macOS begin with an underscore.
  const written = path.split(/[\s*&]+/).at(-1) ?? path;
  const parts = written.split('::').filter(Boolean);
  const name = parts.pop();
  if (!name || !/^(?:~?\w+|operator\S{1,3})$/.test(name)) return undefined;
  const close = text.lastIndexOf(')');
  const parameters = table === undefined && open >= 0 && close > open ? text.slice(open + 1, close) : undefined;
  return {
    text,
    scopes: parts,
    name: parameters === undefined && table === undefined ? name.replace(/^_(?=[a-z])/, '') : name,
    ...(parameters !== undefined && { parameters }),
    table: table !== undefined,
  };
}

/** A name or a type of C++ without its arguments in angle brackets. */
export function withoutTemplates(text: string): string {
  let depth = 0;
  let kept = '';
  for (const letter of text) {
    if (letter === '<') depth += 1;
    if (depth === 0) kept += letter;
    if (letter === '>') depth = Math.max(0, depth - 1);
  }
  return kept;
}
