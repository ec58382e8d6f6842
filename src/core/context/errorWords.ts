import type { FailureReport } from '../capture/failureReport';
import { isTestFile } from './testCode';

const SHORTEST = 4;
const MOST_NAMES = 12;
const NO_WORDS = new Set(
  'test tests error exception expected actual type value object null none undefined should when with from this that function method java python index main init get set'.split(
    ' ',
  ),
);

/** Words of the error, the test's name and the expectations; lower case, each of at least four letters. */
export function errorWords(report: FailureReport): Set<string> {
  const texts = report.errors.flatMap((error) => [
    error.test ?? '',
    error.message.slice(0, 600),
    ...error.frames
      .slice(0, 40)
      .filter((frame) => isTestFile(frame.file))
      .map((frame) => frame.function ?? ''),
  ]);
  texts.push(...report.expectations.map((each) => each.test ?? ''));
  return new Set(splitWords(texts.join(' ')).filter((word) => !NO_WORDS.has(word)));
}

/** Lower-case words of names and sentences: `getOrderHistory` → order, history. Short words are left out. */
export function splitWords(text: string): string[] {
  return text
    .replace(/([a-z0-9])([A-Z])/g, '$1 $2')
    .toLowerCase()
    .split(/[^a-z0-9]+/)
    .filter((word) => word.length >= SHORTEST);
}

/** Texts that look like function names in messages and test names: `isURL(…)`, `store.load`, `parseDate`; each once. */
export function namesIn({ errors, expectations }: FailureReport): Set<string> {
  const texts = [
    ...errors.flatMap(({ message, test }) => [message.slice(0, 400), test ?? '']),
    ...expectations.map(({ test }) => test ?? ''),
  ];
  const names = new Set<string>();
  for (const text of texts) {
    for (const [name] of text.matchAll(
      /[A-Za-z_$][\w$]{2,60}(?=\()|(?<=[\w$]\.)[A-Za-z_$][\w$]{2,60}|\b[a-z]+[A-Z][\w$]{1,60}|\b[a-z]+_\w{2,60}/g,
    ))
      if (names.size < MOST_NAMES) names.add(name);
  }
  return names;
}
