import { aType, code, listed, placeText } from './explanation';
import { writtenIn, type Place, type OriginEnd, type OriginStep, type ValueOrigin } from '../../flow/originSteps';

/** Keys of an object that are named. */
const MOST_KEYS = 5;

/**
 * The origin of a value in one sentence; none where the code does not show it. The steps between are rows of the card.
 * @param value the language's word for it
 * @param about the expression that the sentence before ends with
 */
export function originSentences({ steps, end }: ValueOrigin, value: string, at: { file: { file: string } }, about?: string): string[] {
  const before = steps.at(-1);
  const farthest = before && capital(stepText(before, at));
  const written = before && writtenIn(before)?.trim();
  const isSaid = end?.kind === 'literal' && end.name === undefined && written === end.value;
  if (!end || isSaid) return farthest === undefined ? [] : [`${farthest}.`];
  const last = endText(end, value, at, undefined);
  if (!before && end.kind === 'lookup' && end.expression === about) {
    const when = /^is \S{1,40} (?=(?:for|when|where) )/.exec(end.note)?.[0];
    if (when !== undefined && !end.store) return [`That happens ${end.note.slice(when.length)}.`];
  }
  // The last step names the lookup: its condition continues that sentence.
  if (end.kind === 'lookup' && before && CONTINUED.has(before.kind) && written === end.expression) {
    const named = code(end.expression);
    const continued = endText(end, value, at, before);
    if (continued.startsWith(`${named} is `)) return [`${farthest}, which${continued.slice(named.length)}`];
  }
  // A literal is "it": the value that the farthest step names.
  return end.kind === 'literal' && end.name === undefined && farthest !== undefined ? [`${farthest}.`, last] : [last];
}

const CONTINUED: ReadonlySet<OriginStep['kind']> = new Set(['assigned', 'returned', 'made', 'filled']);

function stepText(step: OriginStep, at: { file: { file: string } }): string {
  const where = placeText(step, at);
  switch (step.kind) {
    case 'assigned':
      return `${code(step.name)} is ${step.fills ? 'filled' : 'assigned'} ${on(where)} ${step.fills ? 'by' : 'from'} ${code(step.value)}`;
    case 'written':
      return `${code(step.expression)} is set to ${code(step.value)} (${where})`;
    case 'returned':
      return `${code(step.by)} returns ${step.by === step.value ? 'its variable ' : ''}${code(step.value)} (${where})`;
    case 'passed': {
      const what = step.part
        ? `${code(step.part)} of ${code(step.argument)}, `
        : step.argument === step.parameter
          ? ''
          : `${code(step.argument)}, `;
      return `${code(step.parameter)} is ${what}passed ${step.by ? `by ${code(step.by)} (${where})` : on(where)}`;
    }
    case 'made':
      return `${step.by ? code(step.by) : where} makes ${aType(step.type)} with ${code(step.argument)} as ${code(step.field)}${step.by ? ` (${where})` : ''}`;
    case 'state':
      return `the state ${code(step.name)} is set by ${code(step.call)} (${where})`;
    case 'wrapped':
      return `${code(step.name)} is replaced by what its decorator ${code(step.by)} returns (${where})`;
    case 'row':
      return `${code(step.name)} is ${code(step.value)} in the row of the test that failed (${where})`;
    case 'filled':
      if (step.added) return `${code(step.value)} is ${step.keyed ? 'put into' : 'added to'} ${code(step.of)} (${where})`;
      return `each ${step.keyed ? 'value' : 'element'} of ${code(step.of)} is ${code(step.value)} (${where})`;
    case 'element':
      return `${code(step.name)} is ${step.part ? `${code(step.part)} of an element` : 'an element'} of ${code(step.of)} (${where})`;
  }
}

