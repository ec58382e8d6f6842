import { execFileSync } from 'node:child_process';
import { mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { join } from 'node:path';

/** An npm registry with one package, and a project whose lock file asks for it as one made from the public registry does. */
export interface PackageRegistry {
  /** http://127.0.0.1:PORT/ */
  address: string;
  /** Folder with package.json and package-lock.json. */
  project: string;
  /** Whether requests for the package are answered; others get an error 503. */
  answers: boolean;
  close(): Promise<void>;
}

/** @param folder absolute, empty: the package and the project are made there */
export async function packageRegistry(folder: string): Promise<PackageRegistry> {
  const name = 'left-over';
  const source = join(folder, 'package');
  const project = join(folder, 'project');
  for (const each of [source, project]) mkdirSync(each, { recursive: true });
  writeFileSync(join(source, 'package.json'), JSON.stringify({ name, version: '1.0.0', main: 'index.js' }));
  writeFileSync(join(source, 'index.js'), 'module.exports = 1;\n');
  const packed = execFileSync('npm', ['pack', '--json', '--silent'], {
    cwd: source,
    encoding: 'utf8',
    shell: process.platform === 'win32',
  });
  const [{ filename, integrity }] = JSON.parse(packed) as [{ filename: string; integrity: string }];
  const archive = readFileSync(join(source, filename));

  const root = { name: 'project', version: '1.0.0', dependencies: { [name]: '1.0.0' } };
  const resolved = `https://registry.npmjs.org/${name}/-/${filename}`;
  const packages = { '': root, [`node_modules/${name}`]: { version: '1.0.0', resolved, integrity } };
  const lock = { name: root.name, version: root.version, lockfileVersion: 3, requires: true, packages };
  writeFileSync(join(project, 'package.json'), JSON.stringify(root));
  writeFileSync(join(project, 'package-lock.json'), JSON.stringify(lock));

  const server = createServer(({ url }, response) => {
    if (!registry.answers) response.writeHead(503).end('the registry is being repaired');
    else if (url?.endsWith(`/${filename}`)) response.writeHead(200, { 'content-type': 'application/octet-stream' }).end(archive);
    else response.writeHead(404).end('{}');
  });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  const registry: PackageRegistry = {
    address: `http://127.0.0.1:${(server.address() as AddressInfo).port}/`,
    project,
    answers: true,
    close: () => new Promise((resolve) => server.close(() => resolve())),
  };
  return registry;
}
