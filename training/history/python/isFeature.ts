/** Something is missing that the newer version has, or the versions do not go together: a feature, no fault. */
const MISSING =
  /cannot import name|No module named|module '[\w.]+' has no attribute|unexpected keyword argument|name '\w+' is not defined|positional arguments? but|required (?:positional|keyword-only) argument|Warning not triggered|DID NOT WARN|not emitted|fixture '\w+' not found|FileNotFoundError|Unknown extension|is not registered|arguments for \d+ fields|^DeprecationWarning/;
/** The test asks for what is not there. */
const NEW_NAME = /has no attribute '(\w+)'/;

/**
 * @param message of the failure
 * @param older all source of the older version
 * @returns whether the test asks for something that the older version does not have
 */
export function isFeature(message: string, older: string): boolean {
  if (MISSING.test(message)) return true;
  const name = NEW_NAME.exec(message)?.[1];
  return name !== undefined && !new RegExp(`\\b${name}\\b`).test(older);
}
