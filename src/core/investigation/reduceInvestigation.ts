import { RETRYING } from '../ports';
import type { Investigation, LedgerEntry, Round } from './investigation';

import type { AnswerEnd, InvestigationEvent } from './investigationEvent';
import { withAnswer, withLocal, withProven } from './ledgerEntries';
import { mergeInvestigations } from './mergeInvestigations';
import type { UnderWay } from './runRecord';
import { statusAfterRun, statusAfterVerdict } from './statusAfterRun';

/** The characters stored of an answer; the rest is read but not stored. */
export const MAX_ANSWER_LENGTH = 400_000;

/** The next state. Events for an unknown round, hypothesis or failure change nothing. */
export function reduceInvestigation(state: Investigation, event: InvestigationEvent): Investigation {
  switch (event.type) {
    case 'collecting':
      return {
        ...state,
        evidence: { ...state.evidence, phase: 'collecting', ranking: undefined, progress: event.progress, problem: undefined },
      };
    case 'collected':
      return {
        ...state,
        title: event.title,
        failure: event.failure,
        location: event.location ?? state.location,
        evidence: { phase: 'ready', ranking: true, collected: { case: event.case, evidence: event.evidence, prompt: event.prompt } },
      };
    case 'collectFailed':
      return {
        ...state,
        evidence: { ...state.evidence, phase: 'failed', ranking: undefined, progress: undefined, problem: event.problem },
      };
    case 'tokensCounted':
      return { ...state, evidence: { ...state.evidence, modelTokens: event.tokens } };
    case 'suspectsRanked':
      return { ...state, suspects: event.suspects, embedding: event.embedding };
    case 'seenAgain':
      return { ...state, reports: event.reports, picked: 0, values: event.values, source: event.source, capturedAt: event.at };
    case 'failurePicked':
      return turnToFailure(state, event);
    case 'expectationSaid':
      return withChoices(state, { expected: event.expected, actual: event.actual });
    case 'removed':
      if (state.choices.removed.some(({ key }) => key === event.key)) return state;
      return withChoices(state, { removed: [...state.choices.removed, { key: event.key, label: event.label }] });
    case 'restored':
      return withChoices(state, {
        removed: state.choices.removed.filter(({ key }) => key !== event.key),
        edited: without(state.choices.edited, event.key),
      });
    case 'snippetEdited':
      return withChoices(state, { edited: { ...state.choices.edited, [event.id]: event.text } });
    case 'referenceAdded':
      if (state.choices.references.includes(event.reference)) return state;
      return withChoices(state, { references: [...state.choices.references, event.reference] });
    case 'fileChosen':
      return withChoices(state, { chosenFiles: { ...state.choices.chosenFiles, [event.frame]: event.file } });
    case 'secretKept':
      if (state.choices.keptSecrets.some(({ fingerprint }) => fingerprint === event.redaction.fingerprint)) return state;
      return withChoices(state, { keptSecrets: [...state.choices.keptSecrets, event.redaction] });
    case 'secretHidden':
      return withChoices(state, { keptSecrets: state.choices.keptSecrets.filter(({ fingerprint }) => fingerprint !== event.fingerprint) });
    case 'localHypotheses':
      return { ...state, evidence: { ...state.evidence, ranking: undefined }, hypotheses: withLocal(state, event.hypotheses) };
    case 'proved':
      return { ...state, hypotheses: withProven(state.hypotheses, event.hypotheses) };
    case 'asked':
      return {
        ...state,
        rounds: [...state.rounds, { id: event.round, source: event.source, at: event.at, phase: 'streaming', text: '', notices: [] }],
      };
    case 'modelReached':
      return withRound(state, event.round, (round) => ({ ...round, reference: event.reference }));
    case 'promptSent':
      return withRound(state, event.round, (round) => ({ ...round, secrets: event.secrets }));
    case 'answerArrived':
      return withRound(state, event.round, (round) => ({ ...round, text: event.text.slice(0, MAX_ANSWER_LENGTH) }));
    case 'answerRead':
      return { ...state, hypotheses: withAnswer(state.hypotheses, event.round, event.hypotheses) };
    case 'noticed':
      return withRound(state, event.round, (round) => ({ ...round, notices: [...new Set([...round.notices, event.message])] }));
    case 'answerEnded':
      return endRound(state, event.round, event.end);
    case 'windowReloaded':
      return state.rounds.filter(({ phase }) => phase === 'streaming').reduce(interruptRound, state);
    case 'changedElsewhere':
      return mergeElsewhere(state, event);
    case 'verdict':
      return statusAfterVerdict(withFixedBy(withEntry(state, event.id, (entry) => ({ ...entry, verdict: event.verdict }))), event.verdict);
    case 'questionAnswered':
      return answerQuestion(state, event);
    case 'fixApplied':
      return withEntry(state, event.id, (entry) => ({
        ...entry,
        fixState: 'applied',
        fixMessage: event.message,
        undo: event.undo || undefined,
      }));
    case 'fixUndone':
      return withEntry(state, event.id, (entry) => ({ ...entry, fixState: 'offered', fixMessage: event.message, undo: undefined }));
    case 'fixRefused':
      return withEntry(state, event.id, (entry) => ({ ...entry, fixMessage: event.message }));
    case 'fixTried':
      return tryFix(state, event);
    case 'statusSet':
      return { ...state, status: event.status };
    case 'recipeKnown':
      return { ...state, recipe: event.recipe };
    case 'runStarted':
      return { ...state, underWay: event.run };
    case 'runStopped':
      return withoutRunning(state, event.record);
    case 'runCutOff':
      return state.underWay ? cutOff(state, state.underWay) : state;
    case 'ran':
      return recordRun(withoutRunning(state, event.record.id), event);
  }
}

