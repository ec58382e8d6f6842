/** Undoes the changes that copying made to a text. */
export type CopyRepair = (text: string) => string;

/** Colours without their escape character: `[31m`, `[1;32m`, `[0m`, `[K`; in a JSON text it is only written otherwise: `\\u001b[31m`. */
const colour = /(?<!\\u001b|\\x1b|\\033|\\e)\[\d{1,3}(?:;\d{1,3}){0,5}m|(?<!\\u001b|\\x1b|\\033|\\e)\[\d?[mK](?!\w)/gi;
const colourOn = /(?<!\\u001b|\\x1b|\\033|\\e)\[(?:1;)?(?:[1247]|3[0-7]|9[0-7]|4[0-7]|38;[25];[\d;]{1,12})m/i;
const colourOff = /(?<!\\u001b|\\x1b|\\033|\\e)\[(?:0|22|39|49)?m/i;

const entities: Record<string, string> = { lt: '<', gt: '>', amp: '&', quot: '"', apos: "'", nbsp: ' ' };
const entity = /&(?:(lt|gt|amp|quot|apos|nbsp)|#(\d{1,6})|#x([\da-fA-F]{1,5}));/g;
const escapedSign = /&(?:lt|gt|quot|amp|#3[49]|#x2[27]|#60|#62);/i;

/** Web pages and chats keep an indentation by spaces that do not break. */
const indentedByWeb = /^[ \t]{0,80}\u00a0/m;

/**
 * The change to undo in an output that was copied from a web page (its source: `&lt;module&gt;`; its spaces that do not break) or lost the escape characters of its colours
 * (`[31mError`). Undefined for a text as a program wrote it.
 * @param sample the beginning of the output
 */
export function repairOfCopy(sample: string): CopyRepair | undefined {
  const repairs: CopyRepair[] = [];
  if (escapedSign.test(sample) && !/[<>"]|&(?!#?\w{2,6};)/.test(sample)) repairs.push(decodeEntities);
  if (indentedByWeb.test(sample)) repairs.push((text) => text.replaceAll('\u00a0', ' '));
  if (colourOn.test(sample) && colourOff.test(sample)) repairs.push((text) => text.replace(colour, ''));
  return repairs.length === 0 ? undefined : (text) => repairs.reduce((repaired, repair) => repair(repaired), text);
}

function decodeEntities(text: string): string {
  return text.replace(entity, (whole, name?: string, decimal?: string, hex?: string) => {
    if (name !== undefined) return entities[name] ?? whole;
    const code = decimal !== undefined ? Number(decimal) : parseInt(hex ?? '', 16);
    return code > 31 && code <= 0x10ffff ? String.fromCodePoint(code) : whole;
  });
}
