import { t } from '../core/language';
import { captureFailure } from '../core/capture/captureFailure';
import type { FailureReport } from '../core/capture/failureReport';
import { mapSources } from '../core/capture/mapSources';
import { collectEvidence } from '../core/context/collectEvidence';
import { applyDiff } from '../core/hypotheses/applyDiff';
import { groundHypotheses } from '../core/hypotheses/groundHypotheses';
import { buildPrompt } from '../core/prompt/buildPrompt';
import { chainTo } from '../core/experiments/chainTo';
import type { Coverage } from '../core/experiments/coverage';
import type { ProbeInFile } from '../core/experiments/probes/probesInText';
import { statementsFor, type StatementsFor } from '../core/experiments/probes/statementsFor';
import { probePlaces, type ProbePlace } from '../core/experiments/probes/probePlaces';
import type { Hop } from '../core/experiments/valueChain/hop';
import { withUnranRows } from '../core/experiments/unranRows';
import { withRanFunctions } from '../core/experiments/ranFunctions';
import { afterRun, withoutRun } from '../core/experiments/afterRun';
import { workedOutOf } from '../core/experiments/workedOutOf';
import type { WorkedOut } from '../core/prompt/workedOut';
import { createRedactor, type Redactor } from '../core/prompt/redactor';
import { randomKey } from '../core/prompt/secretFingerprint';
import type { Hypothesis } from '../core/hypothesis';
import type { RehearsalPorts } from '../core/experiments/repairs/rehearsal';
import { localCards, rehearsedChanges, Rehearsals } from '../core/experiments/repairs/rehearsedCards';
import type { RehearsedChanges } from '../core/experiments/repairs/rehearsedChanges';
import type { FailureEvidence } from '../core/context/failureEvidence';
import { learnVerdict, withPreference, type Preference } from '../core/suspects/preference';
import { suspectsOf, type RankedFunction, type Ranking } from '../core/suspects/ranking';
import { openSyntax, openTrees } from '../core/syntax/openSyntax';
import type { Syntax } from '../core/syntax/syntax';
import type {
  AnalysisMethods,
  AnalysisSetup,
  AnswerSoFar,
  Collected,
  CollectOptions,
  LocalAnswer,
  ProbeRequest,
  ReadAnswer,
  RedactOptions,
  SentSecrets,
} from '../protocol/analysisProtocol';
import type { AttentionAnswer } from '../protocol/attentionProtocol';
import type { ParamsOf } from '../protocol/rpc';
import type { RedactedTexts } from '../core/investigation/redactionMemo';
import type { Attempt } from '../core/prompt/prompt';
import type { Ids } from '../core/ports';
import { LocalRanker, type LocalRanking } from '../model/localRanker';
import { openInput } from './disk/openInput';
import { NodeFiles } from './files';
import { GitError } from './git/gitError';
import { stagedProbes } from './git/stagedProbes';
import { GitChanges } from './git/gitChanges';
import { AttentionDesk } from './attentionDesk';
import { Cases, type Case } from './cases';
import { loadMiniModel } from './loadMiniModel';
import { readModelCard } from './modelFiles';
import { nodeGrammars } from './nodeGrammars';
import { GrowingRedactors } from './growingRedactors';
import { OwnLogs } from './ownLogs';
import { randomIds } from './randomIds';
import { gptTokens } from './tokens/tokenCounter';
import { withOverrides } from './withOverrides';

export interface StepContext {
  signal?: AbortSignal;
  progress?: (message: string) => void;
}

/**
 * The line from a text to grounded hypotheses with Node's adapters. The analysis worker serves it to the host;
 * the CLI calls it in its own process. Everything expensive to build (file index, grammars, tokenizer) is kept between calls.
 */
