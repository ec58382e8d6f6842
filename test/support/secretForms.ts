import { FRESH_PLACES, KNOWN_PLACES } from './secretForms/calls';
import { CHOSEN_WORDS, WORD_DUMPS, WORD_NAMES } from './secretForms/chosenWords';
import { CODES, KUBERNETES, MNEMONICS } from './secretForms/codes';
import { NEWER_TOKENS } from './secretForms/newerTokens';
import { TOOLS, TOOL_PLACES, TOOL_QUOTES, TOOL_VALUES } from './secretForms/tools';
import { CODE, PRINTS, SETTINGS, type Assignment } from './secretForms/assignments';
import { PASSWORD_NAMES, TOKEN_NAMES, nameOf } from './secretForms/names';
import { PLACES, VENDORS, VENDOR_PLACES, type Standalone } from './secretForms/standalone';
import { VALUES, isChosen, maker, type Maker, type ValueKind } from './secretForms/values';
import { seeded } from './plantSecrets';

/** A form in which secrets occur in texts. */
export interface SecretForm {
  group:
    | 'settings'
    | 'code'
    | 'prints'
    | 'vendors'
    | 'places'
    | 'newer tokens'
    | 'tools'
    | 'calls'
    | 'kubernetes'
    | 'codes'
    | 'phrases'
    | 'words';
  kind: string;
  /** Reserved for measurement: no rule is derived from it. */
  heldBack: boolean;
  /** Some texts of this form, the same ones for the same seed. */
  make(seed: number): (Standalone & { value: string })[];
}

/** The place of a form's text. */
export const SECRET_PLACES: Record<string, (text: string) => string> = {
  message: (text) => `Error: request failed: ${text}\n    at load (/app/src/orders.ts:12:5)\n    at main (/app/src/main.ts:3:1)`,
  code: (text) => `export function load() {\n${text.replace(/^/gm, '  ')}\n  return fetchOrders();\n}`,
  diff: (text) => `@@ -1,3 +1,4 @@\n import x from 'y';\n${text.replace(/^/gm, '+')}\n export { x };`,
};

/** Every form. Half of the first groups and a third of the others, chosen only by their names, are held back. */
export function secretForms(): SecretForm[] {
  const assigned = (group: SecretForm['group'], forms: Record<string, Assignment>): SecretForm[] =>
    Object.entries(forms).map(([kind, form]) => ({
      group,
      kind,
      heldBack: isHeldBack(kind),
      make: (seed) => withValues(maker(seeded(seed + hash(kind))), form),
    }));
  const alone = (group: SecretForm['group'], kind: string, make: (make: Maker) => (Standalone & { value: string })[]): SecretForm => ({
    group,
    kind,
    heldBack: isHeldBack(kind),
    make: (seed) => make(maker(seeded(seed + hash(kind)))),
  });
  return [
    ...assigned('settings', SETTINGS),
    ...assigned('code', CODE),
    ...assigned('prints', PRINTS),
    ...Object.entries(VENDORS).map(([kind, token]) =>
      alone('vendors', kind, (make) => {
        const value = token(make);
        return Object.entries(VENDOR_PLACES).map(([place, dress]) => ({ ...dress(value), value: place }));
      }),
    ),
    ...Object.entries(PLACES).map(([kind, form]) => alone('places', kind, (make) => [{ ...form(make), value: 'its own' }])),
    ...combinedForms(),
    ...calledForms(KNOWN_PLACES, false),
    ...calledForms(FRESH_PLACES, true),
  ];
}

/** Forms that are combined of parts: what is held back is a combination, e.g. one tool with one kind of quotes in one place. */
function combinedForms(): SecretForm[] {
  const forms: SecretForm[] = [];
  const add = (group: SecretForm['group'], kind: string, value: string, make: (make: Maker) => Standalone): void => {
    const name = `${group}: ${kind}, ${value}`;
    forms.push({
      group,
      kind: name,
      heldBack: hash(`third ${name}`) % 3 === 0,
      make: (seed) => [{ ...make(maker(seeded(seed + hash(name)))), value }],
    });
  };
  for (const [kind, token] of Object.entries(NEWER_TOKENS)) {
    for (const [place, dress] of Object.entries(VENDOR_PLACES))
      add('newer tokens', kind, place, (make) => dressedToken(token(make), dress));
  }
  for (const [kind, form] of Object.entries(KUBERNETES)) add('kubernetes', kind, 'its own', form);
  for (const [kind, form] of Object.entries(CODES)) add('codes', kind, 'its own', form);
  for (const [kind, form] of Object.entries(MNEMONICS)) add('phrases', kind, 'its own', form);
  for (const [kind, tool] of Object.entries(TOOLS)) {
    for (const [quotes, quote] of Object.entries(TOOL_QUOTES)) {
      for (const [place, dress] of Object.entries(TOOL_PLACES)) {
        add('tools', `${kind} in a ${place}`, quotes, (make) => {
          const secret = make.one(Object.values(TOOL_VALUES))(make);
          return { text: dress(tool(quote(secret))), parts: [secret] };
        });
      }
    }
  }
  for (const [kind, dump] of Object.entries(WORD_DUMPS)) {
    for (const [value, made] of Object.entries(CHOSEN_WORDS)) {
      add('words', kind, value, (make) => {
        const secret = made(make);
        return { text: dump(make.one(WORD_NAMES), secret), parts: [secret] };
      });
    }
  }
  return forms;
}

/** Passwords that only their place tells; held back by tool. */
function calledForms(places: Readonly<Record<string, (value: string) => string>>, heldBack: boolean): SecretForm[] {
  return Object.entries(places).map(([kind, dress]) => ({
    ...{ group: 'calls', kind, heldBack },
    make: (seed) => {
      const make = maker(seeded(seed + hash(`call ${kind}`)));
      return [`${make.pick('KLMNP', 1)}${make.pick('abcdef', 4)}!${make.pick('23456789', 3)}x`, VALUES['short token'](make)].map(
        (value) => ({
          ...{ text: dress(value), parts: [value], value: 'argument of a call' },
        }),
      );
    },
  }));
}

/** The vendor's token, or the part of a text behind which it stands. */
function dressedToken(token: string, dress: (value: string) => Standalone): Standalone {
  return { ...dress(token), parts: [token.slice(token.lastIndexOf(' ') + 1)] };
}

function withValues(make: Maker, form: Assignment): (Standalone & { value: string })[] {
  return (Object.keys(VALUES) as ValueKind[]).map((kind) => {
    const value = VALUES[kind](make);
    const name = nameOf(make.one(isChosen(kind) ? PASSWORD_NAMES : TOKEN_NAMES));
    const text = form(name, value);
    // Split in two, or encoded for a URL: the written form must not remain.
    const parts = text.includes(value) ? [value] : [encodeURIComponent(value), ...halves(value)].filter((part) => text.includes(part));
    return { text, parts, value: kind };
  });
}

function halves(value: string): string[] {
  return [value.slice(0, value.length >> 1), value.slice(value.length >> 1)];
}

function isHeldBack(kind: string): boolean {
  return hash(`split ${kind}`) % 2 === 1;
}

/** FNV-1a. */
function hash(text: string): number {
  let value = 0x811c9dc5;
  for (const char of text) value = Math.imul(value ^ char.charCodeAt(0), 0x01000193) >>> 0;
  return (value ^ (value >>> 15)) >>> 0;
}
