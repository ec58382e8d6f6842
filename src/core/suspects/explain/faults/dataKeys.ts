import { nodesIn } from '../../../syntax/lower/ir';
import { lineOf } from '../../../syntax/lower/places';
import type { Place } from '../../../flow/originSteps';
import type { SyntaxFile } from '../../../syntax/syntax';
import type { DataFile } from '../dataRows';

/** A key that data gives a value, with its place. */
export interface DataKey extends Place {
  key: string;
  /** What stands behind it on its line, as written. */
  value: string;
}

/** Data with the file that holds it, which may be code; `first` is the line of its first one, 1-based. */
export interface DataText extends DataFile {
  first: number;
}

const LONGEST_LINE = 2000;
const SETTINGS = /\.(?:ini|conf|cfg|properties|env|toml|ya?ml)$|(?:^|\/)\.env$/;
const TABLE = /\.(?:csv|tsv)$/;
const PAIR = /"([^"\\\n]{1,80})"\s{0,4}:\s{0,4}(?=([^\n]{0,80}))/g;
const SETTING = /^\s*(?:-\s+|export\s+)?["']?([A-Za-z_][\w ./-]{0,60}?)["']?\s{0,20}(?:=|:(?=\s|$))\s{0,20}(.{0,200})$/;
const SECTION = /^\[{1,2}([^[\]]{1,60})\]{1,2}$/;

/** The data files of a program, and texts in its code that read as JSON or as settings. */
export function dataTexts(data: readonly DataFile[], files: readonly SyntaxFile[]): DataText[] {
  return [...data.map((each) => ({ ...each, first: 1 })), ...files.flatMap(textsOfData)];
}

const inCode = new WeakMap<SyntaxFile, readonly DataText[]>();

function textsOfData(file: SyntaxFile): readonly DataText[] {
  let found = inCode.get(file);
  if (!found) {
    found = [...nodesIn(file.code)].flatMap((node): DataText[] => {
      if (node.kind !== 'literal' || node.of !== 'text') return [];
      const text = node.value.replace(/^[`"]/, '').replaceAll('\\"', '"');
      if (!text.includes('\n') && !/^\s*(?:[[{]\s*["[{]|<\w)/.test(text)) return [];
      const lines = text.split('\n');
      return [{ file: file.file, lines, first: lineOf(file, node.start) }];
    });
    inCode.set(file, found);
  }
  return found;
}

/** The keys of data: of objects in JSON, of settings, the columns of a table. Comments have none. */
export function keysOfData({ file, lines, first }: DataText): DataKey[] {
  const place = (at: number): Place => ({ file, line: first + at });
  const short = lines.map((line) => line.slice(0, LONGEST_LINE));
  if (file.endsWith('.json') || /^\s*[[{]/.test(short.find((line) => line.trim() !== '') ?? ''))
    return isSection(short)
      ? settingsOf(short, place)
      : short.flatMap((line, at) => [...line.matchAll(PAIR)].map(([, key = '', value = '']) => ({ ...place(at), key, value })));
  if (TABLE.test(file)) {
    const at = short.findIndex((line) => line.trim() !== '');
    return (short[at] ?? '').split(/[,;\t|]/).map((each) => ({ ...place(at), key: each.trim().replace(/^"|"$/g, ''), value: '' }));
  }
  const found = settingsOf(short, place);
  const written = short.filter((line) => line.trim() !== '' && !/^\s*(?:[#;]|\/\/)/.test(line));
  return SETTINGS.test(file) || (found.length > 1 && found.length >= written.length - 1) ? found : [];
}

const isSection = (lines: readonly string[]): boolean =>
  lines.some((line) => SECTION.test(line.trim())) && !lines.some((line) => /"\s*:/.test(line));

function settingsOf(lines: readonly string[], place: (at: number) => Place): DataKey[] {
  return lines.flatMap((line, at) => {
    if (/^\s*(?:[#;]|\/\/)/.test(line)) return [];
    const section = SECTION.exec(line.trim())?.[1]?.trim();
    if (section !== undefined) return [{ ...place(at), key: section, value: '' }];
    const [, key, value = ''] = SETTING.exec(line) ?? [];
    return key === undefined ? [] : [{ ...place(at), key, value: value.trim() }];
  });
}

/** Scalars that YAML reads as something else than their letters, with what it makes of them. */
export interface OddScalar extends Place {
  written: string;
  is: 'true' | 'false' | 'number' | 'date' | 'null' | 'empty';
}

/** Values of an INI file without quotes that PHP reads as a truth, written as a text: `no` is an empty one. */
export function oddSettings({ file, lines, first }: DataText): OddScalar[] {
  if (!file.endsWith('.ini')) return [];
  return lines.flatMap((line, at): OddScalar[] => {
    const written = /=\s{0,20}(no|off|none|false|null|yes|on|true)$/i.exec(line.slice(0, LONGEST_LINE).trimEnd())?.[1];
    if (written === undefined) return [];
    return [{ file, line: first + at, written, is: /^(?:yes|on|true)$/i.test(written) ? 'true' : 'empty' }];
  });
}

/** Values and elements of a YAML file without quotes that are no texts for it. @param words whether `no`, `on` … are truths, as in YAML 1.1 */
export function oddScalars({ file, lines, first }: DataText, words: boolean): OddScalar[] {
  if (!/\.ya?ml$/.test(file)) return [];
  return lines.flatMap((line, at): OddScalar[] => {
    const code = line.slice(0, LONGEST_LINE).replace(/(?:^|\s)#.*$/, '');
    const flow = /^[^[]*\[([^\]]*)\]\s*$/.exec(code)?.[1];
    const scalars = flow === undefined ? [/^\s*(?:-\s+)?(?:[\w ./-]{1,60}:\s+)?(.*)$/.exec(code)?.[1] ?? '', keyIn(code)] : flow.split(',');
    return scalars.flatMap((each) => {
      const written = each.trim();
      const is = readAs(written, words);
      return is === undefined ? [] : [{ file, line: first + at, written, is }];
    });
  });
}

const keyIn = (line: string): string => /^\s*(?:-\s+)?([\w.-]{1,60}):(?:\s|$)/.exec(line)?.[1] ?? '';

function readAs(written: string, words: boolean): OddScalar['is'] | undefined {
  if (words && /^(?:no|off)$/i.test(written)) return 'false';
  if (words && /^(?:yes|on)$/i.test(written)) return 'true';
  if (/^(?:null|~)$/i.test(written)) return 'null';
  if (/^\d{4}-\d\d-\d\d$/.test(written)) return 'date';
  // `012` is 10, `1.10` is 1.1, `12:30` is 750, `1_000` is 1000, `1e3` is 1000.
  return /^(?:0[0-7]+|\d+\.\d*0|\d+(?::[0-5]\d)+|\d+(?:_\d+)+|\d+e\d+)$/i.test(written) ? 'number' : undefined;
}
