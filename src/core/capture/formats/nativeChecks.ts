import type { FrameDraft } from './frameDraft';
import type { TraceFormat } from './format';
import { FrameList } from './frameList';
import { nativeOrigin } from './nativeFrame';

/** A one-line message of a linker, a loader or a library's own check. */
interface Shape {
  readonly pattern: RegExp;
  readonly type: string;
  /** The text before the message. */
  readonly says?: string;
}

/** Groups: message, file, line. */
const shapes: readonly Shape[] = [
  // main.cpp:(.text+0x9): undefined reference to `total(int)'
  {
    pattern:
      /^(?:.{0,300}: )?(?<file>[^\s:]{1,300}):(?:(?<line>\d{1,9})(?::\(\.[\w.$+[\]]{1,300}\))?|\(\.[\w.$+[\]]{1,300}\)): (?<message>undefined reference to .*)$/,
    type: 'ld',
  },
  // /usr/bin/ld: b.o:(.bss+0x0): multiple definition of `total'; a.o:(.bss+0x0): first defined here
  {
    pattern:
      /^(?:.{0,300}: )?(?<file>[^\s:]{1,300}):(?:(?<line>\d{1,9})(?::\(\.[\w.$+[\]]{1,300}\))?|\(\.[\w.$+[\]]{1,300}\)): (?<message>multiple definition of .*)$/,
    type: 'ld',
  },
  // /usr/bin/ld: cannot find -lcart: No such file or directory
  { pattern: /^(?:(?:[A-Za-z]:)?[^\s:]{0,300}[\\/])?(?:[\w-]{1,40}-)?ld(?:\.\w{1,8}){0,2}: (?<message>cannot find .*)$/, type: 'ld' },
  // ld.lld: error: undefined symbol: total(int)
  { pattern: /^(?:[\w./-]{0,100}(?:lld|ld|wasm-ld)(?:\.exe)?): error: (?<message>undefined (?:symbol|reference)\b.*)$/, type: 'ld' },
  // "total(int)", referenced from:   (macOS)
  { pattern: /^\s{1,8}"(?<message>[^"]{1,500})", referenced from:$/, type: 'ld', says: 'Undefined symbol: ' },
  // main.obj : error LNK2019: unresolved external symbol   (the last one only counts them)
  { pattern: /^(?<file>[^\s:]{1,300}) : (?:fatal )?error LNK\d{1,5}: (?<message>(?!\d{1,9} unresolved).*)$/, type: 'link' },
  // dyld[4711]: Library not loaded: @rpath/libfoo.dylib
  { pattern: /^dyld(?:\[\d{1,9}\])?: (?<message>(?:Library|Symbol) not (?:loaded|found): .*)$/, type: 'dyld' },
  // ./app: error while loading shared libraries: libfoo.so.1: cannot open shared object file
  {
    pattern: /^(?<file>[^\s:]{1,300}): error while loading shared libraries: (?<message>.*)$/,
    type: 'error while loading shared libraries',
  },
  // F20240203 10:11:12.123456  4242 order.cc:42] Check failed: order
  {
    pattern: /(?:^|\s)(?<file>[\w./-]{1,200}\.(?:cc|cpp|cxx|c|h|hpp|mm)):(?<line>\d{1,9})\] Check failed: (?<message>.*)$/,
    type: 'Check failed',
  },
  // [4242:4242:0203/101112.123:FATAL:order.cc(42)] Check failed: order.
  { pattern: /:FATAL:(?<file>[\w./-]{1,200})\((?<line>\d{1,9})\)\] (?:Check failed: )?(?<message>.*)$/, type: 'Check failed' },
  // # Fatal error in ../deps/v8/src/objects.h, line 75
  { pattern: /^# Fatal error in (?<file>[^\s,]{1,300}), line (?<line>\d{1,9})(?<message>)$/, type: 'Fatal error' },
  // FATAL ERROR: Reached heap limit Allocation failed - JavaScript heap out of memory
  { pattern: /^FATAL ERROR: (?<message>.*)$/, type: 'FATAL ERROR' },
];

