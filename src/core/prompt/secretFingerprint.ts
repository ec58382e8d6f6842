/**
 * Names a secret without keeping it: HMAC-SHA-256, by a key that does not lie beside what is stored, of the SHA-256 of the value, in hex.
 * Without the key no guess at the value can be checked.
 */
export async function secretFingerprint(value: string, key: string): Promise<string> {
  return keyedFingerprint(hex(await globalThis.crypto.subtle.digest('SHA-256', bytesOf(value))), key);
}

/** The fingerprint of a value of which an earlier version stored the plain SHA-256, in hex. */
export async function keyedFingerprint(sha256: string, key: string): Promise<string> {
  const algorithm = { name: 'HMAC', hash: 'SHA-256' };
  const imported = await globalThis.crypto.subtle.importKey('raw', bytesOf(key), algorithm, false, ['sign']);
  return hex(await globalThis.crypto.subtle.sign('HMAC', imported, bytesOf(sha256)));
}

/** A key that nobody else has and that is forgotten with its owner. */
export function randomKey(): string {
  return hex(globalThis.crypto.getRandomValues(new Uint8Array(32)).buffer);
}

function bytesOf(text: string): Uint8Array<ArrayBuffer> {
  return new TextEncoder().encode(text);
}

function hex(buffer: ArrayBuffer): string {
  return [...new Uint8Array(buffer)].map((byte) => byte.toString(16).padStart(2, '0')).join('');
}
