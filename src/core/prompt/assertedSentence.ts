import { closingAt, splitTop } from '../suspects/explain/writtenParts';

/** What each assertion wants of the value that it is given. */
const WANTS: [RegExp, string][] = [
  [/^(?:assert_?true|is_?true|ok|be_?truthy|be_?true|true|assert|debug_assert|truthy)$/i, 'should be true'],
  [/^(?:assert_?false|is_?false|not_?ok|be_?falsy|be_?false|false|refute|falsy|assert_?not)$/i, 'should be false'],
  [/^(?:assert_?(?:null|nil|is_?none)|is_?null|be_?null|null|nil)$/i, 'should be null'],
  [/^(?:assert_?(?:not_?(?:null|nil)|is_?not_?none)|is_?not_?null|not_?null|not_?nil)$/i, 'should not be null'],
  [/^(?:be_?undefined|undefined)$/i, 'should be undefined'],
  [/^(?:be_?defined)$/i, 'should not be undefined'],
];
const EQUALS =
  /^(?:assert_?equals?|assert_?same|assert_?that|are_?equal|equals?|strict_?equal|is|to_?be|be|to_?equal|eq|eql|assert_eq|same|deep_?equal)$/i;
const RAISES = /^(?:assert_?(?:raises|throws)(?:_?exactly|_?regex)?|throws(?:_?exactly|_?async)?|raises|rejects|throws_?exception)$/i;
const CALL = /^(?:(?:await|return|with|async)\s+)*(?:[\w$]+(?:\.|::))*(?<name>[A-Za-z_]\w*)!?\s*\((?<rest>[^]*)$/;
const BARE = /^assert\s+(?<condition>[^]+)$/;
const EXPECT = /^(?:await\s+)?(?:[\w$]+\.)?expect(?:_that)?\s*\((?<rest>[^]*)$/;
const LITERAL = /^(?:true|false)$/i;
const TEXT = /^[furb]?["'`]/i;

/** Whether a value says nothing without the expression that should have had it. */
export function saysLittle(value: string): boolean {
  return /^(?:true|false|null|nil|none|undefined)$/i.test(value);
}

/**
 * What an assertion expects, in words, where its own output says little: it compares with true, false or nothing, or wants an error. Read
 * from its source: what the value was instead is not known from there.
 * @returns undefined where the text is another assertion
 */
export function assertedSentence(text: string): string | undefined {
  return matcherSentence(text) ?? callSentence(text) ?? bareSentence(text);
}

/** `expect(value).not.toBeNull()`, `expect(value).to.be.true`. */
function matcherSentence(text: string): string | undefined {
  const inner = EXPECT.exec(text)?.groups?.['rest'];
  const close = inner === undefined ? -1 : closingAt(inner);
  if (inner === undefined || close < 0) return undefined;
  const chain = /^((?:\.\w+)*)\.(\w+)(?:\(([^]*)\))?$/.exec(inner.slice(close + 1).trim());
  if (!chain) return undefined;
  const [, before = '', matcher = '', given = ''] = chain;
  const value = inner.slice(0, close);
  if (/^to_?throw|^throw/i.test(matcher)) return /\.not\b/.test(before) ? undefined : raising(value, [given]);
  if (/\.not\b/.test(before)) return undefined;
  return wanting(
    matcher.replace(/^to_?(?=be_?[a-z])/i, ''),
    [value, given].filter((part) => part.trim() !== ''),
  );
}

function callSentence(text: string): string | undefined {
  const call = CALL.exec(text)?.groups;
  const close = call ? closingAt(call['rest']!) : -1;
  if (!call || close < 0 || !/^(?:as \w{1,80})?:?$/.test(call['rest']!.slice(close + 1).trim())) return undefined;
  const name = call['name']!;
  const args = splitTop(call['rest']!.slice(0, close)).map((part) => part.trim());
  if (!RAISES.test(name)) return wanting(name, args);
  const error = args.find((arg) => /^(?:[\w$]+(?:\.|::))*[A-Z]\w*(?:\.class)?$/.test(arg));
  const called = args.find((arg) => arg !== error && !TEXT.test(arg));
  const rest = called ? args.slice(args.indexOf(called) + 1) : [];
  // `assertRaises(ValueError, parse, '')` hands the arguments after the function.
  const isHanded = called !== undefined && error !== undefined && args.indexOf(error) < args.indexOf(called) && /^[\w$.]+$/.test(called);
  return raising(isHanded ? `${called}(${rest.join(', ')})` : (called ?? ''), error ? [error] : []);
}

function bareSentence(text: string): string | undefined {
  const condition = BARE.exec(text)?.groups?.['condition'];
  // Java's message stands after a colon, Python's after a comma.
  const [first] = condition === undefined ? [] : splitTop(condition.split(' : ')[0]!);
  if (!first || /(?:[=!]=|[<>]|\b(?:not|in|is|and|or)\b)/.test(first)) return undefined;
  return `${quoted(first)} should be true.`;
}

/** The sentence for a value and the assertion's name; JUnit's old order has the message first. */
function wanting(name: string, args: readonly string[]): string | undefined {
  const values = args.filter((arg, at) => at > 0 || args.length < 2 || !TEXT.test(arg));
  const [value, other] = values;
  if (value === undefined) return undefined;
  const wants = WANTS.find(([names]) => names.test(name))?.[1];
  if (wants) return `${quoted(value)} ${wants}.`;
  if (!EQUALS.test(name) || other === undefined || values.length > 3) return undefined;
  const literal = [value, other].find((each) => LITERAL.test(each));
  const compared = literal === value ? other : value;
  return literal === undefined || LITERAL.test(compared) ? undefined : `${quoted(compared)} should be ${literal.toLowerCase()}.`;
}

function raising(code: string, errors: readonly string[]): string {
  const error = errors.map((each) => each.trim().replace(/\.class$/, '')).find((each) => /^[\w$.:]+$/.test(each));
  const does = code
    .trim()
    .replace(/^(?:async ?)?(?:\( ?\)|function \w{0,80} ?\( ?\)|function ?\( ?\)|lambda ?:) ?(?:=>|->)?/, '')
    .trim();
  const body = does.startsWith('{') && does.endsWith('}') ? does.slice(1, -1).trim() : does;
  const what = body
    .replace(/;$/, '')
    .replace(/^return /, '')
    .trim();
  return `${what ? quoted(what) : 'The code in it'} should throw ${error ? quoted(error) : 'an error'}.`;
}

function quoted(text: string): string {
  return `\`${text.trim().replaceAll('`', "'")}\``;
}
