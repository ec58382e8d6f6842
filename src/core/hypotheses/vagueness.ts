import type { FailureEvidence } from '../context/failureEvidence';
import { flatFrames } from '../context/failureEvidence';
import { identifiersIn } from './citedCode';
import type { Evidence } from '../hypothesis';

/** Phrases that would fit any error. */
const GENERIC = [
  /\b(?:might|may|could) (?:be|have been) (?:due to|caused by|related to|because)/i,
  /\b(?:there (?:might|may|could|seems to) be|possibly|potentially) (?:an? )?(?:issue|problem|bug|error|something)/i,
  /\b(?:an?|some|the) (?:issue|problem|bug|error) (?:with|in|somewhere in) (?:the|your|how)\b/i,
  /\bsomething (?:is|went|goes|might be|may be) (?:wrong|off|missing)/i,
  /\b(?:make|be) sure (?:that|to|all|the|you)\b/i,
  /\b(?:check|verify|ensure|review) (?:that |if |whether |for |all )?(?:your|the|any|all) (?:code|input|data|configuration|config|dependencies|environment|variables|logic|values?)\b/i,
  /\b(?:various|several|many|multiple|a number of|different) (?:reasons|causes|factors|possibilities)/i,
  /\b(?:unexpected|invalid|incorrect|wrong|missing|bad) (?:input|data|value|values|state|configuration|behaviou?r)\b(?! (?:of|from|in|for) [`"'\w])/i,
  /\b(?:network|timing|environment|configuration|dependency|version|caching?) (?:issue|problem|mismatch|conflict)s?\b/i,
  /\b(?:is|was|are) not (?:properly|correctly) (?:initiali[sz]ed|handled|set|defined|configured|validated)/i,
  /\b(?:more|further|additional) (?:information|context|details?|investigation|debugging) (?:is|are|would be|may be)? ?(?:needed|required|necessary|helpful)/i,
];

const FILLER = new Set(
  (
    'the a an is are was were be been being to of in on at by for from with and or but not no it its this that these those there here when while ' +
    'which who what because since so as if then than too very can cannot could may might will would should must has have had do does did error ' +
    'exception throws thrown throw occurs occurred happens fails failed failure code line program application value variable property object ' +
    'tries trying try tried attempt attempts attempting access accessing read reading call calling called means caused cause due causes root'
  ).split(' '),
);

/**
 * The reasons why a finished hypothesis counts as a guess; empty when it is specific.
 * @param text its title and root cause
 * @param known identifiers in the evidence's code
 * @param files every file of the evidence, workspace-relative
 */
export function guessReasons(
  text: { title: string; rootCause: string },
  evidence: readonly Evidence[],
  failureEvidence: FailureEvidence,
  known: ReadonlySet<string>,
  files: ReadonlySet<string>,
): string[] {
  const reasons: string[] = [];
  const words = `${text.title}. ${text.rootCause}`;
  if (!evidence.some((item) => item.verified)) reasons.push('None of its evidence could be verified.');
  else if (
    failureEvidence.report.errors.length + failureEvidence.report.expectations.length > 0 &&
    !evidence.some((item) => item.verified && files.has(item.file))
  ) {
    reasons.push('It cites no file of the trace or of the code that was sent.');
  }
  if (GENERIC.some((phrase) => phrase.test(words)) && !namesCode(words, known))
    reasons.push('It is worded so generally that it would fit many errors.');
  else if (repeatsError(words, failureEvidence)) reasons.push('It repeats the error instead of explaining it.');
  return reasons;
}

/** Names something specific to this program: a name with a capital inside, an underscore, or in backticks. */
function namesCode(words: string, known: ReadonlySet<string>): boolean {
  const ticked = [...words.matchAll(/`([^`\n]{1,200})`/g)].flatMap((match) => identifiersIn(match[1] ?? ''));
  const plain = identifiersIn(words).filter((name) => /[a-z][A-Z]|_/.test(name));
  return [...ticked, ...plain].some((name) => name.length > 1 && known.has(name));
}

/** Almost all of its words are in the error's own message. */
function repeatsError(words: string, failureEvidence: FailureEvidence): boolean {
  const message = new Set(contentWords(failureEvidence.report.errors.map((error) => `${error.type} ${error.message}`).join(' ')));
  if (!message.size) return false;
  const own = new Set(contentWords(words));
  const fresh = [...own].filter((word) => !message.has(word));
  return own.size > 0 && fresh.length <= 1;
}

function contentWords(text: string): string[] {
  const words =
    text
      .slice(0, 20_000)
      .toLowerCase()
      .match(/[\p{L}\p{N}_$]+/gu) ?? [];
  return words.filter((word) => word.length > 1 && !FILLER.has(word));
}

/** The question to the person for a guess without its own: it asks for the piece of evidence that would narrow it most. */
export function missingQuestion(failureEvidence: FailureEvidence): string {
  if (!failureEvidence.expected?.trim()) return 'What should have happened instead?';
  if (!failureEvidence.recentChanges.length) return 'What changed since it last worked?';
  const resolution = failureEvidence.resolutions.find((each) => each.file !== undefined);
  const frame = resolution && flatFrames(failureEvidence.report)[resolution.frame];
  const name = resolution?.file?.slice(resolution.file.lastIndexOf('/') + 1);
  return frame && name
    ? `Which values are there at ${name}:${frame.line} just before it fails?`
    : 'What is the smallest input with which it fails?';
}
