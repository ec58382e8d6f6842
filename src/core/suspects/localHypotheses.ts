import type { ErrorReport } from '../capture/failureReport';
import { expectationOf, framesByCause } from '../context/causeOrder';
import { flatFrames, type CrimeScene, type LineRange } from '../context/crimeScene';
import { givesValue, hasReason } from '../context/reason';
import { reasonText, reasonsText } from '../context/reasonText';
import { MAX_HYPOTHESES, type Evidence, type Hypothesis } from '../hypotheses/hypothesis';
import { badValue, type BadValue } from './badValue';
import type { CandidateFacts } from './candidateFacts';
import { lineScores } from './lineScores';
import type { RankedFunction, Ranking } from './ranking';

/** A ranking never knows; shown confidence stays below this, and well below where nothing leads from the failure to the function. */
const HIGHEST_CONFIDENCE = 0.75;
const HIGHEST_NEAR = 0.3;
/** Functions less likely than this against the others are not worth a card. */
const LOWEST_SHARE = 0.05;

/**
 * Hypotheses in sentences made of program facts: where the error arises, what gave the bad value, what changed. At most three,
 * one a function, in the ranking's order. They propose no fix: nothing here understands the program.
 */
export function localHypotheses(scene: CrimeScene, { by, functions }: Ranking): Hypothesis[] {
  const chosen: RankedFunction[] = [];
  const seen = new Set<string>();
  for (const ranked of functions) {
    if (chosen.length === MAX_HYPOTHESES || (chosen.length && ranked.share < LOWEST_SHARE)) break;
    const { file, startLine, endLine } = ranked.facts.candidate;
    const place = `${file}:${startLine}-${endLine}`;
    if (seen.has(place) || ranked.lines.length === 0) continue;
    seen.add(place);
    chosen.push(ranked);
  }
  return chosen.map((ranked, index) => hypothesis(ranked, index, storyOf(scene, ranked.facts), by));
}

/** The line that stands for a hypothesis. */
interface Place {
  file: string;
  /** 1-based. */
  line: number;
  why: string;
}

/** What the failure says that a function has to do with, for the sentences about it. */
interface Story {
  error: ErrorReport | undefined;
  bad: BadValue | undefined;
  /** What is wrong with the function's text, where the error arises in it before anything runs. */
  fault: TextFault | undefined;
  /** The function runs again and again, until the stack is used up. */
  endless: boolean;
  /** Where the error shows in the workspace: workspace-relative file and 1-based line. */
  shows: { file: string; line: number } | undefined;
  expectation: { expected: string; actual: string } | undefined;
}

/** A function off the stack is taken to be about the first failure, and its deepest cause. */
function storyOf(scene: CrimeScene, facts: CandidateFacts): Story {
  const { errors } = scene.report;
  const frames = flatFrames(scene.report);
  const placed = framesByCause(scene.report, scene.resolutions).filter(({ resolution: { file, frame } }) => file && frames[frame]?.line);
  const own = facts.error;
  const first = placed.find(({ error }) => own === undefined || error === own);
  const error = errors[own ?? first?.error ?? 0];
  const root = first?.root ?? 0;
  const { file, frame = 0 } = first?.resolution ?? {};
  return {
    error,
    bad: error && badValue(error.message),
    fault: facts.arises && error ? textFault(error) : undefined,
    endless: facts.arises && error !== undefined && isEndless(facts, error),
    shows: file ? { file, line: frames[frame]?.line ?? 1 } : undefined,
    expectation: expectationOf(scene.report, root),
  };
}

function hypothesis({ facts, share, reasons, lines }: RankedFunction, index: number, story: Story, source: string): Hypothesis {
  const name = shownName(facts);
  const [best] = lines;
  const said = best?.reasons[0] ?? reasons[0];
  const suspect: Place = {
    file: facts.candidate.file,
    line: best?.line ?? facts.candidate.startLine,
    why: said ? reasonText(said) : 'highest ranked line of this function',
  };
  const value = valueAt(facts, story);
  return {
    id: `local-${index + 1}`,
    title: sentence(title(facts, name, value, story)),
    rootCause: rootCause(facts, name, value, suspect, story),
    evidence: evidence(facts, suspect, story),
    confidence: Math.min(facts.candidate.near ? HIGHEST_NEAR : HIGHEST_CONFIDENCE, share),
    check: check(facts, name, value, suspect, story),
    source,
    guess: false,
    warnings: reasons.length === 0 ? ['Little speaks for this one: it is near the failure in the call graph.'] : [],
  };
}