export class DiagnosisPipeline {
  private readonly files: NodeFiles;
  private readonly changes: GitChanges;
  private readonly syntax: Syntax;
  private readonly trees: ReturnType<typeof openTrees>;
  private readonly ranker: LocalRanker;
  private readonly logs = new OwnLogs();
  private readonly cases: Cases;
  private readonly growing = new GrowingRedactors();
  private readonly rehearsals = new Rehearsals();
  /** Of the fingerprints of secrets. */
  private readonly key: string;
  readonly attention: AttentionDesk;

  constructor(
    private readonly setup: AnalysisSetup,
    ids: Ids = randomIds,
  ) {
    this.cases = new Cases(ids);
    this.key = setup.fingerprintKey ?? randomKey();
    this.files = new NodeFiles(setup);
    this.changes = new GitChanges({ ...setup, logs: this.logs });
    this.syntax = openSyntax(nodeGrammars(setup.assets));
    this.trees = openTrees(nodeGrammars(setup.assets));
    this.ranker = new LocalRanker(() => loadMiniModel(setup.assets));
    this.attention = new AttentionDesk(this.ranker, () => readModelCard(setup.assets));
  }

  /** Text, a stream, or a file (absolute path, read as a stream) → report, source-mapped. */
  async capture(
    input: { text?: string; file?: string; stream?: AsyncIterable<string | Uint8Array> },
    step: StepContext = {},
  ): Promise<FailureReport> {
    if (input.text !== undefined) this.logs.addText(input.text);
    else if (input.file !== undefined) await this.logs.addFile(input.file);
    const source = input.text ?? this.logs.listen(input.stream ?? openInput(input.file ?? '', step.signal));
    const report = await captureFailure(source, { signal: step.signal, roots: await this.files.rootsOfTraces() });
    return mapSources(report, this.files, step.signal);
  }

  /** Report → evidence, its prompt, and the case that later calls name. */
  async collect(report: FailureReport, options: CollectOptions, attempts: Attempt[], step: StepContext = {}): Promise<Collected> {
    const redactor = this.redactor(options);
    const tokens = await gptTokens();
    // First, so that the evidence lists the secrets of the whole prompt.
    const tried = await redactAttempts(attempts, redactor);
    const evidence = await collectEvidence(
      report,
      options,
      {
        reader: withOverrides(this.files, options.unsaved),
        changes: this.changes,
        syntax: this.syntax,
        redactor,
        clock: { now: () => Date.now() },
        tokens,
      },
      step.signal,
      step.progress,
    );
    const about = this.cases.open(evidence, redactor);
    const { budget, audience, outputBytes, ran } = options;
    // Who opens files next needs the likeliest first; what a model is sent does not depend on the ranking.
    const own = audience === 'agent' || ran ? (await this.rankAnew(about, step.signal)).ranking : undefined;
    const ports = { reader: this.files, syntax: this.syntax, redactor, tokens };
    const worked = own && audience === 'agent' ? await this.workedOut(evidence, own, redactor, step.signal) : undefined;
    const ranking = own && worked && !ran ? (await this.rehearsals.ran(evidence, own, this.rehearsing(), step.signal)).ranking : own;
    const code = { ...options, made: worked?.seen };
    const seen = ranking && ran && (await afterRun(evidence, ranking, { ...code, ...ran }, ports, step.signal));
    const known = seen ?? (ranking && (await withoutRun(evidence, ranking, code, ports, step.signal)));
    step.progress?.(t('building the prompt'));
    const prompt = buildPrompt(known?.evidence ?? evidence, {
      budget,
      attempts: tried,
      tokens,
      audience,
      suspects: known?.suspects,
      use: known?.use,
      ...(known && outputBytes !== undefined && { reading: { output: outputBytes, files: known.files } }),
      ran: seen !== undefined,
      worked,
    });
    return { case: about.id, evidence: known?.evidence ?? evidence, prompt };
  }

  /** What working a failure through shows of it, its secrets replaced; undefined where it cannot be. */
  private async workedOut(
    evidence: FailureEvidence,
    ranking: Ranking,
    redactor: Redactor,
    signal?: AbortSignal,
  ): Promise<WorkedOut | undefined> {
    const found = await this.rehearsals.reproduction(evidence, ranking, this.rehearsing(), signal);
    return found && workedOutOf(found, redactor);
  }

