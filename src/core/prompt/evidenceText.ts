import type { CrimeScene } from '../context/crimeScene';
import type { Prompt, PromptSection, SectionName } from './prompt';

/**
 * Whether a section holds evidence here, and not the words that say that there is none. What is no evidence (the summary, which says again
 * what other sections say, and the instructions) has no entry.
 */
const HOLDS: Partial<Record<SectionName, (scene: CrimeScene) => boolean>> = {
  ERROR: ({ report }) => report.errors.length > 0 || report.expectations.length > 0,
  'RELEVANT CODE': ({ snippets }) => snippets.length > 0,
  'EXPECTED BEHAVIOR': ({ expected }) => Boolean(expected),
  'ACTUAL BEHAVIOR': ({ actual }) => Boolean(actual),
  'RECENT CHANGE': ({ recentChanges }) => recentChanges.length > 0,
  'RUNTIME VALUES': ({ values }) => values.length > 0,
};

/** The sections of a prompt that hold evidence, in its order: what can be left out to see what an answer rests on. */
export function evidenceSections(prompt: Prompt, scene: CrimeScene): PromptSection[] {
  return prompt.sections.filter(({ name }) => HOLDS[name]?.(scene));
}

/** Sections under their headings, and nothing else of the prompt. */
export function evidenceText(sections: readonly PromptSection[]): string {
  return sections.map(({ name, text }) => `${name}:\n${text}`).join('\n\n');
}
