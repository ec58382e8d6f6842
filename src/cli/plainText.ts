/**
 * Text from traces, code and models for a terminal: control characters, which could move its cursor or set its title, are shown
 * as what they are. Tabs and line ends stay.
 */
export function plainText(text: string): string {
  return text.replace(/[\u0000-\u0008\u000b-\u001f\u007f-\u009f]/g, (char) => `\\x${char.charCodeAt(0).toString(16).padStart(2, '0')}`);
}
