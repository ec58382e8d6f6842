/**
 * One reading of one failure by the mini-model: what the attention view draws. Plain data; it crosses `postMessage` as it is. What is
 * large (the attention itself) is asked for piece by piece, through {@link AttentionSource}.
 */
export interface ModelRun {
  /** Names this reading: changes when the evidence or the model changed. What a view kept of another reading is not used. */
  id: string;
  model: ModelFacts;
  tokens: Tokens;
  /** In the order in which the model read them. */
  rows: Row[];
  /** The hypotheses on show, best first. Those of an outside model are here too: what the mini-model gave their lines can be looked at. */
  hypotheses: HypothesisReference[];
  /** What was left out so that the failure fits the model, one sentence each. */
  cuts: string[];
  /** What the ranking rests on; absent in recordings made before it was measured. */
  parts?: RankingParts;
}

/** What the ranking rests on, measured: the chance of the function ranked first, as it is and without a part of what went in. */
export interface RankingParts {
  /** Name of the function ranked first, or of its file. */
  first: string;
  /** 0..1. */
  chance: number;
  /** Without the text that the model read: what the program knows about the lines and functions alone. */
  read: PartWithout;
  /** Without recent changes; absent where there are none. */
  changes?: PartWithout;
  /** Functions of the stack are among the candidates. */
  stack: boolean;
  /** Functions that the failing test calls are among them. */
  testCalls: boolean;
}

export interface PartWithout {
  /** Chance of the same function without the part, 0..1. */
  without: number;
  /** What would be first without it, where that is another function. */
  instead?: string;
}

/** The model's real numbers. */
export interface ModelFacts {
  name: string;
  layers: number;
  heads: number;
  /** Width of the hidden state. */
  width: number;
  /** `width / heads`. */
  headWidth: number;
  /** Inner width of the feed-forward network. */
  feedForward: number;
  vocabulary: number;
  parameters: number;
  /** Most tokens that the model reads at once. */
  maxTokens: number;
  /** Heads whose attention agreed best with deletion on the bugs that the model was judged on; the evidence view begins with these. */
  faithfulHeads?: HeadPlace[];
}

/** 0-based. */
export interface HeadPlace {
  layer: number;
  head: number;
}

/** The tokens that the model read, as columns of the same length T. */
export interface Tokens {
  /** As shown: with their own white space, line feeds as `\n`. */
  text: string[];
  /** Place in the vocabulary. */
  id: Int32Array;
  /** Index into {@link ModelRun.rows}; -1 for a token of no row ([CLS], [SEP], section marks). */
  row: Int32Array;
  /** 1 for marks that stand for no text ([CLS], [SEP], [ROW]): can be hidden. */
  special: Uint8Array;
}

export type Section = 'error' | 'behavior' | 'frames' | 'test' | 'code' | 'changes';

/** A line of the evidence. */
export interface Row {
  section: Section;
  /** Workspace-relative with `/`; absent for lines of no file. */
  file?: string;
  /** 1-based. */
  line?: number;
  text: string;
  /** 0-based token range `[start, end)`. The score is read from the hidden state at `start`. */
  start: number;
  end: number;
  /** Logit for "the cause is here"; absent where the line is no candidate. */
  score?: number;
  /** Softmax of the scores over all candidates, 0..1. */
  share?: number;
}

export interface HypothesisReference {
  /** 1-based, as the panel shows it. */
  rank: number;
  title: string;
  /** Rows that its evidence names. Empty: the model did not read these lines. */
  rows: number[];
  /** 0..1, as its card shows it: the chance of its whole function, or what an outside model states. */
  confidence: number;
  /** Name of the outside model that made it; absent for the mini-model's own. */
  outsideModel?: string;
}

/**
 * Where the numbers of one {@link ModelRun} come from: the model's worker, or a recording. T is the number of tokens, R of rows, L of
 * layers, H of heads, D the head's width. Every method rejects with an `AbortError` when its signal is aborted.
 */
export interface AttentionSource {
  /**
   * Attention of every head between lines: L·H matrices of R×R, `[((layer · H + head) · R + from) · R + to]`. A value is the mean over the
   * tokens of `from` of what they give to the tokens of `to` together; a row sums to 1 less what went to tokens of no row.
   * `aggregateLines` makes it.
   */
  lineAttention(signal?: AbortSignal): Promise<Float32Array>;

