import type { Hypothesis } from '../../src/core/hypothesis';
import type { Claim, State, Where } from './claim';
import { sentencesIn, type Sentence } from './sentences';

const CODE = '‹(\\d+)›';
const PLACE = '(?:(?:at |on )?(?:([\\w./-]+\\.\\w+):|line )(\\d+))';
const LINE = '(?:[Ll]ine (\\d+)|([\\w./-]+\\.\\w+):(\\d+))';

const STATES: readonly [words: RegExp, state: State][] = [
  [/^undefined\b/, 'undefined'],
  [/^(?:null|nil|None)\b|^a nil map/, 'null'],
  [/^empty\b/, 'empty'],
  [/^a (?:Promise|promise|coroutine)\b/, 'promise'],
  [/^not a function/, 'notFunction'],
  [/^not iterable/, 'notIterable'],
  [/^an object/, 'object'],
];

type Claimed = Claim extends infer Each ? (Each extends Claim ? Omit<Each, 'sentence'> : never) : never;

/** What forms need of the sentence around them. */
interface Reading {
  code: (index: string | undefined) => string;
  where: (file: string | undefined, line: string | undefined) => Where;
  /** The line that the sentence is about, or that the error surfaces on. */
  here: Where;
}

/** How claims are written, and what they claim. A sentence may have several of each. */
const FORMS: readonly [form: RegExp, read: (match: (string | undefined)[], reading: Reading) => Claimed[]][] = [
  [
    form(`^(?:There |At ([\\w./-]+\\.\\w+):(\\d+), )?${CODE} is ${CODE}(?:\\.|(?= and ‹))`),
    ([file, line, of, value], { code: text, where, here }) => [
      { kind: 'worth', of: text(of), value: text(value), where: line ? where(file, line) : here },
    ],
  ],
  [
    form(`^There .* and ${CODE} is ${CODE}\\.$`),
    ([of, value], { code: text, here }) => [{ kind: 'worth', of: text(of), value: text(value), where: here }],
  ],
  [
    form(`^${CODE} evaluates to ${CODE}(?: this time)? \\(${PLACE}\\)\\.$`),
    ([of, value, file, line], { code: text, where }) => [{ kind: 'worth', of: text(of), value: text(value), where: where(file, line) }],
  ],
  [
    form(
      `^${CODE} \\(${PLACE}\\) (?:joins texts|takes away|reads only|replaces only|cuts|is negative).* (?:becomes?|it leaves|it makes|down to|is) ${CODE}[.:]`,
    ),
    ([of, file, line, value], { code: text, where }) => [{ kind: 'worth', of: text(of), value: text(value), where: where(file, line) }],
  ],
  [
    form(`^${CODE} \\(${PLACE}\\) is (?:the text )?${CODE}, (?:not a number|which|only what)`),
    ([of, file, line, value], { code: text, where }) => [{ kind: 'worth', of: text(of), value: text(value), where: where(file, line) }],
  ],
  [
    form(`^${CODE} \\(${PLACE}\\) (?:divides ${CODE} by ${CODE} and gives|rounds ${CODE} to) ${CODE}:`),
    ([of, file, line, , , , value], { code: text, where }) => [
      { kind: 'worth', of: text(of), value: text(value), where: where(file, line) },
    ],
  ],
  [
    form(`^${CODE} is (?:missing in the result|in the result and must not be): ${CODE} \\(${PLACE}\\) is ${CODE} for it`),
    ([, of, file, line, value], { code: text, where }) => [{ kind: 'worth', of: text(of), value: text(value), where: where(file, line) }],
  ],
  [
    form(`^${PLACE} sets ${CODE} to ${CODE}(?: this time)?\\.$`),
    ([file, line, code], { code: text, where }) => [{ kind: 'code', code: text(code), where: where(file, line) }],
  ],
  [
    form(
      `${LINE}(?: of ${CODE})?,? (?:reads|calls|uses|computes|divides in|writes to|goes over|turns|casts|passes|merges into|adds|compares|keeps|assigns|gives|joins|indexes|copies|loops over|divides|makes|asks|has(?! no)|sorts|declares|changes|takes|sets|converts|stores|shifts|returns|leaves|counts|catches|writes|sums|stops|searches|runs|rounds|repeats|puts|multiplies|maps|looks|escapes|ends|drops|defers|asserts|appends)[^‹.;:]{0,40}?${CODE}`,
    ),
    ([line, file, number, , code], { code: text, where }) => [{ kind: 'code', code: text(code), where: where(file, number ?? line) }],
  ],
  [
    form(`Line (\\d+), ${CODE}, (?:throws|raises|fails|panics|ends)`),
    ([line, code], { code: text, where }) => [{ kind: 'throwsAt', code: text(code), where: where(undefined, line) }],
  ],
  [
    form(`Line (\\d+), ${CODE},? (?!throws|raises|fails|panics|ends)`),
    ([line, code], { code: text, where }) => [{ kind: 'code', code: text(code), where: where(undefined, line) }],
  ],
  [
    form(
      `${CODE}(?:, which)? is (?!null (?:when|where|for)|undefined (?:when|where|for)|nil (?:when|where|for)|None (?:when|where|for))(undefined\\b|null\\b|nil\\b|None\\b|a nil map|empty\\b(?! to begin with)|a [Pp]romise\\b|a coroutine\\b|not a function|not iterable)`,
    ),
    ([code, words = ''], { code: text, here }) => state(text(code), words, here),
  ],
  [
    form(`${CODE}, which is (an object(?= and no list)|not a function|empty|null|nil|None|undefined)`),
    ([code, words = ''], { code: text, here }) => state(text(code), words, here),
  ],
  [form(`on ${CODE}, but it is (?:an? )?${CODE}`), ([code, word], { code: text, here }) => state(text(code), text(word), here)],
  [form(`${CODE} is ${CODE}(?= in ‹|, and it comes|\\.|$)`), ([code, word], { code: text, here }) => state(text(code), text(word), here)],
  [
    form(`${CODE} is (-?\\d+(?:\\.\\d+)?)(?= in|\\.|$)`),
    ([code, value = ''], { code: text, here }) => [{ kind: 'state', of: text(code), state: 'number', value, where: here }],
  ],
  [
    form(`${CODE} is an? ${CODE}(?=,|\\.| in)`),
    ([code, type], { code: text, here }) => [{ kind: 'state', of: text(code), state: 'type', value: text(type), where: here }],
  ],
  [
    form(`${CODE} returns ${CODE}(?: if ${CODE})? \\(${PLACE}\\)( or )?`),
    ([name, code, when, file, line, or], { code: text, where }) => [
      { kind: 'returns', function: text(name), code: text(code), where: where(file, line), alone: !or && !when },
    ],
  ],
  [
    form(`(?:in place of|Without) ${CODE} ${PLACE}, in ${CODE}`),
    ([code, file, line], { code: text, where }) => [{ kind: 'code', code: text(code), where: where(file, line) }],
  ],
  [
    form(` or ${CODE} \\(${PLACE}\\)`),
    ([code, file, line], { code: text, where }) => [{ kind: 'code', code: text(code), where: where(file, line) }],
  ],
  [
    form(`${CODE} is assigned ${PLACE} from ${CODE}`),
    ([name, file, line, code], { code: text, where }) => [
      { kind: 'assigned', name: text(name), code: text(code), where: where(file, line) },
    ],
  ],
  [
    form(`(?<!element of )${CODE} is ${CODE} \\(${PLACE}\\)`),
    ([name, code, file, line], { code: text, where }) => [
      { kind: 'assigned', name: text(name), code: text(code), where: where(file, line) },
    ],
  ],
  [
    form(`${CODE} is (?:${CODE}, )?passed (?:by ${CODE} )?\\(?${PLACE}\\)?`),
    ([name, code, by, file, line], { code: text, where }) => [
      { kind: 'passed', code: code ? text(code) : text(name), ...(by && { by: text(by) }), where: where(file, line) },
    ],
  ],
  [
    form(`${LINE} passes ${CODE}`),
    ([line, file, number, code], { code: text, where }) => [{ kind: 'passed', code: text(code), where: where(file, number ?? line) }],
  ],
  [
    form(`${CODE} passes ${CODE} \\(${PLACE}\\)`),
    ([by, code, file, line], { code: text, where }) => [{ kind: 'passed', code: text(code), by: text(by), where: where(file, line) }],
  ],
  [
    form(`${CODE} is an element of ${CODE} \\(${PLACE}\\)`),
    ([name, of, file, line], { code: text, where }) => [{ kind: 'element', name: text(name), of: text(of), where: where(file, line) }],
  ],
  [form(`${CODE} is called by ${CODE}`), ([name, by], { code: text }) => [{ kind: 'calledBy', function: text(name), by: text(by) }]],
  [
    form(
      `${CODE} is called by the (?:failing )?test|The failing test calls ${CODE}|The test calls ${CODE} before|${CODE} runs before the failed`,
    ),
    ([one, two, three, four], { code: text }) => [{ kind: 'calledByTest', function: text(one ?? two ?? three ?? four) }],
  ],
  [
    form(
      `asserted value comes from what ${CODE} returns|^${CODE} does not give what the test|asserted value is made with ${CODE}|makes the value that it asserts with ${CODE}`,
    ),
    ([one, two, three, four], { code: text }) => [{ kind: 'asserted', function: text(one ?? two ?? three ?? four) }],
  ],
  [
    form(`^${CODE} gives ${CODE} where ${CODE} was expected`),
    ([name, value], { code: text }) => [{ kind: 'gave', function: text(name), value: text(value) }],
  ],
  [
    form(`got ${CODE} where it expected ${CODE}`),
    ([got, expected], { code: text }) => [{ kind: 'got', got: text(got), expected: text(expected) }],
  ],
  [/got ([^‹].*?) where ([^‹].*?) was expected/gs, ([got = '', expected = '']) => [{ kind: 'got', got, expected }]],
  [
    form(`(?:${LINE} of ${CODE}|${LINE}) makes the call that fails`),
    ([line, , , name, other, file, number], { code: text, where }) => [
      { kind: 'onPath', ...(name && { function: text(name) }), where: where(file, line ?? number ?? other) },
    ],
  ],
  [
    form(`${CODE} is on the call path|reached from ${CODE}`),
    ([one, two], { code: text }) => [{ kind: 'onPath', function: text(one ?? two) }],
  ],
  [form(`The code at (\\S+):(\\d+) is on the call path`), ([file, line], { where }) => [{ kind: 'onPath', where: where(file, line) }]],
  [
    form(`the key ${CODE} is not in ${CODE}|([Tt]he number )?${CODE} is no key of ${CODE}`),
    ([one, of, number, two, other], { code: text, here }) => [
      { kind: 'noKey', key: text(one ?? two), of: text(of ?? other), ...(number !== undefined && { isNumber: true }), where: here },
    ],
  ],
  [
    form(`${CODE}(?: \\(${PLACE}\\))? has no ${CODE}`),
    ([of, file, line, key], { code: text, where, here }) => [
      { kind: 'noKey', key: text(key), of: text(of), where: line ? where(file, line) : here },
    ],
  ],
  [
    form(`${CODE}(?: \\(${PLACE}\\))? has no ${CODE}(?: \\(${PLACE}\\))?, only ((?:${CODE}(?: \\([^)]*\\))?(?:, | and )?)+)`),
    ([of, file, line, , , , list = ''], { code: text, where, here }) =>
      [...list.matchAll(/‹(\d+)›/g)].map(([, key]) => ({
        kind: 'hasKey',
        key: text(key),
        of: text(of),
        where: line ? where(file, line) : here,
      })),
  ],
  [
    form(`${CODE} has (?:only )?(\\d+) elements?`),
    ([of, size], { code: text, here }) => [{ kind: 'size', of: text(of), size: Number(size), where: here }],
  ],
  [
    form(`${CODE} makes ${CODE} without setting ${CODE} \\(${PLACE}\\)`),
    ([, , field, file, line], { code: text, where }) => [{ kind: 'unset', field: text(field), where: where(file, line) }],
  ],
  [
    form(`${CODE} makes an? ${CODE} with ${CODE} as ${CODE} \\(${PLACE}\\)`),
    ([, , code, , file, line], { code: text, where }) => [{ kind: 'code', code: text(code), where: where(file, line) }],
  ],
  [
    form(`${CODE} is in a file that the (?:test|code under test) imports`),
    ([name], { code: text }) => [{ kind: 'imported', function: text(name) }],
  ],
  [
    form(`${CODE} is in the file that the test is named after`),
    ([name], { code: text }) => [{ kind: 'testNamedAfter', function: text(name) }],
  ],
  [
    form(`[Tt]he hypothesis about (?:${CODE}|the code at \\S+) says`),
    ([name], { code: text }) => (name ? [{ kind: 'otherCard', about: text(name) }] : []),
  ],
  [
    form(`${CODE} is (?:written|put into ${CODE}) \\(?${PLACE}`),
    ([code, , file, line], { code: text, where }) => [{ kind: 'code', code: text(code), where: where(file, line) }],
  ],
  [
    form(`The code at (\\S+):(\\d+) sets ${CODE}`),
    ([file, line, code], { code: text, where }) => [{ kind: 'code', code: text(code), where: where(file, line) }],
  ],
  [form(`${CODE} (?:throws|raises) (\\w+)$`), ([, type = '']) => [{ kind: 'errorType', type }]],
  [
    form(`ended with an? ${CODE} that nothing caught: ${CODE}`),
    ([type, message], { code: text }) => [
      { kind: 'printed', text: text(type) },
      { kind: 'printed', text: text(message) },
    ],
  ],
  [form(`${CODE} was thrown and not caught`), ([type], { code: text }) => [{ kind: 'printed', text: text(type) }]],
  [
    form(`${CODE} \\(${PLACE}\\) can reach its end without a ${CODE}`),
    ([name], { code: text }) => [{ kind: 'endsWithoutReturn', function: text(name) }],
  ],
  [
    /Recent change: lines? (\d+)[^,]*, commit \w+ "(.*?)"(?=\.?(?:\s|$))/g,
    ([line, message = ''], { where }) => [{ kind: 'change', message, where: where(undefined, line) }],
  ],
  [
    form(`${CODE} \\(${PLACE}\\) (?:takes|has the flag|is declared|makes|gives|would)`),
    ([code, file, line], { code: text, where }) => [{ kind: 'code', code: text(code), where: where(file, line) }],
  ],
  [
    form(`(?<!by |if |evaluates to |has no )${CODE}(?: is passed as a plain function| is a parameter| is declared)? \\(?${PLACE}\\)?`),
    ([code, file, line], { code: text, where }) => [{ kind: 'code', code: text(code), where: where(file, line) }],
  ],
];

