import { kept, t } from '../core/language';
import { messageLine } from '../core/capture/messageLine';
import { isTestFile } from '../core/context/testCode';
import { stripTerminalSequences } from '../core/capture/unwrap/terminalText';
import type { BlameVerdict, Experiment, Outcome, ProveVerdict, Run, VerifyVerdict } from '../core/experiments/experiment';
import type { FunctionEffects } from '../core/experiments/effects/functionEffects';
import { functionsAlone, type Coverage } from '../core/experiments/coverage';
import type { TracedHop, TraceVerdict } from '../core/experiments/firstDivergence';
import type { RepairVerdict } from '../core/experiments/repairs/repairFailure';
import { lacksField, shapeCode, shapesInWords } from '../core/experiments/shapeWords';
import type { RunRecord } from '../core/investigation/runRecord';
import type { ValuesVerdict } from '../core/experiments/throwValues';

/** The five words for the outcome of a run, compared with the failure under investigation. "Fixed" is the person's word. */
export const outcomeWords: Record<Outcome, string> = {
  gone: kept('passes'),
  same: kept('fails the same'),
  moved: kept('fails elsewhere'),
  other: kept('fails differently'),
  unresolved: kept('inconclusive'),
};

/** One run in one sentence: "fails differently: RangeError: Invalid price". */
export function runSentence(outcome: Outcome, why: string | undefined, { report }: Pick<Run, 'report'>): string {
  const said = outcomeWords[outcome];
  if (outcome === 'unresolved') return why ? `${said}: ${why}` : said;
  const [error] = report.errors;
  if ((outcome !== 'other' && outcome !== 'moved') || !error) return said;
  return `${said}: ${[error.type, messageLine(error.message)].filter(Boolean).join(': ').slice(0, 200)}`;
}

/** A type check or build of the project: "`npm run typecheck` passes", or its first complaint. */
export function checkSentence(
  command: string,
  { exit, timedOut, output, startProblem }: Pick<Run, 'exit' | 'timedOut' | 'output' | 'startProblem'>,
): string {
  const name = `\`${command}\``;
  if (exit === 0) return `${name} passes`;
  if (startProblem) return `${name}: ${outcomeWords.unresolved}: ${startProblem}`;
  if (timedOut) return `${name}: ${outcomeWords.unresolved}: it did not end in time`;
  const lines = stripTerminalSequences(output)
    .split('\n', COMPLAINT_LINES)
    .map((line) => line.trim());
  const complaint = lines.find((line) => COMPLAINT.test(line)) ?? lines.find((line) => line && !line.startsWith('>'));
  return `${name} fails${complaint ? `: ${complaint.slice(0, 200)}` : ''}`;
}

/** Lines of a check's output that are searched for a complaint. */
const COMPLAINT_LINES = 400;
const COMPLAINT = /\berror\b|: undefined: |\bcannot\b|\S:\d{1,7}:\d/i;

/**
 * What the last run of the files as they are says about looking further; undefined before the first, and where it failed as before.
 * @param runs oldest first
 */
export function lastSays(runs: readonly RunRecord[]): string | undefined {
  const at = runs.findLastIndex(({ kind }) => kind === 'run' || kind === 'terminal');
  const outcome = runs[at]?.outcome;
  if (outcome === undefined || outcome === 'same' || outcome === 'unresolved') return undefined;
  const later = runs.slice(at + 1).some(({ kind }) => kind === 'applied' || kind === 'undone');
  return later ? LAST_SAID[outcome].before : LAST_SAID[outcome].now;
}

const LAST_SAID = {
  gone: { now: t('The last run passes.'), before: t('The last run passes; the files have changed since.') },
  moved: { now: t('The last run fails elsewhere.'), before: t('The last run fails elsewhere; the files have changed since.') },
  other: { now: t('The last run fails differently.'), before: t('The last run fails differently; the files have changed since.') },
};

/** A try in one sentence: "passes, 2 of 2; failed before; other tests as before". */
export function trySentence({ baseline, verdict }: Experiment<'verify', VerifyVerdict>): string {
  const { outcome, agreed, others, wasRed } = verdict;
  if (verdict.unproven) return 'unproven: it ends without an error, and no test tells whether that is right';
  if (outcome === 'unresolved') return `${outcomeWords.unresolved}: ${verdict.notes[0] ?? baseline.why ?? 'the command did not run'}`;
  const parts = [`${outcomeWords[outcome]}, ${agreed[0]} of ${agreed[1]}`];
  if (outcome === 'gone') {
    if (wasRed) parts.push(kept('failed before'));
    if (others === 'asBefore') parts.push(kept('other tests as before'));
    else if (others !== 'notRun') parts.push(`${others.length === 1 ? 'one other test fails' : `${others.length} other tests fail`} now`);
  }
  return parts.join('; ');
}

