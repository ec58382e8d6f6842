import type { AddFinding } from './finding';
import { isRandom, isSample } from './looksSecret';

/** After text that announces a secret: a mask in GitHub's logs, keys that unseal a vault, ids used as passwords. */
const SAID = [
  /::add-mask::(\S{4,400})/g,
  /\b(?:unseal|recovery) key \d{1,2}: {1,3}([A-Za-z0-9+/]{16,100}={0,2})/gi,
  /\bsecret[-_ ]?(?:id|accessor)\W{1,6}([0-9a-f]{8}(?:-[0-9a-f]{4}){3}-[0-9a-f]{12})\b/gi,
] as const;

/** The printed form of a type that contains only the secret: `Password(…)`; `finishToken(…)` is a call. */
const TYPE = /(?<![\w.$])(?:[A-Z]\w{0,30})?(?:Password|Passphrase|Secret|Token|ApiKey|PrivateKey)\(([^\s()'"`,=]{10,400})\)/g;

/** `types.semi`: code that reads a member, not output. */
const PLACE = /^[A-Za-z_$][\w$]*(?:\.[A-Za-z_$][\w$]*)+$/;

const MANIFEST = /(?:^[ \t+-]{0,40}|: )kind:[ \t]{0,5}["']?Secret\b/m;
const BLOCK = /^([ \t+-]{0,40})(?:data|stringData):\s{0,5}$/;
/** An entry of the data, whose value may be a block of the lines below it. */
const ENTRY =
  /^(?<indent>[ \t+-]{1,60})["']?[\w.-]{1,253}["']?:[ \t]{1,5}(?:(?<block>[|>][+-]?)[ \t]*$|"(?<double>(?:[^"\\\n]|\\.){1,40000})"|'(?<single>[^'\n]{1,40000})'|(?<plain>[^\s"'|>][^\n]{0,40000}))/;
const JSON_BLOCK = /"(?:data|stringData)"\s{0,5}:\s{0,5}\{([^{}]{1,20000})\}/g;
const JSON_ENTRY = /"[\w.-]{1,253}"\s{0,5}:\s{0,5}"((?:[^"\\\n]|\\.){4,20000})"/g;
/** `kubectl create secret … --from-literal=name=value`. */
const LITERAL = /--from-literal[= ]\\{0,3}["']?[\w.-]{1,253}=\\{0,3}["']?([^\s"'\\]{1,4000})/g;

/** Finds values in places reserved for secrets, whatever their name: manifests of Kubernetes' secrets, masks, types made for them. */
export function findDeclared(text: string, add: AddFinding): void {
  for (const said of SAID) {
    for (const match of text.matchAll(said)) {
      const [whole, value = ''] = match;
      if (!isSample(value)) add(match.index + whole.lastIndexOf(value), value, 'secret');
    }
  }
  for (const match of text.matchAll(TYPE)) {
    const [whole, value = ''] = match;
    if (isRandom(value) && !PLACE.test(value)) add(match.index + whole.length - 1 - value.length, value, 'secret');
  }
  for (const match of text.matchAll(LITERAL)) {
    const [whole, value = ''] = match;
    const made = text.slice(Math.max(0, match.index - 400), match.index);
    if (made.lastIndexOf('configmap') <= made.lastIndexOf('secret') && !isSample(value))
      add(match.index + whole.length - value.length, value, 'secret');
  }
  if (MANIFEST.test(text)) addManifests(text, add);
  if (/"kind"\s{0,5}:\s{0,5}"Secret/.test(text)) {
    for (const block of text.matchAll(JSON_BLOCK)) {
      const [object, entries = ''] = block;
      const start = block.index + object.length - 1 - entries.length;
      for (const entry of entries.matchAll(JSON_ENTRY)) {
        const [whole, value = ''] = entry;
        if (!isSample(value)) add(start + entry.index + whole.length - 1 - value.length, value, 'secret');
      }
    }
  }
}

/** One pass over the lines: the kind may come before or after the data, up to the end of its document. */
function addManifests(text: string, add: AddFinding): void {
  let found: { start: number; value: string }[] = [];
  let isSecret = false;
  let indent: number | undefined;
  /** The depth of an entry whose value is the block below it. */
  let blockOf: number | undefined;
  const close = (): void => {
    if (isSecret) for (const { start, value } of found) if (!isSample(value)) add(start, value, 'secret');
    found = [];
    isSecret = false;
    indent = undefined;
    blockOf = undefined;
  };
  let start = 0;
  for (const line of text.split('\n')) {
    const shown = line.replace(/\r$/, '');
    const depth = /^[ \t+-]*/.exec(shown)![0].length;
    if (/^[+ ]?---(?:\s|$)/.test(shown)) close();
    else if (MANIFEST.test(shown)) isSecret = true;
    const block = BLOCK.exec(shown);
    if (blockOf !== undefined && shown.trim() && depth <= blockOf) blockOf = undefined;
    if (blockOf !== undefined) {
      if (shown.trim()) found.push({ start: start + depth, value: shown.slice(depth).trimEnd() });
    } else if (block) indent = block[1]!.length;
    else if (indent !== undefined && shown.trim() && depth <= indent) indent = undefined;
    else if (indent !== undefined) {
      const entry = ENTRY.exec(shown)?.groups;
      const value = entry?.['double'] ?? entry?.['single'] ?? entry?.['plain']?.trimEnd();
      if (entry?.['block'] !== undefined) blockOf = depth;
      if (value !== undefined) found.push({ start: start + shown.lastIndexOf(value), value });
    }
    start += line.length + 1;
  }
  close();
}
