/** The text between the word that announces a secret and the value. */
export interface Assignment {
  /** The rest of the name, after the word. */
  rest: string;
  /** The name was in quotes or brackets. */
  closed: boolean;
  /** `=`, `:`, `=>`, `(`, `,`, `>`; a space where the value follows the name without a sign. */
  sign: string;
  /** There was a gap around the sign. */
  spaced: boolean;
  /** The wrapper of the value: `Some(`, `string(24) `, `b`. */
  wrapper: string;
  /** Absent for a value without quotes. */
  quote?: string;
  /** The start of the value. */
  start: number;
}

/** `API key provided: …` as servers refuse one. */
const REST = /[\w.-]{0,40}(?: (?:given|provided|supplied)(?=:))?/y;
/** Ends of the name: quotes, brackets, C's array, PHP's modifiers of a property, an element of XML. */
const CLOSING =
  /(?:\[\d{0,6}\])?(?:\\{0,3}["'`])?(?::(?:protected|private)|:\\{0,3}["'][\w\\]{1,80}\\{0,3}["']:private)?\]?\)?(?:[ \t]Type="[^"<>\n]{1,120}"|<\/key>)?/y;
const GAP = /[ \t]{0,30}/y;
/** `: string`, `: &'static str`, `: str | None`, ` string`, ` As String`, before the sign. */
const TYPE =
  /(?:\??:[ \t]{0,3}(?:&(?:'static[ \t])?)?[A-Za-z][\w<>[\]|?. ]{0,40}(?==[ \t]{0,3}[bN]?["'`@])|(?:As[ \t])?[A-Za-z]\w{0,20}(?:\(\d{1,6}\))?[ \t]{1,3}(?==[ \t]{0,3}N?["'`@]))/y;
const SIGN =
  /:[=-]|=>|<-|->|\|\|=?|\?\?=?|[!?+]?={1,3}|[:：>|]|(?:or|is|was)(?=[ \t])|\.(?=[ \t]["'])|;(?=s:\d)|\r?\n[+-]?[ \t]{0,20}(?=\[1\][ \t])|,(?=[ \t]{0,3}(?:[bNL@]?\\{0,3}["'`]|<<"))|\((?=(?:[A-Z]\w{0,20}\()?[bN@]?["'`])/y;
/** Once a line end behind the sign: `=>⏎  string(24) "…"`, `Some(⏎ "…"`, `: |⏎ …`, `=⏎ "…"`, `</key>⏎<string>`. */
const NEW_LINE = /(?:[|>][+-]?[ \t]{0,3})?\r?\n[+-]?[ \t]{0,60}/y;
/** Prefixes of literals, addresses that a debugger prints, kinds, and calls around the literal, two at most. */
const WRAPPER =
  /(?:string\(\d{1,6}\)[ \t]|(?:\((?:string|len=\d{1,6})\)[ \t]){1,2}|[!&][\w-]{1,40}[ \t]|s:\d{1,6}:|0x[0-9a-f]{1,16}[ \t]|\[\d{1,3}\][ \t]|<string>|<!\[CDATA\[|<<(?=")|\[(?=["'`])|\((?=["'`\r\n])|\{(?="))?(?:(?:(?:new[ \t]|\[\])?[A-Za-z_][\w:.]{0,40}!?[([{][\s+-]{0,60}){1,2}(?=[bN@]?["'`])|(?:Some|Optional|Just|Value|Secret|String)[([ ])?(?:base64:)?(?:[bBrRuUfLN@]{1,2}(?=["'`]))?/y;
const QUOTE = /"""|'''|\\{0,3}["'`]/y;

/** Reads from the end of the word on; undefined where no value is assigned to the name. Linear: every part is bounded. */
export function readAssignment(text: string, from: number): Assignment | undefined {
  let at = from;
  const take = (expression: RegExp): string => {
    expression.lastIndex = at;
    const found = expression.exec(text)?.[0] ?? '';
    at += found.length;
    return found;
  };
  const rest = take(REST);
  const closing = take(CLOSING);
  let gap = take(GAP);
  take(TYPE);
  let sign = take(SIGN);
  if (!sign && closing.endsWith('</key>')) sign = '>';
  if (!sign) {
    if (!gap || !/^(?:["'`]|N?')/.test(text.slice(at, at + 2))) return undefined;
    sign = ' ';
  }
  gap += take(GAP);
  const line = take(NEW_LINE);
  const wrapper = take(WRAPPER);
  const quote = take(QUOTE) || undefined;
  // Text at the start of a line is a value only in quotes, or where the sign ended the line before.
  if (line && !quote && !/^[|>]/.test(line) && !wrapper) return undefined;
  if (sign === '|' && (quote || !gap)) return undefined;
  return { rest, closed: closing !== '' && !/[>\]]$|^[ \t]/.test(closing), sign, spaced: gap !== '', wrapper, quote, start: at };
}
