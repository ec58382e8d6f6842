import type { Assignment } from './readAssignment';

/** Characters on either side of a value that are read, and lines of settings above and below its own. */
const REACH = 400;
const MOST_LINES = 5;

/** Lines of files of settings and of printed structures. */
const SETTING =
  /^[\s+-]{0,60}(?:[({)}\]]?|[#;*/].*|-{3}.*|-\[ .*|\[[\w.: "-]{1,60}\]|Array|[\w\\]{1,60} Object|(?:-[ \t])?[\w.[\]"'-]{1,60}(?::(?:protected|private))?[ \t]{0,20}(?:[:=|]|->|=>)[^;{}()]{0,200}|[\w.-]{1,40}[ \t]{1,40}[\w.:/@-]{1,200})$/;

/** Of these lines: those that no code has, as a section, a number, an address, columns. */
const EVIDENT =
  /^[\s+-]{0,60}(?:\[[\w.: "-]{1,60}\]|-{3}.*|-\[ .*|\*{3}.*|Array|[\w\\]{1,60} Object|(?:-[ \t])?[\w.[\]"'-]{1,60}[ \t]{0,20}(?:[:=|]|->|=>)[ \t]{0,20}(?:\d[\d.:]*|true|false|yes|no|null|localhost|root|admin|app|[a-z][a-z+]{1,20}:\S{1,200}|\/\S{0,200}|[\w-]{1,60}(?:\.[\w-]{1,60}){1,6})|[\w-]{1,40}:|[\w-]{1,40}[ \t]{2,40}[:|][ \t]\S{0,200}|(?:port|machine|host|server|user)[ \t]{1,10}\S{1,100})[ \t]{0,20}$/i;

/** The first of the lines, behind the words of a message. */
const AFTER_MESSAGE = /: [\w.[\]"'-]{1,60}[ \t]{0,20}(?:(?:[:|]|->|=>)[ \t]|=)[^;{}()]{1,200}$/;

/** The name of an account or a server beside the password, with a value that is no label. */
const ACCOUNT =
  /\b(?:user\w{0,6}|login|host\w{0,4}|port|database|db|uid|server)\\{0,3}["']?\s{0,3}(?:=>|[:=])\s{0,3}(?:[A-Z]\w{0,10}\()?\\{0,3}["']?[a-z0-9]/;

/**
 * Whether a value without quotes is text, not code: its surroundings are a file of settings or a printed structure. Only there a word is a
 * password; in code it is a variable.
 * @param start of the name
 * @param end of the value
 */
export function isPrinted(text: string, start: number, end: number, given: Assignment): boolean {
  const { before, after } = lineAround(text, start, end);
  if (given.sign === '=>' && before.endsWith('[')) return /^[ \t]{0,20}$/.test(after);
  return inStructure(before, after, given) || inPairs(before, after, given) || inSettings(text, start, end, before, after);
}

/** Whether an account stands beside a password: then a word with a capital is not a label of a form. */
export function besideAccount(text: string, start: number, end: number): boolean {
  return ACCOUNT.test(text.slice(Math.max(0, start - 150), start)) || ACCOUNT.test(text.slice(end, end + 150));
}

/** A sentence, not code: `login failed with password 'dragon'`. */
export function isInSentence(text: string, start: number, end: number): boolean {
  const { before, after } = lineAround(text, start, end);
  return (
    /^[^(){};=<>]*[a-z] $/i.test(before) &&
    /^\\{0,3}["'][^(){};=<>]*$/.test(after) &&
    !/\b(?:the|no|missing|unknown|option|field|property)\s*$/i.test(before)
  );
}

function lineAround(text: string, start: number, end: number): { before: string; after: string } {
  const from = text.lastIndexOf('\n', start - 1) + 1;
  const newline = text.indexOf('\n', end);
  return {
    before: text.slice(Math.max(from, start - REACH), start),
    after: text.slice(end, Math.min(newline < 0 ? text.length : newline, end + REACH)).replace(/\r$/, ''),
  };
}

/** One line of a printed structure: `Config{user=app, password=dragon}`, `map[password:dragon]`, `Map(password -> dragon)`. */
function inStructure(before: string, after: string, { sign, spaced }: Assignment): boolean {
  const opened = /(?<head>[\w$.@ ]{0,60})(?<open>[{([])(?<inner>[^{}()[\]"'`;]{0,300})$/.exec(before)?.groups;
  if (!opened || !/^(?:[ \t]{0,20}[,}\])]|[ \t]\w)[^{}()[\]"'`;]{0,300}[})\]]?/.test(after) || !/^[^{}()[\]"'`;]{0,300}[})\]]/.test(after))
    return false;
  const { head = '', open = '', inner = '' } = opened;
  const name = head.trimEnd();
  // `user=user`: arguments of a call.
  if (
    /\b(?:new|return|const|let|var|function|def|func|fn|if|while|for|import)\b/.test(head) ||
    /\b(\w+)[=:] ?\1\b/.test(`${inner}${after}`)
  )
    return false;
  switch (sign) {
    case '=':
      if (spaced) return open === '{' && /(?:^|\s)[A-Z]\w*$/.test(name);
      return open !== '(' || /(?:^|[\s.$:])[A-Z]\w*$/.test(name);
    case ':':
      if (open === '[') return /\bmap$/.test(name);
      return (
        open === '{' &&
        (spaced
          ? /[:][ ]?(?:\d+|true|false|null|localhost)\b/.test(`${inner}${after}`)
          : /^$|:\S{1,80} $/.test(inner) && /^(?:\}| \w+:)/.test(after))
      );
    case '->':
      return open === '(' && /Map$/.test(name);
    default:
      return false;
  }
}

/**
 * One of several assignments in a line: `user=app password=dragon`, `Server=db;Password=dragon;`, `-o user=app,password=dragon`, or a literal
 * that is one assignment.
 */
function inPairs(before: string, after: string, { sign, spaced }: Assignment): boolean {
  if (sign !== '=' || spaced) return sign === ':' && /\b\w+: \w+, $/.test(before) && after === '' && !/[{}()]/.test(before);
  if (/["'][\w.-]{0,60}$/.test(before) && /^\\{0,3}["']/.test(after)) return true;
  if (/\w=[^\s,=()]{1,60},[\w.-]{0,40}$/.test(before) && /^(?:,\w|\\{0,3}["'\s]|$)/.test(after)) return true;
  if (
    /\b(?:Server|Host|Data Source|Database|Uid|User Id|User|Initial Catalog)=[^;=]{1,80};(?:[^;=]{1,40}=[^;]{0,80};){0,8} ?$/i.test(before)
  )
    return true;
  return /(?:^|\s)[\w.-]{1,40}=(?:"[^"]{0,200}"|[^\s"(),;]{1,200}) $/.test(before) && /^(?:$| [\w.-]{1,40}=)/.test(after);
}

/** The lines around are settings, one of them evidently. */
function inSettings(text: string, start: number, end: number, before: string, after: string): boolean {
  if (!/^[\s+-]{0,60}(?:-[ \t])?[\w.[\]"'-]{0,60}$/.test(before) || !/^(?::(?:protected|private))?[ \t]{0,20}(?:[#;].*)?$/.test(after))
    return false;
  const from = text.lastIndexOf('\n', start - 1);
  const to = text.indexOf('\n', end);
  const above =
    from < 0
      ? []
      : text
          .slice(Math.max(0, from - REACH), from)
          .split(/\r?\n/)
          .slice(-MOST_LINES)
          .reverse();
  const below =
    to < 0
      ? []
      : text
          .slice(to + 1, to + REACH)
          .split(/\r?\n/)
          .slice(0, MOST_LINES);
  return [above, below].some((lines) => {
    const others = lines.findIndex((line) => !SETTING.test(line));
    const settings = lines.slice(0, others < 0 ? undefined : others + 1);
    return settings.some((line) => EVIDENT.test(line) || EVIDENT.test(AFTER_MESSAGE.exec(line)?.[0].slice(2) ?? ' '));
  });
}
