import { parseFailure } from '../core/capture/captureFailure';
import { failureTitle } from '../core/capture/failureTitle';
import { looksLikeFailure } from '../core/capture/looksLikeFailure';
import { traceAround } from '../core/capture/traceAround';
import type { AnalysisMethods } from '../protocol/analysisProtocol';
import type { Handlers } from '../protocol/rpc';
import type { DiagnosisPipeline } from './diagnosisPipeline';

/**
 * Answers each call to the analysis, in a worker or in this process.
 * @param pipeline read at each call; throws until it is set up
 */
export function analysisHandlers(pipeline: () => DiagnosisPipeline): Omit<Handlers<AnalysisMethods>, 'setup'> {
  return {
    capture: (input, step) => pipeline().capture(input, step),
    glance: ({ text }) => (looksLikeFailure(text) ? { title: failureTitle(parseFailure(text)) } : null),
    traceAround: ({ text, offset }) => traceAround(text, offset) ?? null,
    collect: ({ report, options, attempts }, step) => pipeline().collect(report, options, attempts, step),
    redact: ({ texts, options }) => pipeline().redact(texts, options),
    redactMore: (more) => pipeline().redactMore(more),
    rank: ({ case: id, preference, coverage }, step) => pipeline().rank(id, preference, step, coverage),
    rehearsed: ({ case: id }, step) => pipeline().rehearsed(id, step),
    learnVerdict: (verdict) => pipeline().learnVerdict(verdict),
    attention: ({ case: id }, step) => pipeline().readAttention(id, step),
    lineAttention: ({ run }, { signal }) => pipeline().attention.source(run).lineAttention(signal),
    tokenAttention: ({ run, layer, head }, { signal }) => pipeline().attention.source(run).attention({ layer, head }, signal),
    rollout: ({ run }, { signal }) => pipeline().attention.source(run).rollout(signal),
    neuron: ({ run, ...pair }, { signal }) => pipeline().attention.source(run).neuron(pair, signal),
    scoresWithout: ({ run, rows }, { signal }) => pipeline().attention.source(run).scoresWithoutRows(rows, signal),
    expectedTokens: ({ run, token, count }, { signal }) => pipeline().attention.source(run).expectedTokens(token, count, signal),
    readAnswer: (answer) => pipeline().readAnswer(answer),
    restore: ({ case: id, text, secrets }) => pipeline().restore(id, text, secrets),
    probePlaces: (request, step) => pipeline().probePlaces(request, step),
    probeStatements: (request, step) => pipeline().probeStatements(request, step),
    stagedProbes: (request, step) => pipeline().stagedProbes(request, step),
    applyDiff: (diff) => pipeline().applyDiff(diff),
  };
}
