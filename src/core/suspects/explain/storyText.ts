import { wordSet } from './textTests';
import type { ErrorReport } from '../../capture/failureReport';
import { textFault } from '../../capture/textFault';
import type { LineRange } from '../../context/failureEvidence';
import { hasReason } from '../../context/reason';
import { reasonText } from '../../context/reasonText';
import type { CandidateFacts } from '../candidateFacts';
import { lineScores } from '../lineScores';
import { remembersNothing } from './circle';
import type { FailureExplained } from './explainFailure';
import { code, compileAgain, inMarkdown, shortened, type ShownPlace } from './explanation';
import { capital } from './originText';
import { returnsValue } from '../../flow/returnsValue';
import { cut, shownName, type Story } from './story';
import { surfacing } from './surfacing';
import { listText } from './wrongResult';
import { assertsResult, type TestUse } from './testUse';
import type { Place } from '../../flow/originSteps';

const LONGEST_MESSAGE = 200;
/** Characters of a value in a title. */
const LONGEST_IN_TITLE = 40;

/** The main line of a card, with the reason. */
export type Suspected = Place & { why: string };

/** The title of a card for a function without an explanation. */
export function titleOf(facts: CandidateFacts, story: Story): string {
  const name = shownName(facts);
  const { fault, endless } = story;
  const isTested = facts.testCall > 0 && story.testUse !== undefined;
  if (facts.changes.length && !facts.arises && !isTested) {
    if (facts.stackPlace !== undefined) return capital(`${name} is on the call path and was changed recently`);
    return capital(facts.candidate.near ? `${name} was changed recently` : `${name} ${howReached(facts)} and was changed recently`);
  }
  if (facts.candidate.test) return `The test itself is wrong: ${errorName(story)}`;
  if (fault === 'import') return capital(`${name} imports a module that cannot be found`);
  if (fault === 'syntax') return capital(`${name} cannot be parsed`);
  if (fault === 'compile') return shortened(inMarkdown((story.error?.message ?? '').split('\n')[0]!.trim()));
  if (facts.arises && facts.rethrows) return `An error inside ${name} is caught and rethrown`;
  if (endless) return capital(`${name} recurses without end`);
  if (facts.arises)
    return capital(
      facts.throwsOnPurpose && isGiven(facts) ? `${name} refuses what it was given` : `${name} ${surfacing(story.error).short}`,
    );
  if (facts.stackPlace !== undefined) {
    const { explained } = story;
    return explained?.ofValue ? `${explained.explanation.title}, reached from ${name}` : capital(`${name} is on the call path`);
  }
  if (facts.testCallShared) return capital(`${name} may be what the failing test calls`);
  if (facts.testCall)
    return story.testUse ? testTitle(name, story.testUse, story) : capital(`${name} is called in the failing test's code`);
  return isFurtherIn(facts, story) ? `The result may go wrong in ${name}` : capital(`${name} ${howReached(facts)}`);
}

const REACHED = wordSet('calledBy importedByTest runInTest');

/** Whether a failed assertion leads to it by calls, and nothing says that it is wrong. */
function isFurtherIn({ candidate }: CandidateFacts, { expectation }: Story): boolean {
  const [first] = candidate.reasons;
  return expectation !== undefined && !candidate.near && first !== undefined && REACHED.has(first.kind);
}

/** Only where its values are known did the assertion itself fail: an error may come before it. */
function testTitle(name: string, use: TestUse, story: Story): string {
  const { expectation } = story;
  switch (use) {
    case 'gives':
      return (
        gaveInstead(name, story) ??
        (expectation ? `${name} does not give what the test expects` : `The failing test asserts what ${name} returns`)
      );
    case 'asserts':
      return `The asserted value comes from what ${name} returns`;
    case 'passesOn':
      return `The asserted value is made with ${name}`;
    case 'callsWithin':
      return capital(`${name} is called ${expectation ? 'in the failed assertion' : 'in the line that fails'}`);
    case 'callsAbove':
      return capital(`${name} runs before the ${expectation ? 'failed assertion' : 'failure'}`);
    case 'callsBelow':
      return capital(`${name} is called below the ${expectation ? 'failed assertion' : 'line that fails'}`);
  }
}

/** Undefined where the values are too long for a title, or look the same. */
function gaveInstead(name: string, { expectation }: Story): string | undefined {
  const [got, wanted] = [expectation?.actual, expectation?.expected].map((text) => text && listText(text).trim());
  if (!got || !wanted || got === wanted) return undefined;
  const isShort = (text: string): boolean => text.length <= LONGEST_IN_TITLE && !text.includes('\n');
  return isShort(got) && isShort(wanted) ? `${name} gives ${code(got)} where ${code(wanted)} was expected` : undefined;
}

