/**
 * Identifies a secret without keeping it: HMAC-SHA-256 of the value's SHA-256, in hex. The key is stored separately; without it no guess at
 * the value can be checked.
 */
export async function secretFingerprint(value: string, key: string): Promise<string> {
  return keyedFingerprint(hex(await globalThis.crypto.subtle.digest('SHA-256', bytesOf(value))), key);
}

/** The fingerprint for a plain SHA-256, in hex, stored by an earlier version. */
export async function keyedFingerprint(sha256: string, key: string): Promise<string> {
  const algorithm = { name: 'HMAC', hash: 'SHA-256' };
  const imported = await globalThis.crypto.subtle.importKey('raw', bytesOf(key), algorithm, false, ['sign']);
  return hex(await globalThis.crypto.subtle.sign('HMAC', imported, bytesOf(sha256)));
}

/** A private key that is discarded with its owner. */
export function randomKey(): string {
  return hex(globalThis.crypto.getRandomValues(new Uint8Array(32)).buffer);
}

function bytesOf(text: string): Uint8Array<ArrayBuffer> {
  return new TextEncoder().encode(text);
}

function hex(buffer: ArrayBuffer): string {
  return [...new Uint8Array(buffer)].map((byte) => byte.toString(16).padStart(2, '0')).join('');
}
