const DEFINED =
  /\b(?:function\*?|def|class|func|fn|sub|fun|struct|trait|interface|module|object)\s+(?:\([^()\n]{0,80}\)\s*)?(?:self\.)?([A-Za-z_$][\w$]*)|(?<![\w$])([A-Za-z_$][\w$]*)\s*[:=]\s*(?:async\s*)?(?:function\b|\([^()\n]{0,200}\)\s*(?::[^=\n]{0,60})?=>|[\w$]{1,40}\s*=>)|(?<![\w$])([A-Za-z_$~][\w$]*)\s*\([^(){};]{0,300}\)[^(){};=]{0,120}\{/g;
const NO_DEFINITION = new Set([
  'if',
  'for',
  'while',
  'switch',
  'catch',
  'return',
  'function',
  'with',
  'else',
  'do',
  'synchronized',
  'using',
  'lock',
  'foreach',
  'match',
]);

/** Names that a text seems to define, by the patterns of all languages; each once. */
export function definedNames(text: string): Set<string> {
  const names = new Set<string>();
  for (const [, defined, assigned, method = ''] of text.matchAll(DEFINED)) {
    const name = defined ?? assigned ?? method;
    if (!NO_DEFINITION.has(name)) names.add(name);
  }
  return names;
}
