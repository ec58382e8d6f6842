import type { ViewName } from '../choice';
import { arithmeticTab } from './arithmeticTab';
import type { AttentionTab } from './attentionTab';
import { deletionTab } from './deletionTab';
import { evidenceTab } from './evidenceTab';
import { expectedTab } from './expectedTab';
import { headsTab } from './headsTab';
import { howTab } from './howTab';
import { matrixTab } from './matrixTab';
import { modelTab } from './modelTab';
import { rolloutTab } from './rolloutTab';

/** All of them, in menu order. */
export const attentionTabs: readonly AttentionTab[] = [
  evidenceTab,
  deletionTab,
  howTab,
  headsTab,
  modelTab,
  matrixTab,
  arithmeticTab,
  rolloutTab,
  expectedTab,
];

export function tabOf(view: ViewName): AttentionTab {
  return attentionTabs.find(({ id }) => id === view) ?? evidenceTab;
}
