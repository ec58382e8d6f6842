import type { Investigation } from '../../core/investigation/investigation';
import type { StoredSummary } from '../../core/investigation/storedInvestigation';
import type { HomeState, RecentFailure } from '../../protocol/panelState';
import { toSummary } from './toPanelState';

/** Messages of the home view besides its lists. */
export interface HomeNotices {
  captureProblem?: string;
  /** Stored investigations that cannot be read. */
  unreadable?: string;
  clipboardHasTrace: boolean;
  /** How many of the newest investigations are listed. */
  listed: number;
  /** The investigation deleted last. */
  deleted?: Investigation;
}

/** Investigations that are sent to a view in one message: a folder may hold thousands. */
export const LIST_PAGE = 100;

/** @param summaries newest first; only the listed ones reach the view, which is sent a new state at every change */
export function toHomeState(summaries: readonly StoredSummary[], recentFailures: RecentFailure[], notices: HomeNotices): HomeState {
  return {
    recentFailures,
    investigations: summaries.slice(0, notices.listed).map(toSummary),
    older: Math.max(0, summaries.length - notices.listed),
    clipboardHasTrace: notices.clipboardHasTrace,
    deleted: notices.deleted?.title,
    captureProblem: notices.captureProblem ?? notices.unreadable,
  };
}
