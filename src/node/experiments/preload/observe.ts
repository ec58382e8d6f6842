import { readFileSync } from 'node:fs';
import inspector from 'node:inspector';
import { join } from 'node:path';
import type { ObserveSetup } from '../../../core/experiments/observed';
import { CoverageRecorder } from './coverageRecorder';
import { DebuggerSession } from './debuggerSession';
import { Observer } from './observer';
import { RecordFile } from './recordFile';

/**
 * Required before the program in each of its processes and threads. If anything goes wrong in here, the program runs as it would without.
 */
const folder = process.env['DEBUG_CONTEXT_OBSERVE'];
if (folder !== undefined) {
  try {
    const records = new RecordFile(folder);
    // Another debugger is attached: pauses belong to it.
    if (inspector.url() !== undefined) records.add({ record: 'note', what: 'inspected' });
    else start(JSON.parse(readFileSync(join(folder, 'setup.json'), 'utf8')) as ObserveSetup, records);
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
