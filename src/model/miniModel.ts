import * as ort from 'onnxruntime-web/wasm';
import { modelInputs, type ModelInputs } from './modelInputs';
import type { ModelSizes } from './modelSizes';
import { partOfGraph } from './partOfGraph';
import type { Reading, ReadRow } from './reading';

export interface MiniModelFiles {
  /** The graph with its weights. */
  graph: Uint8Array;
  /** onnxruntime's WebAssembly, and the URL of the script that starts it. */
  wasm: Uint8Array;
  wasmScript: string;
  sizes: ModelSizes;
}

/** Logits; `suspectsOfScores` says what they mean. */
export interface ModelScores {
  /** By row of the reading; meaningful only for rows of candidates. */
  line: Float32Array;
  /** By function of the reading. */
  function: Float32Array;
  /** By bug class. */
  classes: Float32Array;
  /** Unit length: the larger the dot product of two, the more alike the failures. */
  embedding: Float32Array;
}

const SCORES = ['line', 'function', 'classes', 'embedding'] as const;

const ON_WASM = { executionProviders: ['wasm'] };

/**
 * The trained encoder on onnxruntime's WebAssembly. Runs in Node, in a worker and in a browser; one run at a time. Scores come from a
 * separate session without the outputs that only the attention view needs; the whole graph is loaded when they are first requested.
 */
export class MiniModel {
  private last: Promise<unknown> = Promise.resolve();
  private whole: Promise<ort.InferenceSession> | undefined;

  private constructor(
    private readonly scores: ort.InferenceSession,
    private readonly graph: Uint8Array,
    readonly sizes: ModelSizes,
  ) {}

  /** Throws if the graph does not fit this code or WebAssembly cannot start. */
  static async load({ graph, wasm, wasmScript, sizes }: MiniModelFiles): Promise<MiniModel> {
    ort.env.wasm.numThreads = 1;
    ort.env.wasm.wasmBinary = wasm;
    ort.env.wasm.wasmPaths = { mjs: wasmScript };
    ort.env.logLevel = 'error';
    return new MiniModel(await ort.InferenceSession.create(partOfGraph(graph, SCORES), ON_WASM), graph, sizes);
  }

  /** @param rows the input rows of the reading */
  async score(reading: Reading, rows: readonly ReadRow[] = reading.rows): Promise<ModelScores> {
    const found = await this.run(async () => this.scores, modelInputs(reading, this.sizes, rows), SCORES, [0]);
    return {
      line: floats(found.line),
      function: floats(found.function),
      classes: floats(found.classes),
      embedding: normalised(floats(found.embedding)),
    };
  }

  /** Runs the whole graph for some of its outputs. */
  fetch<Name extends string>(
    inputs: ModelInputs,
    outputs: readonly Name[],
    maskedAt: readonly number[] = [0],
  ): Promise<Record<Name, ort.Tensor>> {
    const session = (): Promise<ort.InferenceSession> => (this.whole ??= ort.InferenceSession.create(this.graph, ON_WASM));
    return this.run(session, inputs, outputs, maskedAt);
  }

  async release(): Promise<void> {
    await this.last;
    await Promise.all([this.scores.release(), this.whole?.then((session) => session.release())]);
  }

  private run<Name extends string>(
    session: () => Promise<ort.InferenceSession>,
    inputs: ModelInputs,
    outputs: readonly Name[],
    maskedAt: readonly number[],
  ): Promise<Record<Name, ort.Tensor>> {
    const run = this.last.then(async () => (await session()).run(feeds(inputs, this.sizes, maskedAt), [...outputs]));
    this.last = run.catch(() => undefined);
    return run as unknown as Promise<Record<Name, ort.Tensor>>;
  }
}

function feeds(inputs: ModelInputs, sizes: ModelSizes, maskedAt: readonly number[]): Record<string, ort.Tensor> {
  const { tokens, rows, functions } = inputs;
  const half = sizes.width / sizes.heads / 2;
  const ints = (data: Int32Array): ort.Tensor => new ort.Tensor('int32', data, [data.length]);
  const matrix = (data: Float32Array, height: number, width: number): ort.Tensor => new ort.Tensor('float32', data, [height, width]);
  return {
    ids: ints(inputs.ids),
    rowOf: ints(inputs.rowOf),
    flags: matrix(inputs.flags, tokens, sizes.tokenFlags),
    cos: matrix(inputs.cos, tokens, half),
    sin: matrix(inputs.sin, tokens, half),
    rowFeatures: matrix(inputs.rowFeatures, rows + 1, sizes.rowFeatures),
    rowStart: ints(inputs.rowStart),
    lineFeatures: matrix(inputs.lineFeatures, rows, sizes.lineFeatures),
    functionFeatures: matrix(inputs.functionFeatures, functions, sizes.functionFeatures),
    rowsOfFunction: matrix(inputs.rowsOfFunction, functions, rows),
    maskedAt: ints(Int32Array.from(maskedAt)),
  };
}

function floats(tensor: ort.Tensor): Float32Array {
  return tensor.data as Float32Array;
}

function normalised(vector: Float32Array): Float32Array {
  const length = Math.hypot(...vector) || 1;
  return vector.map((value) => value / length);
}
