import { z } from 'zod';

/** At most this many are shown: developers prefer a few good explanations. */
export const MAX_HYPOTHESES = 3;

const evidenceSchema = z.object({
  file: z.string(),
  /** 1-based. */
  line: z.number().int(),
  why: z.string(),
});

const fixSchema = z.object({
  /** Unified diff with workspace-relative paths. */
  diff: z.string(),
  risks: z.array(z.string()),
  /** Does the fix remove the cause or hide its symptom? */
  addresses: z.enum(['root-cause', 'symptom']).optional(),
  edgeCases: z.array(z.string()).optional(),
});

/** One hypothesis as a model is asked for it. */
export const modelHypothesisSchema = z.object({
  title: z.string(),
  rootCause: z.string(),
  evidence: z.array(evidenceSchema),
  /** 0..1. */
  confidence: z.number().min(0).max(1),
  /** One observation that would disprove it. */
  check: z.string(),
  fix: fixSchema.optional(),
  /** Asked where the model is guessing. */
  clarifyingQuestion: z.string().optional(),
});

/** The one JSON object that a model is asked for, and answers. */
export const modelAnswerSchema = z.object({ hypotheses: z.array(modelHypothesisSchema) });

export type ModelHypothesis = z.infer<typeof modelHypothesisSchema>;

/** Evidence after grounding. */
export interface Evidence {
  /** Workspace-relative where it exists, else as the model wrote it. */
  file: string;
  /** 1-based. */
  line: number;
  why: string;
  /** The file exists, the line is in it, and what is cited stands there. */
  verified: boolean;
  /** Why it is not verified: "orders.ts does not exist in this workspace". */
  problem?: string;
  /** The line as it stands in the file, for showing it beside the link; cut to 500 characters. */
  text?: string;
}

export interface Fix {
  diff: string;
  risks: string[];
  addresses?: 'root-cause' | 'symptom';
  edgeCases?: string[];
  /** Files the diff touches with their added and removed lines. */
  files: { file: string; added: number; removed: number }[];
  /** Does it apply to the files as they are? */
  applies: boolean;
  /** Why it does not apply, or that it was tried before and failed. */
  problem?: string;
}

/** A grounded hypothesis: the type that the hypotheses station hands on. */
export interface Hypothesis {
  /** Stable within an investigation. */
  id: string;
  title: string;
  rootCause: string;
  evidence: Evidence[];
  /** 0..1. */
  confidence: number;
  check: string;
  fix?: Fix;
  /** Label of the model or method that made it: "gpt-4o", "ranking without a model". */
  source: string;
  /** Generic, vague or resting on nothing that could be verified. */
  guess: boolean;
  /** Why it counts as a guess, names (files, lines, symbols) in it that do not exist, and what its fix may hide. */
  warnings: string[];
  /** Still being written: its fix and its wording are not judged yet. */
  unfinished?: true;
  clarifyingQuestion?: string;
}