/** Evidence belongs to one failure: where the other window picked another one, it is collected again. */
function mergeElsewhere(state: Investigation, event: Extract<InvestigationEvent, { type: 'changedElsewhere' }>): Investigation {
  const merged = mergeInvestigations(event.base, state, event.theirs);
  return merged.failure === state.failure ? merged : { ...merged, evidence: { phase: 'collecting' }, suspects: [] };
}

function turnToFailure(state: Investigation, { index, title, failure }: { index: number; title: string; failure: string }): Investigation {
  if (!state.reports[index] || index === state.picked) return state;
  return {
    ...state,
    picked: index,
    title,
    failure,
    location: undefined,
    // Frame numbers, ids and values belong to the previously picked failure.
    values: [],
    choices: { ...state.choices, expected: undefined, actual: undefined, removed: [], edited: {}, chosenFiles: {} },
    evidence: { phase: 'collecting' },
    suspects: [],
    hypotheses: [],
  };
}

function answerQuestion(state: Investigation, event: { id: string; answer: string; at: string }): Investigation {
  const entry = state.hypotheses.find(({ hypothesis }) => hypothesis.id === event.id);
  const question = entry?.hypothesis.clarifyingQuestion;
  if (!question) return state;
  return { ...state, answers: [...state.answers, { hypothesis: event.id, question, answer: event.answer, at: event.at }] };
}

function tryFix(state: Investigation, event: Extract<InvestigationEvent, { type: 'fixTried' }>): Investigation {
  const entry = state.hypotheses.find(({ hypothesis }) => hypothesis.id === event.id);
  if (!entry) return state;
  const { title, fix } = entry.hypothesis;
  const tried = { id: event.try, hypothesis: event.id, title, diff: fix?.diff, worked: event.worked, result: event.result, at: event.at };
  const next = withEntry(state, event.id, (current) => ({
    ...current,
    fixState: event.worked ? 'worked' : 'failed',
    fixMessage: event.message,
    verdict: event.worked ? 'confirmed' : current.verdict,
  }));
  return withFixedBy({ ...next, tries: [...state.tries, tried], status: event.worked ? 'fixed' : 'open' });
}

