/** Only a test that hangs reaches these, also on a slow machine: no test may pass or fail by speed. Milliseconds. */
export const TEST_LIMIT = 120_000;

/** How long a test waits for what it needs: an element, a state, a process. */
export const WAIT_LIMIT = 80_000;
