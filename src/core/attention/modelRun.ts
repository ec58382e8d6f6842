/**
 * One reading of one failure by the mini-model: what the attention view draws. Plain data that `postMessage` can carry. Large parts (the
 * attention itself) are requested piece by piece through {@link AttentionSource}.
 */
export interface ModelRun {
  /** Identifies this reading; changes with the evidence or the model. A view discards data of another reading. */
  id: string;
  model: ModelFacts;
  tokens: Tokens;
  /** In the model's reading order. */
  rows: Row[];
  /** The hypotheses shown, best first, including those of an outside model: their lines have scores of the mini-model too. */
  hypotheses: HypothesisReference[];
  /** The parts left out to fit the failure into the model, one sentence each. */
  cuts: string[];
  /** The effect of each kind of input on the ranking; absent in older recordings. */
  parts?: RankingParts;
}

/** The measured effect of each kind of input: the chance of the function ranked first, with all input and without a part of it. */
export interface RankingParts {
  /** Name of the function ranked first, or of its file. */
  first: string;
  /** 0..1. */
  chance: number;
  /** Without the text that the model read, only with the program's data on lines and functions. */
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
  /** The function ranked first without the part, where it is another one. */
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
  /** The heads that agreed best with deletion on the evaluation bugs; the evidence view begins with these. */
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
  /** Logit for "the cause is here"; absent where the line is not a candidate. */
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
  /** 0..1, as its card shows it: the chance of its whole function (`shownChance`), or the confidence that an outside model states. */
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
   * Attention of every head between lines: L·H matrices of R×R, `[((layer · H + head) · R + from) · R + to]`. A value is the total that a
   * token of `from` gives to the tokens of `to`, averaged over the tokens of `from`. A row sums to 1 minus the share of tokens of no row.
   * Made by `aggregateLines`.
   */
  lineAttention(signal?: AbortSignal): Promise<Float32Array>;

  /**
   * Attention of one head between tokens, T×T bytes, `[from · T + to]`, packed by `packAttention`:
   * `round(255 · √(weight / largest weight of the row))`. Weights are read back as `byte² / sum of the row's byte²`: rows sum to 1 again,
   * and weights below 1/255, frequent in long inputs, are kept.
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
   * Scores of all rows, once for each group of rows left out of the input: R logits, NaN for rows left out and for rows that are not
   * candidates. The tokens are removed and the following ones move up, as if the lines had never been there.
   * @param onScores called after each group, in any order
   */
  scoresWithout(groups: number[][], onScores: (group: number, scores: Float32Array) => void, signal?: AbortSignal): Promise<void>;

  /** The model's predictions for one masked token: the `count` most probable, and the probability of the real one. */
  expectedTokens(token: number, count: number, signal?: AbortSignal): Promise<ExpectedTokens>;
}

/** One head's arithmetic for one pair. All vectors have D values unless said otherwise; the view recomputes what follows from them. */
export interface NeuronReading {
  /** Query of `from` and key of `to`, before the rotation by position. */
  query: Float32Array;
  key: Float32Array;
  /** After the rotation; the dot product is taken from these two. */
  rotatedQuery: Float32Array;
  rotatedKey: Float32Array;
  /** T values: the dot product of `from` with every token, divided by √D. */
  scaled: Float32Array;
  /** T values: the softmax of `scaled`. */
  weights: Float32Array;
  /** Value vector of `to`. */
  value: Float32Array;
  /** The head's output for `from`: the sum of all weighted value vectors. */
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
  /** The agreement of random weights; uniform weights have no order, and so no agreement. */
  random: number;
}

/** The calls needed to ask an outside model again without each section of the evidence. */
export interface OutsidePlan {
  /** Identifies this evidence and this hypothesis: a request is refused after either has changed. */
  id: string;
  /** Name of the model to be asked, and its location. */
  model: string;
  destination: string;
  /** The model that made the hypothesis, where it cannot be reached and another one would be asked. */
  madeBy?: string;
  /** Title of the hypothesis to be judged. */
  hypothesis: string;
  /** Names of the sections, in the prompt's order. One call each, and one with all of them. */
  sections: string[];
  calls: number;
  /** Tokens sent and, as an estimate, received. */
  tokens: number;
  /** The question of each call, below the evidence. */
  question: string;
}

/** Whether there is something to draw, and the reason where not. */
export type ReadingState =
  | { phase: 'notLoaded' }
  | { phase: 'loading'; /** 0..1 where known. */ progress?: number; doing?: string }
  /** The model has no answer for this failure; the sentence gives the reason: "There is no stack trace to start from." */
  | { phase: 'abstained'; message: string }
  | { phase: 'failed'; message: string }
  | { phase: 'cancelled' }
  | { phase: 'ready'; run: ModelRun; source: AttentionSource };
