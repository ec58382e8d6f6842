import { createReadStream } from 'node:fs';
import { captureFailure } from '../core/capture/captureFailure';
import type { FailureReport } from '../core/capture/failureReport';
import { mapSources } from '../core/capture/mapSources';
import { collectScene } from '../core/context/collectScene';
import type { CrimeScene } from '../core/context/crimeScene';
import type { Verdict } from '../core/investigation/investigation';
import { createAnswerReader } from '../core/hypotheses/answerReader';
import { applyDiff } from '../core/hypotheses/applyDiff';
import { groundHypotheses } from '../core/hypotheses/groundHypotheses';
import { buildPrompt } from '../core/prompt/buildPrompt';
import { createRedactor, type Redactor } from '../core/prompt/redactor';
import { localHypotheses } from '../core/suspects/localHypotheses';
import { learnVerdict, withPreference, type Preference } from '../core/suspects/preference';
import { suspectsOf, type RankedFunction } from '../core/suspects/ranking';
import { openSyntax } from '../core/syntax/openSyntax';
import type { Syntax } from '../core/syntax/syntax';
import type {
  AnalysisSetup,
  Collected,
  CollectOptions,
  LocalAnswer,
  Place,
  ReadAnswer,
  RedactOptions,
  AnalysisMethods,
} from '../protocol/analysisProtocol';
import type { AttentionAnswer } from '../protocol/attentionProtocol';
import type { ParamsOf } from '../protocol/rpc';
import type { Attempt } from '../core/prompt/prompt';
import { LocalRanker, type LocalRanking } from '../model/localRanker';
import { NodeFiles } from './files';
import { GitChanges } from './gitChanges';
import { AttentionDesk } from './attentionDesk';
import { loadMiniModel } from './loadMiniModel';
import { readModelCard } from './modelFiles';
import { nodeGrammars } from './nodeGrammars';
import { OwnLogs } from './ownLogs';
import { RecentRankings } from './recentRankings';
import { gptTokens } from './tokenCounter';
import { withOverrides } from './withOverrides';

export interface StepContext {
  signal?: AbortSignal;
  progress?: (message: string) => void;
}

/**
 * The line from a text to grounded hypotheses with Node's adapters. The analysis worker serves it to the host;
 * the CLI calls it in its own process. Everything that costs to build (file index, grammars, tokenizer) is kept between calls.
 */
export class DiagnoseLine {
  private readonly files: NodeFiles;
  private readonly changes: GitChanges;
  private readonly syntax: Syntax;
  private readonly answers = createAnswerReader();
  private readonly ranker: LocalRanker;
  private readonly logs = new OwnLogs();
  private readonly rankings = new RecentRankings();
  readonly attention: AttentionDesk;
  private redactor: Redactor | undefined;

  constructor(setup: AnalysisSetup) {
    this.files = new NodeFiles({ roots: setup.roots, ignore: setup.ignore, gitPath: setup.gitPath, runGit: setup.runGit });
    this.changes = new GitChanges({ roots: setup.roots, gitPath: setup.gitPath, runGit: setup.runGit, logs: this.logs });
    this.syntax = openSyntax(nodeGrammars(setup.assets));
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
    const source = input.text ?? this.logs.listen(input.stream ?? createReadStream(input.file ?? '', { highWaterMark: 1 << 18 }));
    const report = await captureFailure(source, { signal: step.signal, roots: await this.files.rootsOfTraces() });
    return mapSources(report, this.files, step.signal);
  }

  /** Report → crime scene and the prompt made of it. */
  async collect(report: FailureReport, options: CollectOptions, attempts: Attempt[], step: StepContext = {}): Promise<Collected> {
    const redactor = createRedactor({ kept: options.keptSecrets, emails: options.redactEmails, home: options.redactHome });
    this.redactor = redactor;
    const tokens = await gptTokens();
    const scene = await collectScene(
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
    step.progress?.('building the prompt');
    const tried = await redactAttempts(attempts, redactor);
    return { scene, prompt: buildPrompt(scene, { budget: options.budget, attempts: tried, tokens }) };
  }

  /** Texts with their secrets replaced, for what is kept on disk. */
  async redact(texts: string[], { keptSecrets, redactEmails, redactHome }: RedactOptions): Promise<string[]> {
    const redactor = createRedactor({ kept: keptSecrets, emails: redactEmails, home: redactHome });
    const redacted: string[] = [];
    for (const text of texts) redacted.push(await redactor.redact(text));
    return redacted;
  }

  /** Ranks lines on this machine, and says it in sentences made of program facts. */
  async rank(scene: CrimeScene, preference: Preference, { signal }: StepContext = {}): Promise<LocalAnswer> {
    const { ranking: own, read, notice } = await this.rankAnew(scene, signal);
    const ranking = withPreference(own, preference);
    return {
      by: ranking.by,
      suspects: suspectsOf(ranking),
      hypotheses: localHypotheses(scene, ranking),
      notice,
      embedding: read && [...read.scores.embedding].map((value) => Math.round(value * 1e4) / 1e4),
    };
  }

  /** What the person's verdict on the function around a line teaches. */
  async learnVerdict(scene: CrimeScene, preference: Preference, place: Place, verdict: Verdict): Promise<Preference> {
    const { ranking } = await this.ranked(scene);
    const around = ({ facts: { candidate } }: RankedFunction): boolean =>
      candidate.file === place.file && candidate.startLine <= place.line && place.line <= candidate.endLine;
    const meant = ranking.functions.find(around);
    return meant ? learnVerdict(preference, meant, verdict) : preference;
  }

  /** The mini-model's reading as it ranked, whose numbers {@link attention} then gives. */
  async readAttention(scene: CrimeScene, { signal }: StepContext = {}): Promise<AttentionAnswer> {
    return this.attention.open(await this.ranked(scene, signal));
  }

  /** An answer, whole or cut anywhere → what it holds, grounded in the files as they are. */
  async readAnswer({ text, ended, source, scene, failedDiffs }: ParamsOf<AnalysisMethods['readAnswer']>): Promise<ReadAnswer> {
    const { hypotheses, complete, problem } = this.answers.read(text, ended);
    const grounded = await groundHypotheses(hypotheses, scene, this.files, { source, failedDiffs, restore: this.restore });
    return { hypotheses: grounded, complete, problem };
  }

  /** New text by file. Throws with the reason where the diff does not apply. */
  applyDiff(diff: string, unsaved: Record<string, string>): Promise<Record<string, string>> {
    return applyDiff(this.restore(diff), withOverrides(this.files, unsaved));
  }

  /** The ranking that was made of this evidence; made again where it is no longer known. */
  private async ranked(scene: CrimeScene, signal?: AbortSignal): Promise<LocalRanking> {
    return this.rankings.find(scene) ?? this.rankAnew(scene, signal);
  }

  private async rankAnew(scene: CrimeScene, signal?: AbortSignal): Promise<LocalRanking> {
    const ranking = await this.ranker.rank(scene, { reader: this.files, syntax: this.syntax }, signal);
    this.rankings.keep(scene, ranking);
    return ranking;
  }

  private readonly restore = (text: string): string => this.redactor?.restore(text) ?? text;
}

/** Results of earlier tries are pasted output: they hold secrets as any other. */
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