  /**
   * Attention of one head between tokens, T×T bytes, `[from · T + to]`, packed by `packAttention`: `round(255 · √(weight / largest weight of
   * the row))`. Weights are read back as `byte² / sum of the row's byte²`: rows sum to 1 again, and the many weights below 1/255 that long
   * inputs have are kept.
   */
  attention(place: HeadPlace, signal?: AbortSignal): Promise<Uint8Array>;

  /** The arithmetic of one pair of tokens in one head. */
  neuron(pair: HeadPlace & { from: number; to: number }, signal?: AbortSignal): Promise<NeuronReading>;

  /**
   * Rollout over all layers between lines, R×R, `[from · R + to]`: from the token where the score of `from` is read to the tokens of `to`
   * together. `rolloutLines` makes it.
   */
  rollout(signal?: AbortSignal): Promise<Float32Array>;

  /**
   * Scores of all rows, once for each group of rows that is left out of the input: R logits, NaN for what was left out or is no candidate.
   * The tokens are taken out and what follows moves up, as if the lines had never been there.
   * @param onScores called after each group, in any order
   */
  scoresWithout(groups: number[][], onScores: (group: number, scores: Float32Array) => void, signal?: AbortSignal): Promise<void>;

  /** What the model expects at one token when it is masked: the `count` most probable, and how probable the real one was. */
  expectedTokens(token: number, count: number, signal?: AbortSignal): Promise<ExpectedTokens>;
}

/** One head's arithmetic for one pair. All vectors have D values unless said otherwise; the view recomputes what follows from them. */
export interface NeuronReading {
  /** Query of `from` and key of `to`, before the rotation by position. */
  query: Float32Array;
  key: Float32Array;
  /** After it: the dot product is that of these two. */
  rotatedQuery: Float32Array;
  rotatedKey: Float32Array;
  /** T values: the dot product of `from` with every token, divided by √D. */
  scaled: Float32Array;
  /** T values: the softmax of `scaled`. */
  weights: Float32Array;
  /** Value vector of `to`. */
  value: Float32Array;
  /** What the head hands on for `from`: the sum of all weighted value vectors. */
  output: Float32Array;
}

export interface ExpectedTokens {
  /** Most probable first. */
  candidates: { text: string; probability: number }[];
  /** The token that really stands there. */
  actual: { text: string; probability: number; /** 1-based. */ rank: number };
}

/** The model's card, `media/model/card.json`: how it was trained and judged. Every part may be missing. */
export interface ModelCard {
  /** See {@link ModelFacts.faithfulHeads}. */
  faithfulHeads?: HeadPlace[];
  curves?: CurvePoint[];
  /** Mean rank agreement (Spearman) with deletion on the bugs that it was judged on. */
  faithfulness?: FaithfulnessFigures;
}

export interface CurvePoint {
  /** "pre-training", "fine-tuning". */
  phase: string;
  epoch: number;
  trainLoss: number;
  validLoss?: number;
  learningRate?: number;
}

export interface FaithfulnessFigures {
  /** Failures counted. */
  failures: number;
  heads: (HeadPlace & { agreement: number })[];
  /** Mean over all heads. */
  attention: number;
  rollout: number;
  /** What weights drawn at random reach; uniform weights have no order, and so no agreement. */
  random: number;
}

/** What asking an outside model again without each section of the evidence would take. */
export interface OutsidePlan {
  /** Names this evidence and this hypothesis: what would be asked after one of them changed is refused. */
  id: string;
  /** Name of the model that would be asked, and where it is. */
  model: string;
  destination: string;
  /** The model that made the hypothesis, where it is not known how to reach that one and another would be asked. */
  madeBy?: string;
  /** Title of the hypothesis that is judged. */
  hypothesis: string;
  /** Names of the sections, in the prompt's order. One call each, and one with all of them. */
  sections: string[];
  calls: number;
  /** Sent and, as far as can be told, answered. */
  tokens: number;
  /** What is asked each time, below the evidence. */
  question: string;
}

/** Why there is nothing to draw, or that there is. */
export type ReadingState =
  | { phase: 'notLoaded' }
  | { phase: 'loading'; /** 0..1 where known. */ progress?: number; doing?: string }
  /** The model says nothing on this failure; the sentence says why: "There is no stack trace to start from." */
  | { phase: 'abstained'; message: string }
  | { phase: 'failed'; message: string }
  | { phase: 'cancelled' }
  | { phase: 'ready'; run: ModelRun; source: AttentionSource };