/** Why a function was reached, as what is said of it, without what the recent changes say anyway. */
function whyReached({ candidate }: CandidateFacts): string {
  const [first] = candidate.reasons;
  switch (first?.kind) {
    case 'calledBy':
    case 'readBy':
      return `is ${first.kind === 'calledBy' ? 'called' : 'read'} by ${/\s/.test(first.name) ? first.name : `\`${first.name}\``}`;
    case 'namedInMessage':
    case 'sameFile':
    case 'testNamedAfter':
    case 'importedByTest':
      return `is ${reasonText(first)}`;
    case 'testCalls':
      return 'is called by the test';
    case 'makesValue':
    case 'makesResult':
    case 'setsValue':
    case 'returnedNull':
    case 'calls':
    case 'runsBeforeTest':
      return reasonText(first);
    default:
      return 'is near the failure';
  }
}

/** `` `load` ``, or where a function has no name, where it stands. */
function shownName({ candidate, fn }: CandidateFacts): string {
  if (candidate.function) return `\`${candidate.function}\``;
  const file = candidate.file.slice(candidate.file.lastIndexOf('/') + 1);
  return fn ? `the callback at ${file}:${candidate.startLine}` : `the code of ${file}`;
}

type TextFault = 'import' | 'syntax' | 'compile';

function textFault({ type, message }: ErrorReport): TextFault | undefined {
  if (
    /Cannot find module|No module named|Failed to resolve import|Can't resolve|cannot import name|does not provide an export/.test(message)
  )
    return 'import';
  if (/^(?:[\w.]*\.)?(?:SyntaxError|IndentationError|TabError)$/.test(type)) return 'syntax';
  return /^(?:[A-Z]{1,4}\d{3,5}|(?:fatal )?error(?:\[E\d+\])?)$/.test(type) ? 'compile' : undefined;
}

/** The expression that held the bad value on the frame's line, where the line shows it. */
function valueAt({ file, frameLines }: CandidateFacts, { bad }: Story): string | undefined {
  if (!bad) return undefined;
  const line = frameLines[0];
  if (bad.expression && !bad.expression.startsWith('<')) return bad.expression;
  if (line === undefined || !bad.property) return undefined;
  const object = file.propertyReads({ startLine: line, endLine: line }).find(({ property }) => property === bad.property)?.object;
  // Some grammars take a sum's first operands for a part of what a property is read from.
  return object?.replace(/^.*\s[-+*/%&|^<>=]+\s(?=[\w$.![\]]+$)/, '');
}

