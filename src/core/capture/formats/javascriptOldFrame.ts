import type { FrameDraft } from './frameDraft';
import { tidyFile } from './tidyFile';

/** Opera before version 10: `  Line 31 of linked script http://localhost/a.js: In function load`. */
const opera9 =
  /^\s*Line (?<line>\d{1,9}) of (?:linked|inline#\d{1,6}|function|unknown|event handler) script(?: in)? (?<file>[^\s]{1,2000}?)(?:: In function (?<name>\S{1,200}))?$/;
/** Opera 10 and 11: `called from line 27, column 8 in load(options) in http://localhost/a.js:`; the code follows below. */
const opera10 =
  /^\s*(?:Error thrown at|Error created at|called from|called via \S{1,60}(?: \S{1,60}){0,3} from)? ?line (?<line>\d{1,9}), column (?<column>\d{1,9}) in (?:<anonymous function(?:: (?<inner>[^>]{1,200}))?>|(?<name>[^\s(]{1,200}))\([^()]{0,300}\) in (?<file>\S{1,2000}):$/;
/** Safari's console: `\tload (app.js, line 52)`, `\tglobal code (shop.html, line 12)`. */
const safariConsole =
  /^\s{1,20}(?<name>[\w$.<>]{1,200}|(?:global|eval|module) code|\(anonymous function\)) \((?<file>[^\s(),]{1,500}), line (?<line>\d{1,9})\)$/;

/** Safari's inspector: `\tload (app.js:12:5)`. */
const safariInspector =
  /^\t(?<name>[\w$.<>]{1,200}|(?:global|eval|module) code|\(anonymous function\)) \((?<file>[^\s(),]{1,500}?):(?<line>\d{1,9})(?::(?<column>\d{1,9}))?\)$/;

/** Frames of browsers that name a place in words, or in another order. */
export function parseOldFrame(text: string): FrameDraft | undefined {
  if (text.length > longest) return undefined;
  const inWords = text.includes('ine ') ? (opera9.exec(text) ?? opera10.exec(text) ?? safariConsole.exec(text)) : null;
  const found = (inWords ?? safariInspector.exec(text))?.groups;
  if (!found) return undefined;
  const { file = '', line, column, inner } = found;
  const name = (inner ?? found['name'] ?? '').replace(/\([^()]*\)$/, '');
  const frame: FrameDraft = { file: tidyFile(file), line: Number(line), raw: text.trim() };
  if (column !== undefined) frame.column = Number(column);
  if (name !== '' && name !== '(anonymous function)') frame.function = name;
  return frame;
}

const longest = 4000;