function testSentence(name: string, story: Story): string[] {
  const { testUse, expectation } = story;
  if (testUse === 'gives' && gaveInstead(name, story)) return [NOT_SHOWN];
  const got = expectation && `got ${cut(expectation.actual)} where ${cut(expectation.expected)} was expected`;
  if (assertsResult(testUse)) return [`The failing test calls ${name}${got ? `; its assertion ${got}` : ''}.`, NOT_SHOWN];
  if (testUse === 'passesOn')
    return [`The failing test makes the value that it asserts with ${name}${got ? `: it ${got}` : ''}.`, NOT_SHOWN];
  if (testUse === undefined) return [`The failing test calls ${name}${got ? `, and ${got}` : ''}.`];
  const [isAbove, isWithin] = [testUse === 'callsAbove', testUse === 'callsWithin'];
  if (got) return [`The test calls ${name} ${isAbove ? 'before' : isWithin ? 'in' : 'below'} the assertion that fails, which ${got}.`];
  return [`The test calls ${name} ${isAbove ? 'before it fails' : isWithin ? 'in the line that fails' : 'below the line that fails'}.`];
}

/** Of a failed test in whose code nothing wrong is known. */
export const NOT_SHOWN = 'The code alone does not show why.';

/** Of what a story knows the lines that made a result of. */
export const ROWS_BELOW = 'The lines below make its result.';

/** @param toldAbove the sentence that leads to a card above which explains the failure */
export function rootCauseOf(facts: CandidateFacts, suspect: Suspected, story: Story, toldAbove?: string): string[] {
  const { fault, endless, error } = story;
  const name = shownName(facts);
  const message = cut(error ? inMarkdown(withoutAddresses(error)) : '', LONGEST_MESSAGE).replace(/\.$/, '');
  const threw = error?.type ? `${errorName(story)}${message ? `: ${message}` : ''}` : message || 'the error';
  const { expectation } = story;
  // A difference that is drawn in lines cannot be read in one.
  const compared =
    expectation && error?.message.includes('\n')
      ? `, which got ${cut(expectation.actual)} where ${cut(expectation.expected)} was expected`
      : undefined;
  const surfaces = `${surfacing(error).long}${compared ?? (message ? `: ${message}` : '')}`;
  const line = facts.frameLines[0] ?? suspect.line;
  if (facts.candidate.test) return [`The test's own line ${line} fails: ${threw}.`];
  if (facts.arises) {
    const { rethrows } = facts;
    if (fault) return [`Line ${line}: ${message}.`];
    if (rethrows)
      return [`An error inside ${linesOf(rethrows)} is caught and rethrown on line ${line}.`, 'What failed there is not in the output.'];
    if (facts.throwsOnPurpose) return [`Line ${line} ${surfaces}.`, ...guardOf(facts, line), ...(story.traced?.sentences ?? [])];
    if (endless) return [`Line ${line} calls ${name} again before it has ended, until the stack is used up.`, ...remembersNothing(facts)];
    const text = (facts.file.lines[line - 1] ?? '').trim();
    // Some runtimes name the line after the one that threw.
    if (text && !/\w/.test(text)) return [`${capital(name)} ${surfaces}.`, ...(story.traced?.sentences ?? [])];
    return [`Line ${line}${text ? `, ${code(text)},` : ''} ${surfaces}.`, ...(story.traced?.sentences ?? assignments(facts))];
  }
  if (facts.stackPlace !== undefined) {
    const passed = passedOn(story.explained?.explanation.evidence ?? [], { file: facts.candidate.file, line });
    const where = facts.candidate.function ? `Line ${line} of ${name}` : `${facts.candidate.file}:${line}`;
    const first = passed
      ? `${capital(name)} passed the value on: ${story.explained?.at.file.file === passed.file ? `line ${line}` : `${passed.file}:${line}`} ${passed.why}.`
      : `${where} makes the call that fails further in.`;
    if (toldAbove) return [first, toldAbove];
    return [first, ...(story.explained ? fromElsewhere(story.explained) : [])];
  }
  if (facts.testCallShared) return ['The failing test calls a function of that name; the program has several.'];
  const rows = story.made ? [ROWS_BELOW] : [];
  if (facts.testCall) return [...testSentence(name, story), ...rows];
  const { near } = facts.candidate;
  if (near)
    return [
      `Nothing in the output leads to ${name}: it ${hasReason(facts.candidate.reasons.slice(0, 1), 'changed') ? 'was changed recently' : howReached(facts)}.`,
      ...rows,
    ];
  if (isFurtherIn(facts, story)) return [`${capital(name)} ${howReached(facts)}.`, ...(story.traced?.asserted ? [] : [NOT_SHOWN, ...rows])];
  // It is not in the trace, which does not tell whether it ran: how it belongs to the failure is known.
  return [`${capital(name)} ${howReached(facts)}.`, ...rows];
}

