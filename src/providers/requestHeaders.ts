import { t } from '../core/language';
import { ProviderError } from '../core/ports';

/** @throws ProviderError for names and values that HTTP forbids, without repeating the value */
export function checkedHeaders(headers: Record<string, string>): Record<string, string> {
  for (const [name, value] of Object.entries(headers)) {
    const reserved = /^(?:host|connection|content-length|transfer-encoding|content-type)$/i.test(name);
    if (reserved || !/^[\w!#$%&'*+.^`|~-]+$/.test(name) || !/^[\t\x20-\x7e]*$/.test(String(value))) {
      throw new ProviderError('badRequest', t('The extra header “{0}” cannot be sent. Correct it in the settings.', name.slice(0, 60)));
    }
  }
  return Object.fromEntries(Object.entries(headers).map(([name, value]) => [name, String(value)]));
}

/** Whether the person's own headers carry the key. */
export function hasOwnKey(headers: Record<string, string>): boolean {
  return Object.keys(headers).some((name) => /^(?:authorization|api-key|x-api-key)$/i.test(name));
}