/** Sentences that suggest or state a rule, and claim nothing of the program. */
const NO_CLAIM =
  /\bwould\b|[Dd]id you mean|\bmay be\b|can be|\? *$|^That (?:means|happens)|is (?:null|undefined|nil|None) (?:when|where|for)|^A value that|[Hh]ypothesis about|^The code alone does not|^The lines below|gives its|has no effect/;

/** A card's sentence with the claims that were read in it; none where no form fits. */
export interface ReadSentence {
  sentence: Sentence;
  claims: Claim[];
  /** It suggests, or states a rule. */
  noClaim: boolean;
}

/** Reads a card's claims. */
export function readClaims(card: Pick<Hypothesis, 'title' | 'rootCause' | 'evidence'>): ReadSentence[] {
  const said = Number(/\b[Ll]ine (\d+)/.exec(card.rootCause)?.[1]);
  const surface =
    card.evidence.find(({ why }) => /^fails here$|the assertion, which|comes from (?:this line|here)/.test(why)) ??
    card.evidence.find((each) => each.line === said) ??
    card.evidence[0];
  let context = surface?.file;
  let line = surface?.line ?? 0;
  let there: Where | undefined;
  return sentencesIn(card).map((sentence) => {
    context = /\bIn (\S+?\.\w+),/.exec(sentence.shape)?.[1] ?? context;
    const named = /\b[Ll]ine (\d+)/.exec(sentence.shape);
    if (named && /^(?:In \S+, )?[Ll]ine/.test(sentence.shape)) line = Number(named[1]);
    const claims = FORMS.flatMap(([pattern, read]) =>
      [...sentence.shape.matchAll(pattern)].flatMap((match) => {
        const before = [...sentence.shape.slice(0, match.index).matchAll(/([\w./-]+\.\w+):\d+/g)].at(-1)?.[1];
        const files = [...new Set([before, context, ...card.evidence.map(({ file }) => file)])].filter((file) => file !== undefined);
        const reading: Reading = {
          code: (index) => sentence.code[Number(index)] ?? '',
          where: (file, at) => ({ files: file ? [file] : files, line: Number(at) }),
          here: there && /^There /.test(sentence.shape) ? there : { files: context ? [context] : [], line },
        };
        return read(match.slice(1), reading).map((claim) => ({ ...claim, sentence }));
      }),
    );
    const begun = /^‹\d+› \(([\w./-]+\.\w+):(\d+)\) evaluates to/.exec(sentence.shape);
    there = begun ? { files: [begun[1]!], line: Number(begun[2]) } : undefined;
    return { sentence, claims: distinct(claims), noClaim: claims.length === 0 && NO_CLAIM.test(sentence.shape) };
  });
}

function form(source: string): RegExp {
  return new RegExp(source, 'g');
}

function state(of: string, words: string, where: Where): Claimed[] {
  const found = STATES.find(([form]) => form.test(words))?.[1];
  return found ? [{ kind: 'state', of, state: found, where }] : [];
}

/** A place that two forms read is one claim: the first form knows more of it. */
function distinct(claims: readonly Claim[]): Claim[] {
  const placed = (claim: Claim): string => ('where' in claim && 'code' in claim && claim.where ? `${claim.code}|${claim.where.line}` : '');
  return claims.filter((claim, at) => !placed(claim) || claims.findIndex((other) => placed(other) === placed(claim)) === at);
}
