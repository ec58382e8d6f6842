import type * as vscode from 'vscode';
import type { PanelMethods } from '../../protocol/panelProtocol';
import type { Handlers } from '../../protocol/rpc';
import type { CommandId, InternalCommandId } from '../commandIds';
import type { CommandHandler } from '../feature';
import type { HostParts } from '../parts';
import type { HopMarks } from '../surfaces/hopMarks';
import { agentTools } from './agentTools';
import { applyFixFeature } from './applyFix';
import { askModel } from './askModel';
import { attention } from './attention';
import { chooseModel } from './chooseModel';
import { evidenceFeature } from './evidence';
import { experimentsFeature } from './experiments';
import { followValueFeature } from './followValue';
import { help } from './help';
import { logpointsFeature } from './logpoints';
import { openInvestigations } from './openInvestigations';
import { promptFeature } from './prompt';
import { runFailure } from './runFailure';
import { sampleGuide } from './sampleGuide';
import { sourceProbesFeature } from './sourceProbes';
import { startInvestigation } from './startInvestigation';

/** All features combined. */
interface AllFeatures {
  commands: Record<CommandId | InternalCommandId, CommandHandler>;
  calls: Omit<Handlers<PanelMethods>, 'ready'>;
  ask: ReturnType<typeof askModel>['ask'];
  guiding: ReturnType<typeof sampleGuide>;
  tools: ReturnType<typeof agentTools>['tools'];
  subscriptions: vscode.Disposable[];
}

/** Every feature on the same parts; a command or a call without a feature does not compile. */
export function allFeatures(parts: HostParts, hops: HopMarks): AllFeatures {
  const starting = startInvestigation(parts);
  const serving = agentTools(parts, starting.record);
  const opening = openInvestigations(parts);
  const collecting = evidenceFeature(parts);
  const prompting = promptFeature(parts);
  const { ask, ...questions } = askModel(parts);
  const choosing = chooseModel(parts);
  const running = runFailure(parts);
  const finding = experimentsFeature(parts);
  const following = followValueFeature(parts, hops);
  const logging = logpointsFeature(parts);
  const probing = sourceProbesFeature(parts);
  const fixing = applyFixFeature(parts);
  const looking = attention(parts);
  const helping = help(parts);
  const guiding = sampleGuide(parts);

  const commands: AllFeatures['commands'] = {
    ...starting.commands,
    ...opening.commands,
    ...collecting.commands,
    ...prompting.commands,
    ...questions.commands,
    ...choosing.commands,
    ...fixing.commands,
    ...following.commands,
    ...logging.commands,
    ...probing.commands,
    ...helping.commands,
    ...serving.commands,
    ...guiding.commands,
  };
  const calls: AllFeatures['calls'] = {
    ...starting.calls,
    ...opening.calls,
    ...collecting.calls,
    ...prompting.calls,
    ...questions.calls,
    ...choosing.calls,
    ...running.calls,
    ...finding.calls,
    ...following.calls,
    ...logging.calls,
    ...probing.calls,
    ...fixing.calls,
    ...looking.calls,
    ...helping.calls,
  };
  const subscriptions = [...running.subscriptions, ...guiding.subscriptions, ...logging.subscriptions, ...probing.subscriptions];
  return { commands, calls, ask, guiding, tools: serving.tools, subscriptions };
}
