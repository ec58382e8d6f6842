/**
 * Who reads a prompt: a `person`, who may paste it anywhere; a `model` that is asked from here and has to answer in one format; an `agent`,
 * which can open files itself and needs the evidence alone, as small as it can be.
 */
export const AUDIENCES = ['person', 'model', 'agent'] as const;

export type Audience = (typeof AUDIENCES)[number];

/** Tokens that the evidence for an agent takes at most, unless it asks for more. */
export const AGENT_BUDGET = 1500;
/** The same where a run showed which code the failing test runs: more of it is worth reading. */
export const AGENT_BUDGET_AFTER_RUN = 2000;
