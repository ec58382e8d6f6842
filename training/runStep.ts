import { spawnSync } from 'node:child_process';

/** Runs one step of the data or the training and shows its output. Ends the program if the step fails. */
export function runStep(command: string, ...args: string[]): void {
  console.log(`\n$ ${command} ${args.join(' ')}`);
  const { status, error } = spawnSync(command, args, { stdio: 'inherit' });
  if (error) console.error(error.message);
  if (status !== 0) process.exit(status ?? 1);
}

/** A program of this folder. */
export function runScript(script: string, ...args: string[]): void {
  runStep(process.execPath, '--import', 'tsx', `training/${script}`, ...args);
}

/** A Python program of this folder; PYTHON names the interpreter that has PyTorch. */
export function runPython(script: string, ...args: string[]): void {
  runStep(process.env.PYTHON ?? 'python3', '-u', `training/${script}`, ...args);
}
