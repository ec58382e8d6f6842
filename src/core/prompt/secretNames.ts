/** Words that announce a secret. The first group: chosen by people; the second: made by machines. */
export const WORDS =
  /(pass[-_ ]?(?:word|phrase|code)|passwd|passwort|kennwort|mot[-_ ]de[-_ ]passe|contrase(?:ñ|n)a|senha(?![a-z])|wachtwoord|пароль|密码|密碼|パスワード|비밀번호|(?:admin|db|key|root|store|user)pass(?![a-z])|psk(?![a-z])|rediscli_auth|requirepass|pwd|pass(?![a-z])|pw(?![a-z]))|(secret(?:[-_. ](?:access[-_. ])?(?:key|token))?|token|api[-_. ]?key|(?:access|private|auth|account|signing|encryption|master|shared|license|session|service|storage|app|deploy|subscription|host|consumer|client|security|secure_auth|logged_in|nonce)[-_. ]?key|salt(?![a-z])|auth(?:orization)?(?![a-z])|credentials?|session[-_.]?id|sid(?![a-z])|signature|sig(?![a-z])|nonce(?![a-z])|connect\.sid|hmac|jwt(?![a-z]))/gi;
/** The name of a password. */
export const CHOSEN = /pass(?:[-_ ]?(?:word|phrase|code)|wd)|pwd/i;
export const ANNOUNCED = new RegExp(WORDS.source, 'i');

/** Suffixes after the word in the name of a password itself. */
export const NOUN_END =
  /^[-_.]{0,3}(?:\d{0,4}|again|confirm\w{0,8}|current|db|default|dev|local|new|old|prod(?:uction)?|repeat|staging|tests?)$/i;

/** Words in names for an action on a password or a fact about it. */
const ACTS =
  /^(?:allow|bad|change|check|compare|disable|enable|encode|encrypt|enter|expired?|forgot(?:ten)?|generate|get|has|hash|hide|incorrect|input|invalid|is|label|lost|missing|no|recover|remember|request|required?|reset|send|set|show|split|toggle|type|update|use|validate|verify|weak|wrong)(?:$|pass|pwd)/i;

/** `passwordField`, `tokenCount`, `secretName`: about a secret, not one. */
export const ABOUT =
  /(?:count|length|size|type|name|field|label|hint|url|uri|path|file|dir|id|index|limit|policy|expir\w*|ttl|regex|pattern|placeholder|error|message|title|text|format|version|algorithm|method|required|enabled|header|endpoint|class|position|kind|hash(?:er|es?)?|\.(?:pem|key|crt|cer|txt|json|ya?ml|[cm]?[jt]sx?|py|rb|go|rs|java|md|html?|php))s?$/i;

/** Words that also end other words: `compass`, `inside`. */
export const SHORT_WORD = /^(?:pass|pw|salt|auth|authorization|sid|sig|nonce|jwt)$/i;

/** `pass: 12`, `anyPass: 'overSome'`: not a password's name, unless it has an owner. */
export function isShort(name: string): boolean {
  if (!/(?:^|[^A-Za-z]|[a-z])(?:pass|pw)$/i.test(name)) return false;
  return !/(?:admin|auth|become|bind|db|database|email|ftp|http|key|keystore|ldap|login|mail|mysql|my|pg|postgres|proxy|rds|redis|root|rpc|sa|smtp|sql|ssh|store|user|usr|wifi|wp)[-_.]?(?:pass|pw)$/i.test(
    name,
  );
}

export function isEndOfWord(text: string, index: number): boolean {
  const around = text.slice(Math.max(0, index - 1), index + 2);
  return index > 0 && /^[A-Za-z]/.test(around) && !/^[a-z][A-Z][a-z]/.test(around);
}

export function acts(name: string): boolean {
  return name.split(/[-_.]|(?<=[a-z])(?=[A-Z])/).some((word) => ACTS.test(word));
}

export function nameBefore(text: string, end: number): string {
  return /(?<![\w.-])[\w.-]*$/.exec(text.slice(Math.max(0, end - 40), end))?.[0] ?? '';
}
