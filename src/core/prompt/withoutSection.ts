import type { Prompt, SectionName } from './prompt';

/** Sections that hold evidence, and so can be left out to see what an answer rests on. */
const EVIDENCE: readonly SectionName[] = [
  'ERROR',
  'RELEVANT CODE',
  'EXPECTED BEHAVIOR',
  'ACTUAL BEHAVIOR',
  'RECENT CHANGE',
  'RUNTIME VALUES',
];

/** Sections of this prompt that can be left out, in its order. */
export function evidenceSections(prompt: Prompt): SectionName[] {
  return prompt.sections.map(({ name }) => name).filter((name) => EVIDENCE.includes(name));
}

/** The prompt as if a section had never been collected; nothing is put in its place. */
export function withoutSection(prompt: Prompt, name: SectionName): Prompt {
  const left = prompt.sections.find((section) => section.name === name);
  if (!left) return prompt;
  const heading = `${name}:\n${left.text}`;
  const text = prompt.text.includes(`${heading}\n\n`)
    ? prompt.text.replace(`${heading}\n\n`, () => '')
    : prompt.text.replace(heading, () => '');
  return {
    ...prompt,
    text,
    sections: prompt.sections.filter((section) => section !== left),
    tokens: prompt.tokens - left.tokens,
  };
}
