import type { GrammarName } from '../../workspace/languages';
import type { FlatTree } from '../flatTree';
import { cppLowering } from './cpp';
import { csharpLowering } from './csharp';
import { goLowering } from './go';
import type { Stmt } from './ir';
import { javaLowering } from './java';
import { javascriptLowering } from './javascript';
import { kotlinLowering } from './kotlin';
import { Lowering, type LoweringRules } from './lowering';
import { phpLowering } from './php';
import { pythonLowering } from './python';
import { rubyLowering } from './ruby';
import { rustLowering } from './rust';

/** A language is one entry here and one file beside. */
const LOWERINGS: Record<GrammarName, LoweringRules> = {
  javascript: javascriptLowering,
  typescript: javascriptLowering,
  tsx: javascriptLowering,
  python: pythonLowering,
  java: javaLowering,
  kotlin: kotlinLowering,
  go: goLowering,
  rust: rustLowering,
  'c-sharp': csharpLowering,
  cpp: cppLowering,
  php: phpLowering,
  ruby: rubyLowering,
};

/** The statements of a file. */
export function lowered(tree: FlatTree, grammar: GrammarName): readonly Stmt[] {
  return new Lowering(tree, LOWERINGS[grammar]).run();
}