function endText(end: OriginEnd, value: string, at: { file: { file: string } }, last: OriginStep | undefined): string {
  const where = placeText(end, at);
  switch (end.kind) {
    case 'literal':
      return end.name ? `${code(end.name)} is set to ${code(end.value)} ${on(where)}.` : `It is ${code(end.value)} ${on(where)}.`;
    case 'returnsNothing': {
      const places = listed([end.line, ...end.also.slice(0, 2)].map((line) => placeText({ file: end.file, line }, at)));
      if (end.how === 'literal') return `${code(end.by)} returns ${code(end.value)}${end.withError ? ' with an error' : ''} (${places}).`;
      if (end.how === 'bare') return `${code(end.by)} leaves early with a bare \`return\` (${places}), so it gives ${end.value}.`;
      return end.unless
        ? `${code(end.by)} (${where}) reaches its end without a \`return\` where ${code(end.unless.text)} does not hold (${placeText(end.unless, at)}), and then gives ${end.value}.`
        : end.never
          ? `${code(end.by)} (${where}) has no \`return\` with a value, and so gives ${end.value}.`
          : `${code(end.by)} (${where}) can reach its end without a \`return\`, and then gives ${end.value}.`;
    }
    case 'lookup': {
      const named = last?.file === end.file && last.line === end.line ? '' : ` (${where})`;
      const { store } = end;
      const stored = store && placeText({ file: store.file ?? end.file, line: store.line }, at);
      const filled =
        !store || !stored
          ? ''
          : store.condition
            ? `; it is set only if \`${store.condition}\` (${stored})`
            : store.text
              ? `; ${code(store.text)} is set ${on(stored)}`
              : `; it is set ${on(stored)}`;
      return `${code(end.expression)}${named} ${end.note}${filled}.`;
    }
    case 'notPassed': {
      const instead = end.instead ? `, whose default is ${code(end.instead.value)} (${placeText(end.instead, at)})` : '';
      return end.by
        ? `${code(end.by)} calls ${code(end.call)} without ${code(end.parameter)} (${where})${instead}.`
        : `${code(end.call)} is called without ${code(end.parameter)} (${where})${instead}.`;
    }
    case 'merged':
      return `${code(end.text)} (${where}) merges only the first level: a ${code(end.section)} in one of the two replaces the whole ${code(end.section)} of the other.`;
    case 'misspelt':
      return `Nothing${end.owner ? ` in ${code(end.owner)}` : ''} sets ${code(end.name)}; ${where} sets ${code(end.near)}, which is spelled almost the same.`;
    case 'neverSet': {
      const owner = end.owner ? ` of ${code(end.owner)}` : '';
      if (end.itself)
        return `${capital(where)} assigns the parameter ${code(end.name)} to itself: the field${owner} keeps no value; ${code(`this.${end.name} = ${end.name}`)} would set it.`;
      if (end.madeBy && end.onlyIf)
        return `${code(end.madeBy)} makes ${code(end.owner ?? 'it')} (${where}) without setting ${code(end.name)}; it is set only if ${code(end.onlyIf.condition)} (${placeText(end.onlyIf, at)}).`;
      if (end.madeBy)
        return `${code(end.madeBy)} makes ${code(end.owner ?? 'it')} (${where}) without setting ${code(end.name)}, so the field is ${value}.`;
      if (end.setters.length === 0)
        return `${code(end.name)}${owner} is declared ${on(where)}, and nothing in ${end.owner ? 'its class' : 'that file'} assigns it.`;
      const [first, second] = end.setters;
      const by = `${code(first!.name)} (line ${first!.line})${second ? ` and ${code(second.name)} (line ${second.line})` : ''}`;
      return `${code(end.name)}${owner} starts as ${value} (${where}), and ${end.owner ? 'in its class ' : ''}only ${by} ${second ? 'set' : 'sets'} it.`;
    }
    case 'missingKey':
      return end.near
        ? `${code(end.object)} has no ${code(end.key)}: the key is spelled ${code(end.near)} (${where}).`
        : `${code(end.object)}${end.elsewhere ? `, made ${on(where)},` : ` (${where})`} has no ${code(end.key)}${end.keys ? `, only ${keyList(end.keys)}` : ''}.`;
    case 'onlyKeys':
      return `${code(end.object)} (${where}) has only ${end.keys.length > 1 ? 'the keys ' : 'the key '}${keyList(end.keys)}.`;
    case 'promised':
      return `${code(end.call)} is not awaited (${where}): ${code(end.by)} is ${code('async')}, so this is a promise${end.member ? `, and a promise has no ${code(end.member)}` : ''}.`;
    case 'uninitialised':
      if (end.condition?.loop)
        return `${code(end.name)} starts as ${code(end.type)} (${where}) and gets a value only in a turn of the loop over ${code(end.condition.text)} (line ${end.condition.line}).`;
      return end.condition
        ? `${code(end.name)} starts as ${/^(?:\*|\[\]|map\[|chan |func\b|interface\b)/.test(end.type) ? value : code(end.type)} (${where}) and gets a value only if \`${end.condition.text}\` (line ${end.condition.line}).`
        : `${code(end.name)} is declared ${on(where)} without a value.`;
  }
}

