/** The replacement of a secret in everything that leaves this machine. */
export const PLACEHOLDER = /<SECRET_\d+:[a-z0-9-]+>/g;

/** The first placeholder in a text; undefined where there is none. */
export function firstPlaceholder(text: string): string | undefined {
  return text.match(PLACEHOLDER)?.[0];
}
