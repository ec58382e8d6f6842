/** Every command that package.json declares; a unit test compares the two. */
export const commandIds = [
  'debugWithContext.debug',
  'debugWithContext.debugSelection',
  'debugWithContext.debugTerminalSelection',
  'debugWithContext.debugTest',
  'debugWithContext.debugFrame',
  'debugWithContext.newFailure',
  'debugWithContext.openPanel',
  'debugWithContext.openInvestigation',
  'debugWithContext.openInvestigationFile',
  'debugWithContext.exportInvestigation',
  'debugWithContext.deleteInvestigation',
  'debugWithContext.deleteAllInvestigations',
  'debugWithContext.ask',
  'debugWithContext.cancel',
  'debugWithContext.copyPrompt',
  'debugWithContext.showPrompt',
  'debugWithContext.addSelection',
  'debugWithContext.addFile',
  'debugWithContext.nextEvidence',
  'debugWithContext.previousEvidence',
  'debugWithContext.applyFix',
  'debugWithContext.followValue',
  'debugWithContext.clearFollowed',
  'debugWithContext.setLogpoints',
  'debugWithContext.removeLogpoints',
  'debugWithContext.insertProbes',
  'debugWithContext.removeProbes',
  'debugWithContext.chooseProvider',
  'debugWithContext.detectServers',
  'debugWithContext.setApiKey',
  'debugWithContext.clearApiKey',
  'debugWithContext.openSample',
  'debugWithContext.openSettings',
  'debugWithContext.aboutModel',
  'debugWithContext.forgetVerdicts',
  'debugWithContext.showLog',
  'debugWithContext.copyConfiguration',
] as const;

export type CommandId = (typeof commandIds)[number];

/** Called only by code lenses, code actions and hints; in no menu and not in the palette. */
export const internalCommandIds = [
  'debugWithContext.debugProblem',
  'debugWithContext.focusEvidence',
  'debugWithContext.debugHint',
  'debugWithContext.hideHints',
  'debugWithContext.runSample',
] as const;

export type InternalCommandId = (typeof internalCommandIds)[number];

export const PANEL_VIEW_TYPE = 'debugWithContext.panel';
export const SIDEBAR_VIEW_ID = 'debugWithContext.sidebar';
