import { isWord } from './textTests';
import { only } from '../../only';
import { expectationOf } from '../../context/causeOrder';
import type { FunctionNode, SyntaxFile } from '../../syntax/syntax';
import { familyOf } from '../../workspace/languages';
import { escapePattern } from './escapePattern';
import { code, placeText, type ExplainInput, type Explanation } from './explanation';
import type { Place } from '../../flow/originSteps';

/** A name that is another name of a list or an object of the module, and the line that changes it. */
interface Alias {
  name: string;
  of: string;
  place: Place;
  /** Where the shared value is made, as written. */
  made: Place & { text: string };
  change: Place & { text: string };
}

const CHANGES = String.raw`(?:\.(?:append|extend|add|update|insert|remove|pop|clear|setdefault|push|unshift|splice|sort|reverse)\(|\[[^\]\n]{1,80}\]\s{0,4}[-+*|]?=(?![=>]))`;

/**
 * A failed assertion where a function takes a list or an object of the module as its own, `self.options = DEFAULTS`, and changes it, so
 * that the others see the change. Claimed only where the shared value is written with what the test expects.
 */
export function explainSharedAlias({ at, view, evidence }: ExplainInput): Explanation | undefined {
  const expectation = expectationOf(evidence.report, 0);
  const family = familyOf(at.file.language);
  if (!expectation || !['python', 'javascript'].includes(family)) return undefined;
  const { expected, actual } = expectation;
  const wanted = new RegExp(`(?<![\\w.])${escapePattern(expected.trim())}(?![\\w.])`);
  if (expected.trim().length > 60 || expected.trim() === actual.trim()) return undefined;
  const one = only(
    view.files
      .filter((file) => familyOf(file.language) === family && file !== at.file)
      .flatMap((file) => file.functions.flatMap((fn) => aliasesIn(file, fn)))
      .filter(({ made }) => wanted.test(made.text)),
  );
  if (!one) return undefined;
  const { name, of, place, made, change } = one;
  return {
    title: `${code(of)} is changed through ${code(name)}`,
    sentences: [
      `The test (${at.file.file}:${at.line}) got ${code(actual)} where it expected ${code(expected)}.`,
      `${code(`${name} = ${of}`)} (${placeText(place, at)}) makes no copy: both names are one object, and line ${change.line}, ${code(change.text)}, changes it for all that use ${code(of)} (${placeText(made, at)}).`,
    ],
    evidence: [
      { ...place, why: `gives ${code(of)} itself, and no copy` },
      { file: change.file, line: change.line, why: `changes ${code(of)}` },
    ],
    origin: place,
    check: `Copy ${code(of)} on line ${place.line} of ${place.file}. If it still fails, this is not the cause.`,
  };
}

function aliasesIn(file: SyntaxFile, fn: FunctionNode): Alias[] {
  return file.allDefinitions(fn).flatMap(({ name, value, startLine, path, kind }): Alias[] => {
    const of = value?.trim() ?? '';
    if (kind === 'parameter' || path.length > 0 || !isWord(of) || fn.parameters.some((each) => each.name === of)) return [];
    const made = sharedValue(file, of);
    if (!made || file.definitions(name, fn).length > 1) return [];
    const changes = new RegExp(`(?<![\\w.$])${escapePattern(name)}${CHANGES}|\\bObject\\.assign\\(\\s{0,4}${escapePattern(name)}\\s{0,4},`);
    const down = file.lines.slice(startLine, fn.endLine).findIndex((text) => changes.test(text.slice(0, 500)));
    if (down < 0) return [];
    const line = startLine + down + 1;
    const place = { file: file.file, line: startLine };
    return [{ name, of, place, made, change: { file: file.file, line, text: (file.lines[line - 1] ?? '').trim() } }];
  });
}

/** A list or an object that is written out at the top of this module. */
function sharedValue(file: SyntaxFile, name: string): Alias['made'] | undefined {
  const own = file.definitions(name, { startLine: 1, endLine: file.lines.length });
  const one = only(own);
  const text = one && file.enclosing(one.startLine) === undefined ? one.value?.trim() : undefined;
  return one && text && /^[[{]/.test(text) ? { file: file.file, line: one.startLine, text } : undefined;
}
