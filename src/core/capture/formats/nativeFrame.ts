import type { FrameOrigin } from '../failureReport';
import { type FrameDraft, frameOf } from './frameDraft';

/** A frame of gdb or lldb: `#1  0x00f in work (n=3) at main.cpp:13`. Undefined for any other line. */
export function gdbFrame(text: string): FrameDraft | undefined {
  const [, called] = /^\s*#\d+\s+(?:0x[\da-f]+ in )?(\S.*)$/.exec(text) ?? [];
  if (called === undefined) return undefined;
  const raw = text.trim();
  const rest = called.trimEnd();
  if (rest === '<signal handler called>') return { file: '', line: 0, function: rest, origin: 'runtime', raw };
  const source = /:\d{1,9}$/.test(rest) ? /^(?<call>[^]*\)) at (?<file>\S[^]{0,500}):(?<line>\d{1,9})$/.exec(rest) : null;
  if (source) return { ...frameOf(source, raw), function: beforeArguments(source.groups?.['call'] ?? '') };
  const [, call, library = ''] = /^([^]*\)) from (\S[^]*)$/.exec(rest) ?? [];
  if (call !== undefined) return { file: library, line: 0, function: beforeArguments(call), origin: 'runtime', raw };
  if (rest.endsWith(')') && / \(/.test(rest)) return { file: '', line: 0, function: beforeArguments(rest), origin: 'runtime', raw };
  return undefined;
}

/** `std::at (this=0x1, n=(2))` → `std::at`: the text before the last pair of parentheses. */
function beforeArguments(call: string): string {
  let depth = 0;
  for (let i = call.length - 1; i >= 0; i--) {
    if (call[i] === ')') depth += 1;
    else if (call[i] === '(') depth -= 1;
    if (depth === 0) return call.slice(0, i).trim();
  }
  return call;
}

/** A frame of lldb: `frame #1: 0x00f main`work(n=3) at main.cpp:13:5`. */
export function lldbFrame(text: string): FrameDraft | undefined {
  const [, module, called = ''] = /^\s*\*? ?frame #\d+: 0x[\da-f]+ ([^`]+)`(\S.*)$/.exec(text) ?? [];
  if (module === undefined) return undefined;
  const source = /^(?<call>\S.*) at (?<file>[^\s:][^:]{0,1000}):(?<line>\d+)(?::(?<column>\d+))?(?: \[.{0,200}\])?$/.exec(called);
  const raw = text.trim();
  if (!source) return { file: module, line: 0, function: called.replace(/ \+ \d+$/, ''), origin: 'runtime', raw };
  return { ...frameOf(source, raw), function: (source.groups?.['call'] ?? '').replace(/\([^()]*\)$/, '') };
}

/** A line of glibc's backtrace_symbols: `./main(parse+0xc) [0x559a]`. */
export function symbolFrame(text: string): FrameDraft | undefined {
  const [, file, symbol] = /^\s*(\S[^()]*)\(([^()+]*)(?:\+0x[\da-f]+)?\) ?\[(?:0x[\da-f]+)\]\s*$/.exec(text) ?? [];
  return file === undefined ? undefined : { file, line: 0, function: symbol === '' ? undefined : symbol, raw: text.trim() };
}

/** A frame of the sanitizers: `#0 0x56 in shop::total(int) const /home/a/main.cpp:12:5`, or with a module instead of a file. */
export function sanitizerFrame(text: string): FrameDraft | undefined {
  const head = /^\s*#\d+ (?:0x[\da-f]+ )?(?:in )?(\S.*)$/.exec(text);
  if (!head) return undefined;
  const raw = text.trim();
  let rest = (head[1] ?? '').trimEnd().replace(/ \(BuildId: [\da-f]+\)$/, '');
  const module = /(?:^|\s)\(([^()]+)\+0x[\da-f]+\)$/.exec(rest);
  if (module) rest = rest.slice(0, module.index).trimEnd();
  const unknown = / <null>$/.test(rest);
  const start = unknown ? -1 : pathStart(rest);
  if (start < 0) {
    const name = unknown ? rest.slice(0, -7) : rest;
    // Without debug information a frame may have nothing but its name.
    if (!module && /^#\d+ 0x[\da-f]+ in /.test(raw)) return { file: '', line: 0, function: name, origin: 'runtime', raw };
    return module
      ? { file: module[1] ?? '', line: 0, function: name === '' || name === '<null>' ? undefined : name, origin: 'runtime', raw }
      : undefined;
  }
  const name = rest.slice(0, start).trim();
  const at = /^(?<file>.*?)(?::(?<line>\d+))?(?::(?<column>\d+))?$/.exec(rest.slice(start));
  return at ? { ...frameOf(at, raw), function: name } : { file: '', line: 0, function: name, raw };
}

/** Offset of the path in `name(args) const /path/file.cpp:1`. -1 where there is none. */
function pathStart(text: string): number {
  const absolute = /\s(?=\/|\.{1,2}\/|[A-Za-z]:[\\/])/.exec(text);
  if (absolute) return absolute.index + 1;
  const space = text.lastIndexOf(' ');
  return space >= 0 && /:\d+$/.test(text) ? space + 1 : -1;
}

/** System headers and libraries, glibc's own files and the sanitizers' interceptors come with the platform. */
export function nativeOrigin(frame: FrameDraft): FrameOrigin {
  const file = frame.file.replaceAll('\\', '/');
  if (file === '' || file.startsWith('<')) return 'runtime';
  if (
    /^\/(?:usr\/(?:lib|include|libexec)|lib|lib64|opt\/rh|System|Library)\//.test(file) ||
    /\/(?:libsanitizer|compiler-rt|libstdc\+\+-v3|vctools|Windows Kits)\//.test(file)
  )
    return 'runtime';
  if (/^(?:\.{1,2}\/)?(?:csu|nptl|sysdeps|stdlib|elf|libio|string|malloc|posix|debug)\/(?!.*\.(?:cc|cpp|cxx|hpp)$)/.test(file))
    return 'runtime';
  if (/\.(?:so(?:\.[\d.]+)?|dylib|dll)$/.test(file) || file.startsWith('vg_replace_')) return 'runtime';
  if (/\/(?:third_party|vcpkg(?:_installed)?|\.conan2?|_deps|node_modules|external)\//.test(file)) return 'dependency';
  return 'workspace';
}
