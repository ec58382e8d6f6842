import type { CodeEdit } from '../../syntax/edits/codeEdit';
import { alternatives, operandsOf, operatorOf, replace } from '../../syntax/edits/codeSite';
import type { RepairTemplate } from './repairTemplate';

/** Longest text of an outcome that is compared with the code's texts. */
const LONGEST_OUTCOME = 20_000;
const MOST_LITERALS = 3;
const MOST_CHARACTERS = 4;

/** Code whose texts and cases do not cover what the failing test brings or expects. */
export const outcomeTemplates: readonly RepairTemplate[] = [
  {
    name: 'text-as-expected',
    share: 4,
    fits: { assertion: 4, nothing: 0.1 },
    // With another text here, the outcome would be the expected one, letter by letter.
    at({ tree, node, rules, type }, _words, { expectations }) {
      const isText = rules.strings.includes(type) || type === 'template_string';
      const literal = isText ? /^([fFuU]?)(['"`])([^'"`\\]{1,200})\2$/.exec(tree.content(node)) : null;
      const [, prefix = '', quote, text] = literal ?? [];
      if (quote === undefined || text === undefined) return [];
      const texts = expectations.flatMap(({ actual, expected }) =>
        writtenParts(text).flatMap(({ at, part }) => {
          const other = textInstead(part, plain(actual), plain(expected));
          return other === undefined ? [] : [text.slice(0, at) + other + text.slice(at + part.length)];
        }),
      );
      return alternatives(
        tree,
        node,
        texts.map((other) => (other.includes(quote) || /[\\\n]/.test(other) ? undefined : prefix + quote + other + quote)),
      );
    },
  },
  {
    name: 'one-more-case',
    share: 7,
    fits: { nothing: 0.3 },
    // A value that the file compares with the same expression elsewhere, or another text of the outcome.
    at(site, _words, { expectations }) {
      const { tree, node, rules, type, unit } = site;
      const operator = rules.binaries.includes(type) || type === 'comparison_operator' ? tree.content(operatorOf(tree, node)) : '';
      const operands = operandsOf(tree, node);
      const negated = operator.startsWith('!');
      if (!operands || !/^[=!]==?$/.test(operator)) return [];
      const [left, right] = operands;
      const literal = tree.content(right);
      if (!/^(?:'[^'\n]{0,40}'|"[^"\n]{0,40}"|\d{1,4})$/.test(literal)) return [];
      const seen = [...comparedWith(unit.lines.join('\n'), lastName(tree.content(left))), ...charactersOf(literal, expectations)];
      const others = [...new Set(seen)].filter((other) => other !== literal && other[0] === literal[0]);
      const join = negated ? rules.and : (rules.or[0] ?? '||');
      return others
        .slice(0, MOST_LITERALS)
        .map((other) => [replace(tree, node, `(${tree.content(node)} ${join} ${tree.content(left)} ${operator} ${other})`)]);
    },
  },
  {
    name: 'character-added',
    share: 3,
    fits: { assertion: 1.5, nothing: 0.1 },
    at({ tree, node, type }, _words, { expectations }) {
      if (type !== 'regex' && type !== 'regex_pattern') return [];
      const text = tree.content(node);
      const at = text.search(/\[(?!\^?\])/);
      if (at < 0 || type !== 'regex') return [];
      const inside = at + (text[at + 1] === '^' ? 2 : 1);
      return marksOf(expectations)
        .filter((mark) => !text.includes(mark))
        .map((mark): CodeEdit[] => [
          { start: tree.start(node) + inside, end: tree.start(node) + inside, text: /[\]\\^-]/.test(mark) ? `\\${mark}` : mark },
        ]);
    },
  },
];

/** What a program puts in place of is not written there: `{name:>{width}}`, `${name}`, `%s`. */
const PLACEHOLDER = /\$?\{[^{}]{0,60}(?:\{[^{}]{0,60}\}[^{}]{0,60})?\}|%[-+0-9.]{0,8}[a-zA-Z]/g;

/** The stretches of a text between its placeholders. */
function writtenParts(text: string): { at: number; part: string }[] {
  const holes = [...text.matchAll(PLACEHOLDER)].map((match) => [match.index, match.index + match[0].length] as const);
  const starts = [0, ...holes.map(([, end]) => end)];
  const ends = [...holes.map(([start]) => start), text.length];
  return starts.map((at, index) => ({ at, part: text.slice(at, ends[index]) })).filter(({ part }) => part !== '');
}

/** The text with which all of its places in the outcome turn it into the expected one. */
function textInstead(text: string, actual: string, expected: string): string | undefined {
  if (actual.length > LONGEST_OUTCOME || expected.length > LONGEST_OUTCOME || actual === expected) return undefined;
  const at = actual.indexOf(text);
  const parts = actual.split(text);
  const longer = (expected.length - (actual.length - text.length * (parts.length - 1))) / Math.max(1, parts.length - 1);
  if (at < 0 || !Number.isInteger(longer) || longer < 0) return undefined;
  const other = expected.slice(at, at + longer);
  return parts.join(other) === expected ? other : undefined;
}

/** Without the quotes of the message around it. */
function plain(value: string): string {
  return /^(['"`])[^]*\1$/.exec(value.trim())?.[0].slice(1, -1) ?? value;
}

/** Literals that a name is compared with anywhere in a file; of a `switch` on it, its cases. */
function comparedWith(text: string, name: string): string[] {
  if (name.length < 2) return [];
  const escaped = name.replace(/[$]/g, '\\$');
  const found = [...text.matchAll(new RegExp(`\\b${escaped}\\s{0,3}[=!]==?\\s{0,3}('[^'\\n]{0,40}'|"[^"\\n]{0,40}"|\\d{1,4})`, 'g'))];
  return found.flatMap(([, literal]) => literal ?? []);
}

function lastName(text: string): string {
  return /(?<![\w$])[\w$]+$/.exec(text)?.[0] ?? '';
}

/** For a literal of one character: the signs of the outcome, written alike. */
function charactersOf(literal: string, expectations: Parameters<RepairTemplate['at']>[2]['expectations']): string[] {
  const [quote] = literal;
  if (!/^['"](?:\\?[^\\])['"]$/.test(literal)) return [];
  const escapes = /\\[nrt]/.test(literal) ? ['\\r', '\\n', '\\t'] : [];
  return [...escapes, ...marksOf(expectations).filter((mark) => mark !== quote && mark !== '\\')].map((mark) => `${quote}${mark}${quote}`);
}

/** Signs that occur in only one of the outcomes first, then the others. */
function marksOf(expectations: readonly { actual: string; expected: string }[]): string[] {
  const signs = (text: string): Set<string> => new Set(text.slice(0, LONGEST_OUTCOME).match(/[^\w\s]/g));
  const found = expectations.flatMap(({ actual, expected }) => {
    const [one, other] = [signs(plain(actual)), signs(plain(expected))];
    const all = [...new Set([...one, ...other])];
    return all.sort((a, b) => Number(one.has(a) && other.has(a)) - Number(one.has(b) && other.has(b)));
  });
  return [...new Set(found)].slice(0, MOST_CHARACTERS);
}
