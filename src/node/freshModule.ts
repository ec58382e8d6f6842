import { createRequire } from 'node:module';

/**
 * A fresh instance of a CommonJS module, even if the same file was loaded before.
 * @param path absolute
 */
export function freshModule(path: string): unknown {
  const require = createRequire(path);
  delete require.cache[path];
  return require(path) as unknown;
}