/** The row that passes the wrong value itself on at a place: what is passed before the value is made of it is another one. */
function passedOn(rows: readonly ShownPlace[], { file, line }: Place): ShownPlace | undefined {
  const passes = ({ why }: ShownPlace): boolean => why.startsWith('passes ');
  const row = rows.find((each) => each.file === file && each.line === line && passes(each));
  const passing = new Set(rows.filter(passes).map(({ step }) => step));
  for (let step = 1; step < (row?.step ?? 1); step += 1) if (!passing.has(step)) return undefined;
  return row;
}

/** What the error is, where it shows. */
export function surfaceSentences({ shows, error }: Story): string[] {
  const message = cut(error ? inMarkdown(withoutAddresses(error)) : '', LONGEST_MESSAGE).replace(/\.$/, '');
  return shows ? [`${shows.file}:${shows.line} ${surfacing(error).long}${message ? `: ${message}` : ''}.`] : [];
}

/** A sanitizer's message without the numbers that differ in each run. */
function withoutAddresses({ type, message }: ErrorReport): string {
  if (!type.endsWith('Sanitizer')) return message;
  const numbers =
    / (?:at 0x[\da-f]{1,16} )?thread T\d{1,4}\b| (?:on (?:unknown )?address )?0x[\da-f]{1,16}\b| (?:at )?\(?(?:pc|bp|sp) 0x[\da-f]{1,16}| T\d{1,4}\)/g;
  return message.replace(numbers, '').replace(/\n/g, ', ');
}

/** A place in a file of its own: what is said there is not said of the file where the error surfaces. */
const HAS_PLACE = /^(?!Line \d).{0,400}?[\w)\]]\.\w{1,10}:\d/;

/** An explanation's sentences for a card in another file than the one where the error surfaces. */
export function fromElsewhere({ at, explanation: { sentences } }: Pick<FailureExplained, 'at' | 'explanation'>): string[] {
  const [first = '', ...rest] = sentences;
  if (HAS_PLACE.test(first)) return [...sentences];
  return [`In ${at.file.file}, ${withoutCapital(first)}`, ...rest];
}

/** A sentence that goes on another one. It may begin with a name of the code, which keeps its capitals. */
export function withoutCapital(sentence: string): string {
  return sentence.replace(/^(?:Line|The|An?|Each|Nothing|This|That|It|In|If|Recent)\b/, (word) => word.toLowerCase());
}

/** Sentences below a title that has told the first one; a single one stays. */
export function withoutTitle(sentences: readonly string[], title: string): readonly string[] {
  const [first = '', ...rest] = sentences;
  return rest.length > 0 && title.startsWith(first.replace(/\.$/, '')) ? rest : sentences;
}

/** Whether a function is given values; the arguments of a program's start are none that a caller chose. */
function isGiven({ fn }: CandidateFacts): boolean {
  return fn === undefined || fn.parameters.some(({ name }) => !['self', 'cls', 'args', 'argv', 'argc'].includes(name));
}

/** The branch that decides a throw. */
function guardOf({ file, candidate }: CandidateFacts, line: number): string[] {
  const branch = file.branches(candidate).findLast(({ then }) => then.startLine <= line && line <= then.endLine);
  return branch ? [`The branch on line ${branch.line}, ${code(branch.condition)}, decides it.`] : [];
}

/** The assignments of the names on the failing line, the nearest first. */
function assignments(facts: CandidateFacts): string[] {
  const maker = lineScores(facts).find(({ reasons }) => hasReason(reasons, 'assigns'));
  const assigned = maker?.reasons.find(({ kind }) => kind === 'assigns');
  return maker && assigned ? [`Line ${maker.line} ${reasonText(assigned)}.`] : [];
}

/** The path to a function off the stack, as the rest of a sentence about it. */
function howReached({ candidate }: CandidateFacts): string {
  const [first] = candidate.reasons;
  switch (first?.kind) {
    case 'calledBy':
    case 'readBy':
      return `is ${first.kind === 'calledBy' ? 'called' : 'read'} by ${/\s/.test(first.name) ? first.name : code(first.name)}`;
    case 'decorates':
      return `decorates ${code(first.name)}`;
    case 'namedInMessage':
    case 'sameFile':
    case 'testNamedAfter':
    case 'importedByTest':
      return `is ${reasonText(first)}`;
    case 'testCalls':
      return "is called in the test's code";
    case 'makesValue':
      return `may be where ${code(first.name)} comes from`;
    case 'makesResult':
      return `may return the value of ${code(first.expression)}`;
    case 'returnedNull':
      return 'may have returned the value that was null';
    case 'setsValue':
    case 'calls':
    case 'runsBeforeTest':
      return reasonText(first);
    case 'runInTest':
      return 'is called when the test runs';
    case 'readsValue':
      return `sets ${code(first.name)}, which ${code(first.reader)} reads`;
    default:
      return 'is near the failure';
  }
}

