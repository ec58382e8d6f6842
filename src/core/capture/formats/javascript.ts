import { eachOf } from '../scan/triggers';
import type { TraceFormat } from './format';
import { cutDigits } from './frameDraft';
import { needsHeader, isCutJavaScriptFrame, javascriptOrigin, parseJavaScriptFrame, wholeJavaScriptFrame } from './javascriptFrame';
import { headerAbove } from './javascriptHeader';
import { linePlaceReader } from './javascriptLinePlace';
import { JavaScriptReader } from './javascriptReader';
import { nodeVersion, thrownValue, thrownValueReader } from './javascriptThrown';

const schemes = [
  'http',
  'https',
  'file',
  'blob',
  'webpack',
  'webpack-internal',
  'resource',
  'app',
  'capacitor',
  'moz-extension',
  'safari-extension',
  'safari-web-extension',
  'chrome-extension',
  'node',
];

const scriptEndings = ['js', 'mjs', 'cjs', 'ts', 'mts', 'cts', 'jsx', 'tsx', 'jsbundle', 'bundle', 'html', 'vue', 'svelte'];

/** Folders of scripts without a file extension. */
const rootFolders = [
  'data',
  'private',
  'Library',
  'home',
  'usr',
  'app',
  'tmp',
  'var',
  'opt',
  'srv',
  'mnt',
  'root',
  'Users',
  'workspace',
  'src',
];

/** `at ` after a blank or a prefix: the start of frames of JavaScript, Java and .NET. */
const atTriggers: readonly string[] = ['  at ', '\tat ', '\nat ', ...eachOf('|>:])-', (sign) => `${sign} at `)];

/** JavaScript and TypeScript: V8 (Node, Chrome, Deno, Bun), Firefox, Safari, and Vitest's own frames. */
export const javascript: TraceFormat = {
  name: 'JavaScript',
  language: 'javascript',
  triggers: [
    ...atTriggers,
    '❯ ',
    ...schemes.map((scheme) => `@${scheme}:`),
    { holds: rootFolders.map((folder) => `@/${folder}/`), pattern: /@\/[^\s@]{1,300}:\d+:\d/ },
    '@[native code]',
    { holds: scriptEndings.map((ending) => `.${ending}:`), pattern: new RegExp(`@[^\\s@]{1,200}\\.(?:${scriptEndings.join('|')}):\\d`) },
    thrownValue,
    '\nNode.js v',
    { holds: ['\nhttp', '\nfile://', '\ncapacitor://', '\napp://'], pattern: /\n[a-z]{2,20}:\/\/[^\s]{1,500}:\d{1,9}:\d{1,9}\r?\n/ },
    {
      holds: ['.bundle:', '.jsbundle:'],
      pattern: /\n[\w./-]{1,300}\.(?:js)?bundle:\d{1,9}:\d{1,9}\r?\n/,
    },
    { holds: [' of linked script ', ' of inline#', ' of function script '], pattern: /Line \d{1,9} of \S{1,40} script/ },
    { holds: [', column '], pattern: /line \d{1,9}, column \d{1,9} in \S/ },
    { holds: [' (line '], pattern: / in [^\s()]{1,1000} \(line \d{1,9}\)/ },
    {
      holds: ['\t(anonymous function) (', '\tglobal code (', ...scriptEndings.map((ending) => `.${ending}:`)],
      pattern: /[\n \t]\t[\w$.<>() ]{1,200} \([^\s(),]{1,500}:\d{1,9}\)\r?\n/,
    },
    { holds: [', line '], pattern: /\([^\s(),]{1,500}, line \d{1,9}\)\r?\n/ },
    { holds: [' http://', ' https://'], pattern: / {4}[^\s]{1,200} https?:\/\/[^\s]{1,500}:\d+\n/ },
  ],
  start(line, before) {
    if (line.text.startsWith(thrownValue) || nodeVersion.test(line.text)) return thrownValueReader(line, before);
    const frame = parseJavaScriptFrame(line.text);
    if (!frame && line.text.includes(' (line ')) return linePlaceReader(line);
    if (
      !frame ||
      (frame.line === 0 &&
        cutDigits(frame) === undefined &&
        !/^(?:|<anonymous>|<Jasmine>|native|\[native code\]|wasm:\/\/.*)$/.test(frame.file)) ||
      ((needsHeader(line.text) || cutDigits(frame) !== undefined) && !headerAbove(before, line)?.type)
    )
      return undefined;
    return new JavaScriptReader(line, frame, before);
  },
  origin: javascriptOrigin,
  unfinished: isCutJavaScriptFrame,
  whole: wholeJavaScriptFrame,
};