/** The stack was used up, and its frames show the function more than once. */
function isEndless({ frameLines }: CandidateFacts, error: ErrorReport): boolean {
  if (!STACK_USED_UP.test(`${error.type} ${error.message}`)) return false;
  return frameLines.length > 1 || error.frames.some(({ line, raw }) => line === frameLines[0] && /\[repeated \d/.test(raw));
}

const STACK_USED_UP = /StackOverflow|SystemStackError|Maximum call stack|recursion (?:depth|limit)|too much recursion/;

function errorWords({ error }: Story): string {
  return error?.type ? lastPart(error.type) : 'the error';
}

function title(facts: CandidateFacts, name: string, value: string | undefined, story: Story): string {
  const { bad, fault, endless } = story;
  if (facts.changes.length && !facts.arises) {
    if (facts.stackPlace !== undefined) return `${name} is on the stack and was changed recently`;
    return facts.candidate.near ? `${name} was changed recently` : `${name} ${whyReached(facts)} and was changed recently`;
  }
  if (facts.candidate.test) return `The test itself is wrong: ${errorWords(story)}`;
  if (fault === 'import') return `${name} imports what is not found`;
  if (fault === 'syntax') return `${name} cannot be parsed`;
  if (fault === 'compile') return `${name} does not compile`;
  if (facts.arises && facts.rethrows) return `What ${name} tries fails, and it throws that on`;
  if (facts.arises && bad) return `${value ? `\`${value}\`` : 'A value'} is ${bad.value} when ${name} uses it`;
  if (endless) return `${name} calls itself without an end`;
  if (facts.arises) return `${name} ${facts.throwsOnPurpose ? 'refuses what it was given' : 'fails on this input'}`;
  if (facts.stackPlace !== undefined) return `${name} passes on what fails further in`;
  if (facts.testCall) return `${name} does not give what the test expects`;
  if (facts.candidate.near) return `${name} ${whyReached(facts)}`;
  // A frame that is not placed is another failure's.
  return `${name} may make what fails: ${facts.candidate.frame === undefined ? reasonsText(facts.candidate.reasons) : 'another failure goes through it'}`;
}

function rootCause(facts: CandidateFacts, name: string, value: string | undefined, suspect: Place, story: Story): string {
  const sentences: string[] = [];
  const { bad, fault, endless, shows, expectation } = story;
  const place = `${suspect.file}:${suspect.line}`;
  if (facts.candidate.test)
    sentences.push(`${errorWords(story)} arises in the test's own code at ${place}: ${short(story.error?.message ?? '')}.`);
  else if (facts.arises) {
    const { rethrows } = facts;
    const at = shows ? `${shows.file}:${shows.line}` : place;
    if (fault) {
      sentences.push(`At ${at}: ${short(story.error?.message ?? '', LONGEST_MESSAGE).replace(/\.$/, '')}.`);
      if (fault === 'syntax') sentences.push('The parser stops there: the mistake is on that line or shortly above it.');
    } else if (rethrows)
      sentences.push(
        `${errorWords(story)} is thrown at ${at} because something in ${linesOf(rethrows)} failed; what failed there is not in the output.`,
      );
    else if (facts.throwsOnPurpose)
      sentences.push(`${errorWords(story)} is thrown on purpose at ${at}: what reaches ${name} is not what it accepts.`);
    else if (bad)
      sentences.push(
        `At ${at} ${value ? `\`${value}\`` : 'a value'} is ${bad.value}${bad.property ? ` when \`${bad.property}\` is read` : ''}; it is used without being there.`,
      );
    else if (endless) sentences.push(`The stack is used up at ${at}: ${name} runs again before it has ended.`);
    else sentences.push(`${errorWords(story)} arises ${name.endsWith(at) ? '' : `in ${name} `}at ${at}.`);
    const maker = fault ? undefined : lineScores(facts).find(({ reasons }) => hasReason(reasons, 'assigns'));
    const assigned = maker?.reasons.find(({ kind }) => kind === 'assigns');
    if (maker && assigned) sentences.push(`Line ${maker.line} ${reasonText(assigned)}.`);
  } else if (facts.stackPlace !== undefined) {
    sentences.push(`${name} is on the stack at ${place} and hands on the values that fail in the function it calls.`);
  } else if (facts.testCall) {
    sentences.push(
      `The failing test calls ${name}${expectation ? `, and got ${short(expectation.actual)} where ${short(expectation.expected)} was expected` : ''}.`,
    );
  } else {
    const { near, reasons } = facts.candidate;
    if (near)
      sentences.push(
        `Nothing in the output leads to ${name}: it ${hasReason(reasons.slice(0, 1), 'changed') ? 'was changed recently' : whyReached(facts)}.`,
      );
    else sentences.push(`${name} is not on the stack: it ${whyReached(facts)}.`);
    if (bad && shows && reasons.some(givesValue))
      sentences.push(`The value that is ${bad.value} at ${shows.file}:${shows.line} may come from here.`);
  }
  const [change] = facts.changes;
  if (change) {
    const said = change.summary ? ` "${short(change.summary)}"` : '';
    sentences.push(`Recent change: ${linesOf(change)}, ${change.commit ? `commit ${change.commit}${said}` : 'not committed yet'}.`);
  }
  return sentences.slice(0, 3).map(sentence).join(' ');
}

function evidence(facts: CandidateFacts, suspect: Place, story: Story): Evidence[] {
  const { candidate } = facts;
  const found: Evidence[] = [];
  const add = (file: string, line: number, why: string): void => {
    if (!found.some((each) => each.file === file && each.line === line)) found.push({ file, line, why, verified: true });
  };
  add(suspect.file, suspect.line, suspect.why);
  for (const line of facts.frameLines.slice(0, 1))
    add(candidate.file, line, reasonText(facts.arises ? { kind: 'arises', of: 'line' } : { kind: 'onStack' }));
  for (const change of facts.changes.slice(0, 1)) {
    const line = Math.min(Math.max(change.startLine, candidate.startLine), candidate.endLine);
    add(candidate.file, line, change.summary ? `changed recently: ${short(change.summary)}` : 'changed recently');
  }
  for (const line of lineScores(facts).slice(0, 4)) {
    const reason = line.reasons.find(({ kind }) => kind === 'assigns' || kind === 'decidesThrow' || kind === 'returns');
    if (reason) add(candidate.file, line.line, reasonText(reason));
  }
  if (story.shows) add(story.shows.file, story.shows.line, 'where the error surfaces');
  return found.slice(0, 4);
}

function check(facts: CandidateFacts, name: string, value: string | undefined, suspect: Place, story: Story): string {
  const { bad, expectation, fault, endless } = story;
  const place = `${suspect.file}:${suspect.line}`;
  if (facts.candidate.test) return `Look at ${place}: is the name spelled as it is defined or imported?`;
  if (fault === 'import')
    return 'Is there a file at that path, under that name? One that was renamed, moved or not installed is the usual cause.';
  if (fault === 'syntax') return `Look above ${place} for a bracket or a quote that is not closed.`;
  if (fault === 'compile') return `Which side of the message is wrong: what stands at ${place}, or what it has to fit?`;
  if (facts.arises && facts.rethrows)
    return `Log the error that is caught below ${linesOf(facts.rethrows)}, with its stack: it says what failed there.`;
  if (facts.arises && bad) {
    const [values, are] = value ? [`\`${value}\``, 'it is never'] : ['the values used', 'none is'];
    return `Log ${values} at ${place}. If ${are} ${bad.value} there, this is not the cause.`;
  }
  if (facts.arises && facts.throwsOnPurpose)
    return `Log the arguments of ${name}. If they are what the caller should pass, the check itself is wrong.`;
  if (endless)
    return `Log the arguments of ${name}. Do they come nearer to the case that ends it, and is that case asked before the next call?`;
  if (facts.arises) return `Stop at ${place} and look at the values on that line. If each is what you expect, this is not the cause.`;
  if (facts.stackPlace !== undefined) return `Log the arguments of the call at ${place}. If they are right, the cause is further in.`;
  if (facts.testCall && expectation)
    return `Call ${name} alone with the test's input. If it gives ${short(expectation.expected)}, this is not the cause.`;
  if (facts.changes.length) return `Undo the change at ${place} and run it again. If it still fails, this is not the cause.`;
  return `Log what ${name} returns. If it is what you expect, this is not the cause.`;
}

function lastPart(type: string): string {
  return type.slice(type.lastIndexOf('.') + 1);
}

const SHORT_LENGTH = 80;
const LONGEST_MESSAGE = 200;

/** A value on one line. */
function short(text: string, length = SHORT_LENGTH): string {
  const line = text.trim().replace(/\s+/g, ' ');
  return line.length > length ? `${line.slice(0, length)}…` : line;
}

/** With a capital at its start; code stays as it is. */
function sentence(text: string): string {
  return text.charAt(0).toUpperCase() + text.slice(1);
}

function linesOf({ startLine, endLine }: LineRange): string {
  return endLine > startLine ? `lines ${startLine}–${endLine}` : `line ${startLine}`;
}