/** Whether the tests show the fix: "proven: "adds tax" fails at HEAD with AssertionError: 180 !== 198, and passes now (2 of 2 each)". */
export function proveSentence({ verdict: { outcome, notes } }: Experiment<'prove', ProveVerdict>): string {
  const said = (notes[0] ?? 'the command did not run').replace(/\.$/, '');
  if (outcome === 'unresolved') return `${outcomeWords.unresolved}: ${said}`;
  return said.charAt(0).toLowerCase() + said.slice(1);
}

/** The result of the search for the change: "`useOrders.ts:36`: with it 2 of 2 fail, without it 2 of 2 pass". */
export function blameSentence({ baseline, verdict }: Experiment<'blame', BlameVerdict>): string {
  const { outcome, changes, notes } = verdict;
  const [failed, n] = verdict.with;
  const [passed, m] = verdict.without;
  const it = changes.length > 1 ? 'them' : 'it';
  if (outcome === 'found') return `${placesOf(changes)}: with ${it} ${failed} of ${n} fail, without ${it} ${passed} of ${m} pass`;
  const why = notes[0] ?? baseline.why ?? 'the command did not run';
  return outcome === 'notRecent' ? `no recent change: ${why}` : `${outcomeWords.unresolved}: ${why}`;
}

/** The values of names where it fails, the innermost frame first: "`orders` is undefined at OrderHistory.tsx:47". */
export function valuesSentence({ baseline, verdict: { frames } }: Experiment<'values', ValuesVerdict>): string {
  if (!frames.length) return `${outcomeWords.unresolved}: ${baseline.why ?? 'it did not stop in code of this workspace'}`;
  const empty = frames.flatMap((frame) => frame.values.filter(({ shape }) => EMPTY.test(shape)).map((value) => ({ frame, value })))[0];
  const functions = `${frames.length} ${frames.length === 1 ? 'function' : 'functions'} of the stack`;
  if (!empty) {
    const [first] = frames;
    // The object of a test holds what its framework keeps in it.
    const isOwn = (name: string): boolean => !(first && isTestFile(first.file) && /^(?:self|this)$/.test(name));
    const lacking = first?.values.find(({ name, shape }) => isOwn(name) && lacksField(shape));
    return `read in ${functions}; ${lacking ? `\`${lacking.name}\` is ${shapeCode(lacking.shape)}` : `none is ${EMPTY_NAMES}`}`;
  }
  const { frame, value } = empty;
  return `\`${value.name}\` is ${value.shape} at ${nameOf(frame.file)}:${frame.line}`;
}

const EMPTY = /^(?:undefined|null|None|NaN|InvalidDate)$/;
const EMPTY_NAMES = 'undefined, null, None, NaN or an invalid date';

/** Functions that a sentence names. */
const NAMED = 3;

/**
 * What the failing test ran, compared with its neighbours; functions that only it runs are named.
 * @param nameAt a function by its file and first line, where its name is known
 * @param ofTest a test failed, not a program without tests
 */
export function coverageSentence(
  coverage: Coverage,
  nameAt: (place: { file: string; line: number }) => string | undefined = () => undefined,
  ofTest = true,
): string {
  const { ran, alone } = functionsAlone(coverage);
  const functions = `${ran} ${ran === 1 ? 'function' : 'functions'}`;
  if (!ofTest && !coverage.passing.length) return `${functions} in the failing run`;
  const all = `${functions} in the failing test`;
  if (!coverage.passing.length) return `${all}; no passing test of its file could be run beside it`;
  const names = alone.slice(0, NAMED).map((place) => `\`${nameAt(place) ?? `${nameOf(place.file)}:${place.line}`}\``);
  const more = alone.length > NAMED ? ` and ${alone.length - NAMED} more` : '';
  return alone.length
    ? `${all}, ${alone.length} of them in no passing test of its file: ${names.join(', ')}${more}`
    : ran === 1
      ? `${all}; it is run by a passing test of its file, too`
      : `${all}; each is run by a passing test of its file, too`;
}

/** How many small changes were tried, and in how many functions one makes it pass; a sentence. */
export function effectsNote(effects: readonly FunctionEffects[]): string {
  const functions = effects.filter(({ tried }) => tried > 0);
  const tried = functions.reduce((sum, each) => sum + each.tried, 0);
  const passing = functions.filter(({ passes }) => passes).length;
  const of = `${tried === 1 ? '1 small change was' : `${tried} small changes were`} tried in ${functions.length === 1 ? '1 function' : `${functions.length} functions`}`;
  if (!passing) return `${of}, and none made it pass.`;
  return `${of}; with one in ${passing === 1 ? '1 function' : `${passing} functions`} it passes.`;
}

