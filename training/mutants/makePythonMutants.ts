import { pythonBed, startPython } from './python/pythonBed';
import { PYTHON_MODULES } from './python/pythonModules';
import { corpusOptions, runCorpus } from './runCorpus';

// Mutants of Python's standard library, run with its own tests. Needs Debian's python3.13 and libpython3.13-testsuite.
const install = { command: '/usr/bin/python3.13', library: '/usr/lib/python3.13' };

async function main(): Promise<void> {
  const server = startPython(install);
  const plans = PYTHON_MODULES.map((module) => ({
    name: module.name,
    open: (workspace: string) => pythonBed(module, install, workspace, server),
  }));
  await runCorpus('python-mutants', plans, corpusOptions());
  server.close();
}

void main();
