import { isPlace, isSample, isWords } from './looksSecret';

/** Words used in names in code, labels, kinds of fields and algorithms, also with a digit: `field2`, `sha256`. */
const NAMING =
  /^(?:addr(?:ess)?|aes|alphanumeric|anonymous|answer|arg(?:ument)?s?|argon|ascii|attr(?:ibute)?|auth\w*|auto\w*|base|basic|bcrypt|body|boolean|button|bytes?|check(?:box)?|col(?:umn)?|config|confirm\w*|controls?|credentials?|current|custom|data|default|des|different|digest|dummy|disabled?|element|emails?|empty|enabled?|encrypted|entry|enum|env|error|example|fake|false|fields?|file|flag|form|func(?:tion)?|generate\w*|hash\w*|hidden|hmac|icon|id|ids|index|info|input|int|integer|invalid|item|iso|keys?|kind|label|ldap|len(?:gth)?|level|line|list|local(?:host)?|lock(?:ed)?|login|manual|mask(?:ed)?|max|md|message|min|mis(?:match|sing)\w*|mode|model|name|never|node|none|normal|not|null|number|oauth|obj(?:ect)?|option(?:al|s)?|out|param(?:eter)?s?|part|path|pbkdf|pin|plain(?:text)?|private|prop|protected|public|query|random|raw|readonly|refs?|register|reset\w*|required?|res(?:ult)?|return|rfc|role|root|row|rsa|saml|samples?|schema|scram|scrypt|section|select|sha|sign(?:in|up)|size|state|step|str(?:ing)?s?|submit|table|tests?|text(?:area|field)?|title|true|type|undefined|unknown|unset|url|users?|username|utf|val(?:ue)?s?|var(?:iable)?|version|view|visible|width)$/i;

/** Words for the secret itself: a text with one is its name. */
const ABOUT = /pass|pwd|secret|token|credential|login|kennwort|wachtwoord|heslo|senha|geslo|lozinka|jelszo|salasana|parola|adgangskode/i;

/** Words before it: `newPassword2`. */
const WHOSE = /^(?:admin|app|client|db|first|my|new|old|repeat|second|server)$/i;

/** Words of sentences, which do not occur in passphrases. */
const SENTENCE =
  /^(?:and|any|are|but|can|cannot|could|does|each|enter|field|for|from|has|have|here|invalid|least|long|may|minimum|must|new|not|only|please|required|same|should|than|that|the|this|too|use|used|user|using|via|was|were|when|which|will|with|without|you|your)$/;

/**
 * Is a literal beside a password's name one that a person chose, though it is made of words: `Summer2024`, `Winter-Palace-99`,
 * `dragonfly`? Names and labels are made the same way, so the caller says what the place allows.
 * @param leastDigits minimum number of digits, unless it has none
 * @param oneKind accepts one kind of characters alone, letters or digits
 */
export function isWordPassword(value: string, leastDigits: number, oneKind: boolean): boolean {
  if (value.length < 6 || value.length > 200 || isSample(value) || isPlace(value)) return false;
  // Names with dots, paths, constants.
  if (/[./:\\]/.test(value) || /^[A-Z\d]+(?:_[A-Z\d]+)+$/.test(value)) return false;
  if (oneKind && (isPassphrase(value) || /^\d{7,}$/.test(value))) return true;
  const words = value.split(/[^A-Za-z]+|(?<=[a-z])(?=[A-Z])/).filter(Boolean);
  if (words.every((word) => NAMING.test(word))) return false;
  if (/^[A-Za-z]+$/.test(value)) return oneKind && !words.some((word) => ABOUT.test(word) || NAMING.test(word));
  const digits = value.replace(/\D/g, '').length;
  // `password1` and `newPassword2` are fields of forms.
  if (digits === 1 && words.every((word) => NAMING.test(word) || ABOUT.test(word) || WHOSE.test(word))) return false;
  return digits >= leastDigits && digits > 0 && isWords(value);
}

/** `correct horse battery staple`: four words or more, and no sentence. */
function isPassphrase(value: string): boolean {
  const words = value.split(/[ -]/);
  return words.length >= 4 && words.every((word) => /^[a-z]{3,12}$/.test(word) && !SENTENCE.test(word) && !ABOUT.test(word));
}
