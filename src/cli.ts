import { runHook } from './cli/hook/runHook';

// A hook runs after every command of an agent, and mostly has nothing to say: it loads the rest only if it has. A server waits for an
// agent, and runs every command in a process of its own.
const [command, ...flags] = process.argv.slice(2);
if (command === 'hook' && !flags.length) {
  void runHook(
    { stdin: process.stdin, stdout: process.stdout, cwd: process.cwd(), assets: __dirname },
    async () => (await import('./commandLine')).answerHook,
  );
} else if (command === 'mcp' && (!flags.length || (flags.length === 2 && flags[0] === '--workspace'))) {
  void import('./mcp').then(({ serve }) => serve({ workspace: flags[1] ?? process.cwd() }, __dirname));
} else void import('./commandLine').then(({ start }) => start(__dirname));
