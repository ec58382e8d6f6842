import { readForm } from './messageForm';

/** Parts of messages that explanations look for beside what the whole says. */
export const DETAILS = {
  byte: '…byte {byte:word} in position',
  character: "…can't encode {character|characters} {character:token} in position",
  typedProperty: 'Typed property {:path}::${name:word} must not be accessed',
  noMethod: '….{name:word} is not a function',
  jsonField: 'json: cannot unmarshal {given:word}{? {:token}} into Go struct field {owner:word}.{path:path} of type {type:token}',
  foundType: "…expected '{wanted}', found '{given}'",
  enumConstant: '…No enum constant {type:path}.{:afterDot}{$}',
  union: "…does not exist on type '{type}'",
  argumentsGiven: 'wrong number of arguments (given {count:token}',
  page: '…Unexpected token {?\'}<{?\'}{?,} {"|in JSON}{?{start:any}"}',
  goArguments: '…have ({given:maybe})\nwant ({wanted:any})',
  javaWanted: '…required:{wanted:line}',
  javaGiven: '…found:{given:line}',
  importStep: 'imports {to:token} from {file:path}',
  importStart: 'package {name:token}{$}',
  input: "…input: '{value}'",
  base: "…base: '{value}'",
} as const;

/** The holes of a part of a message, as texts; empty where the message has no such part. */
export function detailOf(part: keyof typeof DETAILS, message: string): Partial<Record<string, string>> {
  return (readForm(DETAILS[part], message) ?? {}) as Partial<Record<string, string>>;
}
