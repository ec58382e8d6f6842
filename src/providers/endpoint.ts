import { t } from '../core/language';
import { ProviderError } from '../core/ports';

/** Destination of requests, from a base URL. */
export interface Endpoint {
  /** Without query and trailing slash: `/chat/completions` is appended to it. */
  baseUrl: string;
  /** Query parameters of the base URL, sent with every request (`?api-version=…` of Azure). */
  query: Record<string, string>;
  /** Host with its port, as the person knows it. */
  host: string;
  /** This machine or a private network: needs no key, and the sent text does not leave it. */
  local: boolean;
  /** Azure expects the key in a separate header. */
  azure: boolean;
}

/**
 * @param baseUrl e.g. `http://localhost:11434/v1`; a pasted `/chat/completions` at its end is removed
 * @throws ProviderError `badRequest` if it is not an http(s) address
 */
export function parseEndpoint(baseUrl: string): Endpoint {
  const url = URL.canParse(baseUrl.trim()) ? new URL(baseUrl.trim()) : undefined;
  if (!url || !/^https?:$/.test(url.protocol)) {
    throw new ProviderError('badRequest', t('The base URL “{0}” is no http address. Correct it in the settings.', baseUrl.slice(0, 100)));
  }
  if (url.username || url.password) {
    throw new ProviderError('badRequest', t('The base URL for {0} holds a password. Take it out and set it as the API key.', url.host));
  }
  const path = url.pathname.replace(/(?<!\/)\/+$/, '').replace(/\/chat\/completions$/, '');
  return {
    baseUrl: url.origin + path,
    query: Object.fromEntries(url.searchParams),
    host: url.host,
    local: isPrivateHost(url.hostname),
    azure: /\.azure\.com$/i.test(url.hostname),
  };
}

/** Loopback, private networks (RFC 1918, RFC 4193, link-local), `.local`, and names without a dot. */
function isPrivateHost(hostname: string): boolean {
  const host = hostname.toLowerCase().replace(/^\[|\]$/g, '');
  if (host.includes(':')) return host === '::1' || /^f[cd]|^fe[89ab]/.test(host);
  if (/^\d+\.\d+\.\d+\.\d+$/.test(host)) return /^(?:127|10|0)\.|^192\.168\.|^172\.(?:1[6-9]|2\d|3[01])\.|^169\.254\./.test(host);
  return !host.includes('.') || /\.(?:localhost|local|lan|internal|home\.arpa)$/.test(host);
}
