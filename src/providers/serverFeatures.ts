import { t } from '../core/language';
import { isHtml, readServerError, type HttpFailure } from './httpFailure';

/** Which parts of a request, besides its messages, a server and model support. */
export interface ServerFeatures {
  stream: boolean;
  format: 'json_schema' | 'json_object' | 'none';
  systemRole: boolean;
  temperature: boolean;
  /** Requested only in brief answers. */
  logprobs: boolean;
  maxTokens: 'max_completion_tokens' | 'max_tokens' | 'none';
}

/** A request without the refused part, and a message for the person. */
interface Concession {
  features: ServerFeatures;
  notice: string;
}

/** Statuses that servers use to refuse a part of a request; some answer 500 if a chat template or a grammar fails. */
const COMPLAINTS = new Set([400, 404, 405, 415, 422, 500, 501]);

/** The models of these hosts support only the newer name; all others support the older one. */
const NEW_NAMES = /(?:^|\.)(?:openai\.com|azure\.com)(?::\d+)?$/i;

export function initialFeatures(host: string): ServerFeatures {
  return {
    stream: true,
    format: 'json_schema',
    systemRole: true,
    temperature: true,
    logprobs: true,
    maxTokens: NEW_NAMES.test(host) ? 'max_completion_tokens' : 'max_tokens',
  };
}

/**
 * Reads from a refusal which part of the request the server does not support.
 * @returns the next request to try; undefined if the refusal is about something else, or nothing remains to leave out
 */
export function concede(features: ServerFeatures, failure: HttpFailure, host: string): Concession | undefined {
  if (isHtml(failure.body)) return undefined;
  const { message, param } = readServerError(failure.body);
  const about = `${param} ${message}`;
  // OpenAI forbids its reasoning models to return them: 403.
  const refusesLogprobs = features.logprobs && /\b(?:top_)?logprobs?\b/i.test(about);
  if (!COMPLAINTS.has(failure.status) && !(refusesLogprobs && failure.status === 403)) return undefined;
  const without = (change: Partial<ServerFeatures>, what: string): Concession => ({
    features: { ...features, ...change },
    notice: t('The server at {0} does not support {1}; asking without.', host, what),
  });

  if (refusesLogprobs) return without({ logprobs: false }, t('log probabilities'));
  if (features.maxTokens !== 'none' && /max_(?:completion_|new_)?tokens/.test(about)) {
    const other = features.maxTokens === 'max_tokens' ? 'max_completion_tokens' : 'max_tokens';
    // "max_tokens is too large" is not about the name.
    const renamed = about.includes(other) && !/too large|exceed|at most|maximum|less than|greater than/i.test(about);
    return without(
      { maxTokens: renamed ? other : 'none' },
      renamed ? t('{0} ({1} instead)', features.maxTokens, other) : t('as high a limit of the answer’s length'),
    );
  }
  if (features.format !== 'none' && /response_format|json_schema|json_object|json schema|structured output|grammar/i.test(about)) {
    // A complaint about the schema leaves the simpler mode to try; one about the whole parameter does not.
    const next = features.format === 'json_schema' && /json_schema|json schema|\.type\b/i.test(about) ? 'json_object' : 'none';
    return without({ format: next }, next === 'none' ? t('a JSON mode') : t('JSON schemas'));
  }
  if (features.temperature && /\btemperature\b/.test(about)) return without({ temperature: false }, t('a temperature for this model'));
  if (
    features.systemRole &&
    /system[ _-]?(?:role|message|prompt|instruction)|role\W{1,3}system|['"]system['"]|messages\[0\]\.role/i.test(about)
  ) {
    return without({ systemRole: false }, t('a system role'));
  }
  if (features.stream && /\bstream(?:ing)?\b/i.test(about)) return without({ stream: false }, t('streaming'));
  return unsaid(features, failure, message, host);
}

/** A refusal that names nothing: one more try with only the messages. */
function unsaid(features: ServerFeatures, failure: HttpFailure, message: string, host: string): Concession | undefined {
  if (failure.status !== 400 && failure.status !== 422) return undefined;
  const bare: ServerFeatures = {
    ...features,
    format: 'none',
    temperature: false,
    logprobs: false,
    maxTokens: 'none',
  };
  const { format, temperature, logprobs, maxTokens } = features;
  const hasOptions = format !== 'none' || temperature || logprobs || maxTokens !== 'none';
  const saysWhy =
    message.trim().length > 40 &&
    !/unknown|unrecogni[sz]ed|unexpected|not permitted|not supported|invalid (?:request|param)/i.test(message);
  if (!hasOptions || saysWhy) return undefined;
  return { features: bare, notice: t('The server at {0} refused the request without saying why; asking with the messages alone.', host) };
}
