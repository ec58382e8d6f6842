import type { Page } from 'playwright-core';
import type { PanelState } from '../../../src/protocol/panelState';
import { states } from '../states/states';
import { startPanelBench, type HostCall, type OpenOptions, type PanelBench, type PanelPage } from './panelPage';

let bench: Promise<PanelBench> | undefined;

/** The bench of all test files. */
export function panelBench(): Promise<PanelBench> {
  return (bench ??= startPanelBench());
}

after(async () => (await bench)?.stop());

/** A suite's panels: one bench for all its tests, one panel open at a time. */
export interface PanelSuite {
  /** The panel that the test opened. */
  readonly panel: PanelPage;
  /** Opens the panel in a given state. */
  readonly show: (state: PanelState, options?: OpenOptions) => Promise<Page>;
  /** Opens the panel in a recorded state, by its name. */
  readonly open: (name: keyof typeof states, options?: OpenOptions) => Promise<Page>;
  /** The view's last call that a person caused: the search for servers begins by itself. */
  readonly lastCall: () => Promise<HostCall | undefined>;
}

/** Registers the hook that closes each test's panel; call it in `describe`. */
export function panelSuite(): PanelSuite {
  let panel: PanelPage;
  afterEach(() => panel.close());
  const show: PanelSuite['show'] = async (state, options) => {
    panel = await (await panelBench()).open(state, options);
    return panel.page;
  };
  return {
    get panel() {
      return panel;
    },
    show,
    open: (name, options) => show(states[name]!, options),
    lastCall: async () => (await panel.calls()).findLast(({ method }) => method !== 'detectServers'),
  };
}
