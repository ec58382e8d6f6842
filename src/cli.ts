import { join } from 'node:path';
import { runHook } from './cli/hook/runHook';
import type * as CommandLine from './commandLine';
import type * as Mcp from './mcp';
import { cacheFolder, requireCompiled } from './node/disk/compiledCode';

// A hook runs after every command of an agent, and mostly has nothing to say: it loads the rest only if it has. A server waits for an
// agent, and runs every command in a process of its own.
const bundle = (name: string): unknown => requireCompiled(join(__dirname, name), cacheFolder(process.env));
const rest = () => bundle('commandLine.js') as typeof CommandLine;
const [command, ...flags] = process.argv.slice(2);
if (command === 'hook' && !flags.length) {
  void runHook({ stdin: process.stdin, stdout: process.stdout, cwd: process.cwd(), assets: __dirname }, async () => rest().answerHook);
} else if (command === 'mcp' && (!flags.length || (flags.length === 2 && flags[0] === '--workspace'))) {
  void (bundle('mcp.js') as typeof Mcp).serve({ workspace: flags[1] ?? process.cwd() }, __dirname);
} else rest().start(__dirname);