  /** Texts with their secrets replaced. */
  async redact(texts: string[], options: RedactOptions): Promise<string[]> {
    return this.redactor(options).redactAll(texts);
  }

  /** Texts of an investigation that grows, see {@link GrowingRedactors}. */
  async redactMore({ investigation, texts, known, options }: ParamsOf<AnalysisMethods['redactMore']>): Promise<RedactedTexts | null> {
    return this.growing.redact(investigation, texts, known, JSON.stringify(options), () => this.redactor(options));
  }

  private redactor({ keptSecrets, redactEmails, redactHome }: RedactOptions): Redactor {
    return createRedactor({ kept: keptSecrets, key: this.key, emails: redactEmails, home: redactHome });
  }

  /**
   * Ranks lines on this machine, with reasons in sentences made of program facts. Throws `CaseGone`, as all below.
   * @param coverage what the failing test ran compared with its passing neighbours, if known
   */
  async rank(id: string, preference: Preference, { signal }: StepContext = {}, coverage?: Coverage): Promise<LocalAnswer> {
    const about = this.cases.get(id);
    const { ranking: own, read, notice } = await this.rankAnew(about, signal);
    // What ran is known without a run, too, where the failure can be worked through.
    const ran = await this.rehearsals.ran(about.evidence, own, this.rehearsing(), signal, coverage);
    const ranking = withPreference(ran.ranking, preference);
    const seen = ran.coverage;
    const whole = seen ? await withRanFunctions(ranking, seen, { reader: this.files, syntax: this.syntax }, signal) : ranking;
    const { cards, leads } = await localCards(about.evidence, ranking, this.rehearsing(), signal, this.rehearsals);
    const told = seen ? await withUnranRows(cards, seen, { reader: this.files, syntax: this.syntax }) : cards;
    return {
      by: ranking.by,
      suspects: leads(suspectsOf(whole)),
      hypotheses: await withoutSecrets(told, about.redactor),
      notice,
      embedding: read && [...read.scores.embedding].map((value) => Math.round(value * 1e4) / 1e4),
    };
  }

  /** What working the failing test through shows of small changes, for a search that runs them. */
  async rehearsed(id: string, { signal }: StepContext = {}): Promise<RehearsedChanges | null> {
    const about = this.cases.get(id);
    const { ranking } = await this.ranked(about, signal);
    const rehearsal = await this.rehearsals.of(about.evidence, ranking, this.rehearsing(), signal);
    return rehearsal ? rehearsedChanges(rehearsal) : null;
  }

  private rehearsing(): RehearsalPorts {
    return { reader: this.files, syntax: this.syntax, parse: this.trees, now: () => performance.now() };
  }

  /** The lesson of the person's verdict on the function around a line. */
  async learnVerdict({ case: id, preference, place, verdict }: ParamsOf<AnalysisMethods['learnVerdict']>): Promise<Preference> {
    const { ranking } = await this.ranked(this.cases.get(id));
    const around = ({ facts: { candidate } }: RankedFunction): boolean =>
      candidate.file === place.file && candidate.startLine <= place.line && place.line <= candidate.endLine;
    const meant = ranking.functions.find(around);
    return meant ? learnVerdict(preference, meant, verdict) : preference;
  }

  /** The mini-model's reading from the ranking; {@link attention} then gives its numbers. */
  async readAttention(id: string, { signal }: StepContext = {}): Promise<AttentionAnswer> {
    return this.attention.open(await this.ranked(this.cases.get(id), signal));
  }

