/** As it is shown. */
export function shortExpression(text: string): string {
  return text.replace(/\s+/g, ' ').slice(0, 80);
}
