import type { ChatCompletionCreateParams } from 'openai/resources/chat/completions';
import type { DiagnosisRequest } from '../core/ports';
import type { Prompt } from '../core/prompt/prompt';
import { answerSchema } from './answerSchema';
import type { ServerFeatures } from './serverFeatures';

const TEMPERATURE = 0.2;
/** Tokens of a brief answer: a few words, and the reasoning that a model may write before them. */
const BRIEF_TOKENS = 2048;
/** Alternatives requested for each token; some servers give no more. */
const TOP_LOGPROBS = 5;

/** A request limited to what a server supports. */
export type BodyFor = (features: ServerFeatures) => ChatCompletionCreateParams;

interface PlainMessage {
  role: 'system' | 'user';
  content: string;
}

/** Asks for hypotheses. */
export function requestBody(
  model: string,
  request: DiagnosisRequest,
  features: ServerFeatures,
  maxTokens: number,
): ChatCompletionCreateParams {
  return {
    ...commonBody(model, request.prompt, features, maxTokens),
    ...(features.temperature && { temperature: TEMPERATURE }),
    ...(features.format === 'json_schema' && {
      response_format: { type: 'json_schema', json_schema: { name: 'hypotheses', strict: true, schema: answerSchema } },
    }),
    ...(features.format === 'json_object' && { response_format: { type: 'json_object' } }),
  };
}

/** As deterministic as possible: answers are compared. */
export function briefBody(model: string, question: Pick<Prompt, 'system' | 'text'>, features: ServerFeatures): ChatCompletionCreateParams {
  return {
    ...commonBody(model, question, features, BRIEF_TOKENS),
    ...(features.temperature && { temperature: 0 }),
    ...(features.logprobs && { logprobs: true, top_logprobs: TOP_LOGPROBS }),
  };
}

function commonBody(
  model: string,
  { system, text }: Pick<Prompt, 'system' | 'text'>,
  features: ServerFeatures,
  maxTokens: number,
): ChatCompletionCreateParams {
  const opening: PlainMessage[] = features.systemRole
    ? [
        { role: 'system', content: system },
        { role: 'user', content: text },
      ]
    : [{ role: 'user', content: `${system}\n\n${text}` }];
  return {
    model,
    messages: opening,
    ...(features.maxTokens !== 'none' && { [features.maxTokens]: maxTokens }),
    stream: features.stream,
  };
}
