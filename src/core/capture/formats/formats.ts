import { biome } from './biome';
import { cmake } from './cmake';
import { colorEyre } from './colorEyre';
import { compiler } from './compiler';
import { csharp } from './csharp';
import { dart } from './dart';
import { djangoPage } from './djangoPage';
import { elixir } from './elixir';
import { erlang } from './erlang';
import { faulthandler } from './faulthandler';
import type { TraceFormat } from './format';
import { go } from './go';
import { goExit } from './goExit';
import { goImports } from './goImports';
import { goRace } from './goRace';
import { goStack } from './goStack';
import { gradleScript } from './gradleScript';
import { ipython } from './ipython';
import { java } from './java';
import { javascript } from './javascript';
import { julia } from './julia';
import { lua } from './lua';
import { nativeChecks } from './nativeChecks';
import { nativeCrash } from './nativeCrash';
import { npmJson } from './npmJson';
import { perl } from './perl';
import { php } from './php';
import { phpPage } from './phpPage';
import { pytest } from './pytest';
import { python } from './python';
import { reactComponentStack } from './reactComponentStack';
import { richTraceback } from './richTraceback';
import { rlang } from './rlang';
import { ruby } from './ruby';
import { rust } from './rust';
import { sanitizer } from './sanitizer';
import { shellScript } from './shellScript';
import { springStart } from './springStart';
import { swift } from './swift';
import { symfonyConsole } from './symfonyConsole';
import { terraform } from './terraform';
import { valgrind } from './valgrind';

/** All trace formats that capture can read. Where two could start at the same line, the first one here wins. */
export const formats: readonly TraceFormat[] = [
  reactComponentStack,
  valgrind,
  java,
  springStart,
  csharp,
  javascript,
  ipython,
  python,
  richTraceback,
  djangoPage,
  pytest,
  faulthandler,
  go,
  goImports,
  goRace,
  goStack,
  goExit,
  colorEyre,
  rust,
  php,
  phpPage,
  symfonyConsole,
  ruby,
  dart,
  swift,
  sanitizer,
  nativeChecks,
  nativeCrash,
  elixir,
  erlang,
  lua,
  julia,
  rlang,
  perl,
  biome,
  cmake,
  gradleScript,
  terraform,
  shellScript,
  npmJson,
  compiler,
];