/** The description of an origin's last line, for the list of evidence. */
export function endWhy(end: OriginEnd, value: string): string {
  switch (end.kind) {
    case 'returnsNothing':
      return end.how === 'end'
        ? end.never
          ? 'returns no value'
          : 'can end without returning a value'
        : `returns ${end.value}${end.withError ? ' with an error' : ''}`;
    case 'lookup':
      return `${code(end.expression)} ${end.note}`;
    case 'notPassed':
      return `calls it without ${code(end.parameter)}`;
    case 'merged':
      return `merges only the first level`;
    case 'missingKey':
      return end.near ? `the key is spelled ${code(end.near)}` : `has no ${code(end.key)}`;
    case 'misspelt':
      return `sets ${code(end.near)}`;
    case 'onlyKeys':
      return `has only ${keyList(end.keys)}`;
    case 'promised':
      return `does not await ${code(end.call)}`;
    case 'literal':
      return `sets it to ${code(end.value)}`;
    default:
      return `leaves ${code(end.name)} ${value}`;
  }
}

export function keyList(keys: readonly string[]): string {
  if (keys.length > MOST_KEYS)
    return `${keys
      .slice(0, MOST_KEYS - 1)
      .map(code)
      .join(', ')} and ${keys.length - MOST_KEYS + 1} more`;
  return [keys.slice(0, -1).map(code).join(', '), ...keys.slice(-1).map(code)].filter(Boolean).join(' and ');
}

/** Whether the end of a value's way is a mistake by itself, and not a value that may be missing. */
export function isMistake(end: OriginEnd | undefined): boolean {
  switch (end?.kind) {
    case 'merged':
    case 'misspelt':
    case 'promised':
    case 'missingKey':
    case 'onlyKeys':
      return true;
    case 'returnsNothing':
      return end.how === 'end';
    case 'neverSet':
      return end.itself === true;
    default:
      return false;
  }
}

/** The line of an origin: its end, or the farthest known hop. */
export function originPlace({ steps, end }: ValueOrigin): Place | undefined {
  const last = steps.at(-1);
  if (end?.kind === 'lookup' && last?.kind === 'state') return placeOf(last);
  return end ? placeOf(end) : last && placeOf(last);
}

/** A place alone, of what has more than that. */
export function placeOf({ file, line }: Place): Place {
  return { file, line };
}

function on(where: string): string {
  return where.startsWith('line ') ? `on ${where}` : `at ${where}`;
}

/** The text of a sentence; a place at its beginning stays as it is: `main.py:4`. */
export function capital(text: string): string {
  return /^[\w./-]{1,300}:\d/.test(text) ? text : text.charAt(0).toUpperCase() + text.slice(1);
}
