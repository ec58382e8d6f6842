/**
 * Who reads a prompt: a `person`, who may paste it anywhere; a `model` that is asked from here and has to answer in one format; an `agent`,
 * which can open files itself and needs the evidence alone, as small as it can be.
 */
export const AUDIENCES = ['person', 'model', 'agent'] as const;

export type Audience = (typeof AUDIENCES)[number];

/** Tokens that the evidence for an agent takes at most, unless it asks for more; mostly it has less to read without it. */
export const AGENT_BUDGET = 4000;
