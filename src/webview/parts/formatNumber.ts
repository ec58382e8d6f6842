import { formatTenths, plural, t } from '../../core/language';

/** Size of a text in characters as a person reads it: "812 characters", "5.2 million characters". */
export function formatLength(characters: number): string {
  if (characters < 1_000_000) return plural(characters, '{0} character', '{0} characters');
  return t('{0} million characters', formatTenths(characters / 1_000_000));
}
