import { runHook } from './cli/hook/runHook';

// A hook runs after every command of an agent, and mostly has nothing to say: it loads the rest only if it has.
const [command, ...flags] = process.argv.slice(2);
if (command === 'hook' && !flags.length) {
  void runHook(
    { stdin: process.stdin, stdout: process.stdout, cwd: process.cwd(), assets: __dirname },
    async () => (await import('./commandLine')).answerHook,
  );
} else void import('./commandLine').then(({ start }) => start(__dirname));
