/**
 * "With the patch, it.skip( skips a test (cart.test.js); whether it may be left out is for you to decide."
 * @param question begins with "whether" or "which"
 */
export function symptomNote(what: string, file: string, question: string): string {
  return `With the patch, ${what} (${file}); ${question} is for you to decide.`;
}

/** Whether a note of a run says that its fix may hide the failure. */
export function isSymptomNote(note: string): boolean {
  return /\bis for you to decide\.$|\bhides? the failure\b/.test(note);
}
