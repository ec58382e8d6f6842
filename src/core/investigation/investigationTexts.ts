import { mapTexts } from '../capture/mapTexts';
import { beginningOf, fieldsOf, listOf, noText, notKept, ownString, text, textKeys, valuesOf, type TextWalk } from '../capture/textWalk';
import type { Redaction } from '../context/failureEvidence';
import { namedValueTexts } from '../context/namedValueTexts';
import type { BlameChange, ProvenHunk } from '../experiments/experiment';
import type { FunctionEffects } from '../experiments/effects/functionEffects';
import type { KeptCoverage, KeptRan } from '../experiments/keptCoverage';
import type { ReturnedFunction } from '../experiments/returns/returnedFunction';
import type { TracedHop } from '../experiments/firstDivergence';
import type { FrameValues } from '../experiments/throwValues';
import type { ChangeShown, Evidence, Fix, Hypothesis } from '../hypothesis';
import type { Choices, Investigation, LedgerEntry, ModelReference, QuestionAnswer, Round, Try } from './investigation';
import type { Finding, FollowedValue, KnownRecipe, RunRecord, UnderWay } from './runRecord';

/** The stored form of an investigation, without data that is collected again when it is opened. */
export type KeptInvestigation = Omit<Investigation, 'evidence' | 'suspects'>;

type SeenValue = FrameValues['values'][number];

const redactionTexts = fieldsOf<Redaction>({ placeholder: ownString, kind: ownString, count: noText, fingerprint: ownString });

const choiceTexts = fieldsOf<Choices>({
  expected: text,
  actual: text,
  references: listOf(text),
  removed: listOf(fieldsOf<Choices['removed'][number]>({ key: text, label: text })),
  edited: textKeys(text),
  chosenFiles: valuesOf(text),
  keptSecrets: listOf(redactionTexts),
});

/** The characters stored of a cited line. */
const MAX_CITED = 500;

const evidenceTexts = fieldsOf<Evidence>({
  file: text,
  line: noText,
  why: text,
  verified: noText,
  problem: text,
  text: beginningOf(MAX_CITED),
  step: noText,
  origin: noText,
});

const fixTexts = fieldsOf<Fix>({
  diff: text,
  risks: listOf(text),
  addresses: noText,
  edgeCases: listOf(text),
  files: listOf(fieldsOf<Fix['files'][number]>({ file: text, added: noText, removed: noText })),
  applies: noText,
  problem: text,
});

const changeTexts = fieldsOf<ChangeShown>({
  file: text,
  startLine: noText,
  endLine: noText,
  when: ownString,
  commit: ownString,
  summary: text,
  lines: listOf(fieldsOf<ChangeShown['lines'][number]>({ sign: noText, text })),
  more: noText,
});

const hypothesisTexts = fieldsOf<Hypothesis>({
  id: ownString,
  title: text,
  rootCause: text,
  evidence: listOf(evidenceTexts),
  confidence: noText,
  check: text,
  fix: fixTexts,
  source: text,
  guess: noText,
  warnings: listOf(text),
  unproven: noText,
  unfinished: noText,
  change: changeTexts,
  clarifyingQuestion: text,
});

export const roundTexts = fieldsOf<Round>({
  id: ownString,
  source: text,
  reference: fieldsOf<ModelReference>({ provider: noText, model: text, baseUrl: text }),
  at: ownString,
  phase: noText,
  text,
  message: text,
  nextStep: noText,
  retryAt: ownString,
  notices: listOf(text),
  secrets: valuesOf(ownString),
});

export const entryTexts = fieldsOf<LedgerEntry>({
  hypothesis: hypothesisTexts,
  round: ownString,
  streaming: noText,
  verdict: noText,
  fixState: noText,
  fixMessage: text,
  undo: noText,
});

/** A content follows its name, which may be the only sign of a secret. */
const seenValueTexts: TextWalk<SeenValue> = (value, change) => {
  const seen = fieldsOf<SeenValue>({ name: text, shape: text, content: notKept })(value, change);
  if (value.content === undefined) return seen;
  const { value: content } = namedValueTexts({ frame: 0, name: value.name, value: value.content }, change);
  return { ...seen, content };
};

export const frameValueTexts = fieldsOf<FrameValues>({ file: text, line: noText, function: text, values: listOf(seenValueTexts) });

const ranTexts = fieldsOf<KeptRan>({ file: text, lines: noText, functions: noText });

const returnedTexts = fieldsOf<ReturnedFunction>({
  file: text,
  startLine: noText,
  endLine: noText,
  made: noText,
  pieceAt: noText,
  line: noText,
});

const effectsTexts = fieldsOf<FunctionEffects>({
  file: text,
  startLine: noText,
  endLine: noText,
  tried: noText,
  altered: noText,
  passes: noText,
  unproven: noText,
});

const findingTexts = fieldsOf<Finding>({
  changes: listOf(fieldsOf<BlameChange>({ file: text, startLine: noText, endLine: noText, commit: ownString, diff: text })),
  hunks: listOf(fieldsOf<ProvenHunk>({ file: text, startLine: noText, endLine: noText, needed: noText })),
  frames: listOf(frameValueTexts),
  ran: fieldsOf<KeptCoverage>({
    failing: listOf(ranTexts),
    passing: listOf(listOf(ranTexts)),
    returned: listOf(returnedTexts),
    effects: listOf(effectsTexts),
  }),
  followed: fieldsOf<FollowedValue>({
    expression: text,
    file: text,
    line: noText,
    by: noText,
    hops: listOf(
      fieldsOf<TracedHop>({
        file: text,
        line: noText,
        function: text,
        expression: text,
        failing: text,
        passing: listOf(text),
        declared: text,
      }),
    ),
    divergence: noText,
  }),
});

const runTexts = fieldsOf<RunRecord>({
  id: ownString,
  at: ownString,
  kind: noText,
  outcome: noText,
  agreed: noText,
  text,
  notes: listOf(text),
  seconds: noText,
  hypothesis: ownString,
  change: text,
  together: listOf(text),
  wasRed: noText,
  // It lives as long as the window.
  hasOutput: notKept,
  found: findingTexts,
});

/** All texts of an investigation that are stored or exported. */
export const investigationTexts = fieldsOf<KeptInvestigation>({
  id: ownString,
  failure: ownString,
  title: text,
  location: fieldsOf<NonNullable<Investigation['location']>>({ file: text, line: noText }),
  source: noText,
  capturedAt: ownString,
  status: noText,
  reports: listOf(mapTexts),
  picked: noText,
  values: listOf(namedValueTexts),
  choices: choiceTexts,
  embedding: listOf(noText<number>),
  fixedBy: text,
  rounds: listOf(roundTexts),
  hypotheses: listOf(entryTexts),
  tries: listOf(
    fieldsOf<Try>({ id: ownString, hypothesis: ownString, title: text, diff: text, worked: noText, result: text, at: ownString }),
  ),
  recipe: fieldsOf<KnownRecipe>({ command: text, cwd: text, from: noText }),
  runs: listOf(runTexts),
  underWay: fieldsOf<UnderWay>({ id: ownString, kind: noText, at: ownString, process: noText }),
  answers: listOf(fieldsOf<QuestionAnswer>({ hypothesis: ownString, question: text, answer: text, at: ownString })),
});