function withoutRunning(state: Investigation, record: string): Investigation {
  return state.underWay?.id === record ? { ...state, underWay: undefined } : state;
}

function cutOff(state: Investigation, { id, kind, at }: UnderWay): Investigation {
  const text = 'cut off: the window was closed or reloaded before it ended';
  return { ...state, underWay: undefined, runs: [...state.runs, { id, kind, at, outcome: 'unresolved', text, notes: [] }] };
}

/** A run in which a fix does not help counts as a try of it: the next prompt includes it, and the same fix is not offered again. */
function recordRun(state: Investigation, { record, result }: Extract<InvestigationEvent, { type: 'ran' }>): Investigation {
  // A value's path grows while logpoints report, and what ran gets what changes did, so they replace their earlier versions. Others are added.
  const known = (record.kind === 'trace' || record.kind === 'coverage') && state.runs.some(({ id }) => id === record.id);
  const runs = known ? state.runs.map((each) => (each.id === record.id ? record : each)) : [...state.runs, record];
  const next = statusAfterRun({ ...state, runs }, record);
  const { hypothesis: id, outcome } = record;
  const entry = state.hypotheses.find(({ hypothesis }) => hypothesis.id === id);
  if (!entry || id === undefined || record.kind !== 'try' || outcome === undefined || outcome === 'gone' || outcome === 'unresolved')
    return next;
  const { title, fix } = entry.hypothesis;
  const tried = { id: record.id, hypothesis: id, title, diff: fix?.diff, worked: false, result: result ?? record.text, at: record.at };
  const failed = withEntry(next, id, (current) => ({ ...current, fixState: 'failed', fixMessage: record.text }));
  return { ...failed, tries: [...state.tries, tried] };
}

/** The correct hypothesis, for the next similar failure. */
function withFixedBy(state: Investigation): Investigation {
  const right = state.hypotheses.find(({ verdict }) => verdict === 'confirmed');
  return { ...state, fixedBy: right?.hypothesis.title };
}

function endRound(state: Investigation, id: string, end: AnswerEnd): Investigation {
  const next = withRound(state, id, (round) => ({ ...round, ...end, notices: notRepeated(round.notices, end) }));
  return { ...next, hypotheses: next.hypotheses.map((entry) => (entry.round === id ? { ...entry, streaming: false } : entry)) };
}

/** The message that ends a round says what failed; the notices of its attempts say no more. */
function notRepeated(notices: string[], end: AnswerEnd): string[] {
  if (end.phase !== 'failed') return notices;
  return notices.filter((notice) => !notice.endsWith(RETRYING) || !end.message.startsWith(notice.slice(0, -RETRYING.length)));
}

function interruptRound(state: Investigation, round: Round): Investigation {
  const message = 'The window was reloaded while the model was answering. What had arrived is kept; ask again for the rest.';
  return endRound(state, round.id, { phase: 'interrupted', message, nextStep: 'askAgain' });
}

function withChoices(state: Investigation, choices: Partial<Investigation['choices']>): Investigation {
  return { ...state, choices: { ...state.choices, ...choices } };
}

function withRound(state: Investigation, id: string, change: (round: Round) => Round): Investigation {
  return { ...state, rounds: state.rounds.map((round) => (round.id === id ? change(round) : round)) };
}

function withEntry(state: Investigation, id: string, change: (entry: LedgerEntry) => LedgerEntry): Investigation {
  return { ...state, hypotheses: state.hypotheses.map((entry) => (entry.hypothesis.id === id ? change(entry) : entry)) };
}

function without<T>(record: Record<string, T>, key: string): Record<string, T> {
  return Object.fromEntries(Object.entries(record).filter(([name]) => name !== key));
}
