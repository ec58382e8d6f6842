import * as vscode from 'vscode';
import { budgetFor } from '../../app/evidenceCollector';
import type { Findings } from '../../app/findings';
import type { Runs } from '../../app/runs';
import { nextStepLabels } from '../../app/userFacingErrors';
import { failureTitle } from '../../core/capture/failureTitle';
import { changeKey } from '../../core/context/changeKey';
import { seenBefore } from '../../core/investigation/seenBefore';
import type { PanelState } from '../../protocol/panelState';
import type { RecentFailures } from '../capture/recentFailures';
import type { Investigations } from '../investigations';
import type { SourceProbes } from '../sourceProbes';
import type { Logpoints } from '../logpoints';
import type { ProviderChoices } from '../providerChoices';
import { readSettings } from '../settings';
import type { Shown } from './shown';
import type { SurfaceSource } from './surfaces';
import { toHomeState, type HomeNotices } from './toHomeState';
import { toAnswerState, toInvestigationState } from './toPanelState';
import { toRunState } from './toRunState';
import type { SurfaceMode } from './webviewHtml';

interface ViewParts {
  investigations: Investigations;
  shown: Shown;
  recent: RecentFailures;
  runs: Runs;
  findings: Findings;
  logpoints: Logpoints;
  sourceProbes: SourceProbes;
  providers: ProviderChoices;
  notices: HomeNotices;
}

/** The state that the views draw, rebuilt from the current data. */
export function viewState({
  investigations,
  shown,
  recent,
  runs,
  findings,
  logpoints,
  sourceProbes,
  providers,
  notices,
}: ViewParts): SurfaceSource {
  return {
    state(mode: SurfaceMode): PanelState {
      const current = shown.investigation;
      const { openIn, budget } = readSettings();
      const { summaries } = investigations;
      const visible = current && (mode === 'panel' || openIn === 'sidebar') ? current : undefined;
      return {
        home: toHomeState(summaries, recent.list, notices),
        investigation:
          visible &&
          toInvestigationState(visible, {
            window: visible.evidence.collected?.prompt.budget ?? budgetFor(budget, undefined),
            titles: (index) => failureTitle(visible.reports[index] ?? { errors: [], expectations: [] }),
            keyOf: changeKey,
            nextStepLabels,
            seenBefore: seenBefore(visible, summaries),
            run: toRunState(visible, { runs, findings, logpoints, sourceProbes }, vscode.workspace.isTrusted),
          }),
        providers: providers.list(),
        provider: providers.chosen,
        openIn,
        trusted: vscode.workspace.isTrusted,
        now: new Date().toISOString(),
      };
    },
    answer() {
      const current = shown.investigation;
      return current && { investigation: current.id, answer: toAnswerState(current, { nextStepLabels, keyOf: changeKey }) };
    },
  };
}
