import type { Page } from 'playwright-core';
import type { PanelState } from '../../../src/protocol/panelState';
import { states } from '../states/states';
import { startPanelBench, type HostCall, type OpenOptions, type PanelBench, type PanelPage } from './panelPage';

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

/** Registers the hooks that start and stop the bench and close each test's panel; call it in `describe`. */
export function panelSuite(): PanelSuite {
  let bench: PanelBench;
  let panel: PanelPage;
  before(async () => {
    bench = await startPanelBench();
  });
  after(() => bench.stop());
  afterEach(() => panel.close());
  const show: PanelSuite['show'] = async (state, options) => {
    panel = await bench.open(state, options);
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
