import { join } from 'node:path';
import { runHook } from './cli/hook/runHook';
import type * as CommandLine from './commandLine';
import { cacheFolder, requireCompiled } from './node/disk/compiledCode';

// A hook runs after every command of an agent, and mostly has nothing to say: it loads the rest only if it has.
const rest = () => requireCompiled(join(__dirname, 'commandLine.js'), cacheFolder(process.env)) as typeof CommandLine;
const [command, ...flags] = process.argv.slice(2);
if (command === 'hook' && !flags.length) {
  void runHook({ stdin: process.stdin, stdout: process.stdout, cwd: process.cwd(), assets: __dirname }, async () => rest().answerHook);
} else rest().start(__dirname);
