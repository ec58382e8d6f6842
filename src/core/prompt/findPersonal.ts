import type { Finding } from './finding';

const EMAIL = /(?<![\w.%+-])[\w%+-][\w.%+-]{0,63}@(?:[A-Za-z0-9-]{1,63}\.){1,5}([A-Za-z]{2,24})\b/g;

/** `icon@2x.png`, `pkg@next.js`: ends like a file, so it is not an address. */
const FILE_ENDING = /^(?:png|jpe?g|gif|svg|webp|js|ts|[jt]sx|mjs|cjs|json|css|html|md|py|rb|go|rs|java)$/i;

const HOME = /(?:\/home\/|\/Users\/|[A-Za-z]:(?:\\{1,2}|\/)Users(?:\\{1,2}|\/))([^\s/\\:"'`<>|)]{1,64})/g;

/** Accounts of machines, not of people. */
const SHARED_ACCOUNT =
  /^(?:runner|runneradmin|node|vscode|user|ubuntu|root|app|www-data|circleci|vagrant|Shared|Public|Default|vsts|travis|jenkins|codespace|gitpod)$/i;

/** Finds personal rather than secret data, as far as requested. */
export function findPersonal(text: string, { emails, home }: { emails?: boolean; home?: boolean }): Finding[] {
  const findings: Finding[] = [];
  if (emails) {
    for (const match of text.matchAll(EMAIL)) {
      const [address, ending = ''] = match;
      if (!FILE_ENDING.test(ending) && !address.startsWith('git@')) {
        findings.push({ start: match.index, end: match.index + address.length, kind: 'email' });
      }
    }
  }
  if (home) {
    for (const match of text.matchAll(HOME)) {
      const [whole, name = ''] = match;
      const end = match.index + whole.length;
      if (!SHARED_ACCOUNT.test(name)) findings.push({ start: end - name.length, end, kind: 'user-name' });
    }
  }
  return findings;
}