/** Where a value first goes wrong. */
export function traceSentence(expression: string, { baseline, verdict }: Experiment<'trace', TraceVerdict>): string {
  const { hops, divergence } = verdict;
  const first = divergence === undefined ? undefined : hops[divergence];
  const name = `\`${expression}\``;
  if (first) {
    const { failing, passing } = shapesInWords(first.failing, first.passing, shapeCode);
    const otherwise = passing.length ? `; in passing tests it is ${passing.join(' or ')}` : '';
    return `${name} first goes wrong at ${nameOf(first.file)}:${first.line}, where \`${first.expression}\` is ${failing}${otherwise}`;
  }
  if (baseline.outcome !== 'fails' || baseline.why !== undefined)
    return `${outcomeWords.unresolved}: ${baseline.why ?? 'the command did not fail'}`;
  const other = [
    ...(hops.some(({ passing }) => passing.length) ? ['passing tests'] : []),
    ...(hops.some(({ declared }) => declared) ? ['its declared type'] : []),
  ];
  if (hops.length && !other.length)
    return `${name} was seen at ${hops.length} ${hops.length === 1 ? 'place' : 'places'}, with no passing run or declared type to compare it with`;
  return hops.length ? `${name} differs nowhere from ${other.join(' or from ')}` : `${outcomeWords.unresolved}: ${name} was not seen`;
}

const ENDED: Record<NonNullable<RepairVerdict['endedBy']>, string> = {
  time: 'the time was used up',
  runs: 'the number of runs was used up',
  slow: 'one run takes so long that no change could be judged in the time',
  person: 'you ended the search',
};

/** How many small changes passed, of how many, and what ended the search. Claims nothing beyond that. */
export function repairSentence({ baseline, verdict }: Experiment<'repair', RepairVerdict>): string {
  const { candidates, tried, total = tried, breaking = 0, stopped, wavers, endedBy = 'time', rest } = verdict;
  const ended = stopped ? ENDED[endedBy] : undefined;
  const goOn = rest ? '; look again to go on there' : '';
  if (!tried)
    return `${outcomeWords.unresolved}: ${baseline.why ?? (ended === undefined ? 'there is no small change to try here' : ended + goOn)}`;
  const of = `${total > tried ? `${tried} of ${total}` : tried} small ${total === 1 ? 'change' : 'changes'} tried`;
  const more = ended === undefined ? '' : `; ${ended}${goOn}`;
  if (!candidates.length) {
    if (ended !== undefined || wavers) return `${of}, none of them proven to pass${more}`;
    if (breaking && tried === 1) return `${of}: it passes with it, but other tests do not`;
    if (breaking) return `${of}: with ${breaking} of them it passes, but other tests do not`;
    return tried === 1 ? `${of}, and it still fails` : `${of}, and it still fails with each`;
  }
  const one = candidates.length === 1;
  const passing = candidates.every(({ unproven }) => unproven)
    ? `${one ? 'one' : candidates.length} with which it ends without an error, unproven, ${one ? 'is' : 'are'}`
    : one
      ? 'one that passes is'
      : `${candidates.length} that pass are`;
  return `${of}: ${passing} among the hypotheses${more}`;
}

function placesOf(changes: BlameVerdict['changes']): string {
  const places = changes.map(({ file, startLine, endLine }) => `${nameOf(file)}:${startLine}${endLine > startLine ? `–${endLine}` : ''}`);
  return places.length > 3 ? `${places.slice(0, 3).join(', ')} and ${places.length - 3} more` : places.join(', ');
}

function nameOf(file: string): string {
  return file.slice(file.lastIndexOf('/') + 1);
}

/** What logpoints or inserted lines printed about a value. */
export function probedSentence(
  kind: 'logpoints' | 'source',
  expression: string,
  hops: readonly TracedHop[],
  divergence: number | undefined,
): string {
  const by = kind === 'logpoints' ? 'in the debugger' : 'printed by the lines inserted into the code';
  const first = divergence === undefined ? undefined : hops[divergence];
  const name = `\`${expression}\``;
  if (first)
    return `${by}, ${name} first goes wrong at ${nameOf(first.file)}:${first.line}, where \`${first.expression}\` is ${shapeCode(first.failing)}`;
  const seen = `${by}, ${name} was seen at ${hops.length} ${hops.length === 1 ? 'place' : 'places'}`;
  if (hops.some(({ declared }) => declared)) return `${seen}; none of them contradicts its declared type`;
  const kinds = [...new Set(hops.map(({ failing }) => shapeCode(failing)))];
  return kinds.length > 1 ? `${seen}, as ${kinds.slice(0, 3).join(', then ')}` : `${seen}; it is ${kinds[0] ?? 'unknown'} at each`;
}
