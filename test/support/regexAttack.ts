import type { AST } from '@eslint-community/regexpp';
import { type CharNode, type CountedPattern, countedPattern, isChar } from './regexSteps';

/** A text on which a pattern's work grows faster than the text. */
export interface Attack {
  before: string;
  /** Repeated. */
  pump: string;
  behind: string;
  /** Steps for each character of a text of {@link LENGTH} characters, as far as they were counted. */
  stepsPerCharacter: number;
}

const LENGTH = 5000;
/** A linear pattern takes a few steps for each character, one with bounded repetitions up to their bound; a quadratic one 2,500. */
export const STEPS_PER_CHARACTER = 600;
const short = 60;
const long = 120;
/** Steps that a short text may take: an exponential pattern takes more. */
const most = 1e6;
/** A repetition of no more rounds is no danger by itself. */
const longestBound = 20;
/** So many suspicions are tried at full length. */
const mostTried = 8;
/** Squared work makes four times the steps of half the text. */
const grown = 2.6;
const mostPumps = 60;
const mostBefores = 30;
/** A text that hardly any pattern accepts to its end. */
const ends = ['\u0001', '\n\u0001', ''];
const commonLetters = 'aAx0 \t\n.:/\\-=_"\'()[]{}<>,;@#$%|+*?!&~^`é漢E';

/** A text that makes a pattern slow: 600 steps or more for each of its characters. */
export function findAttack(source: string, flags: string): Attack | undefined {
  const slowest = slowestText(source, flags);
  return slowest && slowest.stepsPerCharacter >= STEPS_PER_CHARACTER ? slowest : undefined;
}

/**
 * The text on which a pattern takes the most steps: words that each repetition can take, behind words that lead to it. Tried short; where
 * the work grows too fast, tried at full length. Ends at the first one that takes 600 steps a character.
 * @returns undefined where no short text looked suspicious
 */
export function slowestText(source: string, flags: string): Attack | undefined {
  const counted = countedPattern(source, flags);
  if (!repeats(counted.pattern)) return undefined;
  const { befores, pumps } = words(counted);
  let tried = 0;
  let slowest: Attack | undefined;
  for (const pump of pumps) {
    for (const before of befores) {
      for (const behind of ends) {
        const steps = (length: number, limit: number) =>
          counted.steps(before + pump.repeat(Math.ceil(length / pump.length)) + behind, limit);
        const small = steps(short, most);
        if (small < 6 * short || (small < most && steps(long, most) < grown * small)) continue;
        if (++tried > mostTried) return slowest;
        const stepsPerCharacter = steps(LENGTH, LENGTH * STEPS_PER_CHARACTER) / LENGTH;
        if (stepsPerCharacter <= (slowest?.stepsPerCharacter ?? 0)) continue;
        slowest = { before, pump, behind, stepsPerCharacter };
        if (stepsPerCharacter >= STEPS_PER_CHARACTER) return slowest;
      }
    }
  }
  return slowest;
}

/** Whether anything in it can be long: else its work for each character is bounded. */
function repeats(pattern: AST.Pattern): boolean {
  let found = false;
  visit(pattern, (node) => (found ||= node.type === 'Quantifier' && node.max > longestBound));
  return found;
}

/** Words for {@link findAttack}, from the pattern itself. */
function words({ pattern, accepts }: CountedPattern): { befores: string[]; pumps: string[] } {
  const letters = [...new Set([...commonLetters, ...pattern.raw.replaceAll('\\', '')])].filter((letter) => letter.length === 1);
  const classes: CharNode[] = [];
  visit(pattern, (node) => isChar(node) && classes.push(node));
  const tests = [...new Set(classes.map((node) => accepts(node)))];
  const kinds = new Map<string, string>();
  for (const letter of letters) {
    const kind = tests.map((test) => (test(letter.charCodeAt(0)) ? '1' : '0')).join('');
    if (kind.includes('1') && !kinds.has(kind)) kinds.set(kind, letter);
  }
  const usual = [...kinds.values()];
  const letterOf = (node: CharNode): string => {
    const test = accepts(node);
    const found = usual.find((letter) => test(letter.charCodeAt(0)));
    if (found !== undefined) return found;
    for (let code = 1; code < 65536; code++) if (test(code)) return String.fromCharCode(code);
    return '';
  };
  const befores = new Set<string>(['']);
  const pumps = new Set<string>(usual);
  const walk = (node: AST.Node, before: string): string => {
    switch (node.type) {
      case 'Pattern':
      case 'Group':
      case 'CapturingGroup': {
        const found = node.alternatives.map((alternative) => walk(alternative, before));
        return found[0] ?? '';
      }
      case 'Alternative': {
        let word = '';
        for (const element of node.elements) word += walk(element, before + word);
        return word;
      }
      case 'Quantifier': {
        if (node.max > longestBound) {
          befores.add(before);
          for (const body of node.element.type === 'Group' || node.element.type === 'CapturingGroup' ? node.element.alternatives : [])
            pumps.add(walk(body, before));
        }
        const word = walk(node.element, before);
        if (node.max > longestBound && word !== '') pumps.add(word);
        return word.repeat(Math.min(node.min, 12));
      }
      case 'Assertion':
        return '';
      default:
        return isChar(node) ? letterOf(node) : '';
    }
  };
  const whole = walk(pattern, '');
  pumps.add(whole);
  return {
    befores: [...befores].slice(0, mostBefores),
    pumps: [...pumps, ...befores].filter((pump) => pump !== '').slice(0, mostPumps),
  };
}

function visit(node: AST.Node, see: (node: AST.Node) => void): void {
  see(node);
  if ('alternatives' in node) for (const alternative of node.alternatives) visit(alternative, see);
  if (node.type === 'Alternative') for (const element of node.elements) visit(element, see);
  if (node.type === 'Quantifier') visit(node.element, see);
}
