import type { ModelRun } from '../../core/attention/modelRun';
import type { Scope } from '../viewMemory';

export const viewNames = ['evidence', 'heads', 'model', 'matrix', 'neuron', 'rollout', 'deletion', 'expected', 'how'] as const;
export type ViewName = (typeof viewNames)[number];

/** The focus: a line, a token, or the lines of a hypothesis. */
export type Focus = { kind: 'row'; row: number } | { kind: 'token'; token: number } | { kind: 'hypothesis'; index: number };

/**
 * Which heads the evidence view blends: those that agreed best with deletion in the model's evaluation, all, or those of the chosen layer.
 */
export type Blend = 'faithful' | 'all' | 'layer';

/** The person's choice; one for all views. Kept over reloads. */
export interface Choice {
  view: ViewName;
  layer: number;
  /** Heads of the layer that are on; 0-based, ascending, never empty. */
  heads: number[];
  grain: 'line' | 'token';
  /** Draws only the strongest weights that hold this share of the attention, 0..1. */
  mass: number;
  /** Leaves out the model's own marks and sinks. */
  hideMarks: boolean;
  blend: Blend;
  focus?: Focus;
  /** The hypothesis whose lines are examined, also while the focus is on one of the other lines; 0-based. */
  hypothesis?: number;
  /** The other end of a pair: the target of the attention. */
  target?: number;
  /** Numbers as a table instead of the drawing. */
  table: boolean;
  /** Section by section instead of line by line. */
  bySection: boolean;
  /** Step of "How it works". */
  step: number;
}

/** The initial choice: the evidence view, on the first hypothesis. */
export function firstChoice(run: ModelRun): Choice {
  const { heads, layers, faithfulHeads } = run.model;
  const focus: Focus | undefined = run.hypotheses[0]?.rows.length ? { kind: 'hypothesis', index: 0 } : undefined;
  return {
    view: 'evidence',
    layer: layers - 1,
    heads: Array.from({ length: heads }, (_, head) => head),
    grain: 'line',
    mass: 0.7,
    hideMarks: true,
    blend: faithfulHeads?.length ? 'faithful' : 'all',
    focus,
    ...(focus?.kind === 'hypothesis' && { hypothesis: focus.index }),
    table: false,
    bySection: false,
    step: 0,
  };
}

const KEY = 'attentionChoice';

/** Restores the stored choice. Lines and tokens count only for the same reading; heads only if their number is the same. */
export function restoreChoice(run: ModelRun, memory: Scope): Choice {
  const first = firstChoice(run);
  const kept = memory.get<{ run: string; choice: Choice }>(KEY);
  if (!kept) return first;
  const choice = { ...first, ...kept.choice };
  if (choice.layer >= run.model.layers || choice.heads.some((head) => head >= run.model.heads))
    Object.assign(choice, { layer: first.layer, heads: first.heads });
  if (choice.blend === 'faithful') choice.blend = first.blend;
  if (kept.run !== run.id) Object.assign(choice, { focus: first.focus, hypothesis: first.hypothesis, target: undefined });
  return choice;
}

export function keepChoice(run: ModelRun, choice: Choice, memory: Scope): void {
  memory.set(KEY, { run: run.id, choice });
}
