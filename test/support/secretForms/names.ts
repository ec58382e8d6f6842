/** Names of secrets, as words; the first list: chosen by people, the second: made by machines. */
export const PASSWORD_NAMES = [
  'password',
  'db password',
  'admin password',
  'redis password',
  'smtp pass',
  'user pwd',
  'root passwd',
  'ldap bind password',
  'keystore password',
  'key passphrase',
].map((name) => name.split(' '));

export const TOKEN_NAMES = [
  'api key',
  'client secret',
  'auth token',
  'access token',
  'secret key',
  'private token',
  'encryption key',
  'signing secret',
  'refresh token',
  'webhook secret',
  'jwt secret',
  'master key',
  'bot token',
  'session secret',
  'consumer secret',
  'storage account key',
  'app secret',
  'license key',
].map((name) => name.split(' '));

const capital = (word: string): string => word.replace(/^./, (letter) => letter.toUpperCase());

/** A name in the style of a language. */
export interface Name {
  snake: string;
  upper: string;
  camel: string;
  pascal: string;
  kebab: string;
  dotted: string;
  words: string;
}

export function nameOf(words: readonly string[]): Name {
  const pascal = words.map(capital).join('');
  return {
    snake: words.join('_'),
    upper: words.join('_').toUpperCase(),
    camel: pascal.replace(/^./, (letter) => letter.toLowerCase()),
    pascal,
    kebab: words.join('-'),
    dotted: words.join('.'),
    words: words.join(' '),
  };
}
