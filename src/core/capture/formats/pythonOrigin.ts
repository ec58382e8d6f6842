import type { FrameOrigin } from '../failureReport';
import type { FrameDraft } from './frameDraft';

const dependency =
  /(?:^|[\\/])(?:site-packages|dist-packages|[\w.+-]{1,100}\.egg|[\w.+-]{1,100}\.whl)[\\/]|^<(?:decorator-gen|attrs generated|__array_function__|template)/;
const standardLibrary =
  /(?:^|[\\/])lib(?:64)?[\\/](?:python|pypy)\d?(?:\.\d+)?[a-z]?[\\/]|[\\/]Python(?:\d[\d.]*)?[\\/](?:\d[\d.]*[\\/])?lib[\\/]|(?:^|[\\/])python\d{2,3}\.zip[\\/]|^<frozen |^<__array|\.p(?:yx|xi)$/i;

/** Code that is in no file: `<string>` of `exec`, `<stdin>`. A notebook's cells are the person's own. */
const pseudoFile = /^<(?!ipython-input)[^<>]*>$/;

/** Python: installed packages, the standard library, code in no file, and the workspace for the rest. */
export function pythonOrigin({ file }: FrameDraft): FrameOrigin {
  if (dependency.test(file)) return 'dependency';
  return standardLibrary.test(file) || pseudoFile.test(file) ? 'runtime' : 'workspace';
}
