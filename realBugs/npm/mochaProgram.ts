import { execFileSync } from 'node:child_process';
import { existsSync, mkdirSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { STORE_FOLDER } from './packageStore';

const folder = join(STORE_FOLDER, '+mocha');

/** One mocha for all packages, so that its options and output are the same. */
export const MOCHA = { version: '10.8.2', path: join(folder, 'node_modules/mocha/bin/mocha.js') };

export function installMocha(): void {
  if (existsSync(MOCHA.path)) return;
  mkdirSync(folder, { recursive: true });
  writeFileSync(join(folder, 'package.json'), '{"private":true}');
  execFileSync('npm', ['install', '--ignore-scripts', '--silent', `mocha@${MOCHA.version}`], { cwd: folder });
}
