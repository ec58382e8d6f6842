import type { Language } from './failureReport';
import { isAbsolutePath, normalisePath } from '../workspace/workspacePaths';

/** A frame's file as a path that can be looked up. */
export interface FramePath {
  /** With `/`, without scheme, host, query and bundler marks. */
  path: string;
  /** Names one place on the disk of the machine that made the trace. A bundler's or a server's path starts at the project instead. */
  absolute: boolean;
}

const SCHEME = /^([a-z][a-z0-9+.-]+):\/\//i;

/**
 * Reads the file of a frame: `webpack:///./src/a.ts`, `http://localhost:5173/src/a.ts?t=1`, `C:\app\a.ts`, `app:///a.js`.
 * @returns undefined where it names no file (`<anonymous>`, `node:fs`, `native`)
 */
export function framePath(file: string): FramePath | undefined {
  let rest = file.trim();
  if (!rest || /^(?:node:|native$|evalmachine\.|\[)/.test(rest) || /^<.*>$/.test(rest) || rest.length > 4096) return undefined;
  const scheme = SCHEME.exec(rest)?.[1]?.toLowerCase();
  if (scheme === undefined) {
    // Vite's name for a file outside its root.
    rest = rest.replace(/^\/@fs(?=\/)/, '').replace(/\?[^/\\]*$/, '');
  } else if (scheme === 'file') {
    rest = decoded(rest.slice(7)).replace(/^\/(?=[a-zA-Z]:)/, '');
  } else {
    // The part before the first slash is a host, or the name of the bundle; webpack's is often empty.
    rest = decoded(rest.slice(scheme.length + 3).replace(/^[^/]*\//, '')).replace(/[?#][^/\\]*$/, '');
    rest = rest.replace(/^(?:\([^)/]*\)|\[project\])\/?/, '').replace(/^@fs(?=\/)/, '');
  }
  const absolute = isAbsolutePath(rest);
  const path = normalisePath(rest).replace(/^(?:\.\.\/)+/, '');
  return path === '' || path === '/' ? undefined : { path, absolute };
}

function decoded(path: string): string {
  if (!path.includes('%')) return path;
  try {
    return decodeURIComponent(path);
  } catch {
    return path;
  }
}

/**
 * Java, Kotlin and Scala print only the file's name; the function contains the package: `com.acme.Orders$Cache.load` in `Orders.java` is
 * `com/acme/Orders.java`.
 */
export function packagePath(language: Language, path: string, functionName: string | undefined): string | undefined {
  if (language !== 'java' || path.includes('/') || !functionName) return undefined;
  // Module and loader prefixes: `app//com.acme…`, `java.base/java.util…`.
  const qualified = functionName.slice(functionName.lastIndexOf('/') + 1);
  const parts = qualified.split('.');
  const folders = parts.slice(0, Math.max(0, parts.length - 2));
  // By convention packages are lower case; a class among them is the outer class of a nested one.
  const end = folders.findIndex((part) => /^[A-Z]/.test(part));
  const packages = end < 0 ? folders : folders.slice(0, end);
  return packages.length ? `${packages.join('/')}/${path}` : undefined;
}
