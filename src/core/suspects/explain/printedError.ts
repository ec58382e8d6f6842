import { hasName } from './textTests';
import { traitsOf } from '../../flow/traits';
import type { FailureReport } from '../../capture/failureReport';
import { hasNoPlace, mayPrint, printedPlace, type FileText } from '../../context/printedPlace';
import type { SyntaxFile } from '../../syntax/syntax';
import { LANGUAGES } from '../../workspace/languages';
import type { SuspectPorts } from '../candidateFacts';
import { callWritten } from './callText';
import { code, listed, shortened, type CommandExplained } from './explanation';
import { textsOf } from './filesWith';
import type { Place } from '../../flow/originSteps';

/** Lines between a call and the text that words its error: `if err != nil {`. */
const LINES_TO_CALL = 3;
const MOST_AROUND = 3;
const SHORTEST_QUOTED = 2;
const LONGEST_LINE = 2000;

/**
 * An error that a program printed without a stack, at the code that words it: the innermost text of its chain that stands in the
 * workspace, the call whose error it wraps, the texts around it, and the place of a value that the message quotes.
 */
export async function explainPrinted(
  { errors, expectations }: FailureReport,
  ports: SuspectPorts,
  signal?: AbortSignal,
): Promise<CommandExplained | undefined> {
  // A check that failed is worded by what called the code in question.
  if (!hasNoPlace(errors) || expectations.length > 0) return undefined;
  const { texts, whole } = await textsOf(
    LANGUAGES.map(({ id }) => id),
    ports,
    signal,
  );
  const own = texts.filter(({ file }) => mayPrint(file));
  const open = ({ file, text }: FileText): Promise<SyntaxFile> => ports.syntax.parse(file, text, signal);
  const found = whole && own.length > 0 ? await printedPlace(errors, own, open) : undefined;
  if (!found) return undefined;
  const { file, line, around, words, by: how } = found;
  const place = { file, line };
  const text = own.find((each) => each.file === file)!.text;
  const parsed = await ports.syntax.parse(place.file, text, signal);
  const by = parsed.enclosing(place.line)?.qualifiedName;
  const call = how === 'words' ? callBefore(parsed, place.line) : undefined;
  const value = await quotedIn(errors.at(-1)!.message, place, ports, own, signal);
  const where = `${place.file}:${place.line}`;
  return {
    title: `${call ? `${call.text} returns an error` : 'The program ends with an error'}${by ? ` in ${code(by)}` : ` at ${where}`}`,
    sentences: [
      `The program ended with the error ${code(errors[0]!.message.split('\n', 1)[0]!.replaceAll('`', "'"))}.`,
      `${by ? `${code(by)} ${how} it` : how === 'words' ? 'It is worded' : 'It is made'} at ${where}: ${code(shortened(parsed.lines[place.line - 1]!.trim()))}.`,
      ...(call ? [`The error comes from ${call.text} (${place.file}:${call.line}).`] : []),
      ...(words ? [`Its words are at ${words.file}:${words.line}.`] : []),
      ...(around.length > 0 ? [`The words around it come from ${placesText(around)}.`] : []),
      ...(value ? [`${code(value.text)} stands at ${value.place.file}:${value.place.line}.`] : []),
    ],
    evidence: [
      { ...place, why: how === 'words' ? 'words the error' : 'makes the error' },
      ...(call ? [{ file: place.file, line: call.line, why: 'returns the error' }] : []),
      ...(value ? [{ ...value.place, why: 'the value that the message quotes' }] : []),
      ...(words ? [{ ...words, why: 'words the error' }] : []),
      ...around.slice(-1).map((each) => ({ ...each, why: 'puts its own words around the error' })),
    ],
    check: call
      ? `Print the arguments of ${call.text} before ${place.file}:${call.line}. If they are right, the cause is in what it reads.`
      : by
        ? `Print the values that the condition before ${where} uses. If it is not reached, this is not the cause.`
        : `Look for the code that uses ${where}. If none of it is reached, this is not the cause.`,
  };
}

/** Go: the call whose error the line wraps, where it stands just above it. */
function callBefore(file: SyntaxFile, line: number): { text: string; line: number } | undefined {
  const fn = file.enclosing(line);
  const name =
    traitsOf(file.language).severalResults && fn
      ? /\b(\w{0,30}[eE]rr)\b(?:\.Error\(\))?\)/.exec(file.lines[line - 1] ?? '')?.[1]
      : undefined;
  if (!fn || !name) return undefined;
  const made = file.definitions(name, fn).findLast(({ startLine, endLine }) => startLine <= line && endLine >= line - LINES_TO_CALL);
  const call = made?.calls[0];
  // Behind the end of a block the name may be another variable.
  if (file.lines.slice(made?.endLine ?? line, line - 1).some((each) => each.trimStart().startsWith('}'))) return undefined;
  return call && { text: code(callWritten(call, file)), line: call.startLine };
}

/** The only place outside of tests where a value stands that the innermost message quotes. */
async function quotedIn(
  said: string,
  worded: Place,
  ports: SuspectPorts,
  own: readonly FileText[],
  signal?: AbortSignal,
): Promise<{ text: string; place: Place } | undefined> {
  const text = [...said.matchAll(/["']([^"'\n]{1,80})["']/g)].map(([, each = '']) => each).find((each) => each.length >= SHORTEST_QUOTED);
  if (text === undefined) return undefined;
  const { texts, whole } = await textsOf([undefined], ports, signal);
  const all = [...own, ...texts.filter(({ file }) => /\.(?:json|ya?ml|toml|ini|conf|cfg|env|csv|tsv|txt|properties)$/.test(file))];
  const places = all.flatMap((each) =>
    each.text
      .split('\n')
      .flatMap((line, index) =>
        line.length <= LONGEST_LINE && hasName(line, text) && !(each.file === worded.file && index + 1 === worded.line)
          ? [{ file: each.file, line: index + 1 }]
          : [],
      ),
  );
  return whole && places.length === 1 ? { text, place: places[0]! } : undefined;
}

function placesText(places: readonly Place[]): string {
  return listed([...new Set(places.map(({ file, line }) => `${file}:${line}`))].slice(-MOST_AROUND));
}
