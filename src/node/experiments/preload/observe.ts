import { readFileSync } from 'node:fs';
import inspector from 'node:inspector';
import { join } from 'node:path';
import type { ObserveSetup } from '../../../core/experiments/observed';
import { CoverageRecorder } from './coverageRecorder';
import { DebuggerSession } from './debuggerSession';
import { Observer } from './observer';
import { RecordFile } from './recordFile';
import { ReturnsRecorder } from './returnsRecorder';

/**
 * Required before the program in each of its processes and threads. If anything goes wrong in here, the program runs as it would without.
 */
const folder = process.env['DEBUG_CONTEXT_OBSERVE'];
if (folder !== undefined) {
  try {
    const records = new RecordFile(folder);
    const setup = JSON.parse(readFileSync(join(folder, 'setup.json'), 'utf8')) as ObserveSetup;
    if (setup.returns) new ReturnsRecorder(setup.asserted, records).start();
    // Another debugger is attached: pauses belong to it.
    else if (inspector.url() !== undefined) records.add({ record: 'note', what: 'inspected' });
    else start(setup, records);
  } catch {
    // An unknown Node, a missing folder: nothing is recorded.
  }
}

function start(setup: ObserveSetup, records: RecordFile): void {
  const session = new DebuggerSession();
  const observer = new Observer(setup, session, records);
  observer.start();
  if (setup.coverage) new CoverageRecorder(session, records, observer.scripts).start();
}
