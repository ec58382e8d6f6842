import type { AddFinding } from './finding';
import { isRandom, isSample } from './looksSecret';

const SIGN = String.raw`\\{0,3}["'\])]{0,2}\s{0,3}(?:[:=]>?|->|\bis\b)\s{0,3}\\{0,3}["'(]{0,2}`;
const KIND =
  '(?:device|user|one[-_ ]?time|otp|totp|mfa|2fa|two[-_ ]?factor|sms|verification|security|login|sign[-_ ]?in|auth(?:entication)?|confirmation|pairing)';

/** Codes that a person types, behind their name; each is short, so that its form decides. */
const TYPED = [
  // One code, or one in a row of them.
  new RegExp(
    String.raw`(?<![A-Za-z])${KIND}[-_ ]?(?:pass)?(?:code|pin|password)${SIGN}(?<value>[A-Z0-9]{4}-[A-Z0-9]{4}|[A-Z0-9]{8,9}|\d{3}[ -]?\d{3}|\d{4,8})(?![\w-])`,
    'gi',
  ),
  new RegExp(String.raw`(?<![A-Za-z])t?otp${SIGN}(?<value>\d{4,8})(?!\w)`, 'gi'),
  new RegExp(
    String.raw`(?<![A-Za-z])(?:recovery|backup|scratch|reset)[-_ ]?codes?${SIGN}(?<value>[A-Za-z0-9]{4,6}(?:[- ][A-Za-z0-9]{4,6}){1,3}|[A-Za-z0-9]{8,16})(?![\w-])`,
    'gi',
  ),
  /\b(?:enter|copy|use|your|this)\b[^\n.:]{0,40}\bcode[:,]? (?:is )?['"]?(?<value>[A-Z0-9]{4}-[A-Z0-9]{4}|[A-Z0-9]{8,9})(?![\w-])/gi,
  new RegExp(String.raw`(?<![A-Za-z])(?:t?otp|mfa|2fa)[-_ ]?(?:seed|secret|key)${SIGN}(?<value>[A-Z2-7]{16,64}=*)(?!\w)`, 'gi'),
  // Passwords that Google and Apple make for one program.
  /\bapp(?:lication)?(?:[-_ ]specific)?[-_ ]?password\W{1,6}(?<value>(?:[a-z]{4}[ -]){3}[a-z]{4})\b/gi,
] as const;

/** Codes and verifiers of a sign-in by OAuth, made by machines. */
const DRAWN = [
  /[?&]code=(?<value>[^&\s"'`<>#\\]{12,4000})/g,
  new RegExp(String.raw`(?<![\w.])code${SIGN}(?<value>[\w%./~-]{16,4000})`, 'g'),
  new RegExp(
    String.raw`(?<![A-Za-z])(?:device|auth(?:orization)?|login|invite|invitation)[-_]?code${SIGN}(?<value>[\w%./~-]{12,4000})`,
    'gi',
  ),
  new RegExp(String.raw`(?:verifier|[cC]ode[-_]?[cC]hallenge|token_hint)${SIGN}(?<value>[\w.~-]{20,200})`, 'gi'),
  // A link that is a key: to a new password, an invitation, a sign-in.
  /\/[\w-]{0,30}(?:reset|magic|invit|verif|confirm|activat|unsubscrib)[\w-]{0,30}(?:\/|\?\w{1,10}=)(?<value>[\w~-]{20,400})/g,
] as const;

const DIGEST = /\bDigest\s[^\n]{0,1000}/g;
const DIGEST_PART = /\b(?:response|c?nonce|opaque)=\\{0,3}["']?(?<value>[\w+/-]{8,200}={0,2})/g;

/** Finds codes, verifiers and responses of sign-ins. Linear: every part is bounded. */
export function findCodes(text: string, add: AddFinding): void {
  const addValue = ({ index, 0: whole, groups }: RegExpExecArray, kind: string, from = 0): void => {
    const value = groups?.['value'] ?? '';
    add(from + index + whole.length - value.length, value, kind);
  };
  for (const form of TYPED) for (const match of text.matchAll(form)) if (isTyped(match.groups?.['value'] ?? '')) addValue(match, 'code');
  for (const form of DRAWN) for (const match of text.matchAll(form)) if (isDrawn(match.groups?.['value'] ?? '')) addValue(match, 'code');
  for (const { index, 0: digest } of text.matchAll(DIGEST)) {
    for (const match of digest.matchAll(DIGEST_PART)) if (!isSample(match.groups?.['value'] ?? '')) addValue(match, 'authorization', index);
  }
}

/** Generated, and no alphabet. */
function isDrawn(value: string): boolean {
  return isRandom(value) && !/abcdefgh|12345678/i.test(value);
}

/** Digits, groups of letters and digits, or capitals without the vowels of words. */
function isTyped(value: string): boolean {
  return /\d/.test(value) || /[- ]/.test(value) || !/[AEIOUaeiou]/.test(value) || /^[A-Z2-7]{16,}/.test(value);
}