  /** An answer, whole or cut anywhere → its content, grounded in the current files. */
  async readAnswer({ case: id, text, ended, source, failedDiffs, secrets }: AnswerSoFar): Promise<ReadAnswer> {
    const { evidence, redactor, answers } = this.cases.get(id);
    const { hypotheses, complete, problem } = answers.read(text, ended);
    const restore = (said: string): string => redactor.restore(said, secrets);
    return { hypotheses: await groundHypotheses(hypotheses, evidence, this.files, { source, failedDiffs, restore }), complete, problem };
  }

  /** A text of an answer with its placeholders replaced by the secrets. */
  restore(id: string, text: string, secrets: SentSecrets): string {
    return this.cases.get(id).redactor.restore(text, secrets);
  }

  /** The path of a value to a place, and where a logpoint or an inserted line can read it. */
  async probePlaces({ value, stack, unsaved }: ProbeRequest, { signal }: StepContext = {}): Promise<{ hops: Hop[]; places: ProbePlace[] }> {
    const files = withOverrides(this.files, unsaved);
    const { hops, code } = await chainTo(value, stack, { files, syntax: this.syntax }, signal);
    return { hops, places: await probePlaces(hops, (file) => code.open(file)) };
  }

  /** Lines that print a value at its places, if a statement can be inserted there. */
  async probeStatements(
    { places, set }: ParamsOf<AnalysisMethods['probeStatements']>,
    { signal }: StepContext = {},
  ): Promise<StatementsFor> {
    return statementsFor(places, set, (file) => this.files.read(file), this.trees, signal);
  }

  /** Probes that a commit would contain. */
  async stagedProbes({ folder }: { folder: string }, { signal }: StepContext = {}): Promise<ProbeInFile[]> {
    if (this.setup.runGit === false) return [];
    return stagedProbes(folder, { gitPath: this.setup.gitPath, signal }).catch((error: unknown) => {
      if (error instanceof GitError) return [];
      throw error;
    });
  }

  /** New text by file. Throws with the reason if the diff does not apply. */
  async applyDiff({ case: id, diff, secrets, unsaved }: ParamsOf<AnalysisMethods['applyDiff']>): Promise<Record<string, string>> {
    const { redactor } = this.cases.get(id);
    return applyDiff(redactor.restore(diff, secrets), withOverrides(this.files, unsaved));
  }

  /** The ranking of this evidence; made again if it is no longer cached. */
  private async ranked(about: Case, signal?: AbortSignal): Promise<LocalRanking> {
    return about.ranking ?? this.rankAnew(about, signal);
  }

  private async rankAnew(about: Case, signal?: AbortSignal): Promise<LocalRanking> {
    const ranking = await this.ranker.rank(about.evidence, { reader: this.files, syntax: this.syntax }, signal);
    this.cases.keepRanking(about, ranking);
    return ranking;
  }
}

/** Results of earlier tries are pasted output: they may hold secrets, too. */
async function redactAttempts(attempts: readonly Attempt[], redactor: Redactor): Promise<Attempt[]> {
  const redacted: Attempt[] = [];
  for (const { title, diff, result } of attempts) {
    redacted.push({
      title: await redactor.redact(title),
      ...(diff !== undefined && { diff: await redactor.redact(diff) }),
      result: await redactor.redact(result),
    });
  }
  return redacted;
}

/** Hypotheses with their secrets replaced, in their sentences as in their rows of code. */
async function withoutSecrets(hypotheses: readonly Hypothesis[], redactor: Redactor): Promise<Hypothesis[]> {
  const said = ({ title, rootCause, check, evidence }: Hypothesis): string[] => [
    ...[title, rootCause, check],
    ...evidence.flatMap(({ why, text = '' }) => [why, text]),
  ];
  const texts = (await redactor.redactAll(hypotheses.flatMap(said))).values();
  const next = (): string => texts.next().value ?? '';
  return hypotheses.map((each) => ({
    ...{ ...each, title: next(), rootCause: next(), check: next() },
    evidence: each.evidence.map((row) => {
      const [why, text] = [next(), next()];
      return { ...row, why, ...(text && { text }) };
    }),
  }));
}