/** What the failing line is to a reader. */
export const SURFACES = 'fails here';

export function surfacesAs({ expectation }: Story): string {
  return expectation ? `the assertion, which got ${cut(expectation.actual)} where ${cut(expectation.expected)} was expected` : SURFACES;
}

export function evidenceOf(facts: CandidateFacts, suspect: Suspected, story: Story): Suspected[] {
  const { shows, explained } = story;
  const { candidate } = facts;
  const found: Suspected[] = [suspect];
  const origin = explained?.traced ? undefined : explained?.explanation.origin;
  if (facts.stackPlace !== undefined && shows && explained)
    found.push({ ...shows, why: surfacesAs(story) }, ...(origin ? [{ ...origin, why: 'where the value comes from' }] : []));
  for (const line of facts.frameLines.slice(0, 1))
    found.push({ file: candidate.file, line, why: reasonText(facts.arises ? { kind: 'arises', of: 'line' } : { kind: 'onStack' }) });
  for (const change of facts.changes.slice(0, 1)) {
    const line = Math.min(Math.max(change.startLine, candidate.startLine), candidate.endLine);
    found.push({ file: candidate.file, line, why: change.summary ? `changed recently: ${cut(change.summary)}` : 'changed recently' });
  }
  for (const line of lineScores(facts).slice(0, 4)) {
    const reason = line.reasons.find(({ kind }) => kind === 'assigns' || kind === 'decidesThrow' || kind === 'returns');
    if (reason) found.push({ file: candidate.file, line: line.line, why: reasonText(reason) });
  }
  if (shows) found.push({ ...shows, why: surfacesAs(story) });
  return found;
}

export function checkOf(facts: CandidateFacts, suspect: Suspected, story: Story): string {
  const { expectation, fault, endless } = story;
  const name = shownName(facts);
  const place = `${suspect.file}:${suspect.line}`;
  if (facts.candidate.test) return `Look at ${place}: is the name spelled as it is defined or imported?`;
  if (fault === 'import')
    return 'Is there a file at that path, under that name? One that was renamed, moved or not installed is the usual cause.';
  if (fault === 'syntax') return `Look above ${place} for a bracket or a quote that is not closed.`;
  if (fault === 'compile') return compileAgain(place);
  if (facts.arises && facts.rethrows)
    return `Log the error that is caught below ${linesOf(facts.rethrows)}, with its stack: it says what failed there.`;
  if (facts.arises && facts.throwsOnPurpose)
    return `Log the arguments of ${name}. If they are what the caller should pass, the check itself is wrong.`;
  if (endless)
    return `Log the arguments of ${name}. Do they come nearer to the case that ends it, and is that case asked before the next call?`;
  if (facts.arises) return `Stop at ${place} and look at the values on that line. If each is what you expect, this is not the cause.`;
  if (facts.stackPlace !== undefined) return `Log the arguments of the call at ${place}. If they are right, the cause is further in.`;
  if (facts.testCall && expectation && assertsResult(story.testUse))
    return `Run the test with values recorded: is what ${name} was given right? If it is not, this is not the cause.`;
  if (facts.testCall && story.testUse === 'callsAbove')
    return `Log what ${name} changes and returns. If both are what you expect, this is not the cause.`;
  if (facts.changes.length) return `Undo the change at ${place} and run it again. If it still fails, this is not the cause.`;
  // Nothing ran that could be logged.
  if (story.error && textFault(story.error) === 'compile')
    return `Change ${place} and compile it again. If the same message stays, this is not the cause.`;
  if (isTopLevel(facts)) return `Look at what ${name} sets. If it is what you expect, this is not the cause.`;
  if (facts.fn && !returnsValue(facts.file, facts.fn)) return `Log what ${name} changes. If it is what you expect, this is not the cause.`;
  return `Log what ${name} returns. If it is what you expect, this is not the cause.`;
}

function errorName({ error }: Story): string {
  return error?.type ? error.type.slice(error.type.lastIndexOf('.') + 1) : 'an error';
}

/** Code outside of functions, which returns nothing. */
function isTopLevel({ candidate, fn }: CandidateFacts): boolean {
  return !candidate.function && !fn;
}

function linesOf({ startLine, endLine }: LineRange): string {
  return endLine > startLine ? `lines ${startLine}–${endLine}` : `line ${startLine}`;
}
