import type { Line } from '../line';
import { type CompilerShape, found, place } from './compilerShape';

const path = String.raw`((?:[A-Za-z]:)?[\\/][^:"'<>|\n]{1,500}|[^\s:"'<>|]{1,500})`;
const number = String.raw`(\d{1,9})`;
/** The message may have several lines above the box. */
const longestHeader = 8;
/** oxc, swc, rolldown and others: `╭─[src/a.js:2:1]` below the message. */
const boxed = new RegExp(String.raw`^\s{0,8}[╭,][─-]{1,4}\[ ?${path}:${number}:${number} ?\](?: ?[─-]{0,300})?$`);
const boxedError = /^\s{0,4}(?:Error: {1,4})?(?:[×x✗] (?<said>\S.*)|\[(?<code>[A-Z][A-Z_]{2,60})\] (?:Error: )?(?<coded>\S.*))$/;
const boxedMore = /^\s{0,4}[│|](?: (?<more>.*))?$/;
/** Rspack names the file above all: `ERROR in ./src/a.js 2:1-38`, `× Module not found: …`, `╭─[2:0]`. */
const boxedBelow = new RegExp(String.raw`^\s{0,16}[╭,][─-]{1,4}\[ ?${number}:${number} ?\](?: ?[─-]{0,300})?$`);
const boxedReason = /^\s{0,16}(?:[╰`][─-]{1,4}[▶>] {1,6})?[×x✗] (?:([A-Z][\w ]{2,60}(?:not found|failed|error)): )?(\S.*)$/;
const errorIn = /^\s{0,4}(?:ERROR )?in (\S{1,500})(?: \d.{0,60})?$/;
const parcelMessage = /^@parcel\/[\w-]{1,60}: (\S.*)$/;

/** Bundlers in Rust and Parcel: a message, and its code in a box below. */
export const boxShapes: readonly CompilerShape[] = [
  {
    trigger: { holds: ['╭─[', ' ,-['], pattern: /\n\s{0,8}[╭,][─-]{1,4}\[ ?\S.{0,500}:\d{1,9}:\d{1,9} ?\]/ },
    read(line, before) {
      const [, file = '', at, column] = boxed.exec(line.text) ?? [];
      if (at === undefined) return undefined;
      const rest: string[] = [];
      for (let n = 1; n <= longestHeader; n++) {
        const above = before.above(n);
        const { said, code, coded } = boxedError.exec(above?.text ?? '')?.groups ?? {};
        if (above && (said ?? coded) !== undefined)
          return found(above, code ?? 'error', [said ?? coded, ...rest].join('\n'), place(line, file, at, column));
        if (n === 1 && above?.text.trim() === '') continue;
        const more = boxedMore.exec(above?.text ?? '');
        if (!more) return undefined;
        rest.unshift(more.groups?.['more'] ?? '');
      }
      return undefined;
    },
  },
  {
    trigger: { holds: ['╭─[', ' ,-['], pattern: /\n\s{0,16}[╭,][─-]{1,4}\[ ?\d{1,9}:\d{1,9} ?\]/ },
    read(line, before) {
      const [, at, column = '0'] = boxedBelow.exec(line.text) ?? [];
      if (at === undefined) return undefined;
      let reason: { above: Line; type: string; message: string } | undefined;
      for (let n = 1; n <= longestHeader; n++) {
        const above = before.above(n);
        const [, file] = errorIn.exec(above?.text ?? '') ?? [];
        if (above && reason && file !== undefined)
          return found(above, reason.type, reason.message, place(line, file, at, String(Number(column) + 1)));
        const [, type = 'error', message] = boxedReason.exec(above?.text ?? '') ?? [];
        if (above && message !== undefined) reason ??= { above, type, message };
      }
      return undefined;
    },
  },
  {
    // Parcel: `@parcel/core: …`, the place after an empty line.
    trigger: { holds: ['@parcel/'], pattern: /\n@parcel\/[\w-]{1,60}: \S/ },
    read(line) {
      // Its name looks like that of a package whose output this is.
      const message = parcelMessage.exec(line.raw.trimStart())?.[1];
      return message === undefined ? undefined : { type: '', message, first: line, spaced: true };
    },
  },
];
