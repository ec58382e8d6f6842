import { createRequire } from 'node:module';

/**
 * A CommonJS module with a state of its own, whatever was loaded from the same file before.
 * @param path absolute
 */
export function freshModule(path: string): unknown {
  const require = createRequire(path);
  delete require.cache[path];
  return require(path) as unknown;
}
