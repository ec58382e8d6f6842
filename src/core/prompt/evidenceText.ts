import type { FailureEvidence } from '../context/failureEvidence';
import type { Prompt, PromptSection, SectionName } from './prompt';

/**
 * Whether a section contains evidence rather than the note that there is none. Sections without evidence (the summary, which repeats other
 * sections, and the instructions) have no entry.
 */
const HOLDS: Partial<Record<SectionName, (evidence: FailureEvidence) => boolean>> = {
  ERROR: ({ report }) => report.errors.length > 0 || report.expectations.length > 0,
  'RELEVANT CODE': ({ snippets }) => snippets.length > 0,
  'EXPECTED BEHAVIOR': ({ expected }) => Boolean(expected),
  'ACTUAL BEHAVIOR': ({ actual }) => Boolean(actual),
  'RECENT CHANGE': ({ recentChanges }) => recentChanges.length > 0,
  'RUNTIME VALUES': ({ values }) => values.length > 0,
};

/** The sections of a prompt with evidence, in order: leaving one out shows how much an answer depends on it. */
export function evidenceSections(prompt: Prompt, evidence: FailureEvidence): PromptSection[] {
  return prompt.sections.filter(({ name }) => HOLDS[name]?.(evidence));
}

/** Sections under their headings, and nothing else of the prompt. */
export function evidenceText(sections: readonly PromptSection[]): string {
  return sections.map(({ name, text }) => `${name}:\n${text}`).join('\n\n');
}