const frameLine = /^\s*(?:@|#?\d{1,3}:?)\s{1,8}0x[\da-f]{1,16}\s{1,4}(?:\(unknown\)|(?<name>[^\s[].{0,400}?))(?: \[[^\]\s]{1,200}\])?$/;
/** Chromium on Windows: `\tcontent::Host::Run [0x65F254C9+313] (content\\host.cc:133)`. */
const windowsFrame = /^\t(?<called>\S.{0,800}?) \[0x[\dA-Fa-f]{1,16}\+\d{1,9}\](?: \((?<file>[^():]{1,300}):(?<at>\d{1,9})\))?$/;
/** `>>> referenced by main.cpp:5`, `_main in main-1234.o`, `Referenced from: <ABC> /app/main`. */
const referrer =
  /^>>> referenced by (?<source>[^\s:]{1,300}):(?<line>\d{1,9})|^\s{2,12}(?<by>\S{1,200}) in (?<object>\S{1,200}\.o)$|^\s{0,8}Referenced from: (?:<[^>]{1,80}> )?(?<image>\S{1,300})$/;
const mostLines = 40;

/** Link failures, missing libraries, checks of glog, Chromium and V8, and Node running out of memory. */
export const nativeChecks: TraceFormat = {
  name: 'native check',
  language: 'cpp',
  triggers: [
    'undefined reference to ',
    ': multiple definition of ',
    { holds: [': cannot find '], pattern: /ld(?:\.\w{1,8}){0,2}: cannot find / },
    ': error: undefined symbol',
    'ld: error: undefined ',
    '", referenced from:',
    ' error LNK',
    ' not loaded: ',
    'dyld: Symbol not found',
    'error while loading shared libraries',
    '] Check failed: ',
    ':FATAL:',
    '# Fatal error in ',
    'FATAL ERROR: ',
  ],
  start(line) {
    // A log level may have been removed.
    const text = [line.text, line.raw].find((each) => shapes.some(({ pattern }) => pattern.test(each)));
    const shape = text === undefined ? undefined : shapes.find(({ pattern }) => pattern.test(text));
    const groups = text === undefined ? undefined : shape?.pattern.exec(text)?.groups;
    if (!groups || !shape) return undefined;
    const { file, message = '' } = groups;
    const frames = new FrameList();
    const where: FrameDraft | undefined =
      file === undefined ? undefined : { file, line: Number(groups['line'] ?? 0), raw: line.text.trim() };
    let said = `${shape.says ?? ''}${message.trimEnd()}`;
    let lines = 0;
    return {
      from: line.start,
      patience: 4,
      offer({ text: next }) {
        const win = windowsFrame.exec(next)?.groups;
        if (win) {
          const { file: source = '', at = '0', called } = win;
          frames.add({ file: source, line: Number(at), function: called, ...(source === '' && { origin: 'runtime' }), raw: next.trim() });
          return 'taken';
        }
        const name = frameLine.exec(next)?.groups?.['name'];
        if (name !== undefined) {
          frames.add({ file: '', line: 0, function: name, origin: 'runtime', raw: next.trim() });
          return 'taken';
        }
        const more = said === '' ? /^# (\S.*)$/.exec(next)?.[1] : undefined;
        if (more !== undefined) said = more.replace(/^(?:Debug c|C)heck failed: /, '');
        // The origin of a missing reference.
        const user = referrer.exec(next)?.groups;
        if (user && (shape.type === 'ld' || shape.type === 'dyld')) {
          const { source, object, image, by, line: at } = user;
          frames.add({
            file: object ?? image ?? source ?? '',
            line: Number(at ?? 0),
            ...(by !== undefined && { function: by }),
            raw: next.trim(),
          });
          return 'taken';
        }
        if (shape.type === 'ld' || ++lines > mostLines) return 'end';
        return more !== undefined || /^(?:#|\*\*\* Check failure stack trace|-{3,} Native stack trace|Backtrace:$)/.test(next)
          ? 'taken'
          : next.trim() === ''
            ? 'other'
            : 'end';
      },
      close() {
        const all = new FrameList();
        if (where) all.add(where);
        for (const frame of frames.toArray()) all.add(frame);
        return [
          {
            type: shape.type,
            message: said,
            role: 'thrown',
            frames: all,
            children: [],
            ...(shape.type === 'FATAL ERROR' && { language: 'javascript' as const }),
          },
        ];
      },
    };
  },
  origin: nativeOrigin,
};
